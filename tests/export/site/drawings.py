"""Read figures back: their marks, words and titles; and some values to draw."""

import re

import lxml.etree  # type: ignore[import-untyped]  # lxml has no type stubs of its own
from markupsafe import Markup

from kg.export.site.figures import Moment, Point, Tie

SVG = "{http://www.w3.org/2000/svg}"
SAMAWAH = Point(31.33, 45.28, "Samawah", "../place/gn97990.html", "exact", "place")
DIWANIYA = Point(31.99, 44.93, "Diwaniya", "../place/d.html", "exact", "place")
DAY = Moment("2020-07-11", "2020-07-11", "Arson, Samawah", "../event/a.html", "Arson")
TIE = Tie("Kataib Hezbollah", "", "Iran", "iran.html", "backed by", "US officials → Reuters", "probable")


def drawn(figure: Markup | None) -> lxml.etree._Element:
    """Parse a figure as XML, which is stricter than HTML."""
    assert figure is not None
    return lxml.etree.fromstring(str(figure))


def titles(figure: Markup | None) -> list[str]:
    """Return the titles of links and marks, without the drawing's own, and without signs of direction."""
    found = [element.text or "" for element in drawn(figure).iter(f"{SVG}title")]
    return [re.sub("[\u2068\u2069]", "", text) for text in found[1:]]


def words(figure: Markup | None, class_: str) -> list[str]:
    return [text.text for text in drawn(figure).iter(f"{SVG}text") if class_ in text.get("class", "").split()]


def circles(figure: Markup | None, class_: str) -> list[tuple[float, float, float]]:
    groups = [found for found in drawn(figure).iter() if class_ in (found.get("class") or "").split()]
    rings = [ring for group in groups for ring in group.iter(f"{SVG}circle") if "fig-key" not in group.get("class")]
    return [(float(ring.get("cx")), float(ring.get("cy")), float(ring.get("r"))) for ring in rings]
