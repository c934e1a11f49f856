"""Relations that the lexicon's words state, and sentences that state none."""

import pytest

from tests.extract.reading import read


def relations(text: str) -> set[tuple[str, str, str]]:
    return {(c.subject_text or "", c.predicate, c.text) for c in read(text).claims if c.subject is not None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran supports the Houthi movement.", ("Houthi movement", "backedBy", "Iran")),
        ("The coalition is fighting the rebels in the north.", ("coalition", "opposes", "rebels")),
        ("The group's war against the army goes on.", ("group", "opposes", "army")),
        (
            "Ahmad Karim, a member of the Badr Organization, died.",
            ("Ahmad Karim", "memberOf", "Badr Organization"),
        ),
        ("Ahmad Karim, leader of the Badr Organization, was killed.", ("Ahmad Karim", "leads", "Badr Organization")),
        ("The alliance includes the Badr Organization.", ("Badr Organization", "partOf", "alliance")),
        ("France is committed to defeating the Islamic State.", ("France", "opposes", "Islamic State")),
        ("Kurdish leaders rallied against the Islamic State.", ("Kurdish leaders", "opposes", "Islamic State")),
        ("Russia struck the town in support of the Syrian army.", ("Syrian army", "backedBy", "Russia")),
        ("Soldiers from the Badr Organization left.", ("Soldiers", "memberOf", "Badr Organization")),
        ("The coalition, including Jordan, met in Paris.", ("Jordan", "partOf", "coalition")),
    ],
)
def test_stated_relations_are_found(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in relations(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Foreign Secretary joined the President for talks.",
        "Gunmen attacked the army base near Basra.",
        "Protesters demanded support for families.",
        "The country's leader, an engineer, spoke.",
        "Fighters from Syria crossed the border.",
        "Ali Hassan, vice president of the National Assembly, resigned.",
    ],
)
def test_stated_relations_are_not_invented(text: str) -> None:
    assert {name for _, name, _ in relations(text)} <= {"holdsPosition"}
