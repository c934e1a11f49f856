"""Words in a drawing: each is put where nothing else stands, or left out.

A drawing is shown at two sizes: as wide as it was made, and shrunk to a phone, where its letters are made larger by
figures.css.  Words that have no room then are marked, to be hidden there.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from kg.export.site.figures.svg import NARROW, WIDE, Box, element, width_of

_HIGH = 0.65  # of its size that a line reaches above and below its middle


class Spot(NamedTuple):
    """Where words may stand: start, middle or end of them, at half their height."""

    x: float
    y: float
    anchor: str = "middle"

    def box(self, text: str, size: float) -> Box:
        """Return what words cover here."""
        width = width_of(text, size)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Box(left, self.y - size * _HIGH, left + width, self.y + size * _HIGH)


class Board:
    """What of a drawing is taken, at either size."""

    def __init__(self, edge: Box, taken: Iterable[Box] = ()) -> None:
        self._edge = edge
        self._taken = list(taken)
        self._taken_large = list(self._taken)

    def write(self, text: str, spots: Sequence[Spot], class_: str) -> Markup | None:
        """Write words at the first spot that is free at both sizes, else at one free when wide, else not."""
        fitting = [spot for spot in spots if self._is_free(spot.box(text, NARROW), self._taken)]
        large = [spot for spot in fitting if self._is_free(spot.box(text, WIDE), self._taken_large)]
        if not fitting:
            return None
        spot = (large or fitting)[0]
        self._taken.append(spot.box(text, NARROW))
        if large:
            self._taken_large.append(spot.box(text, WIDE))
        kept = class_ if large else f"{class_} fig-wide"
        anchor = None if spot.anchor == "start" else spot.anchor
        return element("text", text, x=spot.x, y=spot.y, text_anchor=anchor, class_=kept)

    def _is_free(self, box: Box, taken: Iterable[Box]) -> bool:
        return box.within(self._edge) and not any(box.meets(other) for other in taken)
