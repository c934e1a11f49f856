"""The ontology's files: every term is defined, every event class has a crosswalk row, what is used is declared."""

from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Namespace, URIRef

from kg.resources import folder

KG = Namespace("https://w3id.org/conflict-kg/ontology#")
ONTOLOGY = folder("ontology")
FILES = sorted([*ONTOLOGY.glob("*.ttl"), *ONTOLOGY.glob("register/*.ttl")])
CONFLICT = Graph().parse(ONTOLOGY / "conflict.ttl")
TERMS = sorted({str(s) for s in CONFLICT.subjects(RDF.type) if str(s).startswith(str(KG))})


@pytest.mark.parametrize("term", TERMS)
def test_ontology_defines_each_term(term: str) -> None:
    node = URIRef(term)
    assert CONFLICT.value(node, RDFS.label)
    assert CONFLICT.value(node, SKOS.definition)
    assert CONFLICT.value(node, RDFS.isDefinedBy)


def test_ontology_maps_each_event_class() -> None:
    crosswalk = Graph().parse(ONTOLOGY / "crosswalk.ttl")
    events = set(CONFLICT.transitive_subjects(RDFS.subClassOf, KG.Event)) - {KG.Event}
    assert len(events) > 30
    assert {str(event) for event in events if not list(crosswalk.objects(event, SKOS.closeMatch))} == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_ontology_declares_what_is_used(path: Path) -> None:
    used = {str(term) for triple in Graph().parse(path) for term in triple if str(term).startswith(str(KG))}
    assert used - {*TERMS, str(KG)} == set()


def test_ontology_has_its_header() -> None:
    header = URIRef("https://w3id.org/conflict-kg/ontology")
    named = {str(predicate).replace("#", "/").rsplit("/", 1)[-1] for predicate in CONFLICT.predicates(header)}
    wanted = {"versionIRI", "license", "title", "preferredNamespacePrefix", "preferredNamespaceUri", "creator"}
    assert wanted <= named
