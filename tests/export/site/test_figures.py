"""Maps, timelines and ties: what is drawn, where, with which words; and that hostile names stay words."""

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from math import nan

import lxml.etree  # type: ignore[import-untyped]  # lxml has no type stubs of its own
import pytest
from markupsafe import Markup

from kg.export.site.figures import Moment, Point, Tie, map_of, network_of, style_sheet, timeline_of
from kg.export.site.figures.svg import NARROW, WIDE, width_of
from kg.export.site.figures.world import load_world
from tests.conftest import ROOT
from tests.export.site.markup import foreign_markup
from tests.export.site.payloads import PAYLOADS

SVG = "{http://www.w3.org/2000/svg}"
SAMAWAH = Point(31.33, 45.28, "Samawah", "../place/gn97990.html", "exact", "place")
DIWANIYA = Point(31.99, 44.93, "Diwaniya", "../place/d.html", "exact", "place")
DAY = Moment("2020-07-11", "2020-07-11", "Arson, Samawah", "../event/a.html", "Arson")
TIE = Tie("Kataib Hezbollah", "", "Iran", "iran.html", "backed by", "US officials → Reuters", "probable")


def drawn(figure: Markup | None) -> lxml.etree._Element:
    """Parse a figure as XML, which is stricter than HTML."""
    assert figure is not None
    return lxml.etree.fromstring(str(figure))


def titles(figure: Markup | None) -> list[str]:
    """Return the titles of links and marks, without the drawing's own, and without signs of direction."""
    found = [element.text or "" for element in drawn(figure).iter(f"{SVG}title")]
    return [re.sub("[\u2068\u2069]", "", text) for text in found[1:]]


def words(figure: Markup | None, class_: str) -> list[str]:
    return [text.text for text in drawn(figure).iter(f"{SVG}text") if class_ in text.get("class", "").split()]


def circles(figure: Markup | None, class_: str) -> list[tuple[float, float, float]]:
    groups = [found for found in drawn(figure).iter() if class_ in (found.get("class") or "").split()]
    rings = [ring for group in groups for ring in group.iter(f"{SVG}circle") if "fig-key" not in group.get("class")]
    return [(float(ring.get("cx")), float(ring.get("cy")), float(ring.get("r"))) for ring in rings]


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


def boxes(figure: Markup | None, size: float, hidden: str) -> Iterator[tuple[float, float, float, float]]:
    """Yield what the words of a drawing cover at one of its two sizes."""
    for text in drawn(figure).iter(f"{SVG}text"):
        if hidden not in text.get("class", "").split() and "fig-count" not in text.get("class", ""):
            width, x, y = width_of(text.text, size), float(text.get("x")), float(text.get("y"))
            left = x - {None: 0, "middle": width / 2, "end": width}[text.get("text-anchor")]
            yield left, y - size / 2, left + width, y + size / 2


@pytest.mark.parametrize(("size", "hidden"), [(NARROW, "fig-slim"), (WIDE, "fig-wide")])
@pytest.mark.parametrize("seed", range(4))
def test_words_never_cover_one_another(size: float, hidden: str, seed: int) -> None:
    chance = random.Random(seed)
    points = [
        Point(chance.gauss(33, 2), chance.gauss(44, 3), f"Town of number {at}", f"{at}.html", "exact", "x")
        for at in range(20)
    ]
    moments = [_moment(chance, at, 40) for at in range(12)]
    ties = [Tie("A", "", f"Group of number {at}", "x.html", "opposes", "AP", "certain") for at in range(30)]
    for figure in (map_of(points, "Where"), timeline_of(moments, "When"), network_of("A", ties, "Ties")):
        found = sorted(boxes(figure, size, hidden))
        assert found
        for at, (left, top, right, bottom) in enumerate(found):
            assert left >= -1
            assert right <= 721
            for other_left, other_top, other_right, other_bottom in found[at + 1 :]:
                apart = other_left >= right or other_right <= left or other_top >= bottom or other_bottom <= top
                assert apart, (left, top, other_left, other_top)


def _moment(chance: random.Random, at: int, days: int) -> Moment:
    first = date(2020, 1, 1) + timedelta(chance.randrange(days))
    last = first + timedelta(chance.choice((0, 0, 0, 2, 9)))
    return Moment(first.isoformat(), last.isoformat(), f"Event of number {at}", f"{at}.html", "x")


