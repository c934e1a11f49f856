"""The table of time expressions, times.csv: one expression a row, with the interval that its words support.

Written before the rules were tuned on it, from how news tells time; what is a convention (a week runs from Monday to
Sunday, "recent weeks" are within a month, "a week ago" is a week and not a day, "Saturday night" runs into Sunday) is
that of kg/extract/calendar_rules.py.  Columns: the day of publication (empty: unknown), a sentence, its words of time,
and what they allow: first day, last day, precision.  Precision `unknown` without days: the words fix nothing, whether
found or not; `none`: words that only look like time, in which nothing may be found.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from kg.extract.times import TimeExpression, find_times

TABLE = Path(__file__).with_name("times.csv")
NOTHING = ("", "", "unknown")


@dataclass(frozen=True, slots=True)
class Row:
    """One expression with what it should be read as."""

    published: str
    sentence: str
    words: str
    wanted: tuple[str, str, str]


def rows() -> tuple[Row, ...]:
    """Read the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Row(r["published"], r["sentence"], r["words"], (r["earliest"], r["latest"], r["precision"]))
            for r in csv.DictReader(file)
        )


def readings(row: Row, nlp: Language) -> list[tuple[str, str, str]]:
    """What is made of every expression that overlaps the row's words."""
    doc = nlp(row.sentence)
    start = row.sentence.index(row.words)
    end = start + len(row.words)

    def overlaps(found: TimeExpression) -> bool:
        span = doc[found.start_token : found.end_token]
        return span.start_char < end and start < span.end_char

    values = [e.value for e in find_times(doc, published=row.published or None) if overlaps(e)]
    return [(v.earliest or "", v.latest or "", v.precision) for v in values]


def is_exact(row: Row, found: list[tuple[str, str, str]]) -> bool:
    """Whether the row's words were read as they should be, and nothing else of them."""
    if row.wanted[2] == "none":
        return not found
    return set(found or [NOTHING]) == {row.wanted}


def is_falsely_precise(row: Row, found: list[tuple[str, str, str]]) -> bool:
    """Whether a single day, or a day without its year, was read that the row does not allow."""
    return any(reading != row.wanted and (reading[2] == "day" or reading[0] == reading[1] != "") for reading in found)
