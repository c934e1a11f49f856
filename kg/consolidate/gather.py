"""A store -> the actors and places that claims name, by article graph and IRI.

What an article's graph says of a thing holds for that article alone; register and inferences hold for all.  So the
facts of a report depend on its own article and on what is known beforehand, never on which other articles there are.
"""

import re
from collections import ChainMap, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pyoxigraph import Store

from kg.consolidate.facts import ActorFacts, PlaceFacts
from kg.consolidate.places import km
from kg.consolidate.select import Row, rows
from kg.consolidate.vocabulary import ARTICLES, INFERRED, REGISTER, local
from kg.consolidate.words import fold_place
from kg.keys import BASE

_ACTORS = f"""SELECT DISTINCT ?g ?actor ?label ?type {{ GRAPH ?g {{
    ?actor rdfs:label ?label ; a ?type . FILTER(STRSTARTS(STR(?actor), "{BASE}actor/")) }} }}"""
_TIES = """SELECT DISTINCT ?g ?actor ?link ?other { GRAPH ?g {
    VALUES ?link { kg:within kg:ofActor kg:partOf kg:country } ?actor ?link ?other . FILTER(isIRI(?other)) } }"""
_PLACES = """SELECT DISTINCT ?g ?place ?name ?value { GRAPH ?g {
    VALUES ?kind { kg:Place kg:RelationalPlace } ?place a ?kind .
    VALUES ?name { rdfs:label kg:relation kg:anchor kg:feature kg:country kg:placePrecision wgs84:lat wgs84:long }
    ?place ?name ?value } }"""

_LOCAL_KEY = re.compile(r"[0-9a-f]{16}")
_OF_THE_STATE = frozenset({"State", "StateForce", "GovernmentBody"})
_POSSESSIVE = re.compile(r"['’]s\b")
_WIDE = frozenset({"country", "province", "region", "governorate", "state", "continent", "sea", "desert"})


Values = Mapping[str, ActorFacts | PlaceFacts]
_Ties = dict[str, set[tuple[str, str]]]


@dataclass(slots=True)
class _Described:
    """What one graph, or the register with the inferences, says of actors and places."""

    labels: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    types: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    ties: _Ties = field(default_factory=lambda: defaultdict(set))
    places: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))


def read_values(store: Store, graphs: Sequence[str] | None = None) -> Callable[[str], Values]:
    """Read the actors, things and places of these article graphs, or of all; return what holds in a graph, by its IRI.

    Where one has several labels, the first by letter is taken.
    """
    described = _read(store, [REGISTER.value, INFERRED.value, *graphs] if graphs is not None else [None])
    known = _Described()
    for graph in (REGISTER.value, INFERRED.value):
        _add(known, described.get(graph, _Described()))
    shared = _values(known, known)
    own = {graph: _values(told, known) for graph, told in described.items() if graph.startswith(ARTICLES)}
    return lambda graph: ChainMap(own.get(graph, {}), shared)


def _read(store: Store, graphs: Iterable[str | None]) -> dict[str, _Described]:
    found: dict[str, _Described] = defaultdict(_Described)
    for only in graphs:
        for graph, actor, label, kind in _strings(rows(store, _ACTORS, only)):
            found[graph].labels[actor].add(label)
            found[graph].types[actor].add(local(kind))
        for graph, actor, link, other in _strings(rows(store, _TIES, only)):
            found[graph].ties[actor].add((local(link), other))
        for graph, place, name, value in _strings(rows(store, _PLACES, only)):
            found[graph].places[place][local(name)].add(value)
    return found


def _strings(found: Iterable[Row]) -> Iterator[tuple[str, str, str, str]]:
    for one, two, three, four in found:
        yield str(one), str(two), str(three), str(four)


def _add(into: _Described, more: _Described) -> None:
    for mine, theirs in ((into.labels, more.labels), (into.types, more.types)):
        for iri, words in theirs.items():
            mine[iri] |= words
    for iri, ties in more.ties.items():
        into.ties[iri] |= ties
    for iri, row in more.places.items():
        for name, values in row.items():
            into.places[iri][name] |= values


