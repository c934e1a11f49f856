"""Points -> a map as inline SVG, without tiles: outlines of countries, and a link where each point is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite, sqrt

from markupsafe import Markup

from kg.export.site.figures.frame import LEAST_SPAN, WIDTH, Frame, distance, frame_of
from kg.export.site.figures.ground import ground_of, scale_of
from kg.export.site.figures.labels import Board, Spot
from kg.export.site.figures.svg import NARROW, Box, drawing, element, figure, isolated, join, link, plain, shortened
from kg.export.site.figures.values import Point

_RADIUS = {"exact": 6.0, "near": 9.0, "region": 14.0}  # units; a less certain place has a larger ring
_VAGUEST = 20.0
_SPANS = {"exact": LEAST_SPAN, "near": LEAST_SPAN, "region": 8.0}  # degrees shown at least
_VAGUEST_SPAN = 14.0
_TOLD = {
    "exact": "the place itself",
    "near": "somewhere near here",
    "region": "somewhere in this region",
    "country": "somewhere in this country",
}
_UNKNOWN = "how precisely is not known"
_LEGEND = {
    "exact": "the place itself",
    "near": "near here",
    "region": "a region, not a spot",
    "country": "a country, not a spot",
}
_TOGETHER = {"exact": 16.0, "near": 18.0}  # units between points that are drawn as one
_VAGUE_TOGETHER = 26.0
_NAMED = 14  # groups of points that are named in the drawing, at most
_NAME_WIDTH = 300.0  # units
_LISTED = 5  # points that the title of a group names
_OUTLINES = "Outlines: Natural Earth; how it draws a boundary says nothing of whose land it is."


@dataclass(frozen=True)
class _Group:
    """Points that fall together: the middle of the drawing's spot, and who they are."""

    x: float
    y: float
    points: tuple[Point, ...]

    @property
    def count(self) -> int:
        return sum(point.count for point in self.points)

    @property
    def precision(self) -> str:
        """The least precise of its points': a group promises no more than each of them."""
        order = [*_RADIUS, "country", "unknown"]
        known = [point.precision if point.precision in order else "unknown" for point in self.points]
        return max(known, key=order.index)

    @property
    def radius(self) -> float:
        least = _RADIUS.get(self.precision, _VAGUEST)
        return max(least, 7 + 3 * len(str(self.count)), 2.2 * sqrt(min(self.count, 80))) if self.count > 1 else least


def map_of(points: Sequence[Point], title: str) -> Markup | None:
    """Draw a map as a figure element; None where no point has a position on earth."""
    shown = [point for point in points if _is_on_earth(point)]
    if not shown:
        return None
    least = max(_SPANS.get(point.precision, _VAGUEST_SPAN) for point in shown)
    frame = frame_of([(point.longitude, point.latitude) for point in shown], least)
    groups = _grouped(shown, frame)
    ground = ground_of(frame)
    taken = [Box(g.x - g.radius, g.y - g.radius, g.x + g.radius, g.y + g.radius) for g in groups]
    board = Board(Box(0, 0, WIDTH, frame.height), taken)
    scale, box = scale_of(frame)
    board.take(box)
    names = [_named(group, board) for group in groups[:_NAMED]]
    countries = [board.write(name, spots, "fig-country") for name, spots in ground.names]
    content = (ground.shapes, scale, *countries, *(_mark(group) for group in groups), *names)
    count = sum(group.count for group in groups)
    told = "A map with one place." if count == 1 else f"A map of {count} points at {len(groups)} spots."
    svg = drawing(title, told, WIDTH, frame.height, content)
    return figure("map", svg, _legend(shown), _OUTLINES)


def _is_on_earth(point: Point) -> bool:
    latitude, longitude = point.latitude, point.longitude
    return isfinite(latitude) and isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180


def _grouped(points: Iterable[Point], frame: Frame) -> list[_Group]:
    """Gather points that would cover one another; vague ones stay apart from exact ones."""
    groups: list[list[tuple[float, float, Point]]] = []
    for point in sorted(points):
        x, y = frame.place(frame.inside(point.longitude), point.latitude)
        for group in groups:
            first_x, first_y, first = group[0]
            alike = (first.precision == "exact") == (point.precision == "exact")
            if alike and distance((x, y), (first_x, first_y)) < _TOGETHER.get(point.precision, _VAGUE_TOGETHER):
                group.append((x, y, point))
                break
        else:
            groups.append([(x, y, point)])
    made = [_group(group) for group in groups]
    return sorted(made, key=lambda group: (-group.radius, group.x, group.y))


def _group(spots: Sequence[tuple[float, float, Point]]) -> _Group:
    x, y = sum(x for x, _, _ in spots) / len(spots), sum(y for _, y, _ in spots) / len(spots)
    return _Group(x, y, tuple(point for _, _, point in spots))


def _mark(group: _Group) -> Markup:
    """Draw a group as a link: a disc, or a ring where the place is not exact, with a number if there are several."""
    kind = group.precision if group.precision in _TOLD else "unknown"
    shapes = [element("circle", cx=group.x, cy=group.y, r=group.radius)]
    if group.count > 1:
        shapes.append(element("text", str(group.count), x=group.x, y=group.y, class_="fig-count"))
    return link(group.points[0].href, _told(group), *shapes, class_=f"fig-point fig-{kind}")


def _told(group: _Group) -> str:
    """Tell what a mark stands for."""
    if len(group.points) == 1:
        point = group.points[0]
        when = f", {plain(point.when)}" if point.when else ""
        return f"{isolated(point.label)}{when} ({_TOLD.get(point.precision, _UNKNOWN)})"
    names = list(dict.fromkeys(isolated(point.label) for point in group.points))
    rest = f"; and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    hrefs = {point.href for point in group.points}
    leads = "" if len(hrefs) == 1 else " The link leads to the first."
    return f"{group.count} here: {'; '.join(names[:_LISTED])}{rest}.{leads}"


def _named(group: _Group, board: Board) -> Markup:
    """Name a mark whose points have one name, if there is room beside it."""
    names = {point.label for point in group.points}
    if len(names) > 1:
        return Markup("")
    text = shortened(names.pop(), _NAME_WIDTH, NARROW)
    off = group.radius + 4
    spots = (
        Spot(group.x + off, group.y, "start"),
        Spot(group.x - off, group.y, "end"),
        Spot(group.x, group.y - off - NARROW / 2),
        Spot(group.x, group.y + off + NARROW / 2),
    )
    return board.write(text, spots, "fig-name", may_cut=True)


def _legend(points: Iterable[Point]) -> Markup:
    """Explain the marks that are not plain discs."""
    seen = {point.precision if point.precision in _LEGEND else "country" for point in points}
    keys = (_key(precision, text) for precision, text in _LEGEND.items() if precision in seen)
    return join(keys) if seen != {"exact"} else Markup("")


def _key(precision: str, text: str) -> Markup:
    mark = element("circle", cx=9, cy=9, r=5 if precision == "exact" else 7)
    key = element("svg", mark, viewBox="0 0 18 18", aria_hidden="true", class_=f"fig-key fig-point fig-{precision}")
    return element("span", key, text)
