"""What each line of a page is."""

import textwrap
from itertools import pairwise

import pytest

from kg.model import BlockKind
from kg.read.blocks import find_blocks
from kg.read.kinds import kind_of

K = BlockKind


def _kinds(text: str) -> list[tuple[str, str]]:
    blocks = find_blocks(text)
    for block in blocks:
        assert text[block.start : block.end].strip() == text[block.start : block.end] != ""
    assert all(one.end <= two.start for one, two in pairwise(blocks))
    return [(block.kind.value, text[block.start : block.end]) for block in blocks]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By JANE DOE", K.BYLINE),
        ("By Jane Doe and Ali al-Rubaye in Baghdad", K.BYLINE),
        ("Written by Jane Doe, Test Agency", K.BYLINE),
        ("By Jane Doe | March 3, 2021", K.BYLINE),
        ("MARCH 3, 2021 05:09", K.DATELINE),
        ("Published 3 January 2020", K.DATELINE),
        ("Last updated: 3 January 2020, 10:32 am", K.DATELINE),
        ("Updated at 10:32 GMT", K.DATELINE),
        ("2 hours ago", K.DATELINE),
        ("date 2021-03-03 The Test Gazette - Test News World Opinion", K.DATELINE),
        ("Kirkuk, Iraq (CNN)", K.DATELINE),
        ("(photo credit: JANE DOE/AFP)", K.CREDIT),
        ("Photo by Ali al-Rubaye/AFP", K.CREDIT),
        ("Image source, Getty Images", K.CREDIT),
        ("Jane Doe and Reuters contributed to this report.", K.CREDIT),
        ("Editing by Jane Doe; Reporting by John Roe", K.CREDIT),
        ("(Reporting by John Roe in Baghdad; Editing by Jane Doe)", K.CREDIT),
        ("Soldiers fuel a truck at a base, August 10, 2017 (photo credit: JANE DOE)", K.CAPTION),
        ("Marines leave the base. (Photo: US Marines)", K.CAPTION),
        ("Smoke over the town [File: Jane Doe/Reuters]", K.CAPTION),
        ("A file photo shows troops near the town.", K.CAPTION),
        ("Image caption Houses on the hill", K.CAPTION),
        ("Tags Iraq United States militia", K.TAGS),
        ("Topics: Iraq", K.TAGS),
        ("ADVERTISEMENT", K.MENU),
        ("Share", K.MENU),
        ("Read more: Rockets hit the zone", K.MENU),
        ("Listen to this article", K.MENU),
        ("Follow us on Twitter", K.MENU),
        ("We use cookies to make this site better.", K.MENU),
        ("© 2021 The Test Gazette. All rights reserved.", K.MENU),
        ("Home World Politics Business Sport", K.MENU),
    ],
)
def test_kinds_tells_what_surrounds_an_article(line: str, kind: BlockKind) -> None:
    assert kind_of(line) is kind


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday the army had taken the town",
        "By the time the police arrived, the gunmen had left.",
        "Reporting by the army showed that the town had fallen.",
        "Photos shared online showed the trucks in flames.",
        "Share prices fell after the attack on the oil field.",
        "Print journalists were held at the gate by the police.",
        "Advertisements that call for war were found in the flat.",
        "More from the scene was not known.",
        "This picture of violence was confirmed by two officers.",
        "The case was closed by the court (file no. 12).",
        "Next to the base, a rocket hit a house.",
        "In March 2020, the army left the base.",
        "Related to the attack were two arrests.",
    ],
)
def test_kinds_leaves_ordinary_sentences_alone(line: str) -> None:
    assert kind_of(line) is None


def test_blocks_of_a_crawled_page() -> None:
    page = [
        ("dateline", "date 2021-03-03 The Test Gazette - Test News World Opinion"),
        ("headline", "Gunmen burn trucks near Kirkuk - report"),
        ("subhead", "Police told the Gazette that it seems to have been a militia."),
        ("byline", "By JANE DOE"),
        ("dateline", "MARCH 3, 2021 05:09"),
        ("caption", "Soldiers fuel a truck at a base (photo credit: JOHN ROE)"),
        ("body", "Gunmen burned three trucks on Tuesday. Nobody was hurt."),
        ("menu", "Advertisement"),
        ("body", "In June, there were six attacks on the road."),
        ("menu", "Related articles"),
        ("menu", "Rockets hit the airport of Erbil"),
        ("credit", "John Roe contributed to this report."),
        ("tags", "Tags Iraq United States militia"),
    ]
    assert _kinds(" \n".join(line for _, line in page) + "\n") == page


