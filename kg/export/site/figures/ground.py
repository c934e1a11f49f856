"""What is drawn beneath a map's points: land, borders, where names of countries have room, and a scale."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from math import cos, radians
from typing import NamedTuple

from markupsafe import Markup

from kg.export.site.figures.frame import KM_A_DEGREE, WIDTH, Frame
from kg.export.site.figures.labels import Spot
from kg.export.site.figures.svg import EM, NARROW, WIDE, Box, element, join, width_of
from kg.export.site.figures.world import Bounds, Ring, cut_lines, cut_rings, load_world

_BEYOND = 0.03  # of the window that is drawn beyond its edge, so that the cut is not seen
_ROWS = 9  # heights at which a country is tried for room for its name
_ROOM = 1.15  # times its width that a name wants
_BAR = 0.3  # of the width that the scale takes at most


class Ground(NamedTuple):
    """Land and borders as elements, and the spots with room for each country's name, the best first."""

    shapes: Markup
    names: tuple[tuple[str, tuple[Spot, ...]], ...]


@lru_cache(maxsize=1024)  # 13 ms and 20 kB each
def ground_of(frame: Frame) -> Ground:
    """Draw what lies in a window; many maps share one."""
    west, south, east, north = frame.bounds
    beyond = (east - west) * _BEYOND
    window = Bounds(west - beyond, south - beyond, east + beyond, north + beyond)
    world = load_world()
    land = "".join(f"{path}z" for path in (_path(ring, frame) for ring in cut_rings(world.land, window)) if path)
    borders = "".join(_path(line, frame) for line in cut_lines(world.borders, window))
    shapes = [element("rect", width=WIDTH, height=frame.height, class_="fig-sea")]
    shapes += [element("path", d=land, class_="fig-land")] if land else []
    shapes += [element("path", d=borders, class_="fig-border")] if borders else []
    names = ((name, tuple(_spots(name, cut_rings(parts, frame.bounds), frame))) for name, parts in world.countries)
    return Ground(join(shapes), tuple((name, spots) for name, spots in names if spots))


def _path(points: Ring, frame: Frame) -> str:
    """Write a line in whole units; neighbours that share a border are rounded alike, so that no gap opens."""
    steps = ((round(x), round(y)) for x, y in (frame.place(*point) for point in points))
    spots = [spot for spot, _ in groupby(steps)]
    if len(spots) < 2:
        return ""
    (x, y), moves = spots[0], ((u - x, v - y) for (x, y), (u, v) in pairwise(spots))
    return f"M{x},{y}l" + " ".join(f"{across},{down}" for across, down in moves)


def _spots(name: str, rings: Iterable[Ring], frame: Frame) -> Iterator[Spot]:
    """Yield where a country is wide enough for its name, the widest stretch first."""
    stretches = sorted(
        (stretch for ring in rings for stretch in _stretches([frame.place(*point) for point in ring])), reverse=True
    )
    for width, x, y in stretches:
        if width_of(name, NARROW) * _ROOM <= width:
            yield Spot(x, y)


def _stretches(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float, float]]:
    """Yield width and middle of what a ring covers at some heights."""
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    if bottom - top < NARROW * 1.5:
        return
    for row in range(1, _ROWS + 1):
        y = top + (bottom - top) * row / (_ROWS + 1)
        crossings = sorted(
            x + (y - v) * (u - x) / (w - v) for (x, v), (u, w) in pairwise([*points, points[0]]) if (v <= y) != (w <= y)
        )
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            yield right - left, (left + right) / 2, y


def scale_of(frame: Frame) -> tuple[Markup, Box]:
    """Draw a bar of so many kilometres, as they are at the window's middle; return what it covers, too."""
    middle = (frame.bounds.south + frame.bounds.north) / 2
    unit = frame.across / (KM_A_DEGREE * cos(radians(min(abs(middle), 89.0))))
    most = WIDTH * _BAR / unit
    power = 1
    while power * 10 <= most:
        power *= 10
    kilometres = max(power * step for step in (1, 2, 5) if power * step <= most) if most >= 1 else 1
    right, y = 12 + kilometres * unit, frame.height - 12
    bar = element("path", d=f"M12,{y - 5}v5H{right:.1f}v-5", class_="fig-scale")
    words = element("text", f"{kilometres:,} km".replace(",", "\u202f"), x=16, y=y - 8, class_="fig-note")
    return element("g", bar, words, aria_hidden="true"), Box(
        0, y - 8 - WIDE * 0.65, max(right, 16 + 7 * WIDE * EM), y + 12
    )
