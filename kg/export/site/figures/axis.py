"""Days from left to right: moments with their days read, where a day falls, and the ticks below."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from markupsafe import Markup

from kg.export.site.figures.labels import Board, Spot
from kg.export.site.figures.svg import element
from kg.export.site.figures.values import Moment

WIDTH = 720
LEFT, RIGHT = 16, 704  # where an axis begins and ends
FOOT = 38  # units below the axis
_BELOW = 20  # units from the axis to the middle of its dates
_TICKS = 10  # at most: more dates than that run into one another
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_A_MONTH, _A_YEAR = 27, 360  # days from tick to tick, beyond which they are months, or years
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000)


class Stretch(NamedTuple):
    """A moment with its days read; at least one of them is known."""

    first: date | None
    last: date | None
    moment: Moment

    @property
    def start(self) -> date:
        """The first day that is known of it."""
        return self.first or self.last or date.min

    @property
    def end(self) -> date:
        """The last day that is known of it."""
        return self.last or self.first or date.max

    def told(self) -> str:
        """Tell when it was, in words."""
        if self.first is None:
            return f"by {day_name(self.end)}"
        if self.last is None:
            return f"from {day_name(self.start)} on"
        if self.first == self.last:
            return day_name(self.start)
        return f"between {day_name(self.first)} and {day_name(self.last)}"


class Axis(NamedTuple):
    """The days that a timeline shows."""

    first: date
    last: date

    @property
    def a_day(self) -> float:
        """Units that a day is wide."""
        return (RIGHT - LEFT) / ((self.last - self.first).days + 1)

    def x(self, day: date) -> float:
        """Return where a day begins."""
        return LEFT + (day - self.first).days * self.a_day

    def middle(self, day: date) -> float:
        """Return where the middle of a day is."""
        return self.x(day) + self.a_day / 2


def read_stretches(moments: Iterable[Moment]) -> list[Stretch]:
    """Read the days of moments; those with none, or with the last before the first, are left out."""
    found = (Stretch(_day(moment.first), _day(moment.last), moment) for moment in moments)
    known = (one for one in found if (one.first or one.last) and one.start <= one.end)
    return sorted(known, key=lambda one: (one.start, one.end, one.moment))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def axis_of(stretches: Sequence[Stretch], least_days: int) -> Axis:
    """Return an axis that shows all stretches, with some days around them."""
    first, last = min(one.start for one in stretches), max(one.end for one in stretches)
    around = max(1, (least_days - (last - first).days - 1) // 2, (last - first).days // 40)
    return Axis(_moved(first, -around), _moved(last, around))


def _moved(day: date, days: int) -> date:
    """Return a day so many days later, within the years that dates can have."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def day_name(day: date) -> str:
    """Write a day for people."""
    return f"{day.day} {month_name(day)}"


def month_name(day: date) -> str:
    """Write a month for people."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def draw_axis(axis: Axis, y: float, board: Board) -> Iterator[Markup]:
    """Draw the line, its ticks and as many of their dates as have room; the year is told with its first date."""
    yield element("path", d=f"M{LEFT},{y:.1f}H{RIGHT}", class_="fig-axis")
    days = _tick_days(axis)
    step = (days[1] - days[0]).days if len(days) > 1 else 1
    year = 0
    for day in days:
        x = axis.x(day)
        yield element("path", d=f"M{x:.1f},{y:.1f}v5", class_="fig-axis")
        spots = (Spot(x, y + _BELOW), Spot(x, y + _BELOW, "start"), Spot(x, y + _BELOW, "end"))
        if word := board.write(_tick_name(day, step, has_year=day.year != year), spots, "fig-note"):
            yield word
            year = day.year


def _tick_name(day: date, step: int, *, has_year: bool) -> str:
    if step > _A_YEAR:
        return str(day.year)
    short = _MONTHS[day.month - 1] if step > _A_MONTH else f"{day.day} {_MONTHS[day.month - 1]}"
    return f"{short} {day.year}" if has_year else short


def _tick_days(axis: Axis) -> list[date]:
    span = (axis.last - axis.first).days + 1
    for step in _DAY_STEPS:
        if span / step <= _TICKS:
            return [axis.first + timedelta(at) for at in range(0, span, step)]
    for step in _MONTH_STEPS:
        if span / (step * 30.4) <= _TICKS:
            break
    months = range(axis.first.year * 12 + axis.first.month - 1, axis.last.year * 12 + axis.last.month)
    found = (date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0 and month >= 12)
    return [day for day in found if axis.first <= day <= axis.last]
