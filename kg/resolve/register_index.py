"""Register entries -> every wording that names one of them, keyed for look-up.

Besides labels and aliases these are the compositions of a state's name with the head nouns of its bodies: "Iraqi
military", "Iraq's Interior Ministry", "Ministry of Interior of Iraq".
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, TypeAlias, TypeVar

from kg.knowledge import RegisterEntry
from kg.resolve.link_words import CLASS_WORDS
from kg.resolve.names import Token, name_tokens, skipped, strict_case

Key: TypeAlias = tuple[str, ...]
_T = TypeVar("_T")

# "The Amal movement" is the Amal Movement; "Arab news" is not Arab News.
_GROUPS = frozenset({"ArmedGroup", "Coalition", "Company", "PoliticalParty"})
# A surname takes these with it: "bin Salman" is not "Salman".
_PARTICLES = frozenset({"abu", "abdul", "ben", "bin", "ibn", "van", "von", "de", "der"})


class Name(NamedTuple):
    """One wording: whom it names, how it is capitalised, and how far to trust it."""

    slug: str
    surface: tuple[str, ...]
    definite: bool  # only after "the": "the Guardian"
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class RegisterIndex:
    """The register keyed by wording; build it once with `build_index`."""

    entries: Mapping[str, RegisterEntry]
    names: Mapping[Key, Name]
    short: Mapping[Key, tuple[Name, ...]]
    demonyms: Mapping[Key, Name]
    capitals: Mapping[Key, str]
    heads: Mapping[Key, tuple[str, ...]]
    surnames: Mapping[Key, tuple[str, ...]]
    lengths: Mapping[str, int]  # first word of names and demonyms -> most words of one that starts so


def build_index(entries: Iterable[RegisterEntry]) -> RegisterIndex:
    """Return the index of a register; of two entries with one wording the first by slug has it."""
    known = {entry.slug: entry for entry in sorted(entries, key=lambda entry: entry.slug)}
    names: dict[Key, Name] = {}
    demonyms: dict[Key, Name] = {}
    for key, name in (*_given(known.values()), *_composed(known)):
        if key not in names or _laxer(name, names[key]):
            names[key] = name
    for entry in known.values():
        for demonym in entry.demonyms:
            demonyms.setdefault(*_named(entry.slug, demonym, 0.9, "demonym"))
    lengths: dict[str, int] = {}
    for key in (*names, *demonyms):
        lengths[key[0]] = max(lengths.get(key[0], 0), len(key))
    return RegisterIndex(
        entries=MappingProxyType(known),
        names=MappingProxyType(names),
        short=_grouped(_named(e.slug, text, 0.8, "short name") for e in known.values() for text in e.short_names),
        demonyms=MappingProxyType(demonyms),
        capitals=MappingProxyType({_key(e.capital): e.slug for e in known.values() if e.capital}),
        heads=_grouped((_key(head), e.slug) for e in known.values() for head in e.heads if e.country),
        surnames=_grouped(
            (surname(name_tokens(e.label)), e.slug)
            for e in known.values()
            if e.type == "Person" and len(e.label.split()[-1]) > 2
        ),
        lengths=MappingProxyType(lengths),
    )


def surname(tokens: tuple[Token, ...]) -> Key:
    """Return the surname that ends a name, with its particles but without its article."""
    start = len(tokens) - 1
    while start > 0 and tokens[start - 1].key in _PARTICLES:
        start -= 1
    return tuple(token.key for token in tokens[start:] if not skipped(token.key))


def _laxer(name: Name, other: Name) -> bool:
    """Whether an entry has this wording in an easier case too: "Nato" beside "NATO", "army" beside "Army"."""
    pairs = [(_laxity(mine), _laxity(theirs)) for mine, theirs in zip(name.surface, other.surface, strict=True)]
    return name.slug == other.slug and all(a >= b for a, b in pairs) and any(a > b for a, b in pairs)


def _laxity(word: str) -> int:
    return 0 if strict_case(word) else 1 if word[0].isupper() else 2


def _grouped(pairs: Iterable[tuple[Key, _T]]) -> Mapping[Key, tuple[_T, ...]]:
    groups: dict[Key, list[_T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return MappingProxyType({key: tuple(values) for key, values in groups.items()})


def _key(text: str) -> Key:
    return tuple(token.key for token in name_tokens(text))


def _named(slug: str, text: str, score: float, reason: str) -> tuple[Key, Name]:
    tokens = name_tokens(text)
    definite = len(tokens) == 1 and text[:4].casefold() == "the "
    surface = tuple(token.surface for token in tokens)
    return tuple(token.key for token in tokens), Name(slug, surface, definite, score, f"{reason} “{text}”")


def _given(entries: Iterable[RegisterEntry]) -> Iterator[tuple[Key, Name]]:
    for entry in entries:
        for score, reason, texts in ((1.0, "name", (entry.label,)), (0.95, "alias", entry.aliases)):
            for text in texts:
                key, name = _named(entry.slug, text, score, reason)
                yield key, name
                if len(key) > 1 and entry.type in _GROUPS and key[-1] in CLASS_WORDS[entry.type]:
                    yield key, name._replace(surface=(*name.surface[:-1], name.surface[-1].lower()))


def _composed(entries: Mapping[str, RegisterEntry]) -> Iterator[tuple[Key, Name]]:
    for entry in entries.values():
        state = entries.get(entry.country or "")
        if state is None:
            continue
        for head in entry.heads:
            for name in (state.label, *state.aliases, *state.demonyms):
                yield _named(entry.slug, f"{name} {_uncapped(head)}", 0.9, "state and head noun")
            for name in (state.label, *state.aliases):
                yield _named(entry.slug, f"{_uncapped(head)} of {name}", 0.9, "head noun and state")


def _uncapped(head: str) -> str:
    """A head noun as it may be written beside its state's name: "Iran's foreign ministry"."""
    return " ".join(word if strict_case(word) else word.lower() for word in head.split())
