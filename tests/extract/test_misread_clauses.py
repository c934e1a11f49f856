"""Sentences that parsers misread, each with a claim that must be found and one that must not."""

import pytest

from tests.extract.reading import read, shown

FOUND = [
    ("Militants detonated a car bomb near the mosque.", "perpetrator", "Militants", "certain", ""),
    (
        "The men murdered last Friday by uniformed soldiers were buried today.",
        "perpetrator",
        "uniformed soldiers",
        "certain",
        "",
    ),
    ("The soldiers killed in the ambush belonged to the 5th brigade.", "victim", "soldiers", "certain", ""),
    ("The president holds Hezbollah responsible for the attack.", "perpetrator", "Hezbollah", "possible", "president"),
    ("The village was the target of several air strikes on Monday.", "target", "village", "certain", ""),
    ("Rebels began a series of attacks on banks in May.", "perpetrator", "Rebels", "certain", ""),
    ("Rebels fled after their attack on the base.", "perpetrator", "Rebels", "certain", ""),
    (
        "The embassy confirmed the release of Carlos Marcelo, who was kidnapped by rebels.",
        "perpetrator",
        "rebels",
        "certain",
        "embassy",
    ),
    ("The militia claims it seized the base and attacked a convoy.", "target", "convoy", "possible", "militia"),
    (
        "Trump warned Iran would “pay dearly” if its allies attacked US forces.",
        "target",
        "US forces",
        "hypothetical",
        "Trump",
    ),
    (
        "Militants attacked the town, Ali Hassan, a police spokesman, told Reuters.",
        "target",
        "town",
        "certain",
        "Ali Hassan → Reuters",
    ),
    ("Gunmen attacked a bus, wounding two guards, Al Jazeera reports.", "target", "bus", "certain", "Al Jazeera"),
    ("It was not clear who planted the bomb that wounded two men.", "instrument", "bomb", "certain", ""),
    (
        "Three Turkish soldiers were killed and two others wounded in an attack near Cukurca, the army said Sunday.",
        "victim",
        "Three Turkish soldiers",
        "certain",
        "army",
    ),
    ("Two were killed when a car bomb exploded in Mogadishu.", "instrument", "car bomb", "certain", ""),
    (
        "The agency SANA said Israeli jets struck targets, killing two soldiers.",
        "victim",
        "two soldiers",
        "certain",
        "Syrian Arab News Agency",
    ),
    (
        "According to the army, 23 men, including 8 boys, were killed in an attack.",
        "victim",
        "23 men",
        "certain",
        "army",
    ),
    (
        "Witnesses told Reuters they saw soldiers shoot at crowds.",
        "perpetrator",
        "soldiers",
        "certain",
        "Witnesses → Reuters",
    ),
    ("A bomber struck a police car, killing five police.", "victim", "five police", "certain", ""),
]


@pytest.mark.parametrize(("text", "predicate", "words", "certainty", "speaker"), FOUND)
def test_misread_clauses_give_the_claim(text: str, predicate: str, words: str, certainty: str, speaker: str) -> None:
    assert (predicate, words, certainty, "positive", speaker) in [shown(claim) for claim in read(text).claims]


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("The army fought near the hill. It was not clear who planted the bomb that wounded two men.", "perpetrator"),
        ("The soldiers killed in the ambush belonged to the 5th brigade.", "perpetrator"),
        ("Israel struck Gaza and Hamas resumed its rocket fire on Sderot.", "responsibilityClaim"),
        ("Grenades were thrown at a car, the mayor said by phone.", "perpetrator"),
        ("We will hold responsible all those who threaten our forces.", "speaker"),
    ],
)
def test_misread_clauses_give_no_claim_of(text: str, predicate: str) -> None:
    found = [shown(claim)[:2] for claim in read(text).claims]
    assert predicate not in [name for name, _ in found]


def test_misread_clauses_keep_a_source_s_place_from_its_event() -> None:
    claims = read("A man was kidnapped in Colombia, according to family sources in Caracas.").claims
    assert [c.text for c in claims if c.predicate == "location"] == ["Colombia"]


def test_misread_clauses_do_not_count_the_dead_as_hurt() -> None:
    claims = read("Five civilians died and 20 were hurt in the shelling of Idlib.").claims
    assert [c.text for c in claims if c.predicate == "injured"] in ([], ["20"])
