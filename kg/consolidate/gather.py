"""A store -> the actors and places that claims name, by IRI."""

import re
from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Store

from kg.consolidate.facts import ActorFacts, PlaceFacts
from kg.consolidate.places import km
from kg.consolidate.select import rows
from kg.consolidate.vocabulary import local
from kg.consolidate.words import fold_place
from kg.keys import BASE

_ACTORS = f"""SELECT DISTINCT ?actor ?label ?type {{ GRAPH ?g {{
    ?actor rdfs:label ?label ; a ?type . FILTER(STRSTARTS(STR(?actor), "{BASE}actor/")) }} }}"""
_TIES = """SELECT DISTINCT ?actor ?link ?other { GRAPH ?g {
    VALUES ?link { kg:within kg:ofActor kg:partOf kg:country } ?actor ?link ?other . FILTER(isIRI(?other)) } }"""
_PLACES = """SELECT DISTINCT ?place ?name ?value { GRAPH ?g {
    VALUES ?kind { kg:Place kg:RelationalPlace } ?place a ?kind .
    VALUES ?name { rdfs:label kg:relation kg:anchor kg:feature kg:country kg:placePrecision wgs84:lat wgs84:long }
    ?place ?name ?value } }"""

_LOCAL_KEY = re.compile(r"[0-9a-f]{16}")
_OF_THE_STATE = frozenset({"State", "StateForce", "GovernmentBody"})
_WIDE = frozenset({"country", "province", "region", "governorate", "state", "continent", "sea", "desert"})


def read_actors(store: Store) -> dict[str, ActorFacts]:
    """Read every actor and thing; where one IRI has several labels, the first by letter."""
    labels: dict[str, set[str]] = defaultdict(set)
    types: dict[str, set[str]] = defaultdict(set)
    for actor, label, kind in rows(store, _ACTORS):
        labels[str(actor)].add(str(label))
        types[str(actor)].add(local(str(kind)))
    ties: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for actor, link, other in rows(store, _TIES):
        ties[str(actor)].add((local(str(link)), str(other)))
    return {iri: _actor(iri, min(labels[iri]), types, ties) for iri in labels}


def _actor(iri: str, label: str, types: dict[str, set[str]], ties: dict[str, set[tuple[str, str]]]) -> ActorFacts:
    registered = not _LOCAL_KEY.fullmatch(local(iri))
    tied = sorted(other for link, other in ties.get(iri, ()) if link in ("within", "ofActor"))
    line = _above([iri] if registered else tied, types, ties)
    return ActorFacts(iri, label, frozenset(types[iri] - {"Actor"}), registered, tied[0] if tied else "", line)


def _above(starts: Iterable[str], types: dict[str, set[str]], ties: dict[str, set[tuple[str, str]]]) -> frozenset[str]:
    """Return these registered actors and all they are part of; a state's own bodies are part of the state."""
    seen: set[str] = set()
    left = list(starts)
    while left:
        here = left.pop()
        if here in seen:
            continue
        seen.add(here)
        of_state = bool(types.get(here, set()) & _OF_THE_STATE)
        left.extend(o for link, o in ties.get(here, ()) if link == "partOf" or (link == "country" and of_state))
    return frozenset(seen)


def read_places(store: Store) -> dict[str, PlaceFacts]:
    """Read every place; a relational one rests on its anchors."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for place, name, value in rows(store, _PLACES):
        found[str(place)][local(str(name))].add(str(value))
    return {iri: _place(iri, found) for iri in sorted(found)}


def _place(iri: str, found: dict[str, dict[str, set[str]]]) -> PlaceFacts:
    own = found[iri]
    points = sorted(own["anchor"]) if "anchor" in own else [iri]
    labels = tuple(min(found[p]["label"]) for p in points if p in found and found[p].get("label"))
    spots = [spot for p in points if p in found and (spot := _spot(found[p]))]
    middle = _middle(spots) if len(spots) == len(points) else None
    return PlaceFacts(
        iri=iri,
        label=min(own.get("label", {""})),
        relation=min(own.get("relation", {""})),
        points=frozenset(points),
        names=frozenset(fold_place(label) for label in labels) - {""},
        anchor_labels=labels if "anchor" in own else (),
        # A relational place is as wide as what it rests on: "southern Iraq" is no named place.
        wide=_is_wide(own) or all(_is_wide(found.get(p, {})) for p in points),
        country=min(own.get("country") or found.get(points[0], {}).get("country") or {""}),
        latitude=middle[0] if middle else None,
        longitude=middle[1] if middle else None,
        reach_km=max((km(middle, spot) for spot in spots), default=0.0) if middle else 0.0,
    )


def place_of_words(text: str) -> PlaceFacts:
    """Make a place of a location that stayed text: its capitalised words may name what another article resolved."""
    name = fold_place(" ".join(word for word in text.split() if word[:1].isupper()))
    return PlaceFacts(iri=text, label=text, names=frozenset({name} - {""}), wide=not name)


def _is_wide(row: dict[str, set[str]]) -> bool:
    return bool(row.get("feature", set()) & _WIDE) or "country" in row.get("placePrecision", set())


def _spot(row: dict[str, set[str]]) -> tuple[float, float] | None:
    return (float(min(row["lat"])), float(min(row["long"]))) if row.get("lat") and row.get("long") else None


def _middle(spots: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(lat for lat, _ in spots) / len(spots), sum(long for _, long in spots) / len(spots)
