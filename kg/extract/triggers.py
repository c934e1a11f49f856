"""Which words of a sentence evoke which event type, by the lexicon's triggers and their conditions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from spacy.tokens import Span, Token

from kg.extract.mentions import classes, core, is_actor, phrase
from kg.extract.tree import (
    any_lemmas,
    has_object,
    is_noun,
    is_verb,
    lemmas,
    noun_lemma,
    objects,
    prepositions,
    subjects,
)
from kg.knowledge import Lexicon, RelationTrigger, Trigger

_T = TypeVar("_T")
_STANDING = frozenset({"opposes", "alliedWith", "backedBy"})


@dataclass(frozen=True)
class TriggerIndex:
    """The lexicon's triggers by lemma."""

    lexicon: Lexicon

    @cached_property
    def verbs(self) -> Mapping[str, Sequence[Trigger]]:
        """Verb lemma -> triggers."""
        return _by_lemma((lemma, trigger) for trigger in self.lexicon.triggers for lemma in trigger.verbs)

    @cached_property
    def nouns(self) -> Mapping[str, Sequence[Trigger]]:
        """Noun lemma -> triggers."""
        return _by_lemma((lemma, trigger) for trigger in self.lexicon.triggers for lemma in trigger.nouns)

    @cached_property
    def relation_verbs(self) -> Mapping[str, Sequence[RelationTrigger]]:
        """Verb lemma -> triggers of relations."""
        return _by_lemma((lemma, trigger) for trigger in self.lexicon.relations for lemma in trigger.verbs)

    @cached_property
    def relation_nouns(self) -> Mapping[str, Sequence[RelationTrigger]]:
        """Noun lemma -> triggers of relations."""
        return _by_lemma((lemma, trigger) for trigger in self.lexicon.relations for lemma in trigger.nouns)

    @cached_property
    def standing(self) -> tuple[frozenset[str], frozenset[str]]:
        """Verb and noun lemmas that say who is whose friend or foe."""
        own = [trigger for trigger in self.lexicon.relations if trigger.predicate in _STANDING]
        return frozenset(v for trigger in own for v in trigger.verbs), frozenset(n for t in own for n in t.nouns)

    @cached_property
    def _known(self) -> dict[tuple[int, int], tuple[bool, bool]]:
        return {}

    def knows(self, token: Token) -> tuple[bool, bool]:
        """Whether words of this form may evoke an event, and a relation; asked of every word, and so remembered."""
        key = (token.lower, token.lemma)
        if key not in self._known:
            words = any_lemmas(token)
            events = not words.isdisjoint(self.verbs) or not words.isdisjoint(self.nouns)
            relations = not words.isdisjoint(self.relation_verbs) or not words.isdisjoint(self.relation_nouns)
            self._known[key] = (events, relations)
        return self._known[key]

    @cached_property
    def depth(self) -> Mapping[str, int]:
        """How far below the root an event class stands."""
        return {child: _depth(child, self.lexicon.parents) for child in self.lexicon.parents}


def _by_lemma(pairs: Iterator[tuple[str, _T]]) -> Mapping[str, Sequence[_T]]:
    found: dict[str, list[_T]] = defaultdict(list)
    for lemma, trigger in pairs:
        found[lemma].append(trigger)
    return found


def _depth(name: str, parents: Mapping[str, str]) -> int:
    steps = 0
    while name in parents and steps < 20:
        name, steps = parents[name], steps + 1
    return steps


def find_triggers(sentence: Span, index: TriggerIndex) -> list[tuple[Token, Trigger]]:
    """Return each evoking token of the sentence with the trigger that fits it best."""
    found = []
    for token in sentence:
        if not token.is_alpha and "-" not in token.text:
            continue
        best = best_trigger(token, index)
        if best is not None:
            found.append((token, best))
    return found


