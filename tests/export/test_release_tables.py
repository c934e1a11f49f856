"""The tables of a release: the documented types in pandas and DuckDB, and cells that no spreadsheet runs."""

import csv
import gzip
import json
import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.export.crosswalk import COLUMNS as CROSSWALK_COLUMNS
from kg.export.events import event_rows
from kg.export.release import Part, Plan, release
from kg.export.release.columns import CLAIM, DAY, EVENT, NUMBER, TEXT, TEXTS, WHOLE, Column
from kg.export.release.geojson import geometry
from kg.export.tables import FORMULA
from kg.graph.iris import BASE, GRAPH_EVENTS, graph_iri
from kg.graph.vocabulary import KG, XSD
from kg.model import Actor
from kg.store.embedded import Store
from tests.conftest import ROOT
from tests.export.stores import small_store
from tests.graph.makers import claim, quads

PLAN = Plan("2026-11-21", "0.2.0", ROOT / "ontology", ROOT / "queries")
TABLES = {"claims": CLAIM, "events": EVENT}
_DUCKDB = {TEXT: "VARCHAR", TEXTS: "VARCHAR[]", WHOLE: "BIGINT", NUMBER: "DOUBLE", DAY: "DATE"}
_PANDAS = {TEXT: "str", TEXTS: "object", WHOLE: "Int64", NUMBER: "Float64", DAY: "str"}


@pytest.fixture(scope="module")
def folder(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("release")
    with Store.open_read_only(built) as store:
        release(store, made, PLAN, [Part.CSV, Part.PARQUET, Part.GEOJSON])
    return made


_ASK = "import duckdb, pickle, sys; sys.stdout.buffer.write(pickle.dumps(duckdb.execute(sys.argv[1]).fetchall()))"


def asked(query: str) -> list[tuple[Any, ...]]:
    """Ask DuckDB in a process of its own: where it ends, it prints what its library leaked."""
    done = subprocess.run([sys.executable, "-c", _ASK, query], capture_output=True, check=True)
    found: list[tuple[Any, ...]] = pickle.loads(done.stdout)
    return found


def parquet(folder: Path, table: str) -> list[dict[str, Any]]:
    return list(pq.read_table(folder / f"{table}.parquet").to_pylist())


@pytest.mark.parametrize("table", TABLES)
def test_tables_parquet_has_the_documented_types_in_duckdb(folder: Path, table: str) -> None:
    found = asked(f"DESCRIBE SELECT * FROM '{folder / table}.parquet'")
    assert [(row[0], row[1]) for row in found] == [(column.name, _DUCKDB[column.type]) for column in TABLES[table]]
    assert asked(f"SELECT count(*) FROM '{folder / table}.parquet'")[0][0] == len(parquet(folder, table)) > 0


@pytest.mark.parametrize("table", TABLES)
def test_tables_parquet_says_what_each_column_means(folder: Path, table: str) -> None:
    schema = pq.read_schema(folder / f"{table}.parquet")
    told = {field.name: field.metadata[b"description"].decode() for field in schema}
    assert told == {column.name: column.meaning for column in TABLES[table]}


@pytest.mark.parametrize("table", TABLES)
def test_tables_csv_is_read_by_duckdb_with_the_documented_types(folder: Path, table: str) -> None:
    types = {column.name: "VARCHAR" if column.type == TEXTS else _DUCKDB[column.type] for column in TABLES[table]}
    rows = asked(f"SELECT * FROM read_csv('{folder / table}.csv.gz', header = true, columns = {types})")
    assert rows == [tuple(_as_in_csv(row[c.name], c) for c in TABLES[table]) for row in parquet(folder, table)]


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_read_by_pandas_with_the_documented_types(folder: Path, table: str) -> None:
    columns = TABLES[table]
    types = {column.name: _PANDAS[column.type] for column in columns}
    days = [column.name for column in columns if column.type == DAY]
    frame = pd.read_csv(folder / f"{table}.csv.gz", dtype=types, keep_default_na=False, na_values=[""])
    other = pd.read_parquet(folder / f"{table}.parquet")
    assert list(frame) == list(other) == [column.name for column in columns]
    for column in columns:
        given = [None if pd.isna(cell) else cell for cell in frame[column.name]]
        if column.type == TEXTS:
            given = [json.loads(str(cell)) for cell in given]
            assert given == [list(cell) for cell in other[column.name]]
        elif column.name in days:
            told = [None if cell is None else date.fromisoformat(cell) for cell in given]
            assert told == [None if pd.isna(cell) else cell for cell in other[column.name]]
        elif column.type in (WHOLE, NUMBER):
            assert given == [None if pd.isna(cell) else cell for cell in other[column.name]]


def _as_in_csv(value: object, column: Column) -> object:
    if column.type == TEXTS:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return None if value == "" else value


@pytest.mark.parametrize(
    "payload", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "a\nb", 'say ""', "1,2;3"]
)
def test_tables_csv_holds_no_formula(tmp_path: Path, payload: str) -> None:
    store = Store.in_memory()
    made = claim("target", Actor("00000000000000ad", payload, "Object"), payload)
    store.replace_graph(graph_iri("x.txt"), quads(made, document="x.txt", publisher=payload, published="2020-07-12"))
    release(store, tmp_path, PLAN, [Part.CSV, Part.PARQUET])
    with gzip.open(tmp_path / "claims.csv.gz", "rt", encoding="utf-8", newline="") as text:
        (row,) = csv.DictReader(text)
    (whole,) = parquet(tmp_path, "claims")
    assert not [cell for cell in row.values() if cell.startswith(FORMULA)]
    assert whole["value_text"] == payload.strip("\t") or whole["value_text"] == payload
    assert row["value_text"].removeprefix("'") == whole["value_text"]
    assert json.loads(row["said_by"]) == whole["said_by"]


