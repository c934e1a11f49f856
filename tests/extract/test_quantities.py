from functools import cache

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.quantities import casualties_in, number_value, quantity_of
from kg.language.pipeline import load
from kg.model import Quantity


@cache
def nlp() -> Language:
    return load()


def quantity(text: str, word: str) -> Quantity | None:
    doc = nlp()(text)
    return quantity_of(next(t for t in reversed(doc) if t.text == word))


def counts(text: str) -> list[tuple[str, int | None, int | None, str]]:
    doc: Doc = nlp()(text)
    found = [e for sentence in doc.sents for e in casualties_in(sentence)]
    return [(e.kind, e.quantity.low, e.quantity.high, doc[e.start_token : e.end_token].text) for e in found]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("zero", 0), ("one", 1), ("nineteen", 19), ("twenty-three", 23), ("hundred", 100), ("a hundred", 100),
        ("two hundred and fifty", 250), ("three thousand two hundred and one", 3201), ("1,200", 1200), ("12", 12),
        ("2 million", 2_000_000), ("2.5 million", 2_500_000), ("half a dozen", 6), ("a dozen", 12),
        ("1.5", None), ("", None), ("and", None), ("two and three", None), ("19 and 3", None), ("many", None),
        ("1,20", None),
    ],
)  # fmt: skip
def test_quantities_number_value(text: str, value: int | None) -> None:
    assert number_value(text) == value


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("three men", 3, 3), ("the 14 men", 14, 14), ("1,200 men", 1200, 1200), ("two dozen armed men", 24, 24),
        ("half a dozen men", 6, 6), ("both men", 2, 2), ("no men", 0, 0), ("not a single man", 0, 0),
        ("at least three men", 3, None), ("no fewer than 12 men", 12, None), ("20 or more men", 20, None),
        ("more than 50 armed men", 51, None), ("over 200 men", 201, None),
        ("up to 20 men", None, 20), ("as many as 40 men", None, 40), ("no more than 12 men", None, 12),
        ("nearly 40 men", None, 40), ("fewer than 10 men", None, 9),
        ("about 10 men", 10, 10), ("some 30 men", 30, 30), ("an estimated 300 men", 300, 300),
        ("between 19 and 23 men", 19, 23), ("14 to 16 men", 14, 16), ("14-16 men", 14, 16), ("two or three men", 2, 3),
        ("two to three hundred men", 200, 300), ("a total of 12 men", 12, 12),
        ("dozens of men", 24, None), ("scores of men", 40, None), ("hundreds of armed men", 200, None),
        ("tens of thousands of men", 20_000, None), ("several hundred men", 200, None), ("a few dozen men", 24, None),
        ("several men", None, None), ("a large number of men", None, None), ("a couple of men", 2, None),
        ("an armed man", 1, 1), ("a 20-year-old man", 1, 1), ("one man", 1, 1),
    ],
)  # fmt: skip
def test_quantities_of_noun(text: str, low: int | None, high: int | None) -> None:
    assert quantity(f"They saw {text}.", text.rsplit(maxsplit=1)[-1]) == Quantity(low, high)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("They saw armed men.", "men"),
        ("They saw the man.", "man"),
        ("They recalled the 2003 invasion.", "invasion"),
        ("They carried 9 mm pistols.", "pistols"),
        ("On July 3 gunmen came.", "gunmen"),
    ],
)
def test_quantities_of_noun_without_number(text: str, word: str) -> None:
    assert quantity(text, word) is None


def test_quantities_day_after_in_is_a_number() -> None:
    assert quantity("In June 14 gunmen came.", "gunmen") == Quantity(14, 14)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed at least 20 policemen.", [("killed", 20, None, "at least 20 policemen")]),
        ("At least 20 policemen were killed.", [("killed", 20, None, "At least 20 policemen")]),
        ("Gunmen shot dead three protesters.", [("killed", 3, 3, "three protesters")]),
        ("Twelve people died in the blast.", [("killed", 12, 12, "Twelve people")]),
        ("The death toll rose to 12.", [("killed", 12, 12, "12")]),
        ("The shelling claimed the lives of 12 people.", [("killed", 12, 12, "12 people")]),
        ("They condemned the killing of three soldiers.", [("killed", 3, 3, "three soldiers")]),
        ("The blast killed dozens of people.", [("killed", 24, None, "dozens of people")]),
        ("A total of 12 people were killed.", [("killed", 12, 12, "12 people")]),
        ("No one was killed.", [("killed", 0, 0, "No one")]),
        ("The rebels left, with no casualties reported.", [("casualties", 0, 0, "no casualties")]),
        ("The strike caused heavy casualties.", [("casualties", None, None, "casualties")]),
        ("Army fire killed and wounded scores of rebels.", [("casualties", 40, None, "scores of rebels")]),
        ("Police questioned the 14 men detained in the raid.", [("detained", 14, 14, "14 men")]),
        ("The army captured 20 fighters.", [("captured", 20, 20, "20 fighters")]),
        ("Five people remain missing.", [("missing", 5, 5, "Five people")]),
        ("Gunmen torched three large trucks.", [("destroyed", 3, 3, "three large trucks")]),
        ("Gunmen set three trucks on fire.", [("destroyed", 3, 3, "three trucks")]),
        ("A car bomb destroyed a house-boat full of guns.", [("destroyed", 1, 1, "a house-boat")]),
        (
            "The bombing left three people dead and five wounded.",
            [("killed", 3, 3, "three people"), ("injured", 5, 5, "five")],
        ),
        (
            "The blast killed 3 soldiers, including a colonel, and injured between 19 and 23 civilians.",
            [("killed", 3, 3, "3 soldiers"), ("injured", 19, 23, "between 19 and 23 civilians")],
        ),
        (
            "Six people have been killed and dozens more injured.",
            [("killed", 6, 6, "Six people"), ("injured", 24, None, "dozens more")],
        ),
        (
            "Eight soldiers and four policemen were killed.",
            [("killed", 8, 8, "Eight soldiers"), ("killed", 4, 4, "four policemen")],
        ),
        (
            "Three gunmen killed a policeman and wounded two civilians.",
            [("killed", 1, 1, "a policeman"), ("injured", 2, 2, "two civilians")],
        ),
        (
            "No deaths or injuries were reported.",
            [("killed", 0, 0, "No deaths"), ("injured", 0, 0, "injuries")],
        ),
    ],
)
def test_quantities_casualties(text: str, expected: list[tuple[str, int | None, int | None, str]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He was killed 20 years ago.",
        "The wounded commander left the town.",
        "They fought a three-day siege.",
        "He was awarded a killed in action medal.",
        "The attack killed a group of militants.",
        "The attack killed the commander.",
        "They received death threats from two men.",
        "There were no reports of casualties.",
        "They died 3 km from the base.",
        "He was one of those killed in the raid.",
        "Two of the wounded men left the town.",
    ],
)
def test_quantities_casualties_are_not_invented(text: str) -> None:
    assert counts(text) == []


def test_quantities_casualties_name_their_noun_and_cue() -> None:
    doc = nlp()("Gunmen killed at least 20 policemen.")
    (expression,) = casualties_in(next(iter(doc.sents)))
    assert expression.noun_token is not None
    assert (expression.noun_token.text, expression.cue_token.text) == ("policemen", "killed")
