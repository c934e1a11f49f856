"""graph/changes -> pages that lead from merged or withdrawn events on, and data that says so."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kg.consolidate import current
from kg.export.site.background import Background
from kg.export.site.claims import write_forward
from kg.export.site.layout import JSONLD, TURTLE, UP, link_to, page_of, thing_of
from kg.export.site.values import Link
from kg.graph.iris import GRAPH_CHANGES
from kg.graph.vocabulary import DCTERMS
from kg.store.embedded import Store

_REPLACED = NamedNode(DCTERMS + "isReplacedBy")
_WHY = "This event was found to be one with another; what was said of it stands there."


def forward_pages(store: Store, known: Background) -> Iterator[tuple[str, bytes]]:
    """Yield the path and bytes of each page that leads on, and of the data beside it."""
    merged = {quad.subject.value for quad in store.rdf.quads_for_pattern(None, _REPLACED, None, GRAPH_CHANGES)}  # type: ignore[union-attr]
    for iri in sorted(merged):
        thing = thing_of(iri)
        heirs = [heir for heir in current(store.rdf, iri) if heir in known.events and thing_of(heir)]
        if thing and heirs and iri not in known.events:
            yield from _forward(iri, thing, heirs, known)


def _forward(iri: str, thing: str, heirs: list[str], known: Background) -> Iterator[tuple[str, bytes]]:
    targets = [Link(known.events[heir].title, link_to(heir, UP)) for heir in heirs]
    yield page_of(thing), write_forward("An event that was merged", targets, _WHY, known.plan, iri=iri)
    lines = "".join(f"<{iri}> <{_REPLACED.value}> <{heir}> .\n" for heir in heirs)
    nodes = ",".join(f'{{"@id":"{heir}"}}' for heir in heirs)
    yield f"{thing}{TURTLE}", lines.encode()
    yield f"{thing}{JSONLD}", f'{{"@id":"{iri}","{_REPLACED.value}":[{nodes}]}}\n'.encode()
