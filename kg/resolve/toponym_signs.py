"""An article's words -> the runs of them that may be place names, each with the signs for and against it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from kg.resolve.gazetteer import Gazetteer
from kg.resolve.geonames import COVERED
from kg.resolve.place_fold import fold

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[A-Z]\. ?[A-Z][a-z]{1,3}\.|(?:St|Ft|Mt)\.(?= )|[^\W\d_]+(?:['’‘`ʿʾ][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_LONGEST = 5  # words
NO_DEMONYMS: Mapping[str, str] = MappingProxyType({})
_GENERIC = frozenset(
    "county parish province governorate district region state prefecture oblast municipality emirate muhafazah".split()
)
_STREET = frozenset(
    "street st road rd avenue ave drive dr lane boulevard blvd highway parkway court place circle trail pike terrace "
    "crescent close".split()
)
_AT = frozenset("in near outside throughout across inside around".split())
_TOWARDS = frozenset("from to at of through into toward towards between for via north south east west off".split())
_TITLE = frozenset(
    "mr mrs ms dr sgt lt capt gen col sheriff judge president sen rep gov officer detective mayor chief coach "
    "minister deputy councilman commissioner attorney professor sir king queen prince pope saint said justice".split()
)
_BODY = frozenset(
    "department police state county city council school court university college government national highway senate "
    "house public fire governor gov president troopers legislature supreme general attorney army air high district "
    "health medical community veterans board office sheriff workforce parliament ministry embassy army navy".split()
)
_SAID = frozenset("said says told added who whose was wrote".split())


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity of the language pipeline: PER, ORG, LOC, STATE or DEMONYM."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    key: str
    capital: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words that may be a place name, and its signs."""

    start: int
    end: int
    key: str
    signs: frozenset[str]


def runs(
    text: str, entities: Sequence[Entity], gazetteer: Gazetteer, demonyms: Mapping[str, str] = NO_DEMONYMS
) -> list[Run]:
    """Give every run of words that may be a place name, with its signs; the longest wins."""
    return list(_Runs(text, entities, gazetteer, demonyms).all())


