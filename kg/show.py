"""What the command line prints for people: a build's summary, the list of queries, one thing."""

from collections.abc import Iterable
from typing import TextIO

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table

from kg.consolidate import explain
from kg.errors import InputError
from kg.export.load import LoadSummary
from kg.graph.iris import BASE
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


def explanation(store: Store, name: str, out: TextIO) -> None:
    """Print why an event's reports are one, a pair at a time; raise InputError where there is no pair to explain."""
    try:
        pairs = explain(store.rdf, ox.NamedNode(name if "://" in name else f"{BASE}{name}").value)
    except ValueError:  # no IRI
        pairs = []
    for pair in pairs:
        joined = "joined directly" if pair.matches else "joined through other reports"
        print(f"{pair.left}\n{pair.right}\n  sum {pair.score:+g}, {joined}", *pair.lines(), sep="\n  ", file=out)
    if not pairs:
        raise InputError(f"nothing to explain of {name}: no such event in the store, or one report (see kg events)")


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
