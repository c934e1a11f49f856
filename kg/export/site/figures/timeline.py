"""Moments -> a timeline as inline SVG: a named line each where they are few, stacks or bars where they are many."""

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from kg.export.site.figures.axis import (
    FOOT,
    RIGHT,
    WIDTH,
    Axis,
    Stretch,
    axis_of,
    draw_axis,
    read_stretches,
)
from kg.export.site.figures.histogram import bars_of
from kg.export.site.figures.labels import Board, Spot
from kg.export.site.figures.svg import NARROW, Box, drawing, element, figure, isolated, link, plain, width_of
from kg.export.site.figures.values import Moment

_NAMED = 14  # moments that each have a line with their name
_MARKED = 150  # moments that each have a mark
_ROWS = 16  # of marks in a stack; a higher one is drawn as bars
_NAMED_HIGH, _MARKED_HIGH = 34, 13  # units from line to line: that of names leaves room for a phone's letters
_LOWERED = 8.0  # units that a named mark is below its line's middle, which leaves room for a name above it
_RADIUS = 5.0
_OPEN = 18.0  # units that a bar reaches beyond its known end, to a point
_LEAST_DAYS = 5
_LEGEND = {
    "day": "● one day",
    "between": "▬ at some time between two days",
    "open": "◀ ▶ only the last or the first day is known",
}


def timeline_of(moments: Sequence[Moment], title: str) -> Markup | None:
    """Draw a timeline as a figure element; None where no moment has a day."""
    stretches = read_stretches(moments)
    if not stretches:
        return None
    rest = len(moments) - len(stretches)
    note = f"Not drawn, for no day is known: {rest}." if rest else ""
    axis = axis_of(stretches, _LEAST_DAYS)
    if len(stretches) <= _NAMED:
        return _drawn([[one] for one in stretches], axis, title, note, is_named=True)
    rows = _stacked(stretches, axis)
    if len(stretches) > _MARKED or len(rows) > _ROWS:
        return bars_of(stretches, title, note)
    return _drawn(rows[::-1], axis, title, note, is_named=False)


def _stacked(stretches: Iterable[Stretch], axis: Axis) -> list[list[Stretch]]:
    """Put each mark on the lowest row that has room for it."""
    rows: list[list[Stretch]] = []
    ends: list[float] = []
    for one in stretches:
        left, right = _reach(one, axis)
        at = next((at for at, end in enumerate(ends) if end + 2 <= left), len(rows))
        if at == len(rows):
            rows.append([])
            ends.append(0.0)
        rows[at].append(one)
        ends[at] = right
    return rows


def _reach(one: Stretch, axis: Axis) -> tuple[float, float]:
    """Return how far a mark reaches to the left and to the right."""
    if one.first == one.last:
        return axis.middle(one.start) - _RADIUS, axis.middle(one.start) + _RADIUS
    left, right = axis.x(one.start), axis.x(one.end) + axis.a_day
    if one.first is None:
        return right - max(axis.a_day, _RADIUS) - _OPEN, right
    if one.last is None:
        return left, left + max(axis.a_day, _RADIUS) + _OPEN
    middle, half = (left + right) / 2, max(right - left, 2.5 * _RADIUS) / 2
    return middle - half, middle + half


def _drawn(rows: Sequence[Sequence[Stretch]], axis: Axis, title: str, note: str, *, is_named: bool) -> Markup:
    high = _NAMED_HIGH if is_named else _MARKED_HIGH
    bottom = 8 + high * len(rows) + (int(_LOWERED) if is_named else 0)
    marks, taken = [], []
    for at, row in enumerate(rows):
        y = 8 + high * (at + 0.5) + (_LOWERED if is_named else 0)
        for one in row:
            marks.append(_mark(one, axis, y))
            left, right = _reach(one, axis)
            taken.append(Box(left, y - _RADIUS, right, y + _RADIUS))
    board = Board(Box(0, 0, WIDTH, bottom + FOOT), taken)
    names = (
        (_name(row[0], axis, 8 + high * (at + 0.5) + _LOWERED, board) for at, row in enumerate(rows))
        if is_named
        else ()
    )
    count = sum(map(len, rows))
    told = f"A timeline of {count} marks, from {rows[0][0].told()}." if count > 1 else "A timeline with one mark."
    content = (*draw_axis(axis, bottom, board), *marks, *names)
    return figure("timeline", drawing(title, told, WIDTH, bottom + FOOT, content), _legend(rows), note)


def _mark(one: Stretch, axis: Axis, y: float) -> Markup:
    """Draw a moment as a link: a disc for a day, a bar for an interval, a bar with a point where an end is open."""
    title = f"{isolated(one.moment.label)}, {one.told()}"
    left, right = _reach(one, axis)
    if one.first == one.last:
        return link(
            one.moment.href, title, element("circle", cx=axis.middle(one.start), cy=y, r=_RADIUS), class_="fig-day"
        )
    if one.first and one.last:
        bar = element("rect", x=left, y=y - _RADIUS + 1, width=right - left, height=2 * _RADIUS - 2, rx=2)
        return link(one.moment.href, title, bar, class_="fig-between")
    tip, end, edge = (left, right, left + _OPEN) if one.first is None else (right, left, right - _OPEN)
    up, down = y - _RADIUS + 1, y + _RADIUS - 1
    outline = f"M{tip:.1f},{y:.1f}L{edge:.1f},{up:.1f}H{end:.1f}V{down:.1f}H{edge:.1f}z"
    return link(one.moment.href, title, element("path", d=outline), class_="fig-between fig-open")


def _name(one: Stretch, axis: Axis, y: float, board: Board) -> Markup:
    """Name a moment beside its mark, else above it."""
    left, right = _reach(one, axis)
    text = plain(one.moment.label)
    width = width_of(text, NARROW)
    after, before = Spot(right + 6, y, "start"), Spot(left - 6, y, "end")
    above = (Spot(left, y - 2 * _LOWERED, "start"), Spot(right, y - 2 * _LOWERED, "end"))
    spots = [after, before] if RIGHT - right >= left else [before, after]
    if width > RIGHT - right and width > left:
        spots = [*(spot for spot in above if spot.x + width <= WIDTH or spot.anchor == "end"), *spots]
    elif width <= RIGHT - right:
        spots = [after, before]
    return board.write(text, spots, "fig-name", may_cut=True)


def _legend(rows: Iterable[Iterable[Stretch]]) -> str:
    """Explain the marks where they are not all days."""
    kinds = set(_kinds(one for row in rows for one in row))
    return " · ".join(text for kind, text in _LEGEND.items() if kind in kinds) if kinds != {"day"} else ""


def _kinds(stretches: Iterable[Stretch]) -> Iterator[str]:
    for one in stretches:
        yield "day" if one.first == one.last else "between" if one.first and one.last else "open"
