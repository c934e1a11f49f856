"""Words of labels."""

import pytest

from kg.consolidate.words import fold_person, fold_place, group_kind, head, number, rival_things, thing


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Gunmen", "gunman"),
        ("one of the militias", "militia"),
        ("An unknown group of rebels", "rebel"),
        ("a convoy for US troops", "convoy"),
        ("three large trucks carrying equipment", "truck"),
        ("a base housing US forces", "base"),
        ("a training camp", "camp"),
        ("US bases", "base"),
        ("the embassies", "embassy"),
        ("", ""),
    ],
)
def test_words_head(label: str, expected: str) -> None:
    assert head(label) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("an armed group", "bare"),
        ("the rebel group", "rebel"),
        ("a group of subjects", "bare"),
        ("one of the militias", "militia"),
        ("Iraqi security forces", "state"),
        ("Kataib Hezbollah", ""),
    ],
)
def test_words_group_kind(label: str, expected: str) -> None:
    assert group_kind(label) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [("At least three vehicles", (3, None)), ("up to 40 fighters", (None, 40)), ("14 men", (14, 14)), ("trucks", None)],
)
def test_words_number(label: str, expected: tuple[int | None, int | None] | None) -> None:
    assert number(label) == expected


def test_words_thing_prefers_the_more_specific_word() -> None:
    assert thing("one Humvee armored vehicle") == "humvee"
    assert thing("supply vehicles") == "vehicle"


@pytest.mark.parametrize(
    ("ones", "others", "expected"),
    [
        (["embassy"], ["airport"], True),
        (["truck"], ["tanker"], False),
        (["truck"], ["embassy"], False),
        (["convoy"], ["airport"], False),
        (["embassy", "base"], ["base"], False),
    ],
)
def test_words_rival_things(ones: list[str], others: list[str], expected: bool) -> None:
    assert rival_things(ones, others) is expected


def test_words_fold_names() -> None:
    assert fold_place("Diwaniyah") == fold_place("al-Diwaniya")
    assert fold_place("As Samawah") == fold_place("Samawa")
    assert fold_person("Iranian General Qasem Soleimani")[-2:] == ("qasem", "soleimani")
    assert fold_person("former IRGC commander Qasem Soleimani") == ("irgc", "qasem", "soleimani")
