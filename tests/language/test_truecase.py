"""Upper-case text gets likely case, the same length, and nothing else is touched."""

import pytest

from kg.language.truecase import truecase
from kg.tools import Tools


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GUERRILLAS ATTACKED THE ARMY BASE NEAR SAN SALVADOR", "San Salvador"),
        ("THE REBELS (FMLN) SAID THAT THE FMLN HAD WITHDRAWN FROM THE TOWN", "the FMLN had withdrawn from the town"),
        (
            "THE MINISTER SAID ON MONDAY THAT FIVE PEOPLE WERE KILLED WITH KNIVES",
            "on Monday that five people were killed",
        ),
        ("COLONEL LUIS ARTURO ISAACS SAID THAT THE ATTACK WAS AGAINST THE FARM", "Luis Arturo Isaacs said that"),
        ("IT WENT HOME. IT LEFT IRAQ AT NIGHT WITH THE ARMY", "home. It left Iraq at night"),
        ("SOLDIERS OF THE 9TH BRIGADE WENT HOME", "of the 9th"),
    ],
)
def test_truecase_gives_likely_case(tools: Tools, text: str, expected: str) -> None:
    found = truecase(text, tools.names, tools.nlp.vocab)
    assert len(found) == len(text)
    assert expected in found


def test_truecase_leaves_mixed_case_alone(tools: Tools) -> None:
    text = "The FMLN attacked a base near San Salvador, the ARMY said."
    assert truecase(text, tools.names, tools.nlp.vocab) == text
