"""Store -> a file of quads, graph by graph and sorted within, that every part of a release is written from.

Read once, sorted once: the store is not asked again for each format, and no format needs the memory of more than one
graph.
"""

import gzip
import heapq
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import IO

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.errors import ExportError
from kg.store.embedded import Store

RUN = 500_000  # lines sorted at once: about 150 MB
_BLANK = re.compile(rb"^(?:<[^>]*> <[^>]*> )?_:", re.MULTILINE)
_BUFFER = 1 << 20
_LEVEL = 6  # zlib's own default: level 9 takes three times as long for 4 % less


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All quads of a store, in a file of N-Quads."""

    path: Path

    @classmethod
    def of(cls, store: Store, path: Path) -> "Snapshot":
        """Write the quads of a store; raise ExportError for blank nodes, whose names no two files share."""
        with path.open("wb") as out:
            for graph in store.graphs():
                triples = store.rdf.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b""
                if b"_:" in triples and _BLANK.search(triples):  # the search alone takes a third of the time
                    raise ExportError(f"{graph} has blank nodes, which no release can name: give them IRIs")
                end = f" {graph} .\n".encode()
                out.writelines(line.removesuffix(b" .") + end for line in sorted(triples.split(b"\n")) if line)
        return cls(path)

    def quads(self) -> Iterator[Quad]:
        """Yield all quads, graph by graph."""
        return parse(path=self.path, format=RdfFormat.N_QUADS)

    def graphs(self) -> Iterator[tuple[str, list[Quad]]]:
        """Yield the IRI and the quads of each graph."""
        for graph, quads in groupby(self.quads(), key=lambda quad: quad.graph_name):
            if isinstance(graph, NamedNode):
                yield graph.value, list(quads)

    def sorted_lines(self, folder: Path) -> Iterator[bytes]:
        """Yield the N-Quads of all graphs in one order, that of canonical N-Quads."""
        with self.path.open("rb") as lines:
            yield from sort_lines(lines, folder)


def sort_lines(lines: Iterable[bytes], folder: Path) -> Iterator[bytes]:
    """Yield lines sorted by their bytes, each once, in the memory of a run; runs go through a folder."""
    rest = iter(lines)
    runs: list[Path] = []
    while run := sorted(set(islice(rest, RUN))):
        runs.append(folder / f"run-{len(runs)}")
        with runs[-1].open("wb", buffering=_BUFFER) as out:
            out.writelines(run)
    with ExitStack() as stack:
        files = [stack.enter_context(run.open("rb", buffering=_BUFFER)) for run in runs]
        yield from (line for line, _ in groupby(heapq.merge(*files)))
    for path in runs:
        path.unlink()


@contextmanager
def packed(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to write; one whose name ends in .gz is packed, without name or time in it."""
    with ExitStack() as stack:
        out: IO[bytes] = stack.enter_context(path.open("xb"))
        if path.suffix == ".gz":
            inner = stack.enter_context(gzip.GzipFile("", "wb", _LEVEL, out, mtime=0))
            out = stack.enter_context(io.BufferedWriter(inner, _BUFFER))
        yield out
