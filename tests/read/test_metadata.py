"""What a page says about its article, and nothing that it does not say."""

import pytest

from kg.read.blocks import find_blocks
from kg.read.dates import find_date, parse_date_line
from kg.read.metadata import Metadata, authors_of, find_metadata

BODY = "Gunmen burned three trucks.\nNobody was hurt on July 11, 2019, said police."


def _metadata(text: str) -> Metadata:
    return find_metadata(text, find_blocks(text))


def test_metadata_of_a_crawled_page() -> None:
    head = (
        "date 2021-03-03 The Test Gazette - News World\nGunmen burn trucks\n\nBy JANE O'DOE-ROE\nMARCH 3, 2021 05:09\n"
    )
    assert _metadata(head + BODY) == Metadata(
        headline="Gunmen burn trucks",
        publisher="The Test Gazette",
        authors=("Jane O'Doe-Roe",),
        published="2021-03-03T05:09",
    )


def test_metadata_invents_nothing() -> None:
    assert _metadata(f"Gunmen burn trucks\n{BODY}") == Metadata(headline="Gunmen burn trucks")


def test_metadata_of_a_wire() -> None:
    found = _metadata("Gunmen burn trucks\nKIRKUK, March 3 (Reuters) - Gunmen burned trucks.\nTwo fled.")
    assert (found.publisher, found.published) == ("Reuters", None)


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("Published 3 January 2020", "2020-01-03"),
        ("Updated January 5, 2020\nPublished January 3, 2020 5:09 pm", "2020-01-03T17:09"),
        ("Updated January 5, 2020", "2020-01-05"),
        ("By Jane Doe | January 3, 2020", "2020-01-03"),
        ("March 11", None),
        ("January 2020", "2020-01"),
        ("07/12/2020", None),
        ("25/12/2020", "2020-12-25"),
        ("12.07.2020 23:10", "2020-07-12T23:10"),
    ],
)
def test_metadata_dates_to_the_precision_stated(head: str, published: str | None) -> None:
    assert _metadata(f"Gunmen burn trucks\n{head}\n{BODY}").published == published


@pytest.mark.parametrize("start", ["", "The war began.\n", "The war began.\nThe army came.\n"])
def test_metadata_takes_no_date_from_a_chronicle(start: str) -> None:
    assert (
        _metadata(f"How the town fell\n{start}March 3, 2019\nThe army left.\nMay 4, 2019\nIt fell.").published is None
    )


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("12 a.m., 1 May 2020", "2020-05-01"),
        ("May 1, 2020 12:05 a.m.", "2020-05-01T00:05"),
        ("30 February 2020", None),
        ("2020-02-30", None),
        ("3rd of March, 2020", "2020-03-03"),
        ("2020-01-03T10:32:00Z", "2020-01-03T10:32"),
    ],
)
def test_dates_are_read_or_left(text: str, date: str | None) -> None:
    assert find_date(text) == date


@pytest.mark.parametrize("line", ["The army left on 3 March 2020", "14 men", "at the time of day", "Kirkuk 2020", ""])
def test_dates_lines_hold_nothing_else(line: str) -> None:
    assert parse_date_line(line) is None


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By TZVI MCDOE and Jane Roe", ("Tzvi McDoe", "Jane Roe")),
        ("By Jane Doe, Reuters", ("Jane Doe",)),
        ("By Reuters Staff", ()),
        ("By Agence France-Presse", ()),
        ("By Jane Doe in Baghdad and John Roe in New York", ("Jane Doe", "John Roe")),
        ("By AHMED AL-RUBAYE, SENIOR CORRESPONDENT", ("Ahmed Al-Rubaye",)),
        ("By Jane Doe March 3, 2021 05:09", ("Jane Doe",)),
        ("Seth J. Roe", ("Seth J. Roe",)),
    ],
)
def test_metadata_names_authors(byline: str, authors: tuple[str, ...]) -> None:
    assert authors_of([byline, byline]) == authors
