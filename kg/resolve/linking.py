"""Mentions -> register entries: who an article names, and to whom the words tie those it does not name.

`link` answers only where the words name the actor itself.  "Iranian militant groups" are not Iran, "Kataib Hezbollah
fighters" are not the whole group, "three US troops" are not the US military: they stay local to the article, and
`of_actor` says whom the words tie them to.  A wrong link accuses somebody; None does not.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from kg.knowledge import RegisterEntry
from kg.model import Mention
from kg.resolve.link_words import CLASS_WORDS, CREEDS, KINDS, MASS, PARTS, PLACES, THIN, TIES, TITLES, VAGUE
from kg.resolve.name_spans import Match, match_at, name_spans
from kg.resolve.names import Token, find_tokens
from kg.resolve.phrase import Phrase, glued, read_phrase
from kg.resolve.register_index import Key, RegisterIndex, build_index, surname

__all__ = ["Link", "RegisterIndex", "build_index", "link", "link_name", "name_spans", "of_actor"]


@dataclass(frozen=True, slots=True)
class Link:
    """A mention's register entry, how sure the wording is (0 to 1), and the rule that found it."""

    slug: str
    score: float
    reason: str


def link(
    mention: Mention, index: RegisterIndex, context: Collection[str] = (), *, agentive: bool = False
) -> Link | None:
    """Return the entry that a mention names, None where it only describes.

    `context` holds the slugs already linked in the article: short names, surnames and bare head nouns need it.
    `agentive` says that the mention acts or speaks, so that a capital ("Tehran") means its state.
    """
    phrase = read_phrase(mention)
    if mention.pronoun or not phrase.tokens:
        return None
    for rule in _RULES:
        found = rule(phrase, index, context)
        if found:
            return None if _elsewhere(phrase, index, found.slug) else found
    return _people(phrase, index, agentive) or _capital(phrase, index, agentive)


def _elsewhere(phrase: Phrase, index: RegisterIndex, slug: str) -> bool:
    """Whether a bracket after the name gives another country than its own: "Hezbollah (Turkey)"."""
    key = tuple(token.key for token in phrase.all_tokens[phrase.last :])
    state = index.names.get(key) or index.demonyms.get(key)
    country = index.entries[slug].country
    return bool(country and state and index.entries[state.slug].type == "State" and state.slug != country)


def link_name(text: str, index: RegisterIndex) -> Link | None:
    """Return the entry that a bare name gives in full, as a publisher's does in a page's metadata."""
    phrase = read_phrase(Mention(0, len(text), text, "", ""))
    return _whole(phrase, index, ()) if phrase.tokens else None


def of_actor(mention: Mention, index: RegisterIndex, context: Collection[str] = ()) -> str | None:
    """Return the slug of the actor that the words tie a mention to ("Iraqi contractor": iraq), or None.

    "Pro-Iranian" and "Iran-backed" tie nobody: they are relations of their own.
    """
    phrase = read_phrase(mention)
    if mention.pronoun or not phrase.tokens:
        return None
    before = [m for position in range(phrase.head + 1) if (m := _tied(phrase, index, position))]
    if before:
        return max(before, key=lambda match: (match.end - match.start, -match.start)).name.slug
    return _tied_after(phrase, index) or _owner_by_surname(phrase, index, context)


def _short(phrase: Phrase, index: RegisterIndex, context: Collection[str]) -> Link | None:
    """A short form of a name that the article has given: "the Guards"."""
    for words in phrase.wordings():
        names = index.short.get(tuple(token.key for token in words), ())
        full = index.names.get(tuple(token.key for token in words))
        if full and full.slug in context:
            return None
        near = [name for name in names if _stands_for(name.slug, index, context)]
        held = [name for name in near if (phrase.definite or not name.definite) and _cased(name.surface, words)]
        if len(held) == 1:
            return Link(held[0].slug, held[0].score, held[0].reason)
    return None


