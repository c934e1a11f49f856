"""Positions and memberships of people, however the sentence puts them, and what states none."""

import pytest

from tests.extract.test_stated_relations import relations

SOLEIMANI = "Qasem Soleimani"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Former IRGC Quds Force commander Qasem Soleimani was killed in Baghdad.",
            {
                (SOLEIMANI, "holdsPosition", "Former IRGC Quds Force commander"),
                (SOLEIMANI, "memberOf", "IRGC Quds Force"),
            },
        ),
        (
            "Senior Hamas official Saleh al-Arouri was killed in Beirut.",
            {("Saleh al-Arouri", "memberOf", "Hamas")},
        ),
        (
            "Hassan Nasrallah, the leader of Hezbollah, condemned the attack.",
            {
                ("Hassan Nasrallah", "holdsPosition", "leader of Hezbollah"),
                ("Hassan Nasrallah", "leads", "Hezbollah"),
                ("Hassan Nasrallah", "memberOf", "Hezbollah"),
            },
        ),
        (
            "The head of the Badr Organization, Hadi al-Amiri, rejected the deal.",
            {
                ("Hadi al-Amiri", "holdsPosition", "head of the Badr Organization"),
                ("Hadi al-Amiri", "leads", "Badr Organization"),
            },
        ),
        (
            "Abu Mahdi al-Muhandis, deputy head of the Popular Mobilization Forces, died in the strike.",
            {("Abu Mahdi al-Muhandis", "memberOf", "Popular Mobilization Forces")},
        ),
        (
            "Brig. Gen. Yehia Rasool, spokesman for the Iraqi military, said two rockets hit the base.",
            {("Yehia Rasool", "holdsPosition", "spokesman for the Iraqi military")},
        ),
    ],
)
def test_positions_are_found(text: str, expected: set[tuple[str, str, str]]) -> None:
    found = {(name.replace("Brig. Gen. ", ""), predicate, words) for name, predicate, words in relations(text)}
    assert {(name, predicate) for name, predicate, _ in expected} <= {(n, p) for n, p, _ in found}
    assert {words for *_, words in expected} <= {words.removeprefix("the ") for *_, words in found}


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Ahmad Karim, an expert in the Popular Mobilization Forces, spoke to reporters.", "memberOf"),
        ("Abu Mahdi al-Muhandis, deputy head of the Popular Mobilization Forces, died in the strike.", "leads"),
        ("The deputy head of the Badr Organization, Ahmad Karim, rejected the deal.", "leads"),
        ("Near the headquarters of the Badr Organization, Hadi al-Amiri rejected the deal.", "leads"),
    ],
)
def test_positions_that_are_not_stated(text: str, predicate: str) -> None:
    assert predicate not in {found for _, found, _ in relations(text)}