def test_blocks_of_a_page_with_its_author_at_the_end() -> None:
    page = [
        ("headline", "The army still receives rebels in the north"),
        ("body", "On July 11, a convoy was attacked by militants."),
        ("body", "Two trucks were burned."),
        ("byline", "Jane Mary Doe"),
    ]
    assert _kinds("\n\n".join(line for _, line in page) + "\n\n\n") == page


def test_blocks_cut_dateline_and_reporting_off_a_wire_paragraph() -> None:
    text = "Gunmen burn trucks\n\nKIRKUK, Iraq, March 3 (Reuters) - Gunmen burned trucks.\n"
    text += "Two fled. (Reporting by Jane Doe)"
    assert _kinds(text) == [
        ("headline", "Gunmen burn trucks"),
        ("dateline", "KIRKUK, Iraq, March 3 (Reuters) -"),
        ("body", "Gunmen burned trucks."),
        ("body", "Two fled."),
        ("credit", "(Reporting by Jane Doe)"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "KIRKUK — Gunmen burned a truck.",
        "NEW DELHI, March 3 -- Gunmen burned a truck.",
        "KIRKUK, Iraq, Feb. 7, 2024 — Gunmen burned a truck.",
        "KIRKUK (Unknown Wire) - Gunmen burned a truck.",
        "Kirkuk, Iraq, March 3 – Gunmen burned a truck.",
    ],
)
def test_blocks_cut_a_bare_place_off(text: str) -> None:
    assert [kind for kind, _ in _kinds(text)] == ["dateline", "body"]


@pytest.mark.parametrize(
    "text",
    [
        "THE ARMY — AND THE POLICE — LEFT.",
        "The group (IS) - and its allies - left.",
        "Joint spokesman – of the force (JTF – X), spoke.",
        "IRGC (the Guards) - and its allies - left.",
        "NATO — the alliance — left.",
    ],
)
def test_blocks_cut_no_dateline_off_a_sentence(text: str) -> None:
    assert _kinds(text) == [("body", text)]


@pytest.mark.parametrize(
    "text", ["Gunmen attack convoy in Iraq", "By Jane Doe", "Read more", "Gunmen burned a truck. Two fled."]
)
def test_blocks_of_a_snippet_are_body(text: str) -> None:
    assert _kinds(text) == [("body", text)]


@pytest.mark.parametrize(
    "first",
    [
        "Gunmen burned a truck near Kirkuk.",
        "A" + " very" * 60 + " long line",
        "Gunmen burned trucks. Two men fled, said police",
    ],
)
def test_blocks_take_a_sentence_or_a_long_line_for_no_headline(first: str) -> None:
    assert _kinds(f"{first}\n\nTwo men fled to the hills.") == [("body", first), ("body", "Two men fled to the hills.")]


@pytest.mark.parametrize("gap", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("case", [str, str.upper, str.lower])
def test_blocks_join_the_lines_of_a_wrapped_paragraph(case: type[str], gap: str) -> None:
    paragraph = (
        "The command of the battalion has reported that about fifty peasants of various ages have been taken by the "
        "guerrillas in San Miguel department. According to the garrison, it took place on the last day of the month in "
        "the village of San Luis, and the source added that the U.S. embassy had been told by Maj. Juan Ramirez of it."
    )
    wrapped = "   " + case(gap.join(textwrap.wrap(paragraph, 70)))
    found = _kinds((gap + gap).join([wrapped] * 3))
    assert [(kind, " ".join(text.split())) for kind, text in found] == [("body", case(paragraph))] * 3


def test_blocks_join_what_a_link_broke_but_not_paragraphs() -> None:
    text = "Gunmen burned two trucks, according to\nthe paper\n, which quoted police.\nTwo men fled.\nThe army came."
    assert [words for _, words in _kinds(text)] == [text.partition("\nTwo")[0], "Two men fled.", "The army came."]
