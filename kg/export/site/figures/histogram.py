"""Many moments -> bars of how many there were, week by week, month by month or year by year."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from kg.export.site.figures.axis import FOOT, LEFT, RIGHT, WIDTH, Axis, Stretch, day_name, draw_axis, month_name
from kg.export.site.figures.labels import Board, Spot
from kg.export.site.figures.svg import Box, drawing, element, figure, link

_HIGH = 150  # units of the highest bar
_TOP = 24
_BINS = 110  # bars at most: one wants 6 units to be seen and hit
_UNITS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.2}  # days; else decades
_STRAY = 0.02  # of the moments at either end that are left out where without them the axis is half as long


class _Bar(NamedTuple):
    first: date
    last: date
    moments: tuple[Stretch, ...]


def bars_of(stretches: Sequence[Stretch], title: str, note: str) -> Markup:
    """Draw bars; moments that are not known to lie within one of them are told of below."""
    kept, early, late = _without_strays(stretches)
    unit, bars = _binned(kept)
    drawn = sum(len(bar.moments) for bar in bars)
    vague = len(kept) - drawn
    told = f"How many there were in each {unit}: {drawn} in all."
    notes = [f"By {unit}; each bar leads to its first."]
    notes += [f"Not drawn, for the {unit} is not known: {vague}."] if vague else []
    notes += [f"Before {day_name(kept[0].start)}: {early} more."] if early else []
    notes += [f"After {day_name(max(one.end for one in kept))}: {late} more."] if late else []
    svg = drawing(title, told, WIDTH, _TOP + _HIGH + FOOT, _content(bars, unit))
    return figure("timeline", svg, " ".join([*notes, note]).strip())


def _without_strays(stretches: Sequence[Stretch]) -> tuple[list[Stretch], int, int]:
    """Leave out the few that lie far before or after the others, and count them."""
    starts = sorted(one.start.toordinal() for one in stretches)
    ends = sorted(-one.end.toordinal() for one in stretches)
    first, last = starts[_strays(starts)], -ends[_strays(ends)]
    kept = [one for one in stretches if one.start.toordinal() >= first and one.end.toordinal() <= last]
    early = sum(one.start.toordinal() < first for one in stretches)
    return kept, early, len(stretches) - len(kept) - early


def _strays(days: Sequence[int]) -> int:
    """Return how many of the first days lie before a gap as long as all that comes after it."""
    gaps = [after - before for before, after in pairwise(days[: int(len(days) * _STRAY) + 1])]
    widest = max(gaps, default=0)
    at = gaps.index(widest) + 1 if gaps else 0
    return at if widest > days[-1] - days[at] else 0


def _binned(stretches: Sequence[Stretch]) -> tuple[str, list[_Bar]]:
    """Sort moments into bars of the finest unit that gives not too many."""
    first, last = min(one.start for one in stretches), max(one.end for one in stretches)
    span = (last - first).days + 1
    unit = next((unit for unit, days in _UNITS.items() if span / days <= _BINS), "decade")
    found: dict[date, list[Stretch]] = {}
    for one in stretches:
        if one.first and one.last and _begin(one.first, unit) == _begin(one.last, unit):
            found.setdefault(_begin(one.first, unit), []).append(one)
    return unit, [_Bar(begin, _end(begin, unit), tuple(ones)) for begin, ones in sorted(found.items())]


def _begin(day: date, unit: str) -> date:
    """Return the first day of a day's unit; weeks begin on Monday (ISO 8601)."""
    match unit:
        case "day":
            return day
        case "week":
            return day - timedelta(min(day.weekday(), day.toordinal() - 1))
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)
        case _:
            return date(max(day.year // 10 * 10, 1), 1, 1)


def _end(begin: date, unit: str) -> date:
    """Return the last day of a unit."""
    days = {"day": 1, "week": 7, "month": 31, "year": 366, "decade": 3653}[unit]
    ordinal = begin.toordinal() + days
    if ordinal > date.max.toordinal():
        return date.max
    after = date.fromordinal(ordinal)
    return (after if unit in ("day", "week") else _begin(after, unit)) - timedelta(1)


def _content(bars: Sequence[_Bar], unit: str) -> Iterator[Markup]:
    if not bars:
        return
    axis = Axis(bars[0].first, bars[-1].last)
    most, bottom = max(len(bar.moments) for bar in bars), _TOP + _HIGH
    board = Board(Box(0, 0, WIDTH, bottom + FOOT))
    for share in range(_step(most), most + 1, _step(most)):
        y = bottom - _HIGH * share / most
        yield element("path", d=f"M{LEFT},{y:.1f}H{RIGHT}", class_="fig-grid")
        yield board.write(str(share), (Spot(LEFT, y - 10, "start"),), "fig-note")
    yield from draw_axis(axis, bottom, board)
    yield from (_bar(bar, axis, bottom, most, unit) for bar in bars)


def _step(most: int) -> int:
    """Return a round number that goes into the highest bar twice to five times, or 1."""
    steps = (10**power * times for power in range(9, -1, -1) for times in (5, 2, 1))
    return next((step for step in steps if step * 2 <= most), 1)


def _bar(bar: _Bar, axis: Axis, bottom: float, most: int, unit: str) -> Markup:
    left, right = axis.x(bar.first), axis.x(bar.last) + axis.a_day
    gap = 1 if right - left > 4 else 0
    high = max(_HIGH * len(bar.moments) / most, 1.5)
    shape = element("rect", x=left, y=bottom - high, width=max(right - left - gap, 1.0), height=high)
    return link(bar.moments[0].moment.href, f"{_when(bar, unit)}: {len(bar.moments)}", shape, class_="fig-bar")


def _when(bar: _Bar, unit: str) -> str:
    match unit:
        case "day":
            return day_name(bar.first)
        case "week":
            return f"week of {day_name(bar.first)}"
        case "month":
            return month_name(bar.first)
        case "year":
            return str(bar.first.year)
        case _:
            return f"{bar.first.year}s"