# Columns of other event data sets.


def test_tables_give_the_types_that_kg_events_gives(built: Path, tmp_path: Path) -> None:
    """Of the seeds as if one named group had killed somebody in every event, for only then has UCDP a type."""
    store = Store.in_memory()
    with Store.open_read_only(built) as seeds:
        store.rdf.bulk_extend(seeds.quads())
    low, one = NamedNode(KG + "killedLow"), Literal("1", datatype=NamedNode(XSD + "integer"))
    doer, group = NamedNode(KG + "perpetrator"), NamedNode(f"{BASE}actor/kataib-hezbollah")
    store.change(list(store.rdf.quads_for_pattern(None, doer, None, None)), [])
    for quad in list(store.rdf.quads_for_pattern(None, NamedNode(KG + "hasReport"), None, None)):
        assert isinstance(quad.object, NamedNode)
        store.rdf.extend([Quad(quad.subject, low, one, GRAPH_EVENTS), Quad(quad.object, doer, group, GRAPH_EVENTS)])
    release(store, tmp_path, PLAN, [Part.PARQUET])
    told = {str(row["event"]): row for row in event_rows(store)}
    rows = parquet(tmp_path, "events")
    assert len(rows) == len(told)
    for row in rows:
        for name in (*CROSSWALK_COLUMNS, "side_counts"):
            assert (row[name] or None) == (told[row["event"]][name] or None), name
    empty = {name for name in CROSSWALK_COLUMNS if not any(row[name] for row in rows)}
    assert empty == set()


def test_tables_fill_the_columns_of_the_convoy(folder: Path) -> None:
    (row,) = [row for row in parquet(folder, "events") if row["type"] == "Arson"]
    assert row["acled_sub_event_type"] == "Looting/property destruction"
    assert row["plover_event_type"] == "ASSAULT"
    assert row["gtd_attack_type"] == "Facility/Infrastructure Attack"
    assert (row["gtd_iyear"], row["gtd_imonth"], row["gtd_iday"]) == (2020, 7, 11)
    assert (row["acled_geo_precision"], row["ucdp_where_precision"]) == (2, 5)
    assert row["ucdp_type_of_violence"] is None


def test_tables_gtd_date_says_what_is_not_known(folder: Path) -> None:
    found = {
        (row["date_text"], row["gtd_iyear"], row["gtd_imonth"], row["gtd_iday"]) for row in parquet(folder, "events")
    }
    assert ("2020-06", 2020, 6, 0) in found
    assert {years for text, *years_ in found for years in years_[:1] if text and text.startswith("--")} <= {None}


# The map.


@pytest.mark.parametrize(
    ("latitude", "wkt", "expected"),
    [
        (33.3, None, {"type": "Point", "coordinates": [44.4, 33.3]}),
        (None, "LINESTRING(44.9 31.9, 45.0 31.3)", {"type": "LineString", "coordinates": [(44.9, 31.9), (45.0, 31.3)]}),
        (None, "POLYGON((0 0, 0 1, 1 1, 0 0))", {"type": "Polygon", "coordinates": [[(0, 0), (1, 1), (0, 1), (0, 0)]]}),
        (None, "POLYGON((0 0, 1 0, 1 1, 0 0))", {"type": "Polygon", "coordinates": [[(0, 0), (1, 0), (1, 1), (0, 0)]]}),
        (None, None, None),
    ],
)
def test_map_geometry_is_as_the_standard_wants(latitude: float | None, wkt: str | None, expected: object) -> None:
    longitude = 44.4 if latitude is not None else None
    assert geometry({"latitude": latitude, "longitude": longitude, "wkt": wkt}) == expected


def test_map_puts_the_convoy_on_its_road(folder: Path) -> None:
    features = json.loads(gzip.decompress((folder / "events.geojson.gz").read_bytes()))["features"]
    (convoy,) = [feature for feature in features if feature["properties"]["type"] == "Arson"]
    assert convoy["geometry"]["type"] == "LineString"
    assert all(43 < east < 46 and 31 < north < 33 for east, north in convoy["geometry"]["coordinates"])
    assert len(features) == len(parquet(folder, "events"))


def test_tables_stream_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.export.release.tables._GROUP", 3)
    release(small_store(), tmp_path, PLAN, [Part.PARQUET])
    file = pq.ParquetFile(tmp_path / "claims.parquet")
    assert file.num_row_groups == 4
    assert isinstance(file.read(), pa.Table)
    assert replace(PLAN, issued="x").iri.endswith("/x")
