"""The default store: pyoxigraph in a folder.  One process writes, any number read a snapshot."""

import errno
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import pyoxigraph as ox

from kg.errors import QueryError, StoreError, StoreLocked
from kg.keys import BASE, key_of

# Siblings never import one another: the terms of kg/graph/vocabulary.py that this module needs (a test compares them).
_SHA256 = ox.NamedNode(BASE + "ontology#sha256")
_EXTRACTOR = ox.NamedNode(BASE + "ontology#extractor")
_PIPELINE = ox.NamedNode(BASE + "ontology#pipeline")
_GENERATED_BY = ox.NamedNode("http://www.w3.org/ns/prov#wasGeneratedBy")

# What RocksDB leaves where its process died before the first write was complete.
_UNFINISHED = re.compile(r"LOCK|IDENTITY|(?:LOG|MANIFEST-|OPTIONS-).*|.*\.(?:log|sst|dbtmp)")
_HELD = ("lock hold by current process", os.strerror(errno.EAGAIN))  # what RocksDB says of a lock it cannot get

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Fingerprint(NamedTuple):
    """What a stored article was made from: equal fingerprints mean that reading it again changes nothing."""

    sha256: str
    extractor: str
    pipeline: str


class Store:
    """A folder of quads.  Open it with `open`, `open_read_only` or `in_memory`, and close it, or use `with`."""

    def __init__(self, inner: ox.Store, place: str) -> None:
        self._inner: ox.Store | None = inner
        self._place = place

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open a store for writing, and make it if there is none.

        Raises StoreLocked if another process writes to it, StoreError if it cannot be written or is no store.
        """
        if folder.is_dir() and not (folder / "CURRENT").exists():
            _refuse_foreign(folder)
        with _explained(f"cannot open the store {folder} for writing"):
            folder.parent.mkdir(parents=True, exist_ok=True)
            return cls(ox.Store(folder), str(folder))

    @classmethod
    def open_read_only(cls, folder: Path) -> Self:
        """Open a snapshot of a store, also while another process writes; raise StoreError if there is none."""
        if not (folder / "CURRENT").exists():
            raise StoreError(f"no store in {folder}: make one with `kg build`, or name another with --store")
        with _explained(f"cannot read the store {folder}"):
            return cls(ox.Store.read_only(str(folder)), str(folder))

    @classmethod
    def in_memory(cls) -> Self:
        """Open an empty store that leaves nothing behind."""
        return cls(ox.Store(), "in memory")

    @property
    def rdf(self) -> ox.Store:
        """The pyoxigraph store, for stages that read one and may not import this module."""
        if self._inner is None:
            raise StoreError(f"the store {self._place} is closed")
        return self._inner

    def close(self) -> None:
        """Let go of the folder, so that another process may write."""
        self._inner = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self.rdf)

    def replace_graph(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        """Put these quads in place of all that the graph held: wholly or, whatever happens, not at all.

        What goes and what comes are one SPARQL update, which pyoxigraph commits at once: killed writers left no partial
        graph (tests/store).  Raises StoreError for a quad of another graph, and if the folder cannot be written.
        """
        new = set(quads)
        if stray := next((quad for quad in new if quad.graph_name != graph), None):
            raise StoreError(f"a quad of {stray.graph_name} cannot go into {graph}")
        old = set(self.quads(graph))
        if not new or any(map(_has_blank_node, old | new)):  # DELETE DATA cannot name blank nodes
            update = f"DROP SILENT GRAPH {graph} ;\n{_data('INSERT', graph, new)}"
        elif old - new:
            update = f"{_data('DELETE', graph, old - new)} ;\n{_data('INSERT', graph, new - old)}"
        else:
            update = _data("INSERT", graph, new - old)
        with self._writing(graph):
            self.rdf.update(update)

    def change(self, removed: Iterable[ox.Quad], added: Iterable[ox.Quad]) -> None:
        """Take quads out and put others in, in whatever graphs: wholly or not at all; those in both stay.

        Raises StoreError if the folder cannot be written, ValueError for a quad with a blank node.
        """
        gone, come = _by_graph(removed), _by_graph(added)
        if not gone:  # an update holds everything once more, as text
            with _explained(f"cannot write to the store {self._place}"):
                self.rdf.extend(quad for graph in come for quad in come[graph])
            return
        parts = [_data("DELETE", graph, quads) for graph, quads in gone.items()]
        parts += [_data("INSERT", graph, quads) for graph, quads in come.items()]
        if parts:
            with _explained(f"cannot write to the store {self._place}"):
                self.rdf.update(" ;\n".join(parts))

    def remove_graph(self, graph: ox.NamedNode) -> None:
        """Remove a graph and all its quads; one that is not there is no error."""
        with self._writing(graph):
            self.rdf.update(f"DROP SILENT GRAPH {graph}")

    def _writing(self, graph: ox.NamedNode) -> AbstractContextManager[None]:
        return _explained(f"cannot write {graph} to the store {self._place}")

    def graphs(self) -> tuple[ox.NamedNode, ...]:
        """List the named graphs in the order of their IRIs."""
        found = (graph for graph in self.rdf.named_graphs() if isinstance(graph, ox.NamedNode))
        return tuple(sorted(found, key=lambda graph: graph.value))

    def quads(self, graph: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of one graph, or all."""
        yield from self.rdf.quads_for_pattern(None, None, None, graph)

    def fingerprint_of(self, document: str) -> Fingerprint | None:
        """Return what the stored graph of a document was made from, None if the document is not in the store."""
        key = key_of("article", document)
        article, graph = ox.NamedNode(f"{BASE}article/{key}"), ox.NamedNode(f"{BASE}graph/article/{key}")

        def value(subject: Term | None, predicate: ox.NamedNode) -> Term | None:
            if not isinstance(subject, ox.NamedNode):
                return None
            return next((quad.object for quad in self.rdf.quads_for_pattern(subject, predicate, None, graph)), None)

        activity = value(article, _GENERATED_BY)
        terms = (value(article, _SHA256), value(activity, _EXTRACTOR), value(activity, _PIPELINE))
        words = [term.value for term in terms if isinstance(term, ox.Literal)]
        return Fingerprint(*words) if len(words) == 3 else None

    def sha256_of(self, document: str) -> str | None:
        """Return the hash of the bytes that a document had when it was stored, None if it is not in the store."""
        found = self.fingerprint_of(document)
        return found.sha256 if found else None

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Results:
        """Run a SPARQL query over the union of all graphs, with variables bound to terms.

        The union repeats what several graphs say: use DISTINCT or GRAPH.  pyoxigraph binds only variables that a SELECT
        projects, and not inside BOUND or a sub-select.  Raises QueryError for a query that does not parse or bind.
        """
        try:
            substitutions = {ox.Variable(name): term for name, term in (bindings or {}).items()}
            return self.rdf.query(text, use_default_graph_as_union=True, substitutions=substitutions)
        except (SyntaxError, ValueError, RuntimeError) as error:
            raise QueryError(f"the query cannot be run: {error}") from error
        except OSError as error:
            raise StoreError(f"cannot read the store {self._place}: {error}") from error

    def canonical_nquads(self) -> bytes:
        """Write all quads as sorted N-Quads: the same quads give the same bytes.

        Articles have no blank nodes, so that sorting is enough; those of an ontology are renamed by RDFC-1.0.
        """
        if any(map(_has_blank_node, self.rdf)):
            dataset = ox.Dataset(self.rdf)
            dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
            data = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS)
        else:
            data = self.rdf.dump(format=ox.RdfFormat.N_QUADS)
        return b"".join(sorted((data or b"").splitlines(keepends=True)))

    def optimize(self) -> None:
        """Compact the folder after a build; queries then run several times as fast."""
        with _explained(f"cannot optimise the store {self._place}"):
            self.rdf.optimize()

    def flush(self) -> None:
        """Force all writes to disk, so that they outlive a loss of power."""
        with _explained(f"cannot flush the store {self._place}"):
            self.rdf.flush()


