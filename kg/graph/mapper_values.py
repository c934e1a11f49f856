"""Actors, places, times and numbers -> the term that names them and the triples that describe them."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph.geometry import geometry_of, precision_codes
from kg.graph.iris import actor_iri, geometry_iri, place_iri, term_iri
from kg.graph.terms import decimal, literal, time_literal, truth, whole
from kg.graph.vocabulary import (
    ACCURACY,
    AS_WKT,
    GEOMETRY,
    GEONAMES,
    HAS_GEOMETRY,
    LABEL,
    LATITUDE,
    LONGITUDE,
    TYPE,
    WKT,
)
from kg.model import Actor, Claim, Place, Quantity, TimeValue

EVENT_TYPE = "eventType"
_UNNAMED = frozenset({"Object", "UnidentifiedActor", "AnonymousSource"})  # their class says that no name was linked


def object_of(claim: Claim, language: str) -> NamedNode | Literal:
    """Return what a claim's statement has as object: an IRI, a typed literal, or words of the article."""
    match claim.value:
        case Actor(key=key):
            return actor_iri(key)
        case Place(key=key):
            return place_iri(key)
        case TimeValue(value=str(value)):
            return time_literal(value)
        case Quantity(low=int(low)):
            return whole(low)
        case str(text):
            return term_iri(text) if claim.predicate == EVENT_TYPE else literal(text, language)
        case _:  # a time that fixes nothing, a number without a lower bound
            return literal(claim.text, language)


def described(claim: Claim, subject: NamedNode, language: str) -> Iterator[Triple]:
    """Yield what belongs beside the object of a claim: the actor or place it names, the bounds of a time or number."""
    match claim.value:
        case Actor():
            yield from actor_triples(claim.value, language)
            yield from link_triples(claim.value, subject)
        case Place():
            yield from place_triples(claim.value, language)
        case TimeValue():
            yield from _time_bounds(subject, claim.value)
        case Quantity(low=low, high=high):
            yield from _optional(subject, low=None if low is None else whole(low))
            yield from _optional(subject, high=None if high is None else whole(high))


def actor_triples(actor: Actor, language: str) -> Iterator[Triple]:
    """Describe an actor known only from its article; a registered one is described in graph/register alone."""
    if actor.registered:
        return
    iri = actor_iri(actor.key)
    yield Triple(iri, TYPE, term_iri(actor.type))
    yield Triple(iri, LABEL, literal(actor.label, language))
    if actor.type not in _UNNAMED:
        yield Triple(iri, term_iri("linked"), truth(False))
    yield from _optional(iri, within=actor_iri(actor.within) if actor.within else None)
    yield from _optional(iri, ofActor=actor_iri(actor.of_actor) if actor.of_actor else None)


def link_triples(actor: Actor, subject: NamedNode, prefix: str = "link") -> Iterator[Triple]:
    """Say of a claim or a link of its chain how sure its words name the register's entry, and by which rule."""
    if actor.link is not None:
        score, reason = actor.link
        yield Triple(subject, term_iri(f"{prefix}Score"), decimal(score))
        yield Triple(subject, term_iri(f"{prefix}Reason"), literal(reason))


def place_triples(place: Place, language: str) -> Iterator[Triple]:
    """Describe a place and those it is built on.  One without a known position gets no coordinates."""
    iri = place_iri(place.key)
    yield Triple(iri, TYPE, term_iri("RelationalPlace" if place.relation else "Place"))
    yield Triple(iri, LABEL, literal(place.label, language))
    if place.latitude is not None and place.longitude is not None:
        yield Triple(iri, LATITUDE, decimal(place.latitude))
        yield Triple(iri, LONGITUDE, decimal(place.longitude))
    yield from _optional(iri, geonames=NamedNode(f"{GEONAMES}{place.geonames:d}/") if place.geonames else None)
    yield from _words(iri, relation=place.relation, country=place.country, feature=place.feature, reason=place.reason)
    yield from _words(iri, placePrecision=place.precision)
    acled, ucdp = precision_codes(place)
    yield from _optional(iri, acledPrecision=None if acled is None else whole(acled))
    yield from _optional(iri, ucdpPrecision=None if ucdp is None else whole(ucdp))
    yield from _geometry(place, iri)
    for anchor in place.anchors:
        yield Triple(iri, term_iri("anchor"), place_iri(anchor.key))
        yield from place_triples(anchor, language)


def _geometry(place: Place, iri: NamedNode) -> Iterator[Triple]:
    geometry = geometry_of(place)
    if geometry is None:
        return
    shape = geometry_iri(place.key)
    yield Triple(iri, HAS_GEOMETRY, shape)
    yield Triple(shape, TYPE, GEOMETRY)
    yield Triple(shape, AS_WKT, Literal(geometry.wkt, datatype=WKT))
    yield Triple(shape, ACCURACY, decimal(geometry.accuracy))


def _time_bounds(subject: NamedNode, time: TimeValue) -> Iterator[Triple]:
    yield from _optional(subject, earliest=time_literal(time.earliest) if time.earliest else None)
    yield from _optional(subject, latest=time_literal(time.latest) if time.latest else None)
    yield from _optional(subject, anchorDate=time_literal(time.anchor) if time.anchor else None)
    yield from _words(subject, datePrecision=time.precision, anchoredOn=time.anchored_on)


def _words(subject: NamedNode, **values: str | None) -> Iterator[Triple]:
    for name, text in values.items():
        if text:
            yield Triple(subject, term_iri(name), literal(text))


def _optional(subject: NamedNode, **values: NamedNode | Literal | None) -> Iterator[Triple]:
    for name, value in values.items():
        if value is not None:
            yield Triple(subject, term_iri(name), value)
