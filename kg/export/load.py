"""Store -> a SPARQL server, graph by graph.

Every graph replaces the server's graph of that name; what the server has already is passed over; what an earlier load
put there and the store holds no more is removed; other graphs of the server are left alone.  Servers' word is not
taken: after each batch the triples are counted, and what differs is sent again.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from kg.errors import StoreError
from kg.export.literals import wrong_literals
from kg.export.record import Loaded, Record
from kg.store.embedded import Store
from kg.store.remote import Server, ask, drop_graph, send_graph

COUNTED = 50  # graphs whose triples one query counts; a kill costs at most so many graphs, which are sent again
_TRIES = 3  # Virtuoso 7.2.5 once answered 201 for a graph that stayed empty

Watcher = Callable[[int], None]  # is called with the number of graphs that were just done
Item = TypeVar("Item")


@dataclass
class LoadSummary:
    """What a load did."""

    loaded: int = 0
    unchanged: int = 0
    removed: int = 0
    triples: int = 0  # of the graphs that were loaded
    refused: dict[str, str] = field(default_factory=dict)  # graph -> why it was not sent


@dataclass(frozen=True, slots=True)
class _Graph:
    name: str
    lines: tuple[bytes, ...]
    loaded: Loaded


def load(store: Store, server: Server, record: Record, watch: Watcher = lambda _: None) -> LoadSummary:
    """Put all graphs of a store into a server; run again, it goes on where it stopped.

    Raises StoreError if the server fails, and if it does not hold what was sent after several tries.
    """
    summary = LoadSummary()
    names = [graph.value for graph in store.graphs()]
    for name in sorted(record.graphs.keys() - set(names)):
        drop_graph(server, name)
        record.forget(name)
        summary.removed += 1
    for batch in _batches(names, COUNTED):
        counts = _counts(server, batch)
        graphs = [graph for name in batch if (graph := _read(store, name, summary))]
        wanted = [g for g in graphs if record.graphs.get(g.name) != g.loaded or counts.get(g.name) != g.loaded.triples]
        _load(wanted, server, record)
        summary.loaded += len(wanted)
        summary.triples += sum(graph.loaded.triples for graph in wanted)
        summary.unchanged += len(graphs) - len(wanted)
        watch(len(batch))
    return summary


def _read(store: Store, name: str, summary: LoadSummary) -> _Graph | None:
    """Read a graph; None, with the reason in the summary, if a server could not keep it as it is."""
    quads = list(store.quads(NamedNode(name)))
    if any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object)):
        summary.refused[name] = "it has blank nodes, which a server renames: give them IRIs"
        return None
    if wrong := wrong_literals(quads):
        summary.refused[name] = f"{len(wrong)} literals are not of their datatype, the first in: {wrong[0]}"
        return None
    lines = tuple(sorted(f"{quad.triple} .\n".encode() for quad in quads))
    return _Graph(name, lines, Loaded(hashlib.sha256(b"".join(lines)).hexdigest(), len(lines)))


def _load(graphs: Sequence[_Graph], server: Server, record: Record) -> None:
    """Send graphs until the server holds them, and write that down."""
    for graph in graphs:
        record.forget(graph.name)  # from here on, until it is counted, the server may hold a part
    missing = list(graphs)
    for _ in range(_TRIES):
        for graph in missing:
            _send(graph, server)
        counts = _counts(server, [graph.name for graph in missing])
        record.add({g.name: g.loaded for g in missing if counts.get(g.name, 0) == g.loaded.triples})
        missing = [g for g in missing if counts.get(g.name, 0) != g.loaded.triples]
        if not missing:
            return
    first = missing[0]
    raise StoreError(
        f"{server.query} holds {counts.get(first.name, 0):,} triples of {first.name} after {_TRIES} tries, not "
        f"{first.loaded.triples:,}: are its queries and its updates of one data set?"
    )


def _send(graph: _Graph, server: Server) -> None:
    """Replace a graph by its first lines and add the rest: lines that come twice are there once."""
    for number, lines in enumerate(_batches(graph.lines, server.batch)):
        send_graph(server, graph.name, b"".join(lines), replace=number == 0)


def _counts(server: Server, names: Iterable[str]) -> Mapping[str, int]:
    """Count the triples of graphs in the server; graphs that it lacks are left out."""
    values = " ".join(f"<{name}>" for name in names)
    if not values:
        return {}
    query = f"SELECT ?g (COUNT(*) AS ?n) {{ VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
    body, _ = ask(server, query, seconds=300, patient=True)
    try:
        rows = parse_query_results(body, format=QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{server.query}: the answer is not SPARQL results in JSON ({error})") from error
    assert isinstance(rows, QuerySolutions)  # noqa: S101  a SELECT was asked
    return {row["g"].value: int(row["n"].value) for row in rows if isinstance(row["n"], Literal)}


def _batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    rest = iter(items)
    while batch := tuple(islice(rest, size)):
        yield batch
