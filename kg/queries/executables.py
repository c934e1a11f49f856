"""The saved queries as SHACL's SPARQL executables, which public query editors look for.

In: saved queries.  Out: Turtle.  Each is a `sh:SPARQLSelectExecutable` with its text, its words and its prefixes, and
`schema:target` names the endpoint, where one is given.  `python -m kg.queries.index` writes queries/queries.ttl.
"""

import re
from collections.abc import Mapping

from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, SH, XSD

from kg.queries.saved import SavedQuery

_BASE = "https://w3id.org/conflict-kg/query/"
_SCHEMA = Namespace("https://schema.org/")
_PREFIX = re.compile(r"^PREFIX\s+(?P<prefix>[\w-]*):\s*<(?P<namespace>[^>]*)>", re.MULTILINE)


def executables(queries: Mapping[str, SavedQuery], endpoint: str | None = None) -> str:
    """Return the queries as Turtle, in the order of their names."""
    graph = Graph()
    for prefix, namespace in (("sh", SH), ("schema", _SCHEMA), ("dcterms", DCTERMS), ("query", _BASE)):
        graph.bind(prefix, namespace, replace=True)
    declared: dict[str, str] = {}
    for name in sorted(queries):
        declared |= {found["prefix"]: found["namespace"] for found in _PREFIX.finditer(queries[name].text)}
        _add(graph, queries[name], endpoint)
    prefixes = URIRef(f"{_BASE}prefixes")
    for prefix, namespace in declared.items():
        node = URIRef(f"{_BASE}prefixes/{prefix}")
        graph.add((prefixes, SH.declare, node))
        graph.add((node, RDF.type, SH.PrefixDeclaration))
        graph.add((node, SH.prefix, Literal(prefix)))
        graph.add((node, SH.namespace, Literal(namespace, datatype=XSD.anyURI)))
    return graph.serialize(format="longturtle")


def _add(graph: Graph, query: SavedQuery, endpoint: str | None) -> None:
    node = URIRef(_BASE + query.name)
    for kind in (SH.SPARQLExecutable, SH.SPARQLSelectExecutable):
        graph.add((node, RDF.type, kind))
    graph.add((node, RDFS.label, Literal(query.title, lang="en")))
    graph.add((node, RDFS.comment, Literal(query.description, lang="en")))
    graph.add((node, SH.prefixes, URIRef(f"{_BASE}prefixes")))
    graph.add((node, SH.select, Literal(query.sparql.strip())))
    for tag in query.tags:
        graph.add((node, _SCHEMA.keywords, Literal(tag, lang="en")))
    if endpoint:
        graph.add((node, _SCHEMA.target, URIRef(endpoint)))
