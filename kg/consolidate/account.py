"""What is known of an event's origins -> quads of graph/events."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.consolidate.origins import COUNTED_BY, Origin, Origins
from kg.consolidate.vocabulary import EVENTS, RDF_TYPE, RDFS_LABEL, XSD, term
from kg.keys import BASE, key_of

_INTEGER = NamedNode(XSD + "integer")

Value = NamedNode | Literal


def whole(number: int) -> Literal:
    """Write a number."""
    return Literal(str(number), datatype=_INTEGER)


def origin_quads(event: NamedNode, origins: Origins) -> Iterator[Quad]:
    """Say how many origins an event has, how they were counted, and of each what it is, who tells it on, and why."""
    yield Quad(event, term("independentSources"), whole(len(origins.all)), EVENTS)
    yield Quad(event, term("countedBy"), Literal(COUNTED_BY, language="en"), EVENTS)
    for origin in origins.all:
        node = NamedNode(f"{BASE}origin/{key_of(event.value, origin.key)}")
        yield Quad(event, term("hasOrigin"), node, EVENTS)
        for predicate, value in _origin(origin):
            yield Quad(node, predicate, value, EVENTS)


def _origin(origin: Origin) -> Iterator[tuple[NamedNode, Value]]:
    yield RDF_TYPE, term("Origin")
    if origin.is_iri:
        yield term("source"), NamedNode(origin.key)
    else:
        yield RDFS_LABEL, Literal(origin.key, language="en")
    for article in origin.articles:
        yield term("toldIn"), NamedNode(article)
    for reason in origin.why:
        yield term("why"), Literal(reason, language="en")
