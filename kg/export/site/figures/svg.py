"""Parts of a drawing: elements, words that fit, boxes that must not overlap.  Everything is escaped here."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

NARROW, WIDE = 15, 24  # units that letters are high: in a figure of 720 pixels, and in one shrunk to a phone's 360
EM = 0.56  # of its size that a letter is wide: DejaVu Sans, the widest of common fonts, measured 0.58 on names
_FIRST_STRONG, _END = "\u2068", "\u2069"
# Orders of direction, which would turn the words around them; the names they come from stand on the pages as they are.
_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])


class Box(NamedTuple):
    """A rectangle of the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Tell whether two boxes overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: "Box") -> bool:
        """Tell whether this box lies inside another."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


def element(name: str, *content: str | Markup, **attributes: str | float | None) -> Markup:
    """Write an element; an attribute's name has _ for -, and class_ for class; None leaves it out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{given}>{join(content)}</{name}>")  # noqa: S704 - each part is escaped


def join(parts: Iterable[str | Markup]) -> Markup:
    """Put parts together, each escaped unless it is an element."""
    return Markup("").join(parts)


def drawing(title: str, description: str, width: int, height: int, content: Iterable[Markup]) -> Markup:
    """Write the svg element: a group, for it holds links, with its name and what it shows in words."""
    return element(
        "svg",
        element("title", plain(title)),
        element("desc", description),
        *content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        role="group",
    )


def figure(kind: str, svg: Markup, *captions: str | Markup) -> Markup:
    """Write the figure element: a drawing and the lines below it."""
    lines = [element("p", line) for line in captions if line]
    below = [element("figcaption", *lines)] if lines else []
    return element("figure", svg, *below, class_=f"fig fig-{kind}")


def link(href: str, title: str, *content: Markup, class_: str | None = None) -> Markup:
    """Write a link, named by its title, or the same without a link where it leads nowhere."""
    inner = (element("title", title), *content)
    return element("a", *inner, href=href, class_=class_) if href else element("g", *inner, class_=class_)


def number(value: str | float) -> str:
    """Write a number with at most one decimal place; text stays."""
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def plain(text: str) -> str:
    """Return text in one line, without orders of direction and control characters."""
    shown = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text.translate(_TURNS)
    )
    return " ".join(shown.split())


def isolated(text: str) -> str:
    """Return a name that keeps its own direction amid other words."""
    return f"{_FIRST_STRONG}{plain(text)}{_END}"


def width_of(text: str, size: float) -> float:
    """Estimate how wide text is."""
    return size * EM * sum(_cells(sign) for sign in text)


def shortened(text: str, width: float, size: float) -> str:
    """Cut text that is wider than a width, and say so by an ellipsis."""
    text = plain(text)
    if width_of(text, size) <= width:
        return text
    return "".join(_fitting(text, width - size * EM, size)).rstrip() + "…"


def _fitting(text: str, width: float, size: float) -> Iterator[str]:
    used = 0.0
    for sign in text:
        used += size * EM * _cells(sign)
        if used > width and _cells(sign):
            return
        yield sign


def _cells(sign: str) -> float:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0.0
    return 2.0 if unicodedata.east_asian_width(sign) in ("W", "F") else 1.0
