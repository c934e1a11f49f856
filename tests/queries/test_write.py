"""Answers on paper: safe for spreadsheets and terminals, whole for programs."""

import csv
import io
import json

import pytest
from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.queries import Answer, write_answer

EVENT = NamedNode("https://w3id.org/conflict-kg/event/5d0e")


def written(answer: Answer, format: str) -> str:
    out = io.StringIO()
    write_answer(answer, format, out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("term", "cell"),
    [
        (Literal("=HYPERLINK(1)"), "'=HYPERLINK(1)"),
        (Literal("--07-11"), "'--07-11"),
        (Literal("@SUM(1)"), "'@SUM(1)"),
        (Literal(-5), "-5"),
        (Literal('a,"b"\nc'), 'a,"b"\nc'),
        (None, ""),
    ],
)
def test_write_csv_is_safe_in_a_spreadsheet(term: Literal | None, cell: str) -> None:
    text = written(Answer(("a", "b"), ((term, EVENT),)), "csv")
    assert list(csv.reader(io.StringIO(text))) == [["a", "b"], [cell, EVENT.value]]


def test_write_json_keeps_types_and_languages() -> None:
    answer = Answer(("a", "b", "c", "d"), ((EVENT, Literal(3), Literal("x", language="en"), None),))
    binding = json.loads(written(answer, "json"))["results"]["bindings"][0]
    assert binding["a"] == {"type": "uri", "value": EVENT.value}
    assert binding["b"]["datatype"].endswith("#integer")
    assert binding["c"] == {"type": "literal", "value": "x", "xml:lang": "en"}
    assert "d" not in binding


def test_write_jsonl_and_tsv() -> None:
    answer = Answer(("a", "b"), ((Literal(3), None), (Literal("x\ty"), EVENT)))
    assert [json.loads(line) for line in written(answer, "jsonl").splitlines()] == [
        {"a": 3, "b": None},
        {"a": "x\ty", "b": EVENT.value},
    ]
    assert written(answer, "tsv").splitlines()[2] == f'"x\\ty"\t<{EVENT.value}>'


def test_write_table_turns_wide_answers_into_cards_and_obeys_no_escapes() -> None:
    answer = Answer(("event", "quote"), ((EVENT, Literal("[bold]\x1b[31m" + "w " * 100)),))
    text = written(answer, "table")
    assert max(map(len, text.splitlines())) <= 120
    assert "event/5d0e" in text
    assert "[bold]" in text
    assert "\x1b[31m" not in text


def test_write_says_when_a_limit_cut(capsys: pytest.CaptureFixture[str]) -> None:
    assert "first 1 row" not in written(Answer(("a",), ((EVENT,),), cut_at=1), "csv")
    assert "first 1 row" in capsys.readouterr().err


def test_write_refuses_an_unknown_format() -> None:
    with pytest.raises(QueryError, match="jsonl"):
        written(Answer((), ()), "xls")
