"""Answers written for a person or a program.

In: an Answer.  Out: text on a stream.  csv holds plain texts, made safe for spreadsheets; tsv holds whole RDF terms;
json is the W3C's SPARQL results format; jsonl one plain object a row.
"""

import csv
import json
import re
import sys
from collections.abc import Callable
from typing import TextIO

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.errors import QueryError
from kg.queries.answer import Answer, Row, Term, plain
from kg.queries.table import write_table

_XSD = "http://www.w3.org/2001/XMLSchema#"
_XSD_STRING = f"{_XSD}string"
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_answer(answer: Answer, format: str, out: TextIO) -> None:
    """Write an answer in one of `FORMATS`; say on stderr if a limit cut it.  Raise QueryError for another format."""
    writer = FORMATS.get(format)
    if writer is None:
        raise QueryError(f"no format {format!r}: there are {', '.join(FORMATS)}")
    writer(answer, out)
    if answer.cut_at is not None:
        print(f"Only the first {answer.cut_at:,} rows: a limit ended the answer there.", file=sys.stderr)


def _write_csv(answer: Answer, out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_cell(term) for term in row] for row in answer.rows)


def _cell(term: Term | None) -> str:
    """Return a term's text; an apostrophe before what a spreadsheet would run as a formula."""
    text = plain(term)
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def _write_tsv(answer: Answer, out: TextIO) -> None:
    out.write("\t".join(f"?{column}" for column in answer.columns) + "\n")
    for row in answer.rows:
        out.write("\t".join("" if term is None else str(term) for term in row) + "\n")


def _write_json(answer: Answer, out: TextIO) -> None:
    bindings = [
        {column: _binding(term) for column, term in zip(answer.columns, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    document = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
    json.dump(document, out, ensure_ascii=False, indent=1)
    out.write("\n")


def _binding(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {part: _binding(inner) for part, inner in parts.items()}}
    binding: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        binding["xml:lang"] = term.language
    elif term.datatype.value != _XSD_STRING:
        binding["datatype"] = term.datatype.value
    return binding


def _write_jsonl(answer: Answer, out: TextIO) -> None:
    for row in answer.rows:
        out.write(json.dumps(_record(answer.columns, row), ensure_ascii=False) + "\n")


def _record(columns: tuple[str, ...], row: Row) -> dict[str, object]:
    return {column: _value(term) for column, term in zip(columns, row, strict=True)}


def _value(term: Term | None) -> object:
    """Return a JSON value: integers and booleans as such, null for no value, all else as text."""
    if term is None:
        return None
    if isinstance(term, Literal):
        if term.datatype.value == f"{_XSD}integer" and _NUMBER.fullmatch(term.value):
            return int(term.value)
        if term.datatype.value == f"{_XSD}boolean":
            return term.value in {"true", "1"}
    return plain(term)


FORMATS: dict[str, Callable[[Answer, TextIO], None]] = {
    "table": write_table,
    "csv": _write_csv,
    "tsv": _write_tsv,
    "json": _write_json,
    "jsonl": _write_jsonl,
}
