"""What the command line prints for people: a build's summary, the list of queries, one thing."""

from collections.abc import Iterable, Iterator
from typing import TextIO

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table

from kg.consolidate import current, explain, pair_of, read_judged
from kg.errors import InputError
from kg.export.graphs import Node, best_label
from kg.export.load import LoadSummary
from kg.export.site import Summary as SiteSummary
from kg.graph.iris import BASE, GRAPH_EVENTS, term_iri
from kg.graph.vocabulary import KG, LABEL
from kg.pipeline import Summary
from kg.queries import SavedQuery
from kg.store.embedded import Store


def summary(done: Summary, console: Console) -> None:
    """Print what a build did, and every document that gave nothing, with its reason."""
    for document, reason in done.refused.items():
        console.print(f"refused: {reason}" if document in reason else f"refused: {document}: {reason}", markup=False)
    for document, note in done.quarantined.items():
        console.print(f"set aside: {document}: why is in {note}", markup=False)
    for document, other in done.repeated.items():
        console.print(f"skipped: {document}: same bytes as {other}", markup=False)
    for judgement in done.unused_judgements:
        console.print(judgement, markup=False)
    table = Table(box=None, show_header=False, pad_edge=False)
    claims = sum(len(reading.claims) for reading in done.built.values())
    reports = sum(len(reading.reports) for reading in done.built.values())
    rows = {
        "articles built": len(done.built),
        "unchanged": len(done.unchanged),
        "repeated": len(done.repeated),
        "refused": len(done.refused),
        "set aside": len(done.quarantined),
        "reports": reports,
        "claims": claims,
        "events in the store": done.events,
        "quads in the store": done.quads,
    }
    for name, number in rows.items():
        table.add_row(name, f"{number:,}")
    console.print(table)


def loaded(done: LoadSummary, console: Console) -> None:
    """Print what a load did, and every graph that was not sent, with its reason."""
    for graph, reason in done.refused.items():
        console.print(f"refused: {graph}: {reason}", markup=False)
    table = Table(box=None, show_header=False, pad_edge=False)
    rows = {
        "graphs loaded and counted": done.loaded,
        "unchanged": done.unchanged,
        "removed": done.removed,
        "refused": len(done.refused),
        "triples loaded": done.triples,
    }
    for name, number in rows.items():
        table.add_row(name, f"{number:,}")
    console.print(table)


