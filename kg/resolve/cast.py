"""Mentions of one article -> actors: register entries, named people, objects, unidentified actors, sources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kg.keys import key_of
from kg.knowledge import RegisterEntry
from kg.model import Actor, Mention, Source, SourceMention
from kg.resolve.judgements import Judgements
from kg.resolve.linking import Link, RegisterIndex, link, of_actor

TIED_SCORE = 0.7  # by judgement, as for a capital that acts for its state
_OBJECTS = frozenset({"vehicle", "facility", "weapon", "equipment", "place"})
_VOICELESS = frozenset({"report", "account"})  # "according to the report": the outlet that was named before


@dataclass
class Cast:
    """Who takes part in an article; grows as its mentions are resolved in text order."""

    article: str  # the article's key
    index: RegisterIndex
    entries: dict[str, RegisterEntry]
    context: list[str] = field(default_factory=list)  # slugs in the order of their first link
    people: dict[str, Actor] = field(default_factory=dict)  # full name -> person without a register entry
    outlet: Actor | None = None  # the last outlet that was a source
    judged: Judgements = field(default_factory=Judgements)

    def meet(self, mentions: Iterable[Mention]) -> None:
        """Link every mention once, so that short forms can be read by the names given in full."""
        for mention in mentions:
            found = self._link(mention)
            if found is not None and found.slug not in self.context:
                self.context.append(found.slug)
            elif found is None and mention.entity == "PER" and mention.name and " " in mention.name:
                self._person(mention.name)

    def actor(self, mention: Mention, scope: str, *, agentive: bool = False) -> Actor:
        """Return the actor or object that a mention stands for; `scope` keeps unnamed ones of two events apart."""
        found = self._link(mention, agentive=agentive)
        if found is not None:
            return self._linked(found)
        if mention.entity == "PER" and mention.name:
            return self._person(mention.name)
        tie = self.tie(mention)
        if mention.name and mention.entity in ("ORG", "STATE") and mention.kind not in _OBJECTS:
            return Actor(key_of("actor", self.article, mention.name), mention.text, "Actor", of_actor=tie)
        kind = "Object" if mention.kind in _OBJECTS else "UnidentifiedActor"
        text = mention.text.casefold()
        return Actor(key_of("actor", self.article, scope, text), self.label(mention), kind, of_actor=tie)

    def _link(self, mention: Mention, *, agentive: bool = False) -> Link | None:
        """The entry that a mention names, by a person's judgement or else by the rules."""
        judged = self.judged.same_as(mention.text)
        if judged is not None:
            return Link(judged, 1.0, f"judged: “{mention.text}” is the same")
        found = link(mention, self.index, tuple(self.context), agentive=agentive)
        return None if found is not None and self.judged.parts(mention.text, found.slug) else found

    def label(self, mention: Mention) -> str:
        """The words of a mention, with its owner where a pronoun hides it."""
        return (
            f"{mention.text} ({mention.owner})" if mention.owner and mention.owner not in mention.text else mention.text
        )

    def tie(self, mention: Mention) -> str | None:
        """Slug of the registered actor that the words tie a mention to."""
        tied = of_actor(mention, self.index, tuple(self.context))
        if tied is None and mention.owner:
            owner = Mention(mention.start, mention.end, mention.owner, "", "", definite=True)
            owned = self._link(owner)
            tied = owned.slug if owned is not None else None
        return tied

    def registered(self, slug: str) -> Actor:
        """The actor of a register entry."""
        if slug not in self.context:
            self.context.append(slug)
        entry = self.entries[slug]
        return Actor(slug, entry.label, entry.type, registered=True)

    def _linked(self, found: Link) -> Actor:
        """The actor of a link, with what the link rests on."""
        return replace(self.registered(found.slug), link=(found.score, found.reason))

    def tied(self, slug: str) -> Actor:
        """The actor that words are tied to, where a relation is to it ("the Iranian-made …")."""
        return self._linked(Link(slug, TIED_SCORE, "the words tie it to this actor"))

    def source(self, said: SourceMention) -> Source:
        """Resolve one voice of a chain."""
        mention = said.mention
        if mention.head in _VOICELESS and mention.entity == "" and self.outlet is not None:
            return Source(self.outlet, mention.text, said.cue)
        actor = self._speaker(mention)
        if actor.type == "NewsOutlet":
            self.outlet = actor
        return Source(actor, mention.text, said.cue)

    def _speaker(self, mention: Mention) -> Actor:
        found = self._link(mention, agentive=True)
        if found is not None:
            return self._linked(found)
        if mention.entity == "PER" and mention.name:
            return self._person(mention.name)
        if mention.kind == "media" and mention.name:
            named = self._link(Mention(mention.start, mention.end, mention.name, "", "media"))
            if named is not None:
                return self._linked(named)
            return Actor(key_of("actor", self.article, mention.name), mention.text, "NewsOutlet")
        key = key_of("actor", self.article, "source", mention.text.casefold())
        if mention.name and mention.entity == "ORG":
            return Actor(key, mention.text, "Actor", of_actor=self.tie(mention))
        return Actor(key, mention.text, "AnonymousSource", within=self.tie(mention))

    def _person(self, name: str) -> Actor:
        """A person by the fullest name that the article has for it; a name that two people share stays as it is."""
        fuller = {known for known in self.people if _shortens(name.split(), known.split())}
        longest = {known for known in fuller if not any(_shortens(known.split(), k.split()) for k in fuller)}
        full = longest.pop() if len(longest) == 1 else name
        person = self.people.get(full) or Actor(key_of("actor", self.article, "person", full), full, "Person")
        self.people.setdefault(full, person)
        return person


def _shortens(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a person's name is a part of a fuller one: its last word, or several from its beginning or end."""
    if len(short) >= len(full):
        return False
    return short == full[-len(short) :] or (len(short) > 1 and short == full[: len(short)])
