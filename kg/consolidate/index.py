"""What matching needs, kept beside the store: facts of reports, their blocks and the pairs that match.

A cache in SQLite: everything in it follows from the store, so that one that is missing, older than the store or made
by another version is thrown away and filled anew.  Articles are marked before their graph is replaced, so that a build
that is killed leaves them marked for the next.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import TypeAdapter

from kg.consolidate.facts import ReportFacts
from kg.consolidate.pairs import PairScore, block_keys
from kg.errors import StoreError

FILE = "consolidation.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS touched (graph TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reports (report TEXT PRIMARY KEY, graph TEXT, family TEXT, facts BLOB) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS reports_by_graph ON reports (graph);
CREATE TABLE IF NOT EXISTS blocks (key TEXT, report TEXT, PRIMARY KEY (key, report)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pairs (one TEXT, other TEXT, score REAL, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pairs_by_other ON pairs (other);
"""
_TABLES = ("reports", "blocks", "pairs")
_FACTS = TypeAdapter(ReportFacts)


class Index:
    """The cache.  Nothing is kept before `commit`, save the marks of `touch`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._db.executescript(_SCHEMA)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the cache of a store's folder, and make it if there is none or what is there cannot be read."""
        path = folder / FILE
        try:
            return cls(_connect(str(path)))
        except sqlite3.DatabaseError:
            for spoilt in folder.glob(f"{FILE}*"):
                spoilt.unlink()
        try:
            return cls(_connect(str(path)))
        except sqlite3.Error as error:
            raise StoreError(f"cannot write {path}: {error}") from error

    @classmethod
    def in_memory(cls) -> Self:
        """Open an empty cache that leaves nothing behind."""
        return cls(_connect(":memory:"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def commit(self) -> None:
        """Keep what was changed."""
        self._db.commit()

    def touch(self, graph: str) -> None:
        """Mark an article's graph, which is about to change, and keep the mark."""
        self._db.execute("INSERT OR IGNORE INTO touched VALUES (?)", (graph,))
        self._db.commit()

    def touched(self) -> set[str]:
        """Return the graphs that may have changed since the last update."""
        return {graph for (graph,) in self._db.execute("SELECT graph FROM touched")}

    def settle(self) -> None:
        """Take off all marks."""
        self._db.execute("DELETE FROM touched")

    def note(self, name: str) -> str | None:
        """Return a note, None if there is none."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set_note(self, name: str, value: str) -> None:
        """Write a note."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def clear(self) -> None:
        """Forget all but the marks."""
        for table in (*_TABLES, "meta"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608  a name from this file

    def families(self) -> dict[str, tuple[str, str]]:
        """Return graph and family of every report, readable whatever version wrote them."""
        return {
            report: (graph, family) for report, graph, family in self._rows("SELECT report, graph, family FROM reports")
        }

    def of_graphs(self, graphs: Iterable[str]) -> dict[str, ReportFacts]:
        """Return the reports of some graphs."""
        return self._facts("SELECT facts FROM reports WHERE graph IN (SELECT value FROM json_each(?))", graphs)

    def of_reports(self, reports: Iterable[str]) -> dict[str, ReportFacts]:
        """Return the reports of these IRIs, as far as they are held."""
        return self._facts("SELECT facts FROM reports WHERE report IN (SELECT value FROM json_each(?))", reports)

    def _facts(self, query: str, values: Iterable[str]) -> dict[str, ReportFacts]:
        found = (_FACTS.validate_json(facts) for (facts,) in self._rows(query, values))
        return {report.iri: report for report in found}

    def _rows(self, query: str, values: Iterable[str] | None = None) -> sqlite3.Cursor:
        """Run a query with a list of strings bound as one parameter."""
        return self._db.execute(query, () if values is None else (json.dumps(sorted(values)),))

    def put(self, reports: Mapping[str, Collection[ReportFacts]]) -> None:
        """Add the reports of some graphs, with their blocks."""
        self._db.executemany(
            "INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?)",
            ((r.iri, graph, r.family, _FACTS.dump_json(r)) for graph, found in reports.items() for r in found),
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO blocks VALUES (?, ?)",
            ((key, r.iri) for found in reports.values() for r in found for key in block_keys(r)),
        )

    def drop(self, reports: Collection[ReportFacts]) -> None:
        """Remove reports, with their blocks and pairs."""
        self._db.executemany("DELETE FROM reports WHERE report = ?", ((r.iri,) for r in reports))
        self._db.executemany(
            "DELETE FROM blocks WHERE key = ? AND report = ?", ((key, r.iri) for r in reports for key in block_keys(r))
        )
        self._db.executemany("DELETE FROM pairs WHERE one = ? OR other = ?", ((r.iri, r.iri) for r in reports))

    def blocks(self, keys: Iterable[str]) -> dict[str, set[str]]:
        """Return the reports of some blocks."""
        found: dict[str, set[str]] = {key: set() for key in keys}
        query = "SELECT key, report FROM blocks WHERE key IN (SELECT value FROM json_each(?))"
        for key, report in self._rows(query, found):
            found[key].add(report)
        return found

    def pairs_of(self, reports: Iterable[str]) -> set[PairScore]:
        """Return the matching pairs that one of these reports is in, without their reasons."""
        wanted = list(reports)
        sides = ("one", "other")
        return {
            PairScore(one, other, score, ())
            for side in sides
            for one, other, score in self._rows(
                f"SELECT one, other, score FROM pairs WHERE {side} IN (SELECT value FROM json_each(?))",  # noqa: S608
                wanted,
            )
        }

    def add_pairs(self, pairs: Iterable[PairScore]) -> None:
        """Add matching pairs."""
        self._db.executemany(
            "INSERT OR REPLACE INTO pairs VALUES (?, ?, ?)", ((p.left, p.right, p.score) for p in pairs)
        )

    def drop_pairs(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Remove pairs that no block proposes any more."""
        self._db.executemany("DELETE FROM pairs WHERE one = ? AND other = ?", pairs)


def _connect(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name)
    connection.execute("PRAGMA journal_mode = WAL")  # one write to disk for a mark, instead of several
    return connection