class _Runs:
    """One article's words and what is known of them."""

    def __init__(
        self, text: str, entities: Sequence[Entity], gazetteer: Gazetteer, demonyms: Mapping[str, str]
    ) -> None:
        self.text, self.gazetteer = text, gazetteer
        self.words = [_word(match) for match in _WORD.finditer(text)]
        self.lower = {word.key for word in self.words if not word.capital}
        self.countries = {demonyms[text[a:b]] for a, b in demonyms_in(text, demonyms)} | self._named()
        at = {word.start: n for n, word in enumerate(self.words)}
        self.entity: dict[int, Entity] = {}
        self.surnames: set[str] = set()
        self.first: dict[int, int] = {}  # word where a LOC entity begins -> words in it
        for entity in entities:
            inside = list(self._inside(entity, at))
            for n in inside:
                self.entity[n] = entity
            if entity.label == "PER" and len(inside) > 1:
                self.surnames.add(self.words[inside[-1]].key)
            if entity.label in ("LOC", "STATE") and inside:
                self.first[inside[0]] = len(inside)

    def _named(self) -> set[str]:
        """Give the ISO codes of the countries that the text names in one word or two."""
        found = set()
        for n, word in enumerate(self.words):
            if word.capital:
                ends = [word.end, *(after.end for after in self.words[n + 1 : n + 2])]
                names = (self.text[word.start : end] for end in ends)
                found |= {code for name in names if (code := self.gazetteer.country_code(name))}
        return found

    def _inside(self, entity: Entity, at: Mapping[int, int]) -> Iterator[int]:
        n = at.get(entity.start, len(self.words))
        while n < len(self.words) and self.words[n].start < entity.end:
            yield n
            n += 1

    def all(self) -> Iterator[Run]:
        """Walk the words."""
        at = 0
        while at < len(self.words):
            length = self._length(at) if self.words[at].capital or self.words[at].key in ("al", "el") else 0
            if length:
                yield self._found(at, length)
            at += max(length, 1)

    def _length(self, at: int) -> int:
        """Count the words of the longest name here: the gazetteer's, or what the recogniser calls a place."""
        best, key = 0, ""
        for length in range(1, _LONGEST + 1):
            n = at + length - 1
            if n >= len(self.words) or (length > 1 and not self._joined(n - 1)):
                break
            key = f"{key} {self.words[n].key}".strip()
            if self.words[n].capital and strength(self.gazetteer, self.text[self.words[at].start : self.words[n].end]):
                best = length
        if not best and self._abbreviated(at):
            best = 1
        named = self.first.get(at, 0)
        return (best or named) if self.words[at].capital else best

    def _joined(self, n: int) -> bool:
        between = self.text[self.words[n].end : self.words[n + 1].start]
        return between in (" ", "-", "–", "\u00a0") or (between == ". " and self.words[n].key in ("st", "ft", "mt"))

    def _found(self, at: int, length: int) -> Run:
        start, end = self.words[at].start, self.words[at + length - 1].end
        if length == 1 and self._abbreviated(at):
            end += 1
        name = self.text[start:end]
        return Run(start, end, fold(name), frozenset(self._signs(at, length, name)))

    def _abbreviated(self, at: int) -> bool:
        """Whether the word and the stop after it are an abbreviation of a place ("Ky.")."""
        dotted = self.text[self.words[at].start : self.words[at].end + 1]
        return dotted[-1] == "." and dotted[-2] != "." and self.gazetteer.abbreviates(dotted)

    def _signs(self, at: int, length: int, name: str) -> Iterator[str]:
        yield f"strength {strength(self.gazetteer, name)}"
        if length > 1:
            yield "several words"
        words = name.split()
        if fold(words[-1]) in _GENERIC and length > 1:
            yield "generic"
        if fold(words[-1]) in _STREET and length > 1:
            yield "street"
        around = {*self._entity_signs(at, length), *self._neighbours(at, length)}
        yield from around
        there = countries(self.gazetteer, name) & self.countries
        if there and not around & {"PER inside", "after capital", "after title"}:  # no surname is from there
            yield "covered country named" if there & COVERED else "country named"
        key = fold(name)
        if key in self.surnames:
            yield "surname"
        if key in self.lower and not name.isupper():
            yield "word"
        if name.isupper() and len(name) > 3:
            yield "upper case"

    def _entity_signs(self, at: int, length: int) -> Iterator[str]:
        entity = self.entity.get(at)
        if entity is None:
            yield "no entity"
            return
        start, end = self.words[at].start, self.words[at + length - 1].end
        same = entity.start >= start and entity.end <= end + 1
        opens = entity.start == start
        label = "LOC" if entity.label == "STATE" else entity.label
        yield f"{label} {'whole' if same else 'opens' if opens else 'inside'}"

    def _neighbours(self, at: int, length: int) -> Iterator[str]:
        if sign := self._before(at):
            yield sign
        if sign := self._after(at + length):
            yield sign

    def _before(self, at: int) -> str:
        """The sign of the word before."""
        if not at:
            return "opens sentence"
        before, gap = self.words[at - 1], self.text[self.words[at - 1].end : self.words[at].start]
        if gap in (" ", "-"):
            if before.key in _TITLE:
                return "after title"
            if before.capital and before.key not in _AT | _TOWARDS | self.lower:
                return "after capital"
            return "at" if before.key in _AT else "towards" if before.key in _TOWARDS else ""
        if gap == ", ":
            known = before.capital and strength(self.gazetteer, self.text[before.start : before.end])
            return "after place" if known else ""
        return "opens sentence" if gap.strip(" \n\t\"“'‘") in (".", "?", "!", "") else ""

    def _after(self, at: int) -> str:
        """The sign of the word after, the one at a position."""
        after = self.words[at] if at < len(self.words) else None
        if after is None:
            return ""
        tail = self.text[self.words[at - 1].end : after.start]
        if tail in (" ", ". "):
            if after.capital and after.key in _STREET:
                return "before street"
            if after.key in _SAID:
                return "before said"
            kind = "before body" if after.key in _BODY else "before capital"
            return kind if after.capital and tail == " " else ""
        if tail not in (", ", " (") or not after.capital:
            return ""
        stop = after.end + self.text.startswith(".", after.end)
        return "before state" if strength(self.gazetteer, self.text[after.start : stop]) >= 4 else "before comma"


def _word(match: re.Match[str]) -> _Word:
    words = match[0]
    possessive = _POSSESSIVE.search(words)
    end = match.end() - (2 if possessive else 0)
    return _Word(match.start(), end, fold(words[: end - match.start()]), words[0].isupper())


@lru_cache(maxsize=32768)
def countries(gazetteer: Gazetteer, name: str) -> frozenset[str]:
    """Give the ISO codes of the countries with a place of a name, but not for a country's own."""
    return frozenset(c.place.country for c in gazetteer.find(name) if c.place.country and c.place.feature != "country")


@lru_cache(maxsize=32768)
def strength(gazetteer: Gazetteer, name: str) -> int:
    """Say how well known a name's best place is: 0 unknown … 3 a large city, 4 a province, 5 a country."""
    found = gazetteer.find(name)
    best = 0
    for candidate in found:
        if candidate.place.feature == "country":
            return 5
        if candidate.curated:
            best = 4
        elif candidate.own_name:
            best = max(best, 3 if candidate.population >= 100_000 else 2 if candidate.population >= 15_000 else 1)
        else:
            best = max(best, 2 if candidate.population >= 500_000 else 1)
    return best


def demonyms_in(text: str, demonyms: Collection[str]) -> Iterator[tuple[int, int]]:
    """Find demonyms of one word or two ("Sri Lankan")."""
    words = [(match.start(), match.end()) for match in _WORD.finditer(text) if match[0][0].isupper()]
    for n, (start, end) in enumerate(words):
        long = words[n + 1][1] if n + 1 < len(words) else end
        if text[start:long] in demonyms:
            yield start, long
        elif text[start:end] in demonyms:
            yield start, end
