"""Timelines: what is drawn, when, and how precisely."""

import random
from datetime import date, timedelta

import pytest

from kg.export.site.figures import timeline_of
from tests.export.site.drawings import DAY, SVG, drawn, titles, words


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