def _stands_for(slug: str, index: RegisterIndex, context: Collection[str]) -> bool:
    parts = (entry for entry in map(index.entries.get, context) if entry)
    return slug in context or any(slug in entry.part_of for entry in parts)


def _cased(surface: Key, words: tuple[Token, ...]) -> bool:
    pairs = zip(surface, words, strict=True)
    return all(word.surface[0].isupper() or not part[0].isupper() for part, word in pairs)


def _whole(phrase: Phrase, index: RegisterIndex, _: Collection[str]) -> Link | None:
    """The phrase is a name and nothing else."""
    match = match_at(phrase.text, phrase.all_tokens, phrase.first, index)
    if match and match.end == phrase.last:
        return _linked(match)
    return None


def _headed(phrase: Phrase, index: RegisterIndex, _: Collection[str]) -> Link | None:
    """The phrase's head belongs to a name, or says only what class the named thing is of."""
    for position in range(phrase.first, phrase.segment_end):
        match = match_at(phrase.text, phrase.all_tokens, position, index)
        if match and not glued(phrase, match.start, match.end) and _names_phrase(phrase, match, index):
            return _linked(match)
    return None


def _names_phrase(phrase: Phrase, match: Match, index: RegisterIndex) -> bool:
    entry = index.entries[match.name.slug]
    before = range(phrase.first, match.start)
    if entry.type == "Person":
        return match.end == phrase.segment_end and not (before and phrase.key_at(before[-1]) in PARTS - {"former"})
    words = CLASS_WORDS.get(entry.type, frozenset())
    if match.start > phrase.head and (match.end < phrase.segment_end or phrase.key_at(match.start - 1) not in words):
        return False
    after = phrase.all_tokens[match.end : phrase.head + 1]
    own = all(_qualifies(phrase, position, entry, index) for position in before)
    return own and all(token.key in words for token in after)


def _qualifies(phrase: Phrase, position: int, entry: RegisterEntry, index: RegisterIndex) -> bool:
    """Whether a word before a name leaves it the same actor: "Lebanese Hezbollah", "Iran-backed Hezbollah"."""
    token = phrase.all_tokens[position]
    if token.key in PARTS or token.key.isdigit():
        return False
    if token.key in CREEDS:
        return True
    state = index.demonyms.get((token.key,)) or index.names.get((token.key,))
    if state and not glued(phrase, position, position + 1):
        return state.slug == entry.country
    return token.surface[0].islower() or glued(phrase, position, position + 1)


def _person(phrase: Phrase, index: RegisterIndex, context: Collection[str]) -> Link | None:
    """A surname: after a title that the only such person held, or of a person whom the article has named."""
    for words in phrase.wordings():
        key = surname(words)
        people = index.surnames.get(key, ())
        before = [token for token in words[: len(words) - len(key)] if token.key != "al"]
        if not people or not words[-1].surface[0].isupper() or words[-1] is not phrase.final:
            continue
        known = [slug for slug in people if slug in context]
        titled = bool(before) and before[-1].key in TITLES
        if titled and len(people) == 1 and _held(before[-1].key, index.entries[people[0]]):
            return Link(people[0], 0.8, f"title and surname “{words[-1].surface}”")
        if (titled or not before) and len(known) == 1:
            return Link(known[0], 0.8, f"surname “{words[-1].surface}” of a person named in the article")
    return None


def _held(title: str, entry: RegisterEntry) -> bool:
    return any(title == token.key for position in entry.positions for token in find_tokens(position))


def _one_of(phrase: Phrase, index: RegisterIndex, context: Collection[str]) -> Link | None:
    """ "One of the militias" stands for the collective that the register has under that name."""
    rest = phrase.after_one_of()
    if rest is None:
        return None
    found = _short(rest, index, context) or _whole(rest, index, context)
    if found and index.entries[found.slug].label.split()[-1].islower():
        return Link(found.slug, 0.6, f"one of the collective: {found.reason}")
    return None


