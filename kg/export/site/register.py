"""graph/register -> what is curated of actors and places, which is shown apart from what articles say."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from kg.export.graphs import Described, best_label, local_name
from kg.export.release.jsonld import Names
from kg.export.site.background import Background
from kg.export.site.data import data_of
from kg.export.site.layout import link_to, thing_of, web_address
from kg.export.site.values import Datum, Link
from kg.graph import vocabulary as v

NO_SOURCE = "no source given"
_NAMES = tuple(v.SKOS + name for name in ("prefLabel", "altLabel"))
_SOURCE = v.DCTERMS + "source"
_TOO_MANY = "country"  # half the register is in some country: no fact worth listing on the country's page
_SHOWN_ELSEWHERE = frozenset({"placePrecision", "shortName", "linked"})


class Fact(NamedTuple):
    """What the register says of a thing: of it (is_of) or of another thing towards it."""

    relation: str
    label: str
    other: Link
    is_of: bool


class Curated(NamedTuple):
    """An entry of the register."""

    iri: str
    label: str
    type: str
    names: tuple[tuple[str, str], ...]  # language, name
    facts: tuple[Fact, ...]
    source: str
    elsewhere: tuple[Link, ...]  # the same thing in other data
    datum: Datum


def curated(register: Described, quads: list[Quad], known: Background, short: Names) -> Iterator[tuple[str, Curated]]:
    """Yield each entry that has a page."""
    data = data_of(quads, short)
    towards = _towards(register, known)
    for iri, row in register.items():
        thing = thing_of(iri)
        if thing.startswith(("actor/", "place/")) and v.TYPE.value in row:
            names = sorted(
                {(n.language or "", n.value) for key in _NAMES for n in row.get(key, ()) if isinstance(n, Literal)}
            )
            facts = sorted(_facts(row, known)) + sorted(towards.get(iri, ()))
            label = known.names.get(iri) or local_name(iri)
            source = best_label(row[_SOURCE]) if _SOURCE in row else NO_SOURCE
            same = tuple(_elsewhere(row))
            yield (
                thing,
                Curated(iri, label, known.types.get(iri, ""), tuple(names), tuple(facts), source, same, data[iri]),
            )


def _facts(row: Mapping[str, list[NamedNode | Literal]], known: Background) -> Iterator[Fact]:
    for predicate, values in row.items():
        name = local_name(predicate)
        if predicate.startswith(v.KG) and name not in _SHOWN_ELSEWHERE:
            for value in values:
                if isinstance(value, Literal) or thing_of(value.value):
                    yield Fact(name, known.word(name), _link(value, known), True)


def _towards(register: Described, known: Background) -> dict[str, list[Fact]]:
    """Turn relations round: what the register says of others towards each thing."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for iri, row in register.items():
        for predicate, values in row.items():
            name = local_name(predicate)
            if predicate.startswith(v.KG) and name != _TOO_MANY:
                for value in values:
                    if isinstance(value, NamedNode) and thing_of(value.value):
                        other = Link(known.names.get(iri) or local_name(iri), link_to(iri))
                        found[value.value].append(Fact(name, known.word(name), other, False))
    return found


def _link(value: NamedNode | Literal, known: Background) -> Link:
    if isinstance(value, Literal):
        return Link(value.value)
    return Link(known.names.get(value.value) or local_name(value.value), known.link(value.value))


def _elsewhere(row: Mapping[str, list[NamedNode | Literal]]) -> Iterator[Link]:
    for values in row.values():
        for value in values:
            if isinstance(value, NamedNode) and value.value.startswith((v.GEONAMES, "http://www.wikidata.org/entity/")):
                yield Link(value.value, web_address(value.value))
