"""Names that a person types, looked up among the labels of a store.

In: "Kata'ib Hezbollah".  Out: the one IRI that bears that name, or a QueryError that lists the candidates.  Case,
diacritics, hyphens and apostrophes do not matter.  What register or ontology name so goes before what only articles do.
"""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from unicodedata import combining, normalize

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import QueryError

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_BASE = "https://w3id.org/conflict-kg/"
_NAMING = tuple(
    NamedNode(iri)
    for iri in (
        f"{_RDFS}label",
        f"{_SKOS}prefLabel",
        f"{_SKOS}altLabel",
        f"{_SKOS}hiddenLabel",
        "http://purl.org/dc/terms/title",
        f"{_BASE}ontology#document",
    )
)
_CURATED = tuple(NamedNode(f"{_BASE}graph/{name}") for name in ("register", "ontology"))
# What a parameter wants, by its kind: the path under which such things are minted.
_PATHS = {
    "actor": "/actor/",
    "source": "/actor/",
    "accused": "/actor/",
    "backer": "/actor/",
    "target": "/actor/",
    "place": "/place/",
    "article": "/article/",
    "event": "/event/",
    "predicate": "/ontology#",
    "type": "/ontology#",
    "ontology": "/ontology#",
}
_SHOWN = 10
_ALIKE = 0.75  # of difflib; "Hezbolla" and "Hezbollah" have 0.94, "Hamas" and "Hezbollah" 0.29
_APOSTROPHES = re.compile(r"['’‘ʿʾ`]")
_WORDS = re.compile(r"\w+")


def find_iri(store: Store, name: str, parameter: str, kind: str = "") -> NamedNode:
    """Return the one thing called `name`, by label or by the last part of its IRI, whatever the case.

    Raises QueryError when none or several bear the name.
    """
    wanted, path = fold(name), _PATHS.get(kind or parameter, "/")
    curated = {iri for graph in _CURATED for iri, label in _labels(store, path, graph) if wanted in _names(iri, label)}
    if len(curated) == 1:
        return NamedNode(curated.pop())
    exact = curated or {iri for iri, label in _labels(store, path) if wanted in _names(iri, label)}
    if len(exact) == 1:
        return NamedNode(exact.pop())
    if exact:
        raise QueryError(f"--{parameter} {name!r} is the name of several: {_listed(store, exact)}; give the IRI of one")
    near = _near(store, name, path)
    hint = f"did you mean {_listed(store, near)}?" if near else "give a name as the graph writes it, or an IRI"
    raise QueryError(f"--{parameter} {name!r}: nothing in the store has that name; {hint}")


def _near(store: Store, name: str, path: str) -> list[str]:
    """Return the things whose names hold `name`, or are nearly it, the nearest first."""
    wanted = fold(name)
    by_name: dict[str, set[str]] = {}
    for iri, label in _labels(store, path):
        by_name.setdefault(fold(label), set()).add(iri)
    holding = sorted((label for label in by_name if wanted and wanted in label), key=lambda label: (len(label), label))
    alike = get_close_matches(wanted, by_name, n=_SHOWN, cutoff=_ALIKE)
    return list(dict.fromkeys(iri for label in (*alike, *holding) for iri in sorted(by_name[label])))


def _labels(store: Store, path: str, graph: NamedNode | None = None) -> Iterator[tuple[str, str]]:
    for predicate in _NAMING:
        for quad in store.quads_for_pattern(None, predicate, None, graph):
            subject, label = quad.subject, quad.object
            if isinstance(subject, NamedNode) and isinstance(label, Literal) and path in subject.value:
                yield subject.value, label.value


def _names(iri: str, label: str) -> tuple[str, str]:
    return fold(label), fold(iri.replace("#", "/").rsplit("/", 1)[-1])


def fold(text: str) -> str:
    """Return a name without case, diacritics, apostrophes and hyphens, for comparison."""
    bare = "".join(character for character in normalize("NFKD", text) if not combining(character))
    return " ".join(_WORDS.findall(_APOSTROPHES.sub("", bare.casefold())))


def _listed(store: Store, iris: Iterable[str]) -> str:
    ordered = sorted(iris) if isinstance(iris, set) else list(iris)
    shown = [f"{label_of(store, iri)} <{iri}>" for iri in ordered[:_SHOWN]]
    more = len(ordered) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def label_of(store: Store, iri: str) -> str:
    """Return a name of a thing, the empty string if the store has none."""
    labels = (
        quad.object.value
        for predicate in _NAMING
        for quad in store.quads_for_pattern(NamedNode(iri), predicate, None, None)
        if isinstance(quad.object, Literal)
    )
    return next(labels, "")
