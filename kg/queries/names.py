"""Names that a person types, looked up among the labels of a store.

In: "Kataib Hezbollah".  Out: the one IRI that bears that name, or a QueryError that lists the candidates.
"""

from collections.abc import Iterator
from unicodedata import normalize

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import QueryError

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_KG = "https://w3id.org/conflict-kg/ontology#"
_NAMING = tuple(
    NamedNode(iri)
    for iri in (
        f"{_RDFS}label",
        f"{_SKOS}prefLabel",
        f"{_SKOS}altLabel",
        "http://purl.org/dc/terms/title",
        f"{_KG}document",
    )
)
# A parameter's name tells what kind of thing it wants: the path under which such things are minted.
_PATHS = {
    "actor": "/actor/",
    "source": "/actor/",
    "accused": "/actor/",
    "backer": "/actor/",
    "predicate": "/ontology#",
    "target": "/actor/",
    "place": "/place/",
    "article": "/article/",
    "event": "/event/",
    "type": "/ontology#",
}
_SHOWN = 10


def find_iri(store: Store, name: str, kind: str) -> NamedNode:
    """Return the one thing called `name`, by label or by the last part of its IRI, whatever the case.

    `kind` is the parameter's name.  Raises QueryError when none or several bear the name.
    """
    wanted, path = _fold(name), _PATHS.get(kind, "/")
    exact: set[str] = set()
    near: set[str] = set()
    for iri, label in _labels(store, path):
        if wanted in (_fold(label), _fold(_last(iri))):
            exact.add(iri)
        elif wanted and wanted in _fold(label):
            near.add(iri)
    if len(exact) == 1:
        return NamedNode(exact.pop())
    if exact:
        raise QueryError(f"--{kind} {name!r} is the name of several: {_listed(store, exact)}; give the IRI of one")
    hint = f"did you mean {_listed(store, near)}?" if near else "give a name as the graph writes it, or an IRI"
    raise QueryError(f"--{kind} {name!r}: nothing in the store has that name; {hint}")


def _labels(store: Store, path: str) -> Iterator[tuple[str, str]]:
    for predicate in _NAMING:
        for quad in store.quads_for_pattern(None, predicate, None, None):
            subject, label = quad.subject, quad.object
            if isinstance(subject, NamedNode) and isinstance(label, Literal) and path in subject.value:
                yield subject.value, label.value


def _fold(text: str) -> str:
    return " ".join(normalize("NFKC", text).casefold().split())


def _last(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def _listed(store: Store, iris: set[str]) -> str:
    shown = [f"{_label(store, iri)} <{iri}>" for iri in sorted(iris)[:_SHOWN]]
    more = len(iris) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _label(store: Store, iri: str) -> str:
    labels = (
        quad.object.value
        for predicate in _NAMING
        for quad in store.quads_for_pattern(NamedNode(iri), predicate, None, None)
        if isinstance(quad.object, Literal)
    )
    return next(labels, "")
