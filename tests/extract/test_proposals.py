"""What the network proposes never loses whose statement it is."""

import pytest

from tests.extract.reading import claims


@pytest.mark.parametrize(
    "text",
    [
        "The Shining Path claimed credit for the murder of the mayor and his wife.",
        "The Islamic State claimed responsibility for a bombing that killed six soldiers in Mosul.",
        "Police accused the Badr Organization of the kidnapping of two journalists.",
        "Hezbollah denied the bombing of the embassy in Beirut.",
        "Officials blamed the PKK for an explosion that wounded four officers.",
        "The attack bore the marks of the Islamic State, analysts said.",
        "The army believes that the FARC planned the assassination of the governor.",
    ],
)
def test_no_named_group_is_accused_in_the_article_s_own_voice(text: str) -> None:
    accused = claims(text, "perpetrator", "responsibilityClaim")
    bare = [c for c in accused if c[0] == "perpetrator" and c[3] == "positive" and c[2] != "hypothetical" and not c[4]]
    assert not bare


def test_things_in_a_list_are_all_hit() -> None:
    text = "Rebels attacked the police station in San Miguel, a bank and two schools."
    assert [c[1] for c in claims(text, "target", "victim")] == ["police station", "bank", "two schools"]
    text = "The bomb killed the governor of Anbar, three officers and a child."
    assert {"three officers", "child"} <= {c[1] for c in claims(text, "victim")}


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Gunmen killed two officers in Basra, Sky News reports.", "Sky News"),
        ("The group killed nine people, the Daily Sabah reports.", "Daily Sabah"),
    ],
)
def test_an_outlet_that_reports_at_the_end_is_the_speaker(text: str, outlet: str) -> None:
    assert {voice for *_, voice in claims(text, "perpetrator", "victim")} == {outlet}


def test_reports_of_an_outlet_are_no_verb() -> None:
    assert not claims("Police received Amnesty International reports.", "perpetrator", "speaker")
