"""Mint the IRIs of things.  What goes into one is a key or a name of the ontology, never scraped text."""

import re
from functools import lru_cache

from pyoxigraph import NamedNode

from kg.errors import GraphError
from kg.keys import BASE, key_of

__all__ = [
    "BASE",
    "GRAPH_CHANGES",
    "GRAPH_EVENTS",
    "GRAPH_INFERRED",
    "GRAPH_JUDGEMENTS",
    "GRAPH_ONTOLOGY",
    "GRAPH_REGISTER",
    "activity_iri",
    "actor_iri",
    "article_iri",
    "article_key",
    "attribution_iri",
    "claim_iri",
    "graph_iri",
    "key_of",
    "place_iri",
    "report_iri",
    "span_iri",
    "term_iri",
]

# A register slug, a hash, or a hash with the number of a link of its attribution chain.
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")


def article_key(document: str) -> str:
    """Return the key of a document: its path as the user gave it, or its URL."""
    return key_of("article", document)


def article_iri(document: str) -> NamedNode:
    """Mint the IRI of a document."""
    return _mint("article", article_key(document))


def graph_iri(document: str) -> NamedNode:
    """Mint the IRI of the named graph that holds all that came from a document."""
    return _mint("graph/article", article_key(document))


def report_iri(key: str) -> NamedNode:
    """Mint the IRI of a report."""
    return _mint("report", key)


def claim_iri(key: str) -> NamedNode:
    """Mint the IRI of a claim."""
    return _mint("claim", key)


def attribution_iri(claim_key: str, link: int) -> NamedNode:
    """Mint the IRI of a link of a claim's attribution chain; the innermost speaker's is 1."""
    return _mint("claim", f"{claim_key}-{link}")


def span_iri(document: str, start: int, end: int) -> NamedNode:
    """Mint the IRI of a stretch of a document's text."""
    return _mint("span", key_of("span", document, str(start), str(end)))


def actor_iri(key: str) -> NamedNode:
    """Mint the IRI of an actor or thing."""
    return _mint("actor", key)


def place_iri(key: str) -> NamedNode:
    """Mint the IRI of a place."""
    return _mint("place", key)


def geometry_iri(key: str) -> NamedNode:
    """Mint the IRI of a place's geometry."""
    return _mint("geometry", key)


def activity_iri(extractor: str, pipeline: str) -> NamedNode:
    """Mint the IRI of what an extractor with a language pipeline does."""
    return _mint("activity", key_of("activity", extractor, pipeline))


@lru_cache(maxsize=1_000)
def term_iri(name: str) -> NamedNode:
    """Mint the IRI of a class, property or individual of the ontology; raise GraphError if it is no name."""
    if not _NAME.fullmatch(name):
        raise GraphError(f"“{name}” cannot name an ontology term: use letters and digits only")
    return NamedNode(f"{BASE}ontology#{name}")


def _mint(kind: str, key: str) -> NamedNode:
    if not _KEY.fullmatch(key):
        raise GraphError(f"“{key}” cannot end the IRI of a {kind}: use a register slug or a hash")
    return NamedNode(f"{BASE}{kind}/{key}")


GRAPH_ONTOLOGY = _mint("graph", "ontology")
GRAPH_REGISTER = _mint("graph", "register")
GRAPH_EVENTS = _mint("graph", "events")
GRAPH_CHANGES = _mint("graph", "changes")
GRAPH_JUDGEMENTS = _mint("graph", "judgements")
GRAPH_INFERRED = _mint("graph", "inferred")