def test_timeline_shows_how_precisely_a_time_is_known() -> None:
    moments = [
        DAY,
        DAY._replace(first="2020-07-08", last="2020-07-10", label="Raid"),
        DAY._replace(first="", last="2020-07-15", label="Clash"),
        DAY._replace(first="2020-07-09", last="", label="Siege"),
    ]
    figure = timeline_of(moments, "When")
    assert sorted(titles(figure)) == [
        "Arson, Samawah, 11 Jul 2020",
        "Clash, by 15 Jul 2020",
        "Raid, between 8 Jul 2020 and 10 Jul 2020",
        "Siege, from 9 Jul 2020 on",
    ]
    kinds = [link.get("class") for link in drawn(figure).iter(f"{SVG}a")]
    assert sorted(kinds) == ["fig-between", "fig-between fig-open", "fig-between fig-open", "fig-day"]
    assert {"Arson, Samawah", "Raid", "Clash", "Siege"} <= set(words(figure, "fig-name"))


def test_timeline_says_what_it_does_not_draw() -> None:
    vague = [DAY._replace(first="", last=""), DAY._replace(first="--07-11", last="--07-11")]
    assert timeline_of(vague, "When") is None
    assert "no day is known: 2." in str(timeline_of([DAY, *vague], "When"))
    assert timeline_of([DAY._replace(first="2020-07-12")], "When") is None, "an interval ends after it begins"


def test_timeline_tells_the_year_once() -> None:
    told = " ".join(words(timeline_of([DAY, DAY._replace(first="2020-07-14", last="2020-07-14")], "When"), "fig-note"))
    assert told.count("2020") == 1


def test_timeline_of_many_is_a_histogram_that_counts_each_once() -> None:
    chance = random.Random(1)
    days = [date(2019, 1, 1) + timedelta(chance.randrange(1200)) for _ in range(10_000)]
    moments = [
        DAY._replace(first=day.isoformat(), last=day.isoformat(), href=f"{at}.html") for at, day in enumerate(days)
    ]
    vague = [DAY._replace(first="2019-01-01", last="2021-12-31")] * 7
    figure = timeline_of([*moments, *vague], "When")
    bars = titles(figure)
    assert 30 <= len(bars) <= 110
    assert sum(int(bar.rpartition(": ")[2]) for bar in bars) == 10_000
    assert "the month is not known: 7." in str(figure)
    march = sum(day.isoformat().startswith("2020-03") for day in days)
    assert f"Mar 2020: {march}" in bars
    assert len(str(figure)) < 20_000


def test_timeline_of_many_leaves_out_strays_and_says_so() -> None:
    many = [
        DAY._replace(first=f"2020-{month:02}-{day:02}", last=f"2020-{month:02}-{day:02}")
        for month in range(1, 11)
        for day in range(1, 29)
    ]
    stray = DAY._replace(first="1968-01-30", last="1968-01-30")
    figure = timeline_of([*many, stray], "When")
    assert "Before 1 Jan 2020: 1 more." in str(figure)
    assert sum(int(bar.rpartition(": ")[2]) for bar in titles(figure)) == len(many)


@pytest.mark.parametrize(("first", "last"), [("0001-01-01", "0001-01-01"), ("9999-12-31", "9999-12-31")])
def test_timeline_holds_the_first_and_the_last_day_there_is(first: str, last: str) -> None:
    assert titles(timeline_of([DAY._replace(first=first, last=last)], "When"))
    assert titles(timeline_of([DAY._replace(first=first, last=last)] * 400, "When"))
    assert titles(timeline_of([DAY._replace(first="0001-01-01", last="9999-12-31")], "When"))


def test_network_says_of_each_line_who_says_it_and_how_surely() -> None:
    sure = TIE._replace(object="Badr", certainty="certain", said_by="AP")
    curated = TIE._replace(object="PMF", relation="part of", certainty="curated", said_by="the register")
    figure = network_of("Kataib Hezbollah", [TIE, sure, curated], "Ties")
    lines = {
        re.sub("[\u2068\u2069]", "", line.find(f"{SVG}title").text): line.get("class").split()[-1]
        for line in drawn(figure).iter(f"{SVG}g")
        if "fig-tie" in line.get("class", "")
    }
    assert lines == {
        "Kataib Hezbollah backed by Iran — probable, says US officials → Reuters": "fig-unsure",
        "Kataib Hezbollah backed by Badr — certain, says AP": "fig-sure",
        "Kataib Hezbollah part of PMF — curated, says the register": "fig-curated",
    }
    assert "Dashed: less than certain. Dotted: curated" in str(figure)