def best_trigger(token: Token, index: TriggerIndex) -> Trigger | None:
    """Return the trigger that fits the token best, or None."""
    if not index.knows(token)[0]:
        return None
    if is_verb(token):
        named = [t for lemma in lemmas(token) for t in index.verbs.get(lemma, ())]
        fitting = [t for t in named if _verb_fits(token, t, index.lexicon)]
    elif is_noun(token) and token.dep_ not in ("compound", "flat", "amod") and not token.ent_type_:
        named = [t for lemma in {noun_lemma(token), token.lower_} for t in index.nouns.get(lemma, ())]
        fitting = [t for t in named if _noun_fits(token, t, index.lexicon)]
    else:
        return None
    return max(fitting, key=lambda t: (t.specificity, index.depth.get(t.event_type, 0), t.name), default=None)


def _verb_fits(verb: Token, trigger: Trigger, lexicon: Lexicon) -> bool:
    if trigger.phrases and not any(_follows(verb, words) for words in trigger.phrases):
        return False
    if trigger.complements and not any(c.dep_ == "ccomp" and lemmas(c) & trigger.complements for c in verb.children):
        return False
    if not (trigger.objects or trigger.object_classes or trigger.subject_heads or trigger.subject_classes):
        return True
    done_to, doers = objects(verb), subjects(verb)
    if trigger.objects and not any(
        {noun_lemma(t), t.lower_} & trigger.objects or _compound(t) & trigger.objects for t in done_to
    ):
        return False
    wanted = trigger.object_classes
    alive = bool(wanted & {"person", "group", "organisation", "actor"})  # a bare "it" is no weapon
    if wanted and not any((t.pos_ == "PRON" and alive) or _is_one_of(t, wanted, lexicon) for t in done_to):
        return False
    if trigger.subject_heads and not any(
        {noun_lemma(t), noun_lemma(core(t)), t.lower_} & trigger.subject_heads for t in doers
    ):
        return False
    if not trigger.subject_classes or not doers:
        return True
    return any(t.pos_ == "PRON" or _is_one_of(t, trigger.subject_classes, lexicon) for t in doers)


def _noun_fits(noun: Token, trigger: Trigger, lexicon: Lexicon) -> bool:
    if trigger.objects or trigger.subject_heads or trigger.phrases:
        return False
    if trigger.modifiers and not _modifiers(noun) & trigger.modifiers:
        return False
    if trigger.governors and not lemmas(noun.head) & trigger.governors:
        return False
    if trigger.object_classes:
        return any(case == "of" and _is_one_of(t, trigger.object_classes, lexicon) for case, t in prepositions(noun))
    return True


def _is_one_of(token: Token, wanted: frozenset[str], lexicon: Lexicon) -> bool:
    return bool(classes(token, lexicon) & wanted) or ("actor" in wanted and is_actor(token, lexicon))


def _modifiers(noun: Token) -> frozenset[str]:
    words = [t for t in phrase(noun) if t.i < noun.i]
    return frozenset(w for t in words for w in (t.lower_, noun_lemma(t)))


def _compound(noun: Token) -> frozenset[str]:
    return frozenset(f"{noun_lemma(t)}" for t in noun.lefts if t.dep_ == "compound")


def _follows(verb: Token, words: str) -> bool:
    """Whether the words stand after the verb within its clause ("set the trucks on fire"), at once if marked "+"."""
    wanted, adjacent = words.removeprefix("+").split(), words.startswith("+")
    tail = verb.doc[verb.i + 1 : min(verb.i + 12, verb.sent.end)]
    lower = [t.lower_ for t in tail]
    for at in range(len(lower) - len(wanted) + 1):
        if lower[at : at + len(wanted)] == wanted:
            return at == 0 or (verb.is_ancestor(tail[at]) and not adjacent)
        if is_verb(tail[at]) and tail[at].dep_ in ("conj", "ccomp", "ROOT") and has_object(tail[at]):
            return False
    return False
