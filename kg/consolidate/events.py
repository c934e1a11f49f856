"""Events: the quads of graph/events, and why reports were brought together.

A report that is wholly hypothetical, future or denied ("if Iran attacked", "plans to attack") gets no event, for an
event node asserts that something happened; its claims remain in its article's graph.  Every other report gets exactly
one event, alone if no other article tells of the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.consolidate.account import PARTS, account_quads
from kg.consolidate.clusters import cluster
from kg.consolidate.facts import ReportFacts
from kg.consolidate.features import read_facts, read_parents
from kg.consolidate.identity import name_events
from kg.consolidate.judged import NOTHING_JUDGED, Judged
from kg.consolidate.pairs import PairScore, matching, score
from kg.consolidate.summary import best_type, dates, label
from kg.consolidate.vocabulary import EVENTS, RDF_TYPE, RDFS_LABEL, XSD, term

_DATE = NamedNode(XSD + "date")
_HAS_REPORT = term("hasReport")
_IN_ARTICLE = term("inArticle")

Pair = tuple[NamedNode, NamedNode | Literal]


def consolidate(store: Store, parents: Mapping[str, str], judged: Judged = NOTHING_JUDGED) -> tuple[Quad, ...]:
    """Bring the reports of a store together into events and return the quads of graph/events, as if there were none.

    `parents` maps each event class to its direct superclass, as local names.  The store is only read; the same reports
    give the same quads in the same order, whatever order they were stored in.
    """
    reports = [report for report in read_facts(store, parents) if report.asserted]
    groups = cluster(reports, matching(reports), judged)
    names = name_events(groups, {}, {}).names
    return tuple(quad for name, group in zip(names, groups, strict=True) for quad in event_quads(name, group, parents))


def explain(store: Store, event_iri: str, parents: Mapping[str, str] | None = None) -> list[PairScore]:
    """Return how each two reports of an event of graph/events compare; empty if it has one or is unknown.

    Without `parents` the classes are read from graph/ontology.
    """
    quads = store.quads_for_pattern(NamedNode(event_iri), _HAS_REPORT, None, EVENTS)
    members = {quad.object.value for quad in quads if isinstance(quad.object, NamedNode)}
    classes = read_parents(store) if parents is None else parents
    found = (quad.graph_name for m in members for quad in store.quads_for_pattern(NamedNode(m), _IN_ARTICLE, None))
    graphs = {graph.value for graph in found if isinstance(graph, NamedNode)}
    reports = [report for report in read_facts(store, classes, sorted(graphs)) if report.iri in members]
    return [score(one, other) for one, other in combinations(reports, 2)]


def event_quads(event: str, reports: Sequence[ReportFacts], parents: Mapping[str, str]) -> Iterator[Quad]:
    """Write what an event says of its reports."""
    subject = NamedNode(event)
    event_type = best_type(reports, parents)
    yield Quad(subject, RDF_TYPE, term(event_type), EVENTS)
    yield Quad(subject, RDFS_LABEL, Literal(label(event_type, reports), language="en"), EVENTS)
    for report in reports:
        yield Quad(subject, _HAS_REPORT, NamedNode(report.iri), EVENTS)
    for predicate, value in _dates(reports):
        yield Quad(subject, predicate, value, EVENTS)
    yield from account_quads(subject, reports, parents)


def said_of(store: Store, event: str) -> frozenset[Quad]:
    """Return what graph/events says of an event: its own quads and those of the nodes that are its alone."""
    found: set[Quad] = set()
    nodes = [NamedNode(event)]
    while nodes:
        quads = list(store.quads_for_pattern(nodes.pop(), None, None, EVENTS))
        nodes += [q.object for q in quads if q.predicate in PARTS and isinstance(q.object, NamedNode)]
        found.update(quads)
    return frozenset(found)


def _dates(reports: Sequence[ReportFacts]) -> Iterator[Pair]:
    earliest, latest, text = dates(reports)
    if earliest and latest:
        yield term("dateEarliest"), Literal(earliest.isoformat(), datatype=_DATE)
        yield term("dateLatest"), Literal(latest.isoformat(), datatype=_DATE)
    if text:
        yield term("dateText"), Literal(text)