def test_network_points_from_subject_to_object() -> None:
    def arrow(tie: Tie) -> int:
        (turn,) = re.findall(r"rotate\((-?\d+)\)", str(network_of("Kataib Hezbollah", [tie], "Ties")))
        return int(turn) % 360

    inward = TIE._replace(subject="Iran", object="Kataib Hezbollah", relation="backs")
    assert (arrow(TIE) - arrow(inward)) % 360 == 180


def test_network_draws_the_surest_and_counts_the_rest() -> None:
    ties = [TIE._replace(object=f"Group {at:02}", certainty="possible") for at in range(30)]
    figure = network_of("Kataib Hezbollah", [*ties, TIE._replace(object="Sure", certainty="certain")], "Ties")
    assert "… 7 more." in str(figure)
    assert "Sure" in words(figure, "fig-name")
    assert len([line for line in drawn(figure).iter(f"{SVG}g") if "fig-tie" in line.get("class", "")]) == 24
    assert network_of("Kataib Hezbollah", [], "Ties") is None


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_names_stay_words(payload: str) -> None:
    figures = (
        map_of([Point(33, 44, payload, "x.html", payload, payload, payload)], payload),
        timeline_of([DAY._replace(label=payload, href="x.html", kind=payload)], payload),
        network_of(payload, [Tie(payload, "x.html", payload + "2", "", payload, payload, payload)], payload),
    )
    for figure in figures:
        without_links = re.sub(r'href="[^"]*"', "", str(figure))  # links are the pages' own, and checked there
        page = f"<!doctype html><html><body>{without_links}</body></html>".encode()
        assert list(foreign_markup(page)) == []
        assert re.search(r"kg\d{3}", "".join(drawn(figure).itertext()))
        assert not re.search("[\u202a-\u202e\u2066\u2067]", "".join(drawn(figure).itertext())), (
            "no order of direction is left"
        )


def test_figures_are_styled_by_classes_alone() -> None:
    text = "".join(
        str(figure) for figure in (map_of([SAMAWAH], "a"), timeline_of([DAY], "b"), network_of("x", [TIE], "c"))
    )
    assert not re.search(r"""\s(?:style|on\w+|fill|stroke|font-\w+)=""", text)
    used = set(re.findall(r"fig-[a-z]+", text))
    assert {name for name in used if f".{name}" not in style_sheet()} <= {
        "fig-map",
        "fig-timeline",
        "fig-network",
        "fig-sure",
        "fig-other",
    }


def test_letters_are_as_high_as_the_figures_reckon_with() -> None:
    wide, narrow = style_sheet().split("@container")
    sizes = {int(size) for size in re.findall(r"font-size: (\d+)px", wide)}
    assert max(sizes) == NARROW
    assert max(int(size) for size in re.findall(r"font-size: (\d+)px", narrow)) == WIDE


def test_figures_are_the_same_bytes_under_any_hash_seed() -> None:
    script = (
        "from tests.export.site.test_figures import *\n"
        "from tests.export.site.test_figures import _moment\n"
        "chance = random.Random(3)\n"
        "print(map_of([SAMAWAH, DIWANIYA], 'a'), timeline_of([_moment(chance, at, 90) for at in range(99)], 'b'))\n"
        "print(network_of('x', [TIE, TIE._replace(object='Badr')], 'c'))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_the_worlds_outlines_are_whole() -> None:
    world = load_world()
    names = [name for name, _ in world.countries]
    assert {"Iraq", "Yemen", "North Macedonia", "South Sudan"} <= set(names)
    assert len(names) == len(set(names)) > 200
    for line in world.land:
        assert -360 <= line.bounds.west <= line.bounds.east <= 360
        for (x, y), (u, v) in pairwise(line.points):
            assert abs(x - u) <= 180 or y == v == -90, "only the south pole is crossed"