def published(done: SiteSummary, console: Console) -> None:
    """Print how many pages of each kind a site has."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, number in done._asdict().items():
        table.add_row(name, f"{number:,}")
    console.print(table)


def explanation(store: Store, name: str, out: TextIO) -> None:
    """Print why an event's reports are one, a pair at a time, and on how many voices they rest.

    Raises InputError where there is nothing to explain.
    """
    judged = read_judged(store.rdf).decisions
    reports: set[str] = set()
    events = _events(store, name)
    for event in events:
        for pair in explain(store.rdf, event):
            reports |= {pair.left, pair.right}
            decided = judged.get(pair_of(pair.left, pair.right))
            how = "joined directly" if pair.matches else "joined through other reports"
            if decided:
                how = _decided("joined" if decided.same else "kept apart", decided.at, decided.note)
            print(f"{pair.left}\n{pair.right}\n  sum {pair.score:+g}, {how}", *pair.lines(), sep="\n  ", file=out)
        reports |= {quad.object.value for quad in _reports_of(store, event) if isinstance(quad.object, ox.NamedNode)}
    apart = {pair: d for pair, d in judged.items() if not d.same and not reports.isdisjoint(pair)}
    for (left, right), decided in sorted(apart.items()):
        print(f"{left}\n{right}\n  {_decided('kept apart', decided.at, decided.note)}", file=out)
    origins = [line for event in events for line in _origins(store, ox.NamedNode(event))]
    print(*origins, sep="\n", end="\n" if origins else "", file=out)
    if not reports:
        raise InputError(f"nothing to explain of {name}: no such event in the store (see kg events)")


def _origins(store: Store, event: ox.NamedNode) -> Iterator[str]:
    """Say how many voices an event rests on, what each is and who tells it on."""

    def values(subject: ox.NamedNode, term: str) -> list[Node]:
        quads = store.rdf.quads_for_pattern(subject, ox.NamedNode(KG + term), None, GRAPH_EVENTS)
        return [quad.object for quad in quads if isinstance(quad.object, ox.NamedNode | ox.Literal)]

    for number in values(event, "independentSources"):
        yield f"independent sources: {number.value}"
    for origin in sorted(values(event, "hasOrigin"), key=str):
        if isinstance(origin, ox.NamedNode):
            named = [_label(store, source) for source in values(origin, "source")]
            plain = [q.object for q in store.rdf.quads_for_pattern(origin, LABEL, None, GRAPH_EVENTS)]
            yield f"  {', '.join(named or [_short(label) for label in plain])}"
            yield from (f"    {reason.value}" for reason in sorted(values(origin, "why"), key=str))
    yield from (f"  counted: {text.value}" for text in values(event, "countedBy"))


def _label(store: Store, node: Node) -> str:
    """Return what a thing is called: its label, the name of its document, or its IRI."""
    if isinstance(node, ox.NamedNode):
        for predicate in (LABEL, ox.NamedNode(f"{KG}document")):
            quads = store.rdf.quads_for_pattern(node, predicate, None, None)
            names = [q.object for q in quads if isinstance(q.object, ox.Literal)]
            if names:
                return best_label(names)
    return _short(node)


def _decided(how: str, at: str, note: str) -> str:
    return f"{how} by a judgement, {at}" + (f": {note}" if note else "")


def _events(store: Store, name: str) -> tuple[str, ...]:
    """Return the IRI of an event, or those of the events that it has been merged into."""
    try:
        return current(store.rdf, ox.NamedNode(name if "://" in name else f"{BASE}{name}").value)
    except ValueError:  # no IRI
        return ()


def _reports_of(store: Store, event: str) -> Iterable[ox.Quad]:
    return store.rdf.quads_for_pattern(ox.NamedNode(event), term_iri("hasReport"), None, GRAPH_EVENTS)


def queries(saved: Iterable[SavedQuery], console: Console) -> None:
    """Print the saved queries with their parameters."""
    table = Table("query", "answers", "parameters", box=None, pad_edge=False)
    for query in saved:
        options = " ".join(f"--{p.name} {p.type.upper()}" + ("" if p.required else "?") for p in query.parameters)
        table.add_row(query.name, query.title, options)
    console.print(table)


def thing(store: Store, name: str, out: TextIO) -> bool:
    """Print the quads about an IRI and the claims that mention it; return whether there are any.

    Of an event that was merged, what it was merged into follows.
    """
    try:
        node = ox.NamedNode(name if "://" in name else f"{BASE}{name}")
    except ValueError:
        return False
    onward = [iri for iri in current(store.rdf, node.value) if iri != node.value]
    found = [_one(store, ox.NamedNode(iri), out) for iri in (node.value, *onward)]
    return any(found)


def _one(store: Store, node: ox.NamedNode, out: TextIO) -> bool:
    found = False
    for title, quads in (
        ("is described by", store.rdf.quads_for_pattern(node, None, None, None)),
        ("is mentioned by", store.rdf.quads_for_pattern(None, None, node, None)),
    ):
        lines = sorted({_line(quad, node) for quad in quads})
        if lines:
            found = True
            print(f"{node.value} {title}", *lines, sep="\n    ", file=out)
    return found


def _line(quad: ox.Quad, node: ox.NamedNode) -> str:
    if quad.subject == node:
        return f"{_short(quad.predicate)}  {_short(quad.object)}"
    return f"{_short(quad.subject)}  {_short(quad.predicate)}"


def _short(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return term.value.removeprefix(BASE)
    return str(term.value) if isinstance(term, ox.Literal) else str(term)
