"""Ties of one actor -> a small picture: the actor in the middle, those it is tied to on both sides.

What a line says stands in its title: the statement, who makes it, and how surely.  In the drawing itself are names
alone, since a relation without its speaker must not be shown, and few speakers' names would fit.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import atan2, degrees, sqrt
from typing import NamedTuple

from markupsafe import Markup

from kg.export.site.figures.labels import Board, Spot
from kg.export.site.figures.svg import (
    NARROW,
    WIDE,
    Box,
    drawing,
    element,
    figure,
    isolated,
    link,
    plain,
    shortened,
    width_of,
)
from kg.export.site.figures.values import Tie

WIDTH = 720
_MOST = 24  # ties drawn; more could not be told apart
_HIGH = 34  # units from name to name, which leaves room for a phone's letters
_REACH = 150.0  # units from the middle to where the names begin
_CENTRE = 150.0  # units wide that the middle's name may be
_LINES = {"certain": "fig-sure", "probable": "fig-unsure", "possible": "fig-unsure", "hypothetical": "fig-unsure"}
_CURATED = "fig-curated"  # what nobody said in an article
_LEGEND = {"fig-unsure": "Dashed: less than certain.", _CURATED: "Dotted: curated, not said by articles."}
_Spot = tuple[float, float]


class _Other(NamedTuple):
    """Another actor, and the ties to it."""

    name: str
    href: str
    ties: tuple[Tie, ...]


def network_of(centre: str, ties: Sequence[Tie], title: str) -> Markup | None:
    """Draw an actor's ties as a figure element; None where there are none."""
    if not ties:
        return None
    kept = sorted(dict.fromkeys(ties), key=lambda tie: (_line_of(tie) != "fig-sure", _line_of(tie) == _CURATED, tie))
    others = _others(centre, kept[:_MOST])
    right = others[: -(-len(others) // 2)]
    left = others[len(right) :]
    height = _HIGH * max(len(right), 2) + 12
    board = Board(Box(0, 0, WIDTH, height))
    sides = (*_side(centre, right, height, 1, board), *_side(centre, left, height, -1, board))
    shown = min(len(kept), _MOST)
    told = f"{len(others)} names around {isolated(centre)}, joined by {shown} statements, each with who says it."
    more = f"… {len(kept) - shown} more." if len(kept) > shown else ""
    lines = {_line_of(tie) for tie in kept[:_MOST]}
    svg = drawing(title, told, WIDTH, height, (*sides, _middle(centre, height)))
    return figure("network", svg, " ".join((*(_LEGEND[line] for line in _LEGEND if line in lines), more)).strip())


def told(tie: Tie) -> str:
    """Say in words what a line stands for."""
    statement = f"{isolated(tie.subject)} {plain(tie.relation)} {isolated(tie.object)}"
    return f"{statement} — {plain(tie.certainty)}, says {isolated(tie.said_by)}"


def _line_of(tie: Tie) -> str:
    return _LINES.get(tie.certainty, _CURATED)


def _others(centre: str, ties: Iterable[Tie]) -> list[_Other]:
    found: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        key = (tie.object, tie.object_href) if tie.subject == centre else (tie.subject, tie.subject_href)
        found.setdefault(key, []).append(tie)
    return [_Other(name, href, tuple(some)) for (name, href), some in sorted(found.items())]


def _side(centre: str, others: Sequence[_Other], height: int, way: int, board: Board) -> Iterator[Markup]:
    """Draw the names of one side along an arc, with their lines; way is 1 to the right, -1 to the left."""
    middle = height / 2
    for at, other in enumerate(others):
        y = middle + (at - (len(others) - 1) / 2) * _HIGH
        bow = sqrt(max(0.0, 1 - ((y - middle) / (middle + _HIGH)) ** 2))
        x = WIDTH / 2 + way * _REACH * (0.6 + 0.4 * bow)
        yield from _lines(centre, other, (x, y), middle, way)
        yield _named(other, (x, y), way, board)


def _lines(centre: str, other: _Other, end: _Spot, middle: float, way: int) -> Iterator[Markup]:
    """Draw a line for each tie, with an arrow from its subject to its object; several to one name are bent apart."""
    start = (WIDTH / 2, middle)
    for at, tie in enumerate(other.ties):
        apart = (at - (len(other.ties) - 1) / 2) * 16
        bend = (start[0] + way * _REACH * 0.45, (start[1] + end[1]) / 2 + apart + (end[1] - start[1]) * 0.15)
        path = f"M{start[0]:.1f},{start[1]:.1f}Q{bend[0]:.1f},{bend[1]:.1f} {end[0]:.1f},{end[1]:.1f}"
        arrow = _arrow(start, bend, end, is_outward=tie.subject == centre)
        yield element(
            "g", element("title", told(tie)), element("path", d=path), arrow, class_=f"fig-tie {_line_of(tie)}"
        )


def _arrow(start: _Spot, bend: _Spot, end: _Spot, *, is_outward: bool) -> Markup:
    """Draw a small triangle on a line, at three quarters of it."""
    t = 0.78
    (x0, y0), (x1, y1), (x2, y2) = start, bend, end
    x = (1 - t) ** 2 * x0 + 2 * t * (1 - t) * x1 + t**2 * x2
    y = (1 - t) ** 2 * y0 + 2 * t * (1 - t) * y1 + t**2 * y2
    across, down = (1 - t) * (x1 - x0) + t * (x2 - x1), (1 - t) * (y1 - y0) + t * (y2 - y1)
    turn = degrees(atan2(down, across)) + (0 if is_outward else 180)
    return element(
        "path", d="M-5,-4L5,0L-5,4z", transform=f"translate({x:.1f},{y:.1f}) rotate({turn:.0f})", class_="fig-arrow"
    )


def _named(other: _Other, spot: _Spot, way: int, board: Board) -> Markup:
    """Write a name as a link, which says what ties it to the middle."""
    x, y = spot
    name = board.write(
        plain(other.name), (Spot(x + way * 9, y, "start" if way > 0 else "end"),), "fig-name", may_cut=True
    )
    said = "; ".join(told(tie) for tie in other.ties)
    return link(other.href, said, element("circle", cx=x, cy=y, r=4), name, class_="fig-other")


def _middle(centre: str, height: int) -> Markup:
    """Write the name in the middle, once for either size."""
    x, y = WIDTH / 2, height / 2
    long, short = shortened(centre, _CENTRE, NARROW), shortened(centre, _CENTRE, WIDE)
    half = max(width_of(long, NARROW), width_of(short, WIDE)) / 2 + 10
    parts = [element("rect", x=x - half, y=y - 18, width=2 * half, height=36, rx=18)]
    for text, class_ in ((long, "fig-wide"), (short, "fig-slim")) if long != short else ((long, ""),):
        parts.append(element("text", text, x=x, y=y, class_=f"fig-name {class_}".strip(), text_anchor="middle"))
    return element("g", *parts, class_="fig-centre")
