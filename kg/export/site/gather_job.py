"""A shelf of records -> the pages of its events, actors or places, and the data beside them."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from kg.export.site.actors import actor_pages, name_of
from kg.export.site.article_job import Entry, Loose
from kg.export.site.background import Background
from kg.export.site.claims import ClaimPage, write_claim
from kg.export.site.data import jsonld_of, turtle_of
from kg.export.site.event_nodes import EventNode
from kg.export.site.events import event_page
from kg.export.site.files import write_file
from kg.export.site.layout import JSONLD, TURTLE, key, page_of, thing_of
from kg.export.site.places import place_pages
from kg.export.site.register import Curated
from kg.export.site.shelf import things_on
from kg.export.site.values import Account, Told
from kg.export.site.words import first_upper
from kg.graph.iris import BASE

T = TypeVar("T")


class Listed(NamedTuple):
    """A thing for lists and the search."""

    thing: str
    label: str
    type: str  # local name of its class
    kind: str  # that class in words
    statements: int  # statements that name it
    other_names: tuple[str, ...] = ()


def write_shelf(shelves: Path, shelf: str, known: Background, folder: Path) -> list[Listed]:
    """Write the pages of all things on a shelf; return what lists need of them."""
    listed = []
    for thing, records in things_on(shelves, shelf):
        if thing.startswith("event/"):
            listed += _event(records, known, folder)
        else:
            listed.append(_thing(BASE + thing, records, known, folder))
    return listed


def _of(records: Iterable[Any], kind: type[T]) -> list[T]:
    return [record for record in records if isinstance(record, kind)]


def _event(records: Sequence[Any], known: Background, folder: Path) -> list[Listed]:
    nodes, told, accounts = _of(records, EventNode), _of(records, Told), _of(records, Account)
    if not nodes:
        return []
    (node,) = nodes
    thing = thing_of(node.iri)
    loose = [datum for found in _of(records, Loose) for datum in found.data]
    data = [*node.data, *loose, *(datum for one in sorted(told, key=lambda one: one.order) for datum in one.data)]
    write_file(folder, page_of(thing), event_page(node, told, accounts, known))
    write_file(folder, f"{thing}{TURTLE}", turtle_of(data))
    write_file(folder, f"{thing}{JSONLD}", jsonld_of(data))
    html = {one.claim: one.html for one in told}
    for page in _of(records, ClaimPage):
        rivals = [html[key(rival)] for rival in known.rivals[page.iri] if key(rival) in html]
        write_file(folder, page_of(thing_of(page.iri)), write_claim(page, rivals, known))
    facts = known.events[node.iri]
    return [Listed(thing, facts.title, str(facts.row["type"]), facts.type, len(told))]


def _thing(iri: str, records: Sequence[Any], known: Background, folder: Path) -> Listed:
    entries, told = sorted(_of(records, Entry)), list(dict.fromkeys(_of(records, Told)))
    (entry,) = _of(records, Curated) or (None,)
    is_place = thing_of(iri).startswith("place/")
    for path, page in (place_pages if is_place else actor_pages)(iri, entry, entries, told, known):
        write_file(folder, path, page)
    place = known.places.get(iri)
    label = place.label if place else name_of(iri, entries, known)
    kind = known.types.get(iri, "")
    names = tuple(name for _, name in entry.names if name != label) if entry else ()
    return Listed(thing_of(iri), label, kind, first_upper(known.word(kind)), len(told), names)
