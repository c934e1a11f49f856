"""Place names of the conflict region in their many spellings, in context, through the product's whole reading.

The ids in place_table.tsv were looked up in GeoNames by name and country; "none" is a name that means no place there,
or one that the gazetteer lacks.  The sentences are made up.
"""

import csv
from pathlib import Path

import pytest

from kg.read.text import read_text
from kg.tools import Tools

# Measured: 131 rows; wrong: two that open a sentence ("Mobile", "Nice"); four names missed.
LEAST_PRECISION = 0.97
LEAST_RECALL = 0.95
NONE = "none"

Row = tuple[str, str, str]


def rows() -> list[Row]:
    with Path(__file__).with_name("place_table.tsv").open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["name"], row["geonames"]) for row in csv.DictReader(file, delimiter="\t")]


@pytest.fixture(scope="module")
def answers() -> list[tuple[Row, str]]:
    tools = Tools(None, "test")
    return [(row, answer(tools, row[0], row[1])) for row in rows()]


def answer(tools: Tools, text: str, name: str) -> str:
    found = tools.toponyms_of(read_text(text.encode(), document="table"))
    ids = [str(place.geonames) for toponym, place in found.items() if toponym.text == name and place.geonames]
    return ids[0] if ids else NONE


def test_place_table_is_large_and_hard_enough() -> None:
    table = rows()
    assert len(table) >= 100
    assert len({row[:2] for row in table}) == len(table)
    assert sum(row[2] == NONE for row in table) >= 15
    assert all(row[1] in row[0] and (row[2] == NONE or row[2].isdigit()) for row in table)


def test_place_table_precision(answers: list[tuple[Row, str]]) -> None:
    wrong = [(row, got) for row, got in answers if got not in (NONE, row[2])]
    given = sum(got != NONE for _, got in answers)
    assert 1 - len(wrong) / given >= LEAST_PRECISION, wrong


def test_place_table_recall(answers: list[tuple[Row, str]]) -> None:
    known = [(row, got) for row, got in answers if row[2] != NONE]
    missed = [(row, got) for row, got in known if got != row[2]]
    assert 1 - len(missed) / len(known) >= LEAST_RECALL, missed