def _values(own: _Described, known: _Described) -> dict[str, ActorFacts | PlaceFacts]:
    """Make the facts of one graph's actors and places; of registered actors the register speaks too."""
    everything = own
    if own is not known:
        everything = _Described(places=own.places)
        for iri in own.labels:
            everything.labels[iri] = own.labels[iri] | known.labels.get(iri, set())
            everything.types[iri] = own.types[iri] | known.types.get(iri, set())
            everything.ties[iri] = own.ties.get(iri, set()) | known.ties.get(iri, set())
    found: dict[str, ActorFacts | PlaceFacts] = {
        iri: _actor(iri, min(everything.labels[iri]), everything, known) for iri in own.labels
    }
    return found | {iri: _place(iri, own.places) for iri in sorted(own.places)}


def _actor(iri: str, label: str, own: _Described, known: _Described) -> ActorFacts:
    registered = not _LOCAL_KEY.fullmatch(local(iri))
    tied = sorted(other for link, other in own.ties.get(iri, ()) if link in ("within", "ofActor"))
    line = _above([iri] if registered else tied, own, known)
    return ActorFacts(iri, label, frozenset(own.types[iri] - {"Actor"}), registered, tied[0] if tied else "", line)


def _above(starts: Iterable[str], own: _Described, known: _Described) -> frozenset[str]:
    """Return these registered actors and all they are part of; a state's own bodies are part of the state."""
    seen: set[str] = set()
    left = list(starts)
    while left:
        here = left.pop()
        if here in seen:
            continue
        seen.add(here)
        there = own if here in own.labels else known
        of_state = bool(there.types.get(here, set()) & _OF_THE_STATE)
        left.extend(o for link, o in there.ties.get(here, ()) if link == "partOf" or (link == "country" and of_state))
    return frozenset(seen)


def _place(iri: str, found: dict[str, dict[str, set[str]]]) -> PlaceFacts:
    own = found[iri]
    points = sorted(own["anchor"]) if "anchor" in own else [iri]
    labels = tuple(min(found[p]["label"]) for p in points if p in found and found[p].get("label"))
    spots = [spot for p in points if p in found and (spot := _spot(found[p]))]
    middle = _middle(spots) if len(spots) == len(points) else None
    names = frozenset(fold_place(label) for label in labels) - {""}
    unplaced = "anchor" not in own and not (own.keys() & {"lat", "country", "geonames"})  # it may name one, or none
    if unplaced:
        names = frozenset().union(*map(_names_in, labels))
    return PlaceFacts(
        iri=iri,
        label=min(own.get("label", {""})),
        relation=min(own.get("relation", {""})),
        points=frozenset(points),
        names=names,
        anchor_labels=labels if "anchor" in own else (),
        # A relational place is as wide as what it rests on: "southern Iraq" is no named place, "near Mosul" is one.
        # "A residential street" is any.
        wide=all(_is_wide(found.get(p, {})) for p in points) or (unplaced and not names),
        country=min(own.get("country") or found.get(points[0], {}).get("country") or {""}),
        latitude=middle[0] if middle else None,
        longitude=middle[1] if middle else None,
        reach_km=max((km(middle, spot) for spot in spots), default=0.0) if middle else 0.0,
    )


def place_of_words(text: str) -> PlaceFacts:
    """Make a place of a location that stayed text: its capitalised words may name what another article resolved.

    Each run of them may be the name: "the Somali capital Mogadishu", "Hodeidah's Hali district".
    """
    names = _names_in(text)
    return PlaceFacts(iri=text, label=text, names=names, wide=not names)


def _names_in(text: str) -> frozenset[str]:
    runs = [" ".join(words) for capital, words in groupby(_POSSESSIVE.sub(" s ", text).split(), _is_capital) if capital]
    named = [run for run in runs if any(map(str.isupper, run))]
    return frozenset(map(fold_place, [*named, " ".join(named)])) - {""}


def _is_capital(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit()  # "Camp 4"


def _is_wide(row: dict[str, set[str]]) -> bool:
    return bool(row.get("feature", set()) & _WIDE) or "country" in row.get("placePrecision", set())


def _spot(row: dict[str, set[str]]) -> tuple[float, float] | None:
    return (float(min(row["lat"])), float(min(row["long"]))) if row.get("lat") and row.get("long") else None


def _middle(spots: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(lat for lat, _ in spots) / len(spots), sum(long for _, long in spots) / len(spots)
