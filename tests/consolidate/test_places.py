"""Places held against each other."""

import pytest

from kg.consolidate.facts import PlaceFacts
from kg.consolidate.gather import place_of_words
from kg.consolidate.places import PlaceVerdict, best, compare, km

BAGHDAD = PlaceFacts("b", "Baghdad", "", frozenset("b"), frozenset({"baghdad"}), (), False, "IQ", 33.34, 44.40)
MOSUL = PlaceFacts("m", "Mosul", "", frozenset("m"), frozenset({"mosul"}), (), False, "IQ", 36.33, 43.12)
SUBURB = PlaceFacts("s", "Sadr City", "", frozenset("s"), frozenset({"sadr city"}), (), False, "IQ", 33.39, 44.46)
ROAD = PlaceFacts(
    "r", "Baghdad-Mosul road", "road", frozenset("bm"), frozenset({"baghdad", "mosul"}), ("Baghdad", "Mosul")
)
SOUTH = PlaceFacts(
    "sb", "south of Baghdad", "south", frozenset("b"), frozenset({"baghdad"}), (), False, "IQ", 33.34, 44.40
)
BASRA = PlaceFacts("ba", "Basra", "", frozenset({"ba"}), frozenset({"basra"}), (), False, "IQ", 31.5, 45.8)
IRAQ = PlaceFacts("i", "Iraq", "", frozenset("i"), frozenset({"iraq"}), (), True, "IQ", 33.0, 44.0)
SYRIA = PlaceFacts("y", "Syria", "", frozenset("y"), frozenset({"syria"}), (), True, "SY", 35.0, 38.0)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (BAGHDAD, BAGHDAD, PlaceVerdict.SAME),
        (BAGHDAD, MOSUL, PlaceVerdict.APART),
        (BAGHDAD, SUBURB, PlaceVerdict.NEAR),
        (BAGHDAD, ROAD, PlaceVerdict.SHARED),
        (ROAD, ROAD, PlaceVerdict.SHARED_TWO),
        (SOUTH, BASRA, PlaceVerdict.WITHIN),
        (SOUTH, MOSUL, PlaceVerdict.APART),
        (SOUTH, SUBURB, PlaceVerdict.UNKNOWN),
        (IRAQ, MOSUL, PlaceVerdict.WITHIN),
        (SYRIA, MOSUL, PlaceVerdict.APART),
        (place_of_words("the town of Mosul"), MOSUL, PlaceVerdict.SAME),
        (place_of_words("Al-Shirqat"), MOSUL, PlaceVerdict.UNKNOWN),
    ],
)
def test_places_compare(one: PlaceFacts, other: PlaceFacts, expected: PlaceVerdict) -> None:
    assert compare(one, other) is compare(other, one) is expected


def test_places_a_country_beside_towns_does_not_hide_that_they_are_apart() -> None:
    assert best((BAGHDAD, IRAQ), (MOSUL, IRAQ))[0] is PlaceVerdict.APART


def test_places_km() -> None:
    assert km((33.34, 44.40), (36.33, 43.12)) == pytest.approx(353, abs=3)


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        ("the Somali capital Mogadishu", "Mogadishu", PlaceVerdict.SAME),
        ("Hodeidah's Hali district", "Hodeidah", PlaceVerdict.SAME),
        ("Camp 11", "Camp 1", PlaceVerdict.UNKNOWN),
        ("a residential street", "a market", PlaceVerdict.UNKNOWN),
    ],
)
def test_places_that_stayed_words_are_known_by_their_names(text: str, other: str, expected: PlaceVerdict) -> None:
    assert compare(place_of_words(text), place_of_words(other)) is expected
