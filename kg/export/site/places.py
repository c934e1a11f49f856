"""The records of a place -> its pages: where it is and how that is known, and what is said to have been there."""

from collections.abc import Iterator, Sequence

from kg.export.site.article_job import Entry
from kg.export.site.articles import data_links
from kg.export.site.background import Background
from kg.export.site.data import jsonld_of, turtle_of
from kg.export.site.figures import Point, map_of
from kg.export.site.gathered import Heap, page_name, pager, spread
from kg.export.site.layout import UP, key
from kg.export.site.register import Curated
from kg.export.site.render import Head, render
from kg.export.site.values import Link, Told
from kg.export.site.words import first_upper
from kg.graph.iris import BASE

_HEADINGS = {
    "location": ("Said to have been here", ""),
    "origin": ("Said to have come from here", ""),
    "destination": ("Said to have gone here", ""),
    "": ("Said of it otherwise", ""),
}


def place_pages(
    iri: str, entry: Curated | None, entries: Sequence[Entry], told: Sequence[Told], known: Background
) -> Iterator[tuple[str, bytes]]:
    """Yield the path and bytes of each page of a place, and of the data beside the first."""
    thing, place = iri.removeprefix(BASE), known.places.get(iri)
    label = place.label if place else key(iri)
    told = sorted(set(told), key=lambda one: one.order)
    pages = spread(tuple(_heaps(told)), known)
    kind = first_upper(known.word(known.types.get(iri, "Place")))
    point = place if place and place.latitude is not None else None
    for number, sections in enumerate(pages, 1):
        head = Head(
            title=label if number == 1 else f"{label}, page {number}",
            description=f"{label}: {len(told)} statements that name it, each with its speaker, certainty and words.",
            up=UP,
            section="places",
            iri=iri,
            data=data_links(iri),
        )
        values = {
            "label": label,
            "kind": kind,
            "count": len(told),
            "names": tuple((lang, name) for lang, name in entry.names if name != label) if entry else (),
            "point": point,
            "precision": place.precision if place else "",
            "facts": tuple(_facts(entry, entries, known)) if number == 1 else (),
            "source": entry.source if entry else "",
            "elsewhere": entry.elsewhere if entry else (),
            "gathered_sections": sections,
            "pages": pager(key(iri), number, len(pages)),
            "map": _map(iri, label, kind, known) if number == 1 else None,
        }
        yield page_name(thing, number), render("place.html", known.plan, head, values)
    data = [entry.datum] if entry else [one.datum for one in entries[:1]]
    yield f"{thing}.ttl", turtle_of(data)
    yield f"{thing}.jsonld", jsonld_of(data)


def _facts(entry: Curated | None, entries: Sequence[Entry], known: Background) -> Iterator[tuple[str, Link]]:
    if entry:
        yield from ((fact.label, fact.other) for fact in entry.facts if fact.is_of)
    for how, iri in dict.fromkeys(tie for one in entries for tie in one.tied):
        place = known.places.get(iri)
        yield known.word(how), Link(place.label if place else known.names.get(iri, key(iri)), known.link(iri))
    if not entry:
        for name, value in dict.fromkeys(fact for one in entries[:1] for fact in one.facts):
            yield known.word(name), Link(value)


def _heaps(told: Sequence[Told]) -> Iterator[Heap]:
    for predicate, (heading, note) in _HEADINGS.items():
        found = (one for one in told if (one.predicate if one.predicate in _HEADINGS else "") == predicate)
        yield Heap(predicate or "other", heading, note, tuple(found))


def _map(iri: str, label: str, kind: str, known: Background) -> object:
    place = known.places.get(iri)
    if not place or not place.spot:
        return None
    return map_of([Point(*place.spot, label, "", place.precision, kind)], f"Where {label} is")
