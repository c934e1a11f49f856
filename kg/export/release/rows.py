"""Store -> the rows of a release's tables, in files of JSON lines that the writers of each format read.

A row about a group or person names who says it and how surely, whatever becomes of the row.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from pyoxigraph import NamedNode, RdfFormat

from kg.export.claims import Row, article_rows, event_of_reports
from kg.export.events import event_rows
from kg.export.graphs import StoredArticle, describe, labels, local_name, pairs
from kg.export.release.columns import CLAIM, EVENT, SOURCED, TEXTS
from kg.export.release.snapshot import Snapshot
from kg.graph.iris import BASE, GRAPH_EVENTS, GRAPH_ONTOLOGY, GRAPH_REGISTER
from kg.graph.vocabulary import AS_WKT, HAS_GEOMETRY, KG, LABEL, LATITUDE, LONGITUDE, TYPE
from kg.store.embedded import Store

# What a sourced column has beside it, in the order of its items; the role is for the map alone.
ENDS = ("", "_said_by", "_certainty", "_claim", "_role")
OWN_VOICE = "the article itself"
ARROW = " → "
# A column of what is plainly stated; the others hold every claim that is not denied, each with its certainty.
_PLAIN = frozenset({"perpetrators", "targets", "victims", "instruments"})
_COLUMN_OF = {role: column for column, roles in SOURCED.items() for role in roles}
_DOCUMENT = NamedNode(KG + "document")
_WHOLE = tuple(f" {graph} .\n".encode() for graph in (GRAPH_EVENTS, GRAPH_ONTOLOGY, GRAPH_REGISTER))
# Where events were, and the roles that their types in other data sets depend on.
_OF_EVENTS = frozenset(
    f"<{name}>".encode()
    for name in (
        *(KG + role for column in _PLAIN for role in SOURCED[column]),
        *(term.value for term in (LATITUDE, LONGITUDE, HAS_GEOMETRY, AS_WKT)),
        *(KG + name for name in ("location", "inArticle", "placePrecision", "acledPrecision", "ucdpPrecision")),
    )
)
_OF_THINGS = frozenset(str(term).encode() for term in (LABEL, TYPE))
_THINGS = (f"<{BASE}actor/".encode(), f"<{BASE}place/".encode())
Line = dict[str, Any]


class Tables(NamedTuple):
    """The files of rows."""

    claims: Path
    events: Path

    def claim_lines(self) -> Iterator[Line]:
        """Read the claims, with the keys of columns.CLAIM."""
        return _read(self.claims)

    def event_lines(self) -> Iterator[Line]:
        """Read the events, with the keys of columns.EVENT."""
        return _read(self.events)


def write_tables(snapshot: Snapshot, folder: Path) -> Tables:
    """Write the rows of all claims, by article and place in it, and of all events, by date."""
    tables = Tables(folder / "claims.jsonl", folder / "events.jsonl")
    voices: dict[str, _Voices] = defaultdict(_Voices)
    store = background(snapshot)
    with tables.claims.open("w", encoding="utf-8") as out:
        for line in _claims(snapshot, store):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            if line["event"]:
                voices[line["event"]].hear(line)
    places = _Places.of(store)
    with tables.events.open("w", encoding="utf-8") as out:
        for row in event_rows(store):
            line = _event(row, voices[str(row["event"])], places)
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return tables


def background(snapshot: Snapshot) -> Store:
    """Return what rows need of other graphs than an article's own, in memory: reading it from disk takes ten times.

    Lines are chosen by their bytes: parsing all of them, to keep a fifth, takes five times as long.
    """
    store = Store.in_memory()
    with snapshot.path.open("rb") as lines:
        store.rdf.bulk_load(b"".join(line for line in lines if _is_of_background(line)), format=RdfFormat.N_QUADS)
    return store


def _is_of_background(line: bytes) -> bool:
    subject, predicate, _ = line.split(b" ", 2)
    if line.endswith(_WHOLE) or predicate in _OF_EVENTS:
        return True
    return predicate in _OF_THINGS and subject.startswith(_THINGS)


def _claims(snapshot: Snapshot, store: Store) -> Iterator[Line]:
    names, events = _Names.of(store), event_of_reports(store)
    for graph, quads in snapshot.graphs():
        documents = [quad for quad in quads if quad.predicate == _DOCUMENT]
        if graph.startswith(f"{BASE}graph/article/") and documents:
            iri, document = (term.value for term in (documents[0].subject, documents[0].object))  # type: ignore[union-attr]
            article = StoredArticle(document, iri, NamedNode(graph))
            for row in article_rows(describe(quads), article, names.labels, events):
                yield _claim(row, names)


def _read(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


@dataclass(frozen=True)
class _Names:
    """Classes of actors, places and things, and names of the register."""

    types: Mapping[str, str]
    labels: Mapping[str, str]

    @classmethod
    def of(cls, store: Store) -> "_Names":
        things = (f"{BASE}actor/", f"{BASE}place/")
        found = sorted((iri, local_name(kind.value)) for iri, kind in pairs(store, TYPE) if iri.startswith(things))
        return cls(dict(reversed(found)), labels(store, GRAPH_REGISTER))


def _claim(row: Row, names: _Names) -> Line:
    speakers, iris = _speakers(row)
    subject, value = str(row["subject_id"] or ""), str(row["value_id"] or "")
    return {column.name: row.get(column.name) for column in CLAIM} | {
        "subject_type": names.types.get(subject),
        "subject_label": names.labels.get(subject, row["subject_text"]),
        "value_type": names.types.get(value),
        "said_by": speakers,
        "said_by_id": iris,
    }


def _speakers(row: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return names and IRIs of a claim's voices; never none: without a speaker the article says it itself."""
    names = [voice["label"] or voice["text"] or "" for voice in row["said_by"]]
    iris = [voice["id"] or "" for voice in row["said_by"]]
    return names or [f"{row['publisher'] or row['document']} ({OWN_VOICE})"], iris or [row["article"]]


