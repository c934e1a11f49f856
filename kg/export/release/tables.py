"""Rows -> CSV that no spreadsheet runs, and Parquet with the documented types."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.export.release.columns import CLAIM, DAY, EVENT, NUMBER, TEXT, TEXTS, WHOLE, Column
from kg.export.release.rows import Line, Tables
from kg.export.release.snapshot import packed
from kg.export.tables import FORMULA

_GROUP = 20_000  # rows held at once, and a row group of Parquet
_ARROW = {
    TEXT: pa.string(),
    TEXTS: pa.list_(pa.string()),
    WHOLE: pa.int64(),
    NUMBER: pa.float64(),
    DAY: pa.date32(),
}


def write_csv(tables: Tables, paths: Sequence[Path]) -> None:
    """Write claims and events as CSV in UTF-8: lists as JSON arrays, an unknown value as nothing."""
    for columns, lines, path in _each(tables, paths):
        with packed(path) as out, io.TextIOWrapper(out, encoding="utf-8", newline="") as text:
            rows = csv.writer(text)  # its line ends are CR and LF, so that it quotes a cell with either
            rows.writerow(column.name for column in columns)
            rows.writerows([_cell(line[column.name]) for column in columns] for line in lines)


def write_parquet(tables: Tables, paths: Sequence[Path]) -> None:
    """Write claims and events as Parquet; each column carries its meaning."""
    for columns, lines, path in _each(tables, paths):
        schema = _schema(columns)
        with pq.ParquetWriter(path, schema, compression="zstd") as out:
            while group := list(islice(lines, _GROUP)):
                arrays = {column.name: [_value(line[column.name], column) for line in group] for column in columns}
                out.write_table(pa.table(arrays, schema=schema))


def _each(tables: Tables, paths: Sequence[Path]) -> Iterator[tuple[Sequence[Column], Iterator[Line], Path]]:
    yield CLAIM, tables.claim_lines(), paths[0]
    yield EVENT, tables.event_lines(), paths[1]


def _schema(columns: Iterable[Column]) -> pa.Schema:
    return pa.schema([pa.field(c.name, _ARROW[c.type], metadata={"description": c.meaning}) for c in columns])


def _cell(value: object) -> object:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def _value(value: object, column: Column) -> object:
    if column.type == DAY and isinstance(value, str):
        return date.fromisoformat(value[:10])
    return value
