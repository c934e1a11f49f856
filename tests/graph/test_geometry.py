"""Shapes and precision codes of places."""

import re

import pytest

from kg.graph.geometry import REACH, Geometry, bearing_of, geometry_of, precision_codes
from kg.model import Place

DIWANIYA = Place("a", "Diwaniya", latitude=31.9929, longitude=44.9255, country="IQ", precision="exact", feature="city")
SAMAWAH = Place("b", "Samawah", latitude=31.3320, longitude=45.2944, country="IQ", precision="exact", feature="city")
IRAQ = Place("c", "Iraq", country="IQ", precision="country", feature="country")


def related(relation: str, *anchors: Place, precision: str = "region") -> Place:
    return Place("d", "somewhere", relation=relation, anchors=anchors, country="IQ", precision=precision)


@pytest.mark.parametrize("relation", ["between", "road"])
def test_geometry_of_two_ends_is_a_line(relation: str) -> None:
    found = geometry_of(related(relation, DIWANIYA, SAMAWAH))
    assert found == Geometry("LINESTRING(44.9255 31.9929, 45.2944 31.3320)", 20340)


@pytest.mark.parametrize(("relation", "east", "north"), [("south", 0, -1), ("northwest", -1, 1), ("east", 1, 0)])
def test_geometry_of_a_bearing_is_a_sector(relation: str, east: int, north: int) -> None:
    found = geometry_of(related(relation, DIWANIYA))
    assert found is not None
    assert found.accuracy == REACH
    points = [tuple(map(float, pair.split())) for pair in re.findall(r"[-\d.]+ [-\d.]+", found.wkt)]
    assert points[0] == points[-1] == (44.9255, 31.9929)
    middle = points[len(points) // 2]
    offsets = (round(middle[0] - 44.9255, 1), round(middle[1] - 31.9929, 1))
    assert [(offset > 0) - (offset < 0) for offset in offsets] == [east, north]


@pytest.mark.parametrize(
    "place",
    [
        related("between", IRAQ, SAMAWAH),
        related("between", SAMAWAH),
        related("south", IRAQ),
        related("near", SAMAWAH),
        related("southern", SAMAWAH),
        DIWANIYA,
    ],
)
def test_geometry_of_nothing_without_points_and_a_shape(place: Place) -> None:
    assert geometry_of(place) is None


@pytest.mark.parametrize(("relation", "bearing"), [("south", (180.0, 45.0)), ("north-east", (45.0, 22.5)), ("", None)])
def test_geometry_bearing(relation: str, bearing: tuple[float, float] | None) -> None:
    assert bearing_of(relation) == (bearing and pytest.approx(bearing))


@pytest.mark.parametrize(
    ("place", "codes"),
    [
        (DIWANIYA, (1, 1)),
        (related("near", DIWANIYA, precision="near"), (2, 2)),
        (related("between", DIWANIYA, SAMAWAH, precision="near"), (2, 5)),
        (related("south", DIWANIYA), (3, 5)),
        (Place("e", "Anbar", country="IQ", precision="region", feature="province"), (3, 4)),
        (Place("e", "Tikrit District", country="IQ", precision="region", feature="district"), (3, 3)),
        (Place("e", "Kurdistan", country="IQ", precision="region", feature="region"), (3, 5)),
        (Place("e", "Middle East", precision="region", feature="region"), (None, None)),
        (Place("e", "Red Sea", precision="region", feature="water"), (None, 7)),
        (IRAQ, (None, 6)),
        (Place("e", "Nowhereville"), (None, None)),
    ],
)
def test_geometry_precision_codes(place: Place, codes: tuple[int | None, int | None]) -> None:
    assert precision_codes(place) == codes
