"""A text -> where the register's names stand in it.

One pass over the words: a word that begins no name costs one dictionary look-up.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.resolve.link_words import TITLES
from kg.resolve.names import Token, case_fits, find_tokens, skipped
from kg.resolve.register_index import Key, Name, RegisterIndex

# What may stand between two words of one name: a space, a hyphen, a possessive; never a comma, a stop or a blank line.
_GAP = re.compile(r"(?:['’]s?)?(?:[ \t\u00a0]*\n?[ \t]*|[-‐‑–/])")
# Acronyms that spell an English word: in a line of capitals they are that word.
_WORDS_IN_CAPITALS = frozenset({"IS", "US", "WHO"})


class Match(NamedTuple):
    """A name found at the words `start` to `end` (exclusive)."""

    name: Name
    start: int
    end: int


def name_spans(text: str, index: RegisterIndex) -> list[tuple[int, int, str]]:
    """Return (start, end, slug) of every register name in `text`, longest first at each word, never overlapping.

    A person's surname counts where the full name stands too.  Demonyms alone, and names that contain a place
    ("US forces in Iraq"), are left to the parser: the place is an argument of its own.
    """
    tokens = find_tokens(text)
    matches = list(_scan(text, tokens, index))
    people = {m.name.slug for m in matches if index.entries[m.name.slug].type == "Person"}
    taken = {position for match in matches for position in range(match.start, match.end)}
    matches += _surnames(tokens, index, people, taken)
    spans = [(tokens[m.start].start, tokens[m.end - 1].end, m.name.slug) for m in matches]
    return sorted(spans)


def match_at(
    text: str, tokens: Sequence[Token], start: int, index: RegisterIndex, *tables: Mapping[Key, Name]
) -> Match | None:
    """Return the longest name of `tables` (default: names) that begins at a word."""
    found = max(_matches_at(text, tokens, start, index, tables or (index.names,)), key=_end, default=None)
    if found is None and tokens[start].key == "al" and start + 1 < len(tokens):
        inner = match_at(text, tokens, start + 1, index, *tables)  # "al-Hashd al-Shaabi" is Hashd al-Shaabi
        found = inner._replace(start=start) if inner and len(inner.name.surface) > 1 else None  # al-Monitor: no monitor
    return found


def _matches_at(
    text: str, tokens: Sequence[Token], start: int, index: RegisterIndex, tables: Sequence[Mapping[Key, Name]]
) -> Iterator[Match]:
    longest = index.lengths.get(tokens[start].key, 0)
    key: list[str] = []
    seen: list[int] = []
    for position in range(start, len(tokens)):
        if position > start and not _GAP.fullmatch(text, tokens[position - 1].end, tokens[position].start):
            return
        if seen and skipped(tokens[position].key):
            continue
        if len(key) == longest:
            return
        key.append(tokens[position].key)
        seen.append(position)
        for table in tables:
            name = table.get(tuple(key))
            if name and _fits(name, tokens, seen):
                yield Match(name, start, position + 1)


def _end(match: Match) -> int:
    return match.end


def _fits(name: Name, tokens: Sequence[Token], seen: Sequence[int]) -> bool:
    if name.definite and not (seen[0] and tokens[seen[0] - 1].key == "the"):
        return False
    words = [tokens[position] for position in seen]
    return all(
        word.key == "al" or case_fits(part, word.surface) for part, word in zip(name.surface, words, strict=True)
    )


def _scan(text: str, tokens: Sequence[Token], index: RegisterIndex) -> Iterator[Match]:
    position = 0
    while position < len(tokens):
        found = _matches_at(text, tokens, position, index, (index.names,))
        match = max((m for m in found if not _swallows_place(m.name)), key=_end, default=None)
        if match and not _shouted(tokens, match):
            yield match
            position = match.end
        else:
            position += 1


def _swallows_place(name: Name) -> bool:
    before = [first for first, second in zip(name.surface, name.surface[1:], strict=False) if second == "in"]
    return any(word[0].islower() for word in before)


def _shouted(tokens: Sequence[Token], match: Match) -> bool:
    if match.end - match.start > 1 or tokens[match.start].surface not in _WORDS_IN_CAPITALS:
        return False
    around = [*tokens[max(0, match.start - 2) : match.start], *tokens[match.end : match.end + 2]]
    return bool(around) and all(token.surface.isupper() for token in around)


def _surnames(tokens: Sequence[Token], index: RegisterIndex, people: set[str], taken: set[int]) -> Iterator[Match]:
    found = {key: [s for s in slugs if s in people] for key, slugs in index.surnames.items()} if people else {}
    wanted = {key: slugs[0] for key, slugs in found.items() if len(slugs) == 1}
    for position in range(len(tokens) if wanted else 0):
        for length in (2, 1):
            words = tokens[position : position + length]
            slug = wanted.get(tuple(token.key for token in words))
            places = set(range(position, position + len(words)))
            if slug and words[-1].surface[0].isupper() and not places & taken and not _forenamed(tokens, position):
                taken |= places
                yield Match(Name(slug, (), False, 0.8, "surname"), position, position + len(words))


def _forenamed(tokens: Sequence[Token], position: int) -> bool:
    """Whether another given name stands before a surname: "Ivanka Trump" is not Donald."""
    if position == 0:
        return False
    before = tokens[position - 1]
    beside = tokens[position].start - before.end == 1
    return beside and before.surface[0].isupper() and before.key not in TITLES
