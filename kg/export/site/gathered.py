"""Statements -> the sections of a page that gathers them, over as many pages as they need."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.export.site.background import Background
from kg.export.site.plan import ROWS
from kg.export.site.render import safe
from kg.export.site.values import Link, Told


class Heap(NamedTuple):
    """Statements under one heading, before they are spread over pages."""

    key: str
    heading: str
    note: str
    told: tuple[Told, ...]


class Group(NamedTuple):
    """Statements of one event; without a link those that are of none."""

    event: Link
    statements: tuple[object, ...]


class Section(NamedTuple):
    """Statements under one heading, on one page."""

    key: str
    heading: str
    note: str
    total: int
    groups: tuple[Group, ...]


def spread(heaps: Sequence[Heap], known: Background) -> list[tuple[Section, ...]]:
    """Spread statements over pages of at most ROWS; there is always a first."""
    flat = [(heap, one) for heap in heaps for one in heap.told]
    pages = []
    for at in range(0, max(1, len(flat)), ROWS):
        some = flat[at : at + ROWS]
        pages.append(tuple(_section(heap, [one for of, one in some if of is heap], known) for heap in _heaps(some)))
    return pages


def _heaps(some: Sequence[tuple[Heap, Told]]) -> Iterator[Heap]:
    before = None
    for heap, _ in some:
        if heap is not before:
            yield heap
        before = heap


def _section(heap: Heap, told: Sequence[Told], known: Background) -> Section:
    groups: dict[str, list[object]] = {}
    for one in told:
        groups.setdefault(one.event, []).append(safe(one.html))
    by_event = tuple(Group(known.event_link(event), tuple(html)) for event, html in groups.items())
    return Section(heap.key, heap.heading, heap.note, len(heap.told), by_event)


def page_name(thing: str, number: int) -> str:
    """Return thing.html, thing.2.html, thing.3.html …; no key of a thing has a dot."""
    return f"{thing}.html" if number == 1 else f"{thing}.{number}.html"


def pager(name: str, number: int, pages: int) -> tuple[Link, ...]:
    """Return the links between the pages of one thing or list; this page's has no address."""
    if pages < 2:
        return ()
    return tuple(
        Link(str(n), "" if n == number else page_name(name, n))
        for n in range(1, pages + 1)
        if n in (1, pages) or abs(n - number) <= 3
    )
