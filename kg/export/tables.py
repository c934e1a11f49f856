"""Flat rows -> text on a stream: JSON, CSV or a table.  The rows are those of claims.py and events.py."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain
from typing import TextIO
from unicodedata import category

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.export.changes import COLUMNS as CHANGE_COLUMNS
from kg.export.changes import change_rows
from kg.export.claims import COLUMNS as CLAIM_COLUMNS
from kg.export.claims import Cell, Row, claim_rows
from kg.export.events import COLUMNS as EVENT_COLUMNS
from kg.export.events import event_rows

__all__ = [
    "CHANGE_COLUMNS",
    "CLAIM_COLUMNS",
    "EVENT_COLUMNS",
    "Cell",
    "Format",
    "Row",
    "change_rows",
    "claim_rows",
    "event_rows",
    "write_rows",
]

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what makes a spreadsheet run a cell
# JSON leaves these as they are, but readers that split lines as Unicode does would break a row there.
_LINE_ENDS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})
# What a person reads first; the other columns are IRIs and offsets.
_SHOWN = (
    *("event_type", "type", "date_earliest", "date_text", "place_label", "predicate", "subject_text", "value_text"),
    *("value_label", "certainty", "polarity", "said_by", "perpetrators", "targets", "victims", "killed_low"),
    *("killed_high", "independent_sources", "contested", "document"),
    *("revision", "change", "label", "into", "from", "properties"),
)
_NARROWEST = 160  # characters: what the shown columns need where the stream is no terminal


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"


def write_rows(rows: Iterable[Row], format: Format, out: TextIO, *, columns: Sequence[str] = ()) -> None:
    """Write rows in a format, one at a time but for a table; `columns` heads a CSV, TSV or table without rows.

    A stream for csv and tsv is best opened with newline="".
    """
    _WRITERS[format](iter(rows), out, columns)


def _write_jsonl(rows: Iterator[Row], out: TextIO, _columns: Sequence[str]) -> None:
    for row in rows:
        out.write(_json(row) + "\n")


def _write_json(rows: Iterator[Row], out: TextIO, _columns: Sequence[str]) -> None:
    before = "["
    for row in rows:
        out.write(f"{before}\n{_json(row)}")
        before = ","
    out.write("[]\n" if before == "[" else "\n]\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).translate(_LINE_ENDS)


def _write_csv(rows: Iterator[Row], out: TextIO, columns: Sequence[str]) -> None:
    _write_separated(rows, out, columns, ",")


def _write_tsv(rows: Iterator[Row], out: TextIO, columns: Sequence[str]) -> None:
    _write_separated(rows, out, columns, "\t")


def _write_separated(rows: Iterator[Row], out: TextIO, columns: Sequence[str], delimiter: str) -> None:
    head, rows = _headed(rows, columns)
    plain = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    quoted = csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    if head:
        plain.writerow(head)
    for row in rows:
        cells = [_cell(row.get(column)) for column in head]
        # Of line ends in a cell, csv quotes only those it writes itself: a lone carriage return would end the row.
        writer = quoted if any("\r" in cell for cell in cells if isinstance(cell, str)) else plain
        writer.writerow(cells)


def _headed(rows: Iterator[Row], columns: Sequence[str]) -> tuple[Sequence[str], Iterator[Row]]:
    """Return the columns, those of the first row unless given, and all the rows."""
    first = next(rows, None)
    if first is None:
        return columns, iter(())
    return columns or tuple(first), chain([first], rows)


def _cell(value: Cell) -> str | int | float:
    """Flatten a value: names joined by semicolons, a chain of voices as JSON, text that no spreadsheet runs."""
    if value is None or value == []:
        return ""
    if isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else _joined(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _joined(values: Sequence[str | dict[str, str | None]]) -> str:
    names = [value for value in values if isinstance(value, str)]
    return "; ".join(names) if len(names) == len(values) else _json(values)


def _write_table(rows: Iterator[Row], out: TextIO, columns: Sequence[str]) -> None:
    head, rows = _headed(rows, columns)
    shown = [column for column in _SHOWN if column in head] or list(head)
    table = Table(box=box.SIMPLE_HEAD)
    for column in shown:
        table.add_column(Text(column.replace("_", " ")), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_printable(row.get(column))) for column in shown))
    console = Console(file=out, highlight=False)
    Console(file=out, highlight=False, width=console.width if out.isatty() else _NARROWEST).print(table)


def _printable(value: Cell) -> str:
    """Write a cell for a terminal, without the control characters that it would obey."""
    if isinstance(value, list):
        value = " ← ".join(v if isinstance(v, str) else v["label"] or v["text"] or "" for v in value)
    text = "" if value is None else " ".join(str(value).split())
    return "".join("\N{REPLACEMENT CHARACTER}" if category(c) in {"Cc", "Cf", "Cs"} else c for c in text)


_WRITERS: dict[Format, Callable[[Iterator[Row], TextIO, Sequence[str]], None]] = {
    Format.TABLE: _write_table,
    Format.JSONL: _write_jsonl,
    Format.JSON: _write_json,
    Format.CSV: _write_csv,
    Format.TSV: _write_tsv,
}
