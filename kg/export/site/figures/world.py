"""The outlines of countries (world.json.gz, see README.md), cut to a window of the map."""

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

Ring = Sequence[tuple[float, float]]  # degrees east and north


class Bounds(NamedTuple):
    """A window of the map, in degrees; east may be beyond 180, west beyond -180."""

    west: float
    south: float
    east: float
    north: float

    def shifted(self, degrees: float) -> "Bounds":
        """Return the window so far to the east."""
        return self._replace(west=self.west + degrees, east=self.east + degrees)


class Line(NamedTuple):
    """A ring or a line, with its own window."""

    bounds: Bounds
    points: Ring


class World(NamedTuple):
    """Outlines of land, to be filled by the even-odd rule; of countries by name; and the lines between countries."""

    land: tuple[Line, ...]
    borders: tuple[Line, ...]
    countries: tuple[tuple[str, tuple[Line, ...]], ...]


@cache
def load_world() -> World:
    """Load the outlines: 50 ms, once."""
    packed = (files("kg.export.site.figures") / "world.json.gz").read_bytes()
    told = json.loads(gzip.decompress(packed))
    arcs = [_arc(steps, told["unit"]) for steps in told["arcs"]]
    outlines = (_line(_ring(ring, arcs)) for rings in told["land"] for ring in rings)
    land = tuple(line for line in outlines if line.bounds.south < line.bounds.north)  # not the pole, drawn as a line
    borders = tuple(_line(_unwrapped(arcs[number])) for number in told["borders"])
    countries = tuple(
        (name, tuple(_line(_ring(rings[0], arcs)) for rings in parts)) for name, parts in told["countries"]
    )
    return World(land, borders, countries)


def _arc(steps: Sequence[int], unit: float) -> Ring:
    easts, norths = accumulate(steps[::2]), accumulate(steps[1::2])
    return [(east * unit, north * unit) for east, north in zip(easts, norths, strict=True)]


def _ring(numbers: Iterable[int], arcs: Sequence[Ring]) -> Ring:
    """Join arcs to a ring; ~n is arc n backwards, and each begins where the one before ended (TopoJSON 2.1.4)."""
    points: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    whole = _unwrapped(points)
    if abs(whole[0][0] - whole[-1][0]) > 180.0:  # around a pole: Antarctica
        whole += [(whole[-1][0], -90.0), (whole[0][0], -90.0)]
    return whole


def _unwrapped(points: Ring) -> list[tuple[float, float]]:
    """Return a line that crosses 180 degrees as one that goes on beyond it."""
    whole = [points[0]]
    for east, north in points[1:]:
        whole.append((east - 360.0 * round((east - whole[-1][0]) / 360.0), north))
    return whole


def _line(points: Ring) -> Line:
    """Put a line where its middle is between 180 degrees west and east."""
    easts, norths = [east for east, _ in points], [north for _, north in points]
    turn = 360.0 * round((min(easts) + max(easts)) / 720.0)
    bounds = Bounds(min(easts) - turn, min(norths), max(easts) - turn, max(norths))
    return Line(bounds, [(east - turn, north) for east, north in points] if turn else points)


def cut_rings(lines: Sequence[Line], window: Bounds) -> Iterator[Ring]:
    """Yield what of closed rings lies in a window; the world is repeated to its east and west."""
    for turn, line, here in _met(lines, window):
        kept = _cut(line.points, here)
        if len(kept) > 2:
            yield [(east + turn, north) for east, north in kept]


def cut_lines(lines: Sequence[Line], window: Bounds) -> Iterator[Ring]:
    """Yield the stretches of open lines that lie in a window, each with the steps that lead into it and out of it."""
    for turn, line, here in _met(lines, window):
        for stretch in _stretches(line.points, here):
            yield [(east + turn, north) for east, north in stretch]


def _met(lines: Sequence[Line], window: Bounds) -> Iterator[tuple[float, Line, Bounds]]:
    """Yield the lines that a window meets, each with the window as the line counts degrees, and how far that is off."""
    for turn in (-360.0, 0.0, 360.0):
        here = west, south, east, north = window.shifted(-turn)
        for line in lines:
            bounds = line.bounds
            if bounds[0] < east and west < bounds[2] and bounds[1] < north and south < bounds[3]:
                yield turn, line, here


def _stretches(points: Ring, window: Bounds) -> Iterator[Ring]:
    west, south, east, north = window
    inside = [west <= x <= east and south <= y <= north for x, y in points]
    start = None
    for at in range(len(points)):
        near = inside[at] or (at > 0 and inside[at - 1]) or (at + 1 < len(points) and inside[at + 1])
        if near and start is None:
            start = at
        if not near and start is not None:
            yield points[start:at]
            start = None
    if start is not None:
        yield points[start:]


def _cut(points: Ring, window: Bounds) -> Ring:
    """Cut a ring to a window, side by side (Sutherland and Hodgman, 1974)."""
    for axis, limit, sign in ((0, window.west, 1), (0, window.east, -1), (1, window.south, 1), (1, window.north, -1)):
        points = _cut_side(points, axis, limit, sign)
        if not points:
            break
    return points


def _cut_side(points: Ring, axis: int, limit: float, sign: int) -> Ring:
    kept: list[tuple[float, float]] = []
    before = points[-1]
    was_inside = (before[axis] - limit) * sign >= 0
    for point in points:
        is_inside = (point[axis] - limit) * sign >= 0
        if is_inside != was_inside:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            kept.append((limit, other) if axis == 0 else (other, limit))
        if is_inside:
            kept.append(point)
        before, was_inside = point, is_inside
    return kept
