"""Named graphs of a store -> plain dictionaries, one graph at a time.

Flat rows need a dozen values of each claim.  Reading a graph whole and joining in Python takes linear time and the
memory of one article, where a SPARQL join of that width looks each value up in the store's index.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.vocabulary import KG, LABEL
from kg.store.embedded import Store

Node = NamedNode | Literal
Described = dict[str, dict[str, list[Node]]]  # subject IRI -> predicate IRI -> objects

_DOCUMENT = NamedNode(KG + "document")


class StoredArticle(NamedTuple):
    """Where a document's claims are.  Sorted by document, for stable output."""

    document: str
    iri: str
    graph: NamedNode


def stored_articles(store: Store) -> list[StoredArticle]:
    """List the articles of a store by document."""
    found = store.rdf.quads_for_pattern(None, _DOCUMENT, None, None)
    rows = [
        StoredArticle(quad.object.value, quad.subject.value, quad.graph_name)
        for quad in found
        if isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, Literal)
        and isinstance(quad.graph_name, NamedNode)
    ]
    return sorted(rows, key=lambda row: (row.document, row.iri, row.graph.value))


def described(store: Store, graph: NamedNode) -> Described:
    """Read a graph whole."""
    return describe(store.quads(graph))


def describe(quads: Iterable[Quad]) -> Described:
    """Arrange quads by subject and predicate."""
    found: Described = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            found[quad.subject.value][quad.predicate.value].append(quad.object)
    return found


def pairs(store: Store, predicate: NamedNode, graph: NamedNode | None = None) -> Iterator[tuple[str, Node]]:
    """Yield subject IRI and object of every statement with a predicate, in one graph or all."""
    for quad in store.rdf.quads_for_pattern(None, predicate, None, graph):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            yield quad.subject.value, quad.object


def labels(store: Store, graph: NamedNode | None = None) -> dict[str, str]:
    """Read the preferred label of everything in one graph, or all."""
    found: dict[str, list[Node]] = defaultdict(list)
    for iri, label in pairs(store, LABEL, graph):
        found[iri].append(label)
    return {iri: best_label(names) for iri, names in found.items()}


def best_label(names: Iterable[Node]) -> str:
    """Return the English label, or the first by letter where there are several or none is English."""
    return min(names, key=lambda name: (getattr(name, "language", None) != "en", name.value)).value


def local_name(iri: str) -> str:
    """Return what follows the last # or / of an IRI."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
