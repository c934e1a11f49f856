"""Words in a drawing: each is put where nothing else stands, or left out.

A drawing is shown at two sizes: as wide as it was made, and shrunk to a phone, where its letters are made larger by
figures.css.  Words that have no room at one of them, or must be cut, are marked to be shown at the other alone.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from kg.export.site.figures.svg import NARROW, WIDE, Box, element, join, shortened, width_of

_HIGH = 0.65  # of its size that a line reaches above and below its middle
_LEAST = 9  # letters that must be left of words that are cut


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

    def take(self, box: Box) -> None:
        """Keep a place free of words."""
        self._taken.append(box)
        self._taken_large.append(box)

    def write(self, text: str, spots: Sequence[Spot], class_: str, *, may_cut: bool = False) -> Markup:
        """Write words at the first spot that is free, at either size; cut them where they may be; else nothing."""
        small = self._found(text, spots, NARROW, self._taken, may_cut)
        large = self._found(text, spots, WIDE, self._taken_large, may_cut)
        if small == large and small:
            return _text(*small, class_)
        only_wide = _text(*small, f"{class_} fig-wide") if small else ""
        return join((only_wide, _text(*large, f"{class_} fig-slim") if large else ""))

    def _found(
        self, text: str, spots: Sequence[Spot], size: float, taken: list[Box], may_cut: bool
    ) -> tuple[str, Spot] | None:
        for spot in spots:
            shown = shortened(text, self._room(spot), size) if may_cut else text
            box = spot.box(shown, size)
            if (shown == text or len(shown) >= _LEAST) and self._is_free(box, taken):
                taken.append(box)
                return shown, spot
        return None

    def _room(self, spot: Spot) -> float:
        """Return how wide words can be here before they reach the edge."""
        before, after = spot.x - self._edge.left, self._edge.right - spot.x
        return {"start": after, "end": before, "middle": 2 * min(before, after)}[spot.anchor]

    def _is_free(self, box: Box, taken: Iterable[Box]) -> bool:
        return box.within(self._edge) and not any(box.meets(other) for other in taken)


def _text(text: str, spot: Spot, class_: str) -> Markup:
    anchor = None if spot.anchor == "start" else spot.anchor
    return element("text", text, x=spot.x, y=spot.y, text_anchor=anchor, class_=class_)
