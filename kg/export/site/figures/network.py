"""Ties of one actor -> a small picture: the actor in the middle, those it is tied to around it.

What a line says stands in its title: the statement, who makes it, and how surely.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import sqrt
from typing import NamedTuple

from markupsafe import Markup

from kg.export.site.figures.svg import NARROW, drawing, element, figure, isolated, link, shortened, width_of
from kg.export.site.figures.values import Tie

WIDTH = 720
_MOST = 24  # ties drawn; more could not be told apart
_HIGH = 34  # units from name to name, which leaves room for a phone's letters
_REACH = 170.0  # units from the middle to the farthest names' beginnings
_CENTRE = 150.0  # units wide that the middle's name may be
_SURE = "certain"


class _Other(NamedTuple):
    """Another actor, and the ties to it."""

    name: str
    href: str
    ties: tuple[Tie, ...]


def network_of(centre: str, ties: Sequence[Tie], title: str) -> Markup | None:
    """Draw an actor's ties as a figure element; None where there are none."""
    if not ties:
        return None
    kept = sorted(dict.fromkeys(ties), key=lambda tie: (tie.certainty != _SURE, tie))
    others = _others(centre, kept[:_MOST])
    right = others[: -(-len(others) // 2)]
    left = others[len(right) :]
    height = _HIGH * max(len(right), 2) + 20
    content = [*_side(right, height, 1), *_side(left, height, -1), _middle(centre, height)]
    shown = min(len(kept), _MOST)
    told = f"{len(others)} names around {isolated(centre)}, joined by {shown} statements, each with who says it."
    more = f"… {len(kept) - shown} more." if len(kept) > shown else ""
    dashes = "" if all(tie.certainty == _SURE for tie in kept[:_MOST]) else "Dashed: less than certain."
    return figure("network", drawing(title, told, WIDTH, height, content), " ".join(filter(None, (dashes, more))))


def _others(centre: str, ties: Iterable[Tie]) -> list[_Other]:
    found: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        outward = tie.subject == centre
        key = (tie.object, tie.object_href) if outward else (tie.subject, tie.subject_href)
        found.setdefault(key, []).append(tie)
    return [_Other(name, href, tuple(some)) for (name, href), some in sorted(found.items())]


def _side(others: Sequence[_Other], height: int, way: int) -> Iterator[Markup]:
    """Draw the names of one side along an arc, with their lines."""
    middle, x0 = height / 2, WIDTH / 2
    for at, other in enumerate(others):
        y = middle + (at - (len(others) - 1) / 2) * _HIGH
        bow = sqrt(max(0.0, 1 - ((y - middle) / (height / 2 + _HIGH)) ** 2))
        x = x0 + way * _REACH * (0.62 + 0.38 * bow)
        yield from _lines(other, (x0, middle), (x, y), way)
        yield _named(other, x, y, way)


def _lines(other: _Other, start: tuple[float, float], end: tuple[float, float], way: int) -> Iterator[Markup]:
    """Draw a line for each tie; several to one name are bent apart."""
    for at, tie in enumerate(other.ties):
        bend = (at - (len(other.ties) - 1) / 2) * 14
        x, y = (start[0] + end[0]) / 2 + way * 10, (start[1] + end[1]) / 2 + bend + (end[1] - start[1]) * 0.2
        path = f"M{start[0]:.1f},{start[1]:.1f}Q{x:.1f},{y:.1f} {end[0]:.1f},{end[1]:.1f}"
        kind = "fig-sure" if tie.certainty == _SURE else "fig-unsure"
        yield element("g", element("title", told(tie)), element("path", d=path), class_=f"fig-tie {kind}")


def told(tie: Tie) -> str:
    """Say in words what a line stands for."""
    statement = f"{isolated(tie.subject)} {tie.relation} {isolated(tie.object)}"
    return f"{statement} — {tie.certainty}, says {isolated(tie.said_by)}"


def _named(other: _Other, x: float, y: float, way: int) -> Markup:
    room = (WIDTH - x if way > 0 else x) - 14
    name = shortened(other.name, room, NARROW)
    dot = element("circle", cx=x, cy=y, r=4)
    word = element("text", name, x=x + way * 9, y=y, class_="fig-name", text_anchor=None if way > 0 else "end")
    return link(other.href, plain_told(other), dot, word, class_="fig-other")


def plain_told(other: _Other) -> str:
    """Say who a name is tied to the middle by."""
    return "; ".join(told(tie) for tie in other.ties)


def _middle(centre: str, height: int) -> Markup:
    name = shortened(centre, _CENTRE, NARROW)
    half = max(width_of(name, NARROW) / 2 + 12, 30)
    x, y = WIDTH / 2, height / 2
    box = element("rect", x=x - half, y=y - 16, width=2 * half, height=32, rx=16)
    return element(
        "g", box, element("text", name, x=x, y=y, class_="fig-name", text_anchor="middle"), class_="fig-centre"
    )
