"""Store -> files that other stores load.  The same quads give the same bytes."""

import os
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import IO

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse, serialize

from kg.errors import ExportError
from kg.graph.iris import BASE
from kg.graph.vocabulary import PREFIXES
from kg.store.embedded import Store

_NAME = "conflict-kg"
_PREFIXES = {
    **PREFIXES,
    **{kind: f"{BASE}{kind}/" for kind in ("article", "report", "claim", "span", "actor", "place", "event")},
    "graph": f"{BASE}graph/",
}


class DumpFormat(StrEnum):
    """A dump's file suffix.  N-Quads, TriG and JSON-LD keep the named graphs; Turtle and N-Triples are their union."""

    NQUADS = "nq"
    TRIG = "trig"
    TURTLE = "ttl"
    JSONLD = "jsonld"
    NTRIPLES = "nt"


def export(store: Store, folder: Path, formats: Iterable[DumpFormat] = tuple(DumpFormat)) -> tuple[Path, ...]:
    """Write one file a format into the folder, which is made if need be; return their paths.

    A file appears under its name only when it is whole.  JSON-LD is written in expanded form, which needs no context
    to read.  Raises ExportError if the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(_write(folder / f"{_NAME}.{format.value}", _WRITERS[format], store) for format in formats)
    except OSError as error:
        raise ExportError(f"cannot write to {folder}: {error.strerror or error}; name another folder") from error


def _write(path: Path, writer: Callable[[Store, IO[bytes]], None], store: Store) -> Path:
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)  # of an export that was killed
    try:
        with part.open("xb") as out:  # x: never through a link that somebody else put there
            writer(store, out)
            out.flush()
            os.fsync(out.fileno())
        return part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write_nquads(store: Store, out: IO[bytes]) -> None:
    out.write(store.canonical_nquads())


def _write_ntriples(store: Store, out: IO[bytes]) -> None:
    out.write(_union(store))


def _write_turtle(store: Store, out: IO[bytes]) -> None:
    triples = (quad.triple for quad in parse(_union(store), RdfFormat.N_TRIPLES))
    serialize(triples, out, RdfFormat.TURTLE, prefixes=_PREFIXES)


def _write_trig(store: Store, out: IO[bytes]) -> None:
    serialize(_by_graph(store), out, RdfFormat.TRIG, prefixes=_PREFIXES)


def _write_jsonld(store: Store, out: IO[bytes]) -> None:
    serialize(_by_graph(store), out, RdfFormat.JSON_LD)


def _union(store: Store) -> bytes:
    """Return the triples of all graphs as sorted N-Triples, each once."""
    triples = sorted({quad.triple for quad in store.quads()}, key=str)
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _by_graph(store: Store) -> Iterator[Quad]:
    """Yield the quads graph by graph and sorted within, so that a writer needs the memory of one graph."""
    graphs: tuple[NamedNode | DefaultGraph, ...] = (DefaultGraph(), *store.graphs())
    for graph in graphs:
        yield from sorted(store.rdf.quads_for_pattern(None, None, None, graph), key=str)


_WRITERS: dict[DumpFormat, Callable[[Store, IO[bytes]], None]] = {
    DumpFormat.NQUADS: _write_nquads,
    DumpFormat.TRIG: _write_trig,
    DumpFormat.TURTLE: _write_turtle,
    DumpFormat.JSONLD: _write_jsonld,
    DumpFormat.NTRIPLES: _write_ntriples,
}
