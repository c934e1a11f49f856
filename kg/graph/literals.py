"""The values of literals, as shapes compare them.

In: pyoxigraph's terms, or rdflib's.  Out: numbers, days, texts; what cannot be compared is not in order.
"""

from functools import lru_cache

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.term import Node

from kg.graph.vocabulary import XSD


def at_most(a: object, b: object) -> bool:
    """Tell whether a <= b; what cannot be compared is not."""
    try:
        return bool(a <= b)  # type: ignore[operator]
    except TypeError:
        return False


def native(term: object) -> object:
    """Return a literal as a number, day or text; None for what is none."""
    return _parsed(term.value, term.datatype.value) if isinstance(term, ox.Literal) else None


def is_well_formed(literal: ox.Literal) -> bool:
    """Tell whether a literal's text is one of its datatype, as far as XSD's are known."""
    return not literal.datatype.value.startswith(XSD) or native(literal) is not None


@lru_cache(maxsize=20_000)
def _parsed(text: str, datatype: str) -> object:
    return Literal(text, datatype=URIRef(datatype)).value


def term(node: Node) -> ox.Literal | ox.NamedNode:
    """Return an rdflib term as one of pyoxigraph's."""
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or XSD + "string")))
    return ox.NamedNode(str(node))
