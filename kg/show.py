"""What the command line prints for people: a build's summary, the list of queries, one thing."""

from collections.abc import Iterable, Iterator
from typing import TextIO

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table

from kg.consolidate import explain
from kg.errors import InputError
from kg.export.graphs import Node, best_label
from kg.graph.iris import BASE, GRAPH_EVENTS
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


def explanation(store: Store, name: str, out: TextIO) -> None:
    """Print why an event's reports are one, a pair at a time, and on how many voices they rest.

    Raises InputError where there is nothing to explain.
    """
    try:
        event = ox.NamedNode(name if "://" in name else f"{BASE}{name}")
    except ValueError as error:
        raise InputError(f"nothing to explain of {name}: this is no IRI (see kg events)") from error
    pairs = explain(store.rdf, event.value)
    for pair in pairs:
        joined = "joined directly" if pair.matches else "joined through other reports"
        print(f"{pair.left}\n{pair.right}\n  sum {pair.score:+g}, {joined}", *pair.lines(), sep="\n  ", file=out)
    origins = list(_origins(store, event))
    print(*origins, sep="\n", end="\n" if origins else "", file=out)
    if not pairs and not origins:
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


def queries(saved: Iterable[SavedQuery], console: Console) -> None:
    """Print the saved queries with their parameters."""
    table = Table("query", "answers", "parameters", box=None, pad_edge=False)
    for query in saved:
        options = " ".join(f"--{p.name} {p.type.upper()}" + ("" if p.required else "?") for p in query.parameters)
        table.add_row(query.name, query.title, options)
    console.print(table)


def thing(store: Store, name: str, out: TextIO) -> bool:
    """Print the quads about an IRI and the claims that mention it; return whether there are any."""
    try:
        node = ox.NamedNode(name if "://" in name else f"{BASE}{name}")
    except ValueError:
        return False
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
