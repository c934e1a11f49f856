"""Maps: what is drawn, where, and how surely."""

import re
from dataclasses import replace
from math import nan

import pytest

from kg.export.site.figures import Point, map_of
from tests.export.site.drawings import DIWANIYA, SAMAWAH, SVG, circles, drawn, titles, words


def test_map_links_and_names_a_place() -> None:
    figure = map_of([replace(SAMAWAH, when="11 July 2020")], "Where it was")
    root = drawn(figure)
    (link,) = root.iter(f"{SVG}a")
    assert link.get("href") == SAMAWAH.href
    assert titles(figure) == ["Samawah, 11 July 2020 (the place itself)"]
    assert words(figure, "fig-name") == ["Samawah"]
    assert {"Iraq", "Saudi Arabia"} <= set(words(figure, "fig-country"))
    assert "200 km" in words(figure, "fig-note")


def test_map_puts_north_up_and_east_right() -> None:
    figure = map_of([SAMAWAH, DIWANIYA], "Where")
    (x, y), (u, v) = ((x, y) for x, y, _ in sorted(circles(figure, "fig-exact")))
    assert x < u, "Diwaniya lies west of Samawah"
    assert y < v, "and north of it"
    east, north = (45.28 - 44.93) * 0.852, 31.99 - 31.33  # the cosine of 31.6 degrees
    assert (u - x) / (v - y) == pytest.approx(east / north, rel=0.02)


def test_map_draws_a_vague_place_hollow_and_says_so() -> None:
    for precision, told in (
        ("near", "somewhere near here"),
        ("region", "in this region"),
        ("country", "in this country"),
    ):
        figure = map_of([Point(33, 44, "Iraq", "x.html", precision, "place")], "Where")
        assert not circles(figure, "fig-exact"), "a centroid must not look like a place"
        ((_, _, radius), *_) = circles(figure, f"fig-{precision}")
        assert radius > circles(map_of([SAMAWAH], "Where"), "fig-exact")[0][2]
        assert told in titles(figure)[0]
        assert "not a spot" in str(figure) or "near here" in str(figure)
    unknown = map_of([Point(33, 44, "x", "x.html", "no such word", "place")], "Where")
    assert circles(unknown, "fig-unknown")
    assert "not known" in titles(unknown)[0]


def test_map_gathers_points_that_fall_together() -> None:
    some = [Point(33.3 + step / 1000, 44.4, f"Event {step}", f"{step}.html", "exact", "x") for step in range(9)]
    figure = map_of([*some, SAMAWAH], "Where")
    assert words(figure, "fig-count") == ["9"]
    assert "9 here: Event 0; Event 1; Event 2; Event 3; Event 4; and 4 more. The link leads to the first." in titles(
        figure
    )
    many = map_of([Point(33.3, 44.4, "Baghdad", "b.html", "exact", "x", count=120)], "Where")
    assert words(many, "fig-count") == ["120"]


def test_map_keeps_what_is_exact_apart_from_what_is_vague() -> None:
    figure = map_of([SAMAWAH, Point(31.33, 45.28, "Muthanna", "m.html", "region", "x")], "Where")
    assert len(circles(figure, "fig-exact")) == 1
    assert len(circles(figure, "fig-region")) == 1


@pytest.mark.parametrize(
    ("points", "most"),
    [
        ([(-16.8, 179.9), (-17.1, -179.9)], 12),
        ([(89.99, 0.0)], 90),
        ([(-90.0, 10.0), (-89.0, -170.0)], 360),
        ([(0.0, 180.0), (0.0, -180.0)], 12),
        ([(0.0, -179.0), (10.0, 0.0), (20.0, 179.0)], 360),
    ],
)
def test_map_does_not_break_at_the_edges_of_the_world(points: list[tuple[float, float]], most: float) -> None:
    figure = map_of([Point(north, east, "x", "x.html", "exact", "x") for north, east in points], "Where")
    svg = drawn(figure).find(f"{SVG}svg")
    _, _, width, height = map(float, svg.get("viewBox").split())
    assert 100 <= height <= 450
    for x, y, _ in circles(figure, "fig-exact"):
        assert 0 <= x <= width
        assert 0 <= y <= height
    scale = [text for text in words(figure, "fig-note") if text.endswith("km")]
    assert scale, "a map has a scale"
    unit = width / most  # of a degree, if the window were as wide as it may be
    steps = re.findall(r"(-?\d+),(-?\d+)", "".join(re.findall(r'd="(M[^"]*)" class="fig-land"', str(figure))))
    assert all(abs(int(x)) < width * 1.2 for x, _ in steps), "no line runs across the map"
    assert unit > 0


def test_map_is_none_where_nothing_has_a_place() -> None:
    assert map_of([], "Where") is None
    bad = [(nan, 0.0), (0.0, nan), (91.0, 0.0), (0.0, 181.0)]
    assert map_of([Point(north, east, "x", "x", "exact", "x") for north, east in bad], "Where") is None