def _bare_head(phrase: Phrase, index: RegisterIndex, context: Collection[str]) -> Link | None:
    """ "The Interior Ministry": the one that the article has named, or that of the only country it is about."""
    words = " ".join(token.key for token in phrase.tokens)
    slugs = index.heads.get(tuple(token.key for token in phrase.tokens), ())
    pointing = phrase.definite or phrase.tokens[0].surface[0].isupper() or words in MASS
    if words in VAGUE or not pointing or phrase.indefinite:
        return None
    slugs = slugs or (_of_kind(words, index, context) if words in KINDS else ())
    named = [slug for slug in slugs if slug in context]
    if len(named) == 1:
        return Link(named[0], 0.7, f"“{words}” named before in the article")
    if words in THIN:
        return None
    countries = set(_countries(index, context))
    held = [slug for slug in slugs if index.entries[slug].country in countries]
    if not named and len(countries) == 1 and len(held) == 1:
        return Link(held[0], 0.6, f"“{words}” of the only country in the article")
    return None


def _of_kind(kind: str, index: RegisterIndex, context: Collection[str]) -> tuple[str, ...]:
    """The bodies named in the article whose head noun holds a word: "the ministry" of an Interior Ministry."""
    entries = filter(None, map(index.entries.get, context))
    return tuple(e.slug for e in entries if any(kind in head.casefold().split() for head in e.heads))


def _countries(index: RegisterIndex, context: Collection[str]) -> Iterator[str]:
    for entry in filter(None, map(index.entries.get, context)):
        if entry.type == "State":
            yield entry.slug
        elif entry.country:
            yield entry.country


_RULES: tuple[Callable[[Phrase, RegisterIndex, Collection[str]], Link | None], ...] = (
    _short,
    _whole,
    _headed,
    _person,
    _one_of,
    _bare_head,
)


def _people(phrase: Phrase, index: RegisterIndex, agentive: bool) -> Link | None:
    """A demonym: "Iranian" is Iran's, "the Iranians" that act are Iran; "Iranians" and "an Iranian" are people."""
    match = match_at(phrase.text, phrase.all_tokens, phrase.first, index, index.demonyms)
    if not match or match.end != phrase.last or phrase.indefinite:
        return None
    word = phrase.all_tokens[match.end - 1].surface
    plural = phrase.mention.plural or (word.endswith("s") and not word.endswith("ss"))
    if plural == phrase.definite and (agentive or not plural):
        return _linked(match)
    return None


def _capital(phrase: Phrase, index: RegisterIndex, agentive: bool) -> Link | None:
    slug = index.capitals.get(tuple(token.key for token in phrase.tokens))
    if slug and agentive and phrase.tokens[0].surface[0].isupper():
        return Link(slug, 0.7, f"its capital “{phrase.tokens[0].surface}” acts for it")
    return None


def _tied(phrase: Phrase, index: RegisterIndex, position: int) -> Match | None:
    if position < phrase.first:
        return None
    match = match_at(phrase.text, phrase.all_tokens, position, index, index.names, index.demonyms)
    return match if match and not glued(phrase, match.start, match.end) else None


def _tied_after(phrase: Phrase, index: RegisterIndex) -> str | None:
    position = phrase.head + 1
    if position >= phrase.last or phrase.all_tokens[position].key not in TIES:
        return None
    places = phrase.all_tokens[position].key in PLACES
    start = position + 1 + (phrase.key_at(position + 1) == "the")
    match = _tied(phrase, index, start) if start < phrase.last else None
    if match is None or (places and index.entries[match.name.slug].type == "State" and match.end == phrase.last):
        return None
    return match.name.slug


def _owner_by_surname(phrase: Phrase, index: RegisterIndex, context: Collection[str]) -> str | None:
    for token in phrase.all_tokens[phrase.first : phrase.head]:
        known = [slug for slug in index.surnames.get((token.key,), ()) if slug in context]
        if len(known) == 1 and token.surface[0].isupper():
            return known[0]
    return None


def _linked(match: Match) -> Link:
    return Link(match.name.slug, match.name.score, match.name.reason)
