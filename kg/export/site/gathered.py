"""Statements -> the sections of a page that gathers them, over as many pages as they need."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.export.site.background import Background
from kg.export.site.plan import ROWS
from kg.export.site.render import safe
from kg.export.site.values import Link, Quote, Told
from kg.export.site.words import first_upper


class Heap(NamedTuple):
    """Statements under one heading, before they are spread over pages."""

    key: str
    heading: str
    note: str
    told: tuple[Told, ...]


class Group(NamedTuple):
    """Statements of one event, each with its HTML and its quote, if it does not stand above already."""

    event: Link  # or the kind of a report that is of no event; empty for relations
    statements: tuple[tuple[object, Quote | None], ...]


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
    groups: dict[str, list[Told]] = {}
    for one in told:
        groups.setdefault(one.event or one.report, []).append(one)
    by_event = tuple(Group(_matter(some[0], known), tuple(_quoted(some))) for some in groups.values())
    return Section(heap.key, heap.heading, heap.note, len(heap.told), by_event)


def _matter(one: Told, known: Background) -> Link:
    """Say what a statement is about: an event, or what kind of event its report tells of."""
    return known.event_link(one.event) if one.event else Link(first_upper(one.kind))


def _quoted(told: Sequence[Told]) -> Iterator[tuple[object, Quote | None]]:
    """Give each statement its quote, once where several rest on the same words."""
    before = None
    for one in told:
        words = (one.order[:4], one.quote.before + one.quote.marked + one.quote.after)
        yield safe(one.html), one.quote if words != before else None
        before = words


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
