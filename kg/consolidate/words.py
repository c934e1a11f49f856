"""Words of a label -> what can be compared: folded names, the head noun, its kind, a count."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

_TABLES = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
_GROUPS: dict[str, str] = {word: kind for kind, words in _TABLES["groups"].items() for word in words}
_CONTAINERS = frozenset(_TABLES["containers"]["words"])
_TITLES = frozenset(_TABLES["titles"]["words"])
_PLURALS: dict[str, str] = _TABLES["plurals"]
_NUMBERS: dict[str, int] = _TABLES["numbers"]
_THINGS: dict[str, str] = _TABLES["things"]
_SIDES: dict[str, str] = _TABLES["sides"]
CLASS_KINDS: dict[str, str] = _TABLES["classes"]
_DEEDS: dict[str, str] = {word: deed for deed, words in _TABLES["deeds"].items() for word in words}
_COMMON = frozenset(
    {*_GROUPS, *_THINGS, *_SIDES, *_NUMBERS, *_TITLES, *_CONTAINERS, *_DEEDS, *_TABLES["trade"]["words"]}
)
COUNTED_BY_PEOPLE = frozenset(_TABLES["counted_by_people"]["deeds"])
BARE = "bare"

_WORD = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"^(?:al|el|as|ad|an|ar|at|ash)$")
_AFTER_HEAD = frozenset(_TABLES["after_head"]["words"])
_LOWER_BOUND = re.compile(r"\b(?:at least|more than|over)\b", re.IGNORECASE)
_UPPER_BOUND = re.compile(r"\b(?:up to|at most|fewer than|less than)\b", re.IGNORECASE)


@lru_cache(maxsize=100_000)
def fold(text: str) -> tuple[str, ...]:
    """Return the words of a text without case, accents, apostrophes and punctuation."""
    plain = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’‘`ʻʿʾ")
    return tuple(_WORD.findall(plain))


def fold_place(text: str) -> str:
    """Fold a place name, and forgive what its romanisations differ in: the article, a final h, doubled letters."""
    words = [w for w in fold(text) if not _ARTICLE.match(w)]
    return re.sub(r"(\D)\1", r"\1", re.sub(r"(?<=[ae])h\b", "", " ".join(words)))


def fold_person(text: str) -> tuple[str, ...]:
    """Return the words of a person's name, without titles and without lower-case description before the name."""
    capitalised = " ".join(w for w in text.split() if not w[:1].islower() or "-" in w)
    return tuple(w for w in fold(capitalised) if w not in _TITLES)


@lru_cache(maxsize=100_000)
def singular(word: str) -> str:
    """Give the singular of a lower-case English noun, well enough to compare two of them."""
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith("men") and len(word) > 4:
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 5 and word[:-1] not in _GROUPS:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def is_common(word: str) -> bool:
    """Tell whether a singular word belongs to any news of conflict, however rare it is elsewhere."""
    return word in _COMMON or stem(word) in _COMMON


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Cut the endings that English verbs take, well enough to compare two of them: shooting, shoots -> shoot."""
    for ending in ("ings", "ing", "ies", "ied", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            cut = word[: -len(ending)]
            if len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "sl":  # stopped, robbing; not killing
                cut = cut[:-1]
            return cut + "y" * (ending in ("ies", "ied"))
    return word


@lru_cache(maxsize=100_000)
def deed(trigger: str) -> str:
    """Return what the words of a trigger say was done, inflection and near synonyms apart: "killed", "dead" -> kill."""
    words = fold(trigger)
    return next(
        (_DEEDS[w] for word in words for w in (word, stem(word)) if w in _DEEDS), stem(words[0]) if words else ""
    )


@lru_cache(maxsize=100_000)
def head(label: str) -> str:
    """Return the singular of the noun that heads a phrase, looking through "one of", "a group of"."""
    words = list(fold(label))
    while "of" in words:
        at = words.index("of")
        if at == 0 or singular(words[at - 1]) not in _CONTAINERS:
            words = words[:at]
            break
        words = words[at + 1 :]
    ends = (at for at in range(1, len(words)) if _ends_phrase(words[at - 1], words[at]))
    words = words[: next(ends, len(words))]
    return singular(words[-1]) if words else ""


def _ends_phrase(before: str, word: str) -> bool:
    """Tell whether a word begins a description after the head: "base housing US forces", not "training camp"."""
    noun = singular(before)
    return word in _AFTER_HEAD or (word.endswith(("ing", "ed")) and (noun in _THINGS or noun in _GROUPS))


@lru_cache(maxsize=100_000)
def group_kind(label: str) -> str:
    """Return the kind of an unnamed group: the kind of its head, or of a word before a bare head ("rebel group")."""
    noun = head(label)
    kind = _GROUPS.get(noun, "")
    if kind != BARE:
        return kind
    words = [singular(w) for w in fold(label)]
    before = words[: words.index(noun)] if noun in words else []
    kinds = [_GROUPS[w] for w in before if _GROUPS.get(w, BARE) != BARE]
    return kinds[-1] if kinds else BARE


@lru_cache(maxsize=100_000)
def thing(label: str) -> str:
    """Return the head of a phrase, or the more specific word before it: humvee for "one Humvee armoured vehicle"."""
    noun = head(label)
    before = (singular(word) for word in fold(label))
    return next((word for word in before if word != noun and noun in thing_line(word)), noun)


def thing_line(noun: str) -> tuple[str, ...]:
    """Return a thing and what it is a kind of, most specific first: tanker, truck, vehicle."""
    line = [noun]
    while line[-1] in _THINGS:
        line.append(_THINGS[line[-1]])
    return tuple(line)


def comparable_things(one: str, other: str) -> bool:
    """Tell whether two things may be one: the same, or one a kind of the other."""
    return one in thing_line(other) or other in thing_line(one)


def rival_things(ones: Iterable[str], others: Iterable[str]) -> bool:
    """Tell whether two sets of things name the same sort of thing, but none that could be one."""
    ones, others = [t for t in ones if len(thing_line(t)) > 1], [t for t in others if len(thing_line(t)) > 1]
    pairs = [(a, b) for a in ones for b in others]
    same_sort = any(thing_line(a)[-1] == thing_line(b)[-1] for a, b in pairs)
    return same_sort and not any(comparable_things(a, b) for a, b in pairs)


def side(noun: str) -> str:
    """Return the side that a noun for people stands for, "" where it may be anybody."""
    return _SIDES.get(noun, "")


@lru_cache(maxsize=100_000)
def number(label: str) -> tuple[int | None, int | None] | None:
    """Return the bounds of the number that stands first in a phrase before its head, None without one."""
    for word in fold(label)[:6]:
        value = int(word) if word.isdecimal() and len(word) < 7 else _NUMBERS.get(word)
        if value is not None:
            low = None if _UPPER_BOUND.search(label) else value
            return low, None if _LOWER_BOUND.search(label) else value
    return None