def _data(verb: str, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> str:
    """Write an INSERT DATA or DELETE DATA; the library writes the terms, so nothing in them can end the statement."""
    lines = "\n".join(f"{quad.triple} ." for quad in quads)
    return f"{verb} DATA {{ GRAPH {graph} {{\n{lines}\n}} }}"


def _by_graph(quads: Iterable[ox.Quad]) -> dict[ox.NamedNode, list[ox.Quad]]:
    found: dict[ox.NamedNode, list[ox.Quad]] = {}
    for quad in quads:
        if not isinstance(quad.graph_name, ox.NamedNode) or _has_blank_node(quad):
            raise ValueError(f"{quad}: only quads of a named graph and without blank nodes are changed one by one")
        found.setdefault(quad.graph_name, []).append(quad)
    return found


def _has_blank_node(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)


def _refuse_foreign(folder: Path) -> None:
    """Refuse a folder with other files: RocksDB would spread its own among them."""
    foreign = sorted(entry.name for entry in folder.iterdir() if not _UNFINISHED.fullmatch(entry.name))
    if foreign:
        raise StoreError(f"{folder} is no store but holds {foreign[0]}: name an empty or a new folder with --store")


@contextmanager
def _explained(what: str) -> Iterator[None]:
    """Turn what pyoxigraph raises into a StoreError that says what could not be done, and why."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # RuntimeError: corrupt files, a read-only store
        reason = str(error).removeprefix("IO error: ")
        if any(words in reason for words in _HELD):
            remedy = "another process is writing to it; wait until it ends, or name another folder with --store"
            raise StoreLocked(f"{what}: {remedy}") from error
        if "No space left" in reason:
            reason += "; free some space and run the command again: nothing stored before is lost"
        raise StoreError(f"{what}: {reason}") from error
