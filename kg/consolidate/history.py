"""What became of events -> the quads of graph/changes: forwarding of IRIs, and a list of changes to follow.

A build that changes any event has a number of its own, one more than the last.  There is no clock in it: the same
builds in the same order leave the same history.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.consolidate.vocabulary import CHANGES, RDF_TYPE, RDFS_LABEL, XSD, local, term
from kg.keys import BASE, key_of

REPLACED_BY = NamedNode("http://purl.org/dc/terms/isReplacedBy")
REPLACES = NamedNode("http://purl.org/dc/terms/replaces")
DERIVED_FROM = NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
HAS_REPORT = term("hasReport")
_REVISION = term("revision")
_INTEGER = NamedNode(XSD + "integer")
_MOST_HOPS = 100  # of forwarding: merged again and again

Statements = Mapping[str, frozenset[Quad]]  # event -> its quads and those of its nodes


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one event in one build."""

    kind: str  # Added, Changed, Merged, Split, Withdrawn
    event: str
    label: str
    others: tuple[str, ...] = ()  # merged: into these; split: from these
    gained: tuple[str, ...] = ()  # reports
    lost: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()  # local names of what the event says otherwise now


def changes(old: Statements, new: Statements, heirs: Mapping[str, tuple[str, ...]]) -> tuple[Change, ...]:
    """Compare the events that were with those that are; `heirs` says which now hold the reports of one that was."""
    parents: dict[str, list[str]] = {}
    for event, others in sorted(heirs.items()):
        for other in others:
            parents.setdefault(other, []).append(event)
    found = [_ended(event, old[event], heirs.get(event, ())) for event in old.keys() - new.keys()]
    for event, quads in new.items():
        if event in old:
            if quads != old[event]:
                found.append(_changed(event, old[event], quads))
        else:
            origins = tuple(parents.get(event, ()))
            gained = tuple(sorted(_reports(quads)))
            found.append(Change("Split" if origins else "Added", event, _label(event, quads), origins, gained))
    return tuple(sorted(found, key=lambda change: (change.event, change.kind)))


def _ended(event: str, quads: frozenset[Quad], heirs: tuple[str, ...]) -> Change:
    return Change(
        "Merged" if heirs else "Withdrawn", event, _label(event, quads), heirs, lost=tuple(sorted(_reports(quads)))
    )


def _changed(event: str, old: frozenset[Quad], new: frozenset[Quad]) -> Change:
    mine, theirs = _reports(new), _reports(old)
    differ = {quad.predicate for quad in old ^ new if quad.subject == NamedNode(event)} - {HAS_REPORT}
    properties = tuple(sorted(local(predicate.value) for predicate in differ))
    return Change(
        "Changed", event, _label(event, new), (), tuple(sorted(mine - theirs)), tuple(sorted(theirs - mine)), properties
    )


def _reports(quads: Iterable[Quad]) -> frozenset[str]:
    return frozenset(q.object.value for q in quads if q.predicate == HAS_REPORT and isinstance(q.object, NamedNode))


def _label(event: str, quads: Iterable[Quad]) -> str:
    labels = (q.object for q in quads if q.subject == NamedNode(event) and q.predicate == RDFS_LABEL)
    return next((found.value for found in labels if isinstance(found, Literal)), "")


def change_quads(found: Iterable[Change], revision: int) -> Iterator[Quad]:
    """Write the changes of a build."""
    for change in found:
        node = NamedNode(f"{BASE}change/{key_of(str(revision), change.kind, change.event)}")
        others = {"Merged": "into", "Split": "from"}.get(change.kind, "")
        yield Quad(node, RDF_TYPE, term("EventChange"), CHANGES)
        yield Quad(node, _REVISION, _number(revision), CHANGES)
        yield Quad(node, term("changeKind"), term(change.kind), CHANGES)
        yield Quad(node, term("event"), NamedNode(change.event), CHANGES)
        yield Quad(node, RDFS_LABEL, Literal(change.label, language="en"), CHANGES)
        for name, values in ((others, change.others), ("gained", change.gained), ("lost", change.lost)):
            for value in values:
                yield Quad(node, term(name), NamedNode(value), CHANGES)
        for name in change.properties:
            yield Quad(node, term("changedProperty"), Literal(name), CHANGES)


def forwarding(store: Store, found: Iterable[Change]) -> tuple[set[Quad], set[Quad]]:
    """Return the quads of forwarding that go, of IRIs that are in use again, and those that come."""
    gone: set[Quad] = set()
    come: set[Quad] = set()
    for change in found:
        event = NamedNode(change.event)
        if change.kind in ("Added", "Split"):
            gone |= set(store.quads_for_pattern(event, REPLACED_BY, None, CHANGES))
            gone |= set(store.quads_for_pattern(None, REPLACES, event, CHANGES))
        for other in map(NamedNode, change.others):
            if change.kind == "Merged":
                come |= {Quad(event, REPLACED_BY, other, CHANGES), Quad(other, REPLACES, event, CHANGES)}
            else:
                come.add(Quad(event, DERIVED_FROM, other, CHANGES))
    return gone, come


def current(store: Store, event: str) -> tuple[str, ...]:
    """Follow the forwarding of an event's IRI to those in use; the IRI itself if it is not forwarded."""
    edge, ends = [event], set()
    seen: set[str] = set()
    while edge and len(seen) < _MOST_HOPS:
        here = edge.pop()
        seen.add(here)
        onward = [
            quad.object.value
            for quad in store.quads_for_pattern(NamedNode(here), REPLACED_BY, None, CHANGES)
            if isinstance(quad.object, NamedNode)
        ]
        edge += [iri for iri in onward if iri not in seen]
        if not onward:
            ends.add(here)
    return tuple(sorted(ends))


def revision_of(store: Store) -> int:
    """Return the number of the last build that changed an event, 0 if there was none."""
    found = store.quads_for_pattern(CHANGES, _REVISION, None, CHANGES)
    return max((int(quad.object.value) for quad in found if isinstance(quad.object, Literal)), default=0)


def revision_quad(revision: int) -> Quad:
    """Write the number of the last build."""
    return Quad(CHANGES, _REVISION, _number(revision), CHANGES)


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=_INTEGER)
