"""Figures of the site as inline SVG: a map, a timeline, and an actor's ties.

Each function takes frozen values and returns a whole `figure` element, or None where nothing can be drawn.  Nothing in
it is styled or scripted: figures.css (`style_sheet`) does that, so that a strict content policy can stand.
"""

from importlib.resources import files

from kg.export.site.figures.map import map_of
from kg.export.site.figures.network import network_of
from kg.export.site.figures.timeline import timeline_of
from kg.export.site.figures.values import Moment, Point, Tie

__all__ = ["Moment", "Point", "Tie", "map_of", "network_of", "style_sheet", "timeline_of"]


def style_sheet() -> str:
    """Return the style of all figures, for the site's own style sheet."""
    return (files("kg.export.site.figures") / "figures.css").read_text("utf-8")
