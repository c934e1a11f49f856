"""The ontology's files: every term is defined, every event class has a crosswalk row, what is used is declared."""

import re
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Namespace, URIRef

from kg.queries import load_queries
from kg.resources import folder

KG = Namespace("https://w3id.org/conflict-kg/ontology#")
ONTOLOGY = folder("ontology")
ANSWERS = Path(__file__).parents[1] / "answers" / "seeds"
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


VOCABULARIES = {
    "SEM": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "PROV-O": "http://www.w3.org/ns/prov#",
    "GAF": "http://groundedannotationframework.org/gaf#",
    "GRaSP": "http://groundedannotationframework.org/grasp#",
    "GRaSP's values": "http://groundedannotationframework.org/grasp/factuality#",
    "Web Annotation": "http://www.w3.org/ns/oa#",
    "schema.org": "https://schema.org/",
    "ORG": "http://www.w3.org/ns/org#",
    "FOAF": "http://xmlns.com/foaf/0.1/",
    "GeoSPARQL": "http://www.opengis.net/ont/geosparql#",
    "OWL-Time": "http://www.w3.org/2006/time#",
    "SKOS": "http://www.w3.org/2004/02/skos/core#",
    "ITS": "http://www.w3.org/2005/11/its/rdf#",
    "RDF": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch)
CODES = {  # how many values a codebook's public form lists
    "plover": 16 + 4 + 6 + 4 + 3 + 4 + 6 + 7 + 4 + 4 + 10 + 15,
    "acled": 6 + 25,
    "gtd": 9,
    "gtd-target": 22,
    "gtd-weapon": 13,
    "ucdp": 3,
}


def test_ontology_is_aligned_to_each_vocabulary_under_its_own_name() -> None:
    alignments = Graph().parse(ONTOLOGY / "alignments.ttl")
    targets = {str(target) for kind in MATCHES for target in alignments.objects(None, kind)}
    of = {name: {target for target in targets if target.startswith(base)} for name, base in VOCABULARIES.items()}
    assert {name for name, found in of.items() if not found} == set()
    assert targets - set().union(*of.values()) == set()


def test_ontology_gives_examples_where_doubt_is_possible() -> None:
    assert len(set(CONFLICT.subjects(SKOS.example))) >= 50
    alike = {KG.perpetrator, KG.agent, KG.target, KG.victim, KG.alliedWith, KG.alignedWith, KG.partOf, KG.memberOf}
    assert {str(term) for term in alike if not CONFLICT.value(term, SKOS.example)} == set()


@pytest.mark.parametrize("scheme", sorted(CODES))
def test_ontology_holds_each_code_of_a_codebook_once(scheme: str) -> None:
    graph = Graph().parse(ONTOLOGY / "crosswalk.ttl").parse(ONTOLOGY / "codebooks.ttl")
    name = URIRef(f"https://w3id.org/conflict-kg/scheme/{scheme}")
    concepts = set(graph.subjects(SKOS.inScheme, name))
    notations = [str(graph.value(concept, SKOS.notation, any=False)) for concept in concepts]
    assert (name, RDF.type, SKOS.ConceptScheme) in graph
    assert len(set(notations)) == len(notations) == CODES[scheme]


def test_ontology_maps_to_codes_that_exist() -> None:
    graph = Graph().parse(ONTOLOGY / "crosswalk.ttl").parse(ONTOLOGY / "codebooks.ttl")
    named = {target for kind in (*MATCHES, SKOS.broader) for target in graph.objects(None, kind)}
    assert named - set(graph.subjects(RDF.type, SKOS.Concept)) == set()


def test_ontology_questions_are_answered_by_saved_queries() -> None:
    page = (ONTOLOGY / "README.md").read_text(encoding="utf-8").split("## What the graph must be able to answer")[1]
    rows = re.findall(r"^\| (.+\?) \| ([a-z-]+) \|$", page.split("\n## ")[0], re.MULTILINE)
    assert len(rows) >= 13
    answers = {name: ANSWERS / f"{name}.csv" for _, name in rows}
    assert {name for name in answers if name not in load_queries(folder("queries"))} == set()
    # its exact rows are compared in tests/test_seeds.py; here that there are any
    assert {name for name, path in answers.items() if len(path.read_text(encoding="utf-8").splitlines()) < 2} == set()
