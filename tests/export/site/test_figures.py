"""Maps, timelines and ties: what is drawn, where, with which words; and that hostile names stay words."""

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from markupsafe import Markup

from kg.export.site.figures import Moment, Point, Tie, map_of, network_of, style_sheet, timeline_of
from kg.export.site.figures.svg import NARROW, WIDE, width_of
from kg.export.site.figures.world import load_world
from tests.conftest import ROOT
from tests.export.site.drawings import DAY, SAMAWAH, SVG, TIE, drawn, words
from tests.export.site.markup import foreign_markup
from tests.export.site.payloads import PAYLOADS


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
        "from tests.export.site.drawings import DIWANIYA, SAMAWAH, TIE\n"
        "from tests.export.site.test_figures import _moment, map_of, network_of, random, timeline_of\n"
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
