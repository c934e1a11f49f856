"""Abbreviated ranks end no sentence, are no part of a name, and the name is the head of what they introduce."""

import pytest

from kg.read.text import read_text
from tests.extract.reading import claims, tools


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lt. Col. David Lyons and Maj. Gen. Gary Volesky met.", ["David Lyons", "Gary Volesky"]),
        ("Brig. Gen. Yahya Rasool said Col. Ryan Dillon left.", ["Yahya Rasool", "Ryan Dillon"]),
    ],
)
def test_names_stand_without_ranks_in_one_sentence(text: str, names: list[str]) -> None:
    found = tools().paragraphs_of(read_text(text.encode(), document="a.txt"))[0].doc
    assert [ent.text for ent in found.ents if ent.label_ == "PER"] == names
    assert len(list(found.sents)) == 1


def test_speaker_is_the_officer_and_not_the_rank() -> None:
    text = "Maj. Gen. Gary Volesky, commander of the land forces, said militants killed two soldiers."
    assert {voice for *_, voice in claims(text, "perpetrator", "victim")} == {"Gary Volesky"}


def test_rank_is_told_as_position() -> None:
    assert ("holdsPosition", "Lt. Col.") in {
        c[:2] for c in claims("Lt. Col. David Lyons met reporters.", "holdsPosition")
    }