def says(line: Line) -> str:
    """Write who says a claim, outermost last."""
    return ARROW.join(line["said_by"])


def is_plain(line: Line) -> bool:
    """Tell whether a claim is positive, certain and not of the future."""
    return (line["polarity"], line["certainty"], line["tense"]) == ("positive", "certain", "past")


@dataclass
class _Voices:
    """What is claimed of one event, by column."""

    columns: dict[str, list[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(list))
    types: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def hear(self, line: Line) -> None:
        """Take in a claim."""
        column = _COLUMN_OF.get(line["predicate"])
        kept = is_plain(line) if column in _PLAIN else line["polarity"] == "positive"
        if line["predicate"] == "eventType" and line["polarity"] == "positive":
            self.types.append(line["claim"])
        elif column and kept:
            value = line["value_label"] or line["value_text"] or ""
            cell = (value, says(line), line["certainty"], line["claim"], line["predicate"])
            self.columns[column].append(cell)
        else:
            self.others.append(line["claim"])

    def cells(self) -> Line:
        """Return the columns; those of one name have their items in the same order."""
        cells: Line = {"type_claims": sorted(self.types), "other_claims": sorted(self.others)}
        for column in SOURCED:
            found = sorted(self.columns[column])
            for at, end in enumerate(ENDS):
                cells[column + end] = [entry[at] for entry in found]
        return cells


def _event(row: Row, voices: _Voices, places: "_Places") -> Line:
    line: Line = {column.name: row.get(column.name) for column in EVENT}
    line |= {column.name: line[column.name] or [] for column in EVENT if column.type == TEXTS}
    line |= voices.cells()
    place = str(row["place_id"] or "")
    is_gtd = line["gtd_attack_type"] or line["gtd_weapon_type"]
    year, month, day = _gtd_date(row) if is_gtd else (None, None, None)
    return line | {
        "wkt": places.shapes.get(place),  # for the map alone
        "acled_geo_precision": places.acled.get(place),
        "ucdp_where_precision": places.ucdp.get(place),
        **{"gtd_iyear": year, "gtd_imonth": month, "gtd_iday": day},
        "ucdp_low": row["killed_low"],
        "ucdp_high": row["killed_high"],
    }


def _gtd_date(row: Row) -> tuple[int | None, int | None, int | None]:
    """Return year, month and day as GTD writes them: 0 for a month or day that is not known."""
    first, last = str(row["date_earliest"] or ""), str(row["date_latest"] or "")
    if not first or first[:4] != last[:4]:
        return None, None, None
    month = int(first[5:7]) if first[:7] == last[:7] else 0
    return int(first[:4]), month, int(first[8:10]) if first[:10] == last[:10] else 0


@dataclass(frozen=True)
class _Places:
    """Precisions and shapes of places."""

    acled: Mapping[str, int]
    ucdp: Mapping[str, int]
    shapes: Mapping[str, str]

    @classmethod
    def of(cls, store: Store) -> "_Places":
        wkt = {shape: text.value for shape, text in pairs(store, AS_WKT)}
        shapes = {place: wkt.get(shape.value, "") for place, shape in pairs(store, HAS_GEOMETRY)}
        acled, ucdp = (
            {place: int(value.value) for place, value in pairs(store, NamedNode(KG + name))}
            for name in ("acledPrecision", "ucdpPrecision")
        )
        return cls(acled, ucdp, shapes)
