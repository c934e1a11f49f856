"""Running text -> the place names in it that can hardly be anything else, for the analysis to know before it guesses.

Countries, the curated places, and the larger cities where the conflicts are; the longest name wins.  A name of one
word beside another capitalised word is left alone, for it may be a part of a longer name (Michael Jordan, Baghdad
Operations Command, Mosul Dam).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.resolve.gazetteer import Gazetteer
from kg.resolve.geonames import City
from kg.resolve.place_fold import fold, loosen

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’‘`ʿʾ][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_JOINED = frozenset({" ", "-", "–", "\u00a0"})
_LONGEST = 8  # words

_SHORTEST_CITY = 4  # letters; Qom and Kut are in the register, Man, Van, Tal and Jos are not missed
# Keys that English news and web text were seen to use for something else (words, people, headings), and others like
# them by judgement.
_STOP = frozenset(
    "acre adler afar agri ahmadi alley aman amare amara arabi artem badia baha baida bane banu barka batman bende "
    "beni biga binga bimbo boma bush chad chita commonwealth constantine constantina dara divo duma emirates fata "
    "fatih feni fenny fiche gala gale galla galle hail hala hub jinja kars kaya kennedy kira kirov kobo lera lime "
    "lira madina maka man manas mari marino mary meru mila milla mina minna moro mora more mota motta mushin norton "
    "numan ode offa orang orion palla patan perm qasim rania rass rosetta roseta saba sada safi sala salahuddin "
    "saladin salama sale salt samar sana sari sary sava sheki shevchenko sina sine sokol soma sour sousa swabi tahta "
    "tala tale talla tall topi tuba tula tulla tyre uman union van victoria vladimir wary washington zaria zile".split()
)
# May stand capitalised before a name without being a part of it.
_BEFORE = frozenset(
    "a after along and around as at before between but by central during east eastern for from in inside into near "
    "north northeast northeastern northern northwest northwestern of off on outside over since south southeast "
    "southeastern southern southwest southwestern that the through to toward towards under until upper when where "
    "while west western with within".split()
)


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    key: str
    capital: bool


@lru_cache(maxsize=4)
def _known(gazetteer: Gazetteer) -> Mapping[str, bool]:
    """Give the keys to look for, and for each the beginnings of longer ones: True where a key is a whole name."""
    names = {key for key in (*gazetteer.curated, *gazetteer.aliases) if not key.startswith("the ")}
    for offset in gazetteer.cities.notable:
        names |= _own_names(gazetteer.cities.at(offset))
    names -= _STOP
    known = {" ".join(words[:n]): False for words in map(str.split, names) for n in range(1, len(words))}
    return known | dict.fromkeys(names, True)


def _own_names(city: City) -> set[str]:
    """Give the keys of a city's name and of those alternates that are spellings of it."""
    own = fold(city.name)
    alike = loosen(own)
    keys = {key for name in city.alternates if name.isascii() and loosen(key := fold(name)) == alike}
    return {key for key in {own, *keys} if len(key) >= _SHORTEST_CITY}


def find_place_names(text: str, gazetteer: Gazetteer) -> list[tuple[int, int, str]]:
    """Find safe place names: (start, end, name), in text order, without overlap."""
    return list(_find(text, _known(gazetteer)))


def _find(text: str, known: Mapping[str, bool]) -> Iterator[tuple[int, int, str]]:
    words = [_word(match) for match in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        length = _longest(words, at, text, known) if words[at].capital or words[at].key in ("al", "el") else 0
        if length and (length > 1 or _alone(words, at, text)):
            start, end = words[at].start, words[at + length - 1].end
            yield start, end, text[start:end]
        at += max(length, 1)


def _word(match: re.Match[str]) -> _Word:
    words = match[0]
    possessive = _POSSESSIVE.search(words)
    end = match.end() - (2 if possessive else 0)
    return _Word(match.start(), end, _key(words[: end - match.start()]), words[0].isupper())


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    return fold(word)


def _longest(words: list[_Word], at: int, text: str, known: Mapping[str, bool]) -> int:
    """Count the words of the longest name that begins here; its last word is capitalised or the name is curated."""
    key, best = words[at].key, 0
    for length in range(1, _LONGEST + 1):
        whole = known.get(key)
        if whole is None:
            break
        if whole:
            best = length
        after = at + length
        if after >= len(words) or text[words[after - 1].end : words[after].start] not in _JOINED:
            break
        key = f"{key} {words[after].key}"
    return best


def _alone(words: list[_Word], at: int, text: str) -> bool:
    """Whether a name of one word stands by itself, and is none of "us", "it", "car" at the start of a sentence."""
    name = text[words[at].start : words[at].end]
    if len(words[at].key) < 3 and not name.isupper():
        return False
    before, after = words[at - 1] if at else None, words[at + 1] if at + 1 < len(words) else None
    if after and after.capital and text[words[at].end : after.start] == " ":
        return False
    part = before and before.capital and text[before.end : words[at].start] == " "
    return not (part and before and before.key not in _BEFORE)
