"""The IRIs that consolidation reads and writes."""

from functools import lru_cache

from pyoxigraph import NamedNode

from kg.keys import BASE

KG = BASE + "ontology#"
EVENTS = NamedNode(BASE + "graph/events")
ONTOLOGY = NamedNode(BASE + "graph/ontology")
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
RDFS_LABEL = NamedNode(RDFS + "label")
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = f"""
PREFIX kg: <{KG}>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <{RDFS}>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#>
"""


@lru_cache(maxsize=1_000)
def term(name: str) -> NamedNode:
    """Name a class or property of the ontology."""
    return NamedNode(KG + name)


def local(iri: str) -> str:
    """Return what follows the last # or / of an IRI."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
