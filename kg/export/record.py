"""What was loaded into a server: a file beside the store, a line a graph, so that a load can go on where it stopped.

A line is written when the server has been seen to hold the graph.  A line that a kill cut short is forgotten, and its
graph is loaded again, which does no harm.
"""

import json
from pathlib import Path
from typing import NamedTuple

from kg.errors import StoreError
from kg.keys import key_of


class Loaded(NamedTuple):
    """A graph as it was loaded: the SHA-256 of its sorted N-Triples, and their number."""

    digest: str
    triples: int


class Record:
    """What one server holds of one store, by graph."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.graphs: dict[str, Loaded] = {}

    @classmethod
    def of(cls, store: Path, endpoint: str) -> "Record":
        """Read what of a store was loaded into a server; raise StoreError if the file cannot be used."""
        record = cls(store.parent / "loaded" / f"{key_of('endpoint', endpoint)}.jsonl")
        try:
            lines = record.path.read_text(encoding="utf-8").splitlines() if record.path.exists() else []
            for line in lines:
                record._read(line)
            record.path.parent.mkdir(parents=True, exist_ok=True)
            record._rewrite()
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"{record.path} cannot be used ({error}): remove it, and all is loaded anew") from error
        return record

    def _read(self, line: str) -> None:
        try:
            graph, digest, triples = json.loads(line)
        except ValueError:  # cut short by a kill
            return
        if digest is None:
            self.graphs.pop(graph, None)
        else:
            self.graphs[graph] = Loaded(digest, triples)

    def _rewrite(self) -> None:
        part = self.path.with_suffix(".part")
        part.write_text("".join(_line(graph, loaded) for graph, loaded in self.graphs.items()), encoding="utf-8")
        part.replace(self.path)

    def add(self, graphs: dict[str, Loaded]) -> None:
        """Write down graphs that the server holds."""
        self.graphs |= graphs
        self._append("".join(_line(graph, loaded) for graph, loaded in graphs.items()))

    def forget(self, graph: str) -> None:
        """Write down that the server holds a graph no more, or not as it was."""
        if self.graphs.pop(graph, None):
            self._append(_line(graph, None))

    def _append(self, lines: str) -> None:
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(lines)
        except OSError as error:
            raise StoreError(f"{self.path} cannot be written ({error.strerror})") from error


def _line(graph: str, loaded: Loaded | None) -> str:
    return json.dumps([graph, *(loaded or (None, 0))]) + "\n"
