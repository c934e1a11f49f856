"""Points of the globe -> the window that shows them, and where in the drawing they fall.

Plate carrée, stretched so that both directions have one scale at the window's middle.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, cos, floor, hypot, radians
from typing import NamedTuple

from kg.export.site.figures.world import Bounds

WIDTH, HEIGHT = 720, 450
LEAST_SPAN = 5.0  # degrees from south to north, about 550 km: a town with the countries around it
_MARGIN = 0.12  # of the points' extent, on each side
_COARSE = 30.0  # degrees: a wider window is put on a grid of 5 degrees, others on one of 1, so that many share theirs
_STEEPEST = 75.0  # degrees of latitude that the stretch is reckoned for at most; at the pole it would be endless
KM_A_DEGREE = 111.2


class Frame(NamedTuple):
    """A window and the size of its drawing."""

    bounds: Bounds
    height: int

    @property
    def across(self) -> float:
        """Units a degree from west to east."""
        return WIDTH / (self.bounds.east - self.bounds.west)

    @property
    def upward(self) -> float:
        """Units a degree from south to north."""
        return self.height / (self.bounds.north - self.bounds.south)

    def place(self, east: float, north: float) -> tuple[float, float]:
        """Return where a position falls, x and y."""
        return (east - self.bounds.west) * self.across, (self.bounds.north - north) * self.upward

    def inside(self, longitude: float) -> float:
        """Return a longitude as the window counts it."""
        return self.bounds.west + (longitude - self.bounds.west) % 360.0


def frame_of(positions: Sequence[tuple[float, float]], least: float = LEAST_SPAN) -> Frame:
    """Fit a window to positions (longitude, latitude; one at least)."""
    west, east = _span([longitude for longitude, _ in positions])
    south, north = min(latitude for _, latitude in positions), max(latitude for _, latitude in positions)
    squeeze = cos(radians(min(abs(south + north) / 2, _STEEPEST)))
    ratio = WIDTH / HEIGHT
    across = max((east - west) * (1 + 2 * _MARGIN) * squeeze, least * ratio)
    upward = max((north - south) * (1 + 2 * _MARGIN), least)
    upward, across = max(upward, across / ratio), max(across, upward * ratio)
    return _settled((west + east) / 2, (south + north) / 2, min(across / squeeze, 360.0), min(upward, 180.0), squeeze)


def _settled(east: float, north: float, wide: float, high: float, squeeze: float) -> Frame:
    """Put a window on the grid, and keep it between the poles."""
    step = 1.0 if high < _COARSE else 5.0
    wide, high = min(ceil(wide / step) * step, 360.0), min(ceil(high / step) * step, 180.0)
    west = floor((east - wide / 2) / step + 0.5) * step
    south = min(max(floor((north - high / 2) / step + 0.5) * step, -90.0), 90.0 - high)
    height = min(HEIGHT, round(high * WIDTH / (wide * squeeze)))
    return Frame(Bounds(west, south, west + wide, south + high), height)


def _span(longitudes: Sequence[float]) -> tuple[float, float]:
    """Return the shortest stretch that holds all longitudes; it may cross 180 degrees."""
    found = sorted({longitude % 360.0 for longitude in longitudes})
    gaps = [after - before for before, after in pairwise([*found, found[0] + 360.0])]
    widest = gaps.index(max(gaps))
    west = found[(widest + 1) % len(found)]
    east = west + 360.0 - gaps[widest]
    turn = 360.0 if west >= 180.0 else 0.0
    return west - turn, east - turn


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return how far apart two spots of a drawing are."""
    return hypot(one[0] - other[0], one[1] - other[1])
