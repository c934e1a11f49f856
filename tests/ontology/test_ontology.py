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


EVENTS = sorted(str(event) for event in set(CONFLICT.transitive_subjects(RDFS.subClassOf, KG.Event)) - {KG.Event})
CROSSWALK = Graph().parse(ONTOLOGY / "crosswalk.ttl")
SCHEME = "https://w3id.org/conflict-kg/scheme/"
# As the codebooks give them, so that a slip of the pen in the crosswalk is seen.
ACLED = {
    "Battles": "Armed clash|Government regains territory|Non-state actor overtakes territory",
    "Explosions/Remote violence": "Chemical weapon|Air/drone strike|Suicide bomb|Shelling/artillery/missile attack"
    "|Remote explosive/landmine/IED|Grenade",
    "Protests": "Peaceful protest|Protest with intervention|Excessive force against protesters",
    "Riots": "Violent demonstration|Mob violence",
    "Strategic developments": "Agreement|Arrests|Change to group/activity|Disrupted weapons use"
    "|Headquarters or base established|Looting/property destruction|Non-violent transfer of territory|Other",
    "Violence against civilians": "Sexual violence|Attack|Abduction/forced disappearance",
}
PLOVER = {
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "ACCUSE": "disapprove investigate allege",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "MOBILIZE": "troops weapons police militia",
    "THREATEN": "restrict arrest relations expel territory violence",
    "SANCTION": "convict expel withdraw discontinue",
    "CONSULT": "visit third-party multilateral phone",
    "REQUEST": "assist change yield meet",
    "REJECT": "assist change yield meet",
    "AGREE": "",
}


def concepts(scheme: str) -> set[str]:
    return {str(concept) for concept in CROSSWALK.subjects(SKOS.inScheme, URIRef(SCHEME + scheme))}


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("scheme", ["acled", "plover", "gtd"])
def test_crosswalk_maps_each_event_class_once_or_says_why_not(event: str, scheme: str) -> None:
    matches = {str(match) for match in CROSSWALK.objects(URIRef(event), SKOS.closeMatch)} & concepts(scheme)
    unmapped = (URIRef(event), KG.noMatchIn, URIRef(SCHEME + scheme)) in CROSSWALK
    assert len(matches) == (0 if unmapped else 1)
    note = str(CROSSWALK.value(URIRef(event), SKOS.editorialNote) or "")
    assert not unmapped or scheme.upper() in note


def test_crosswalk_names_only_its_own_concepts_and_classes() -> None:
    known = {str(concept) for concept in CROSSWALK.subjects(SKOS.inScheme)}
    linked = {str(o) for p in (SKOS.closeMatch, SKOS.broader, KG.ofArmedTarget) for o in CROSSWALK.objects(None, p)}
    assert linked <= known
    classes = {str(subject) for subject in CROSSWALK.subjects(SKOS.closeMatch)}
    assert classes <= set(TERMS)


def test_crosswalk_uses_acled_types_as_its_codebook_does() -> None:
    for concept in map(URIRef, concepts("acled")):
        name, parent = str(CROSSWALK.value(concept, SKOS.prefLabel)), CROSSWALK.value(concept, SKOS.broader)
        if parent is None:
            assert name in ACLED
        else:
            assert name in ACLED[str(CROSSWALK.value(parent, SKOS.prefLabel))].split("|")


def test_crosswalk_uses_plover_types_and_modes_as_its_manual_does() -> None:
    for concept in map(URIRef, concepts("plover")):
        category, _, mode = str(CROSSWALK.value(concept, SKOS.prefLabel)).partition("/")
        assert category in PLOVER
        assert not mode or mode in PLOVER[category].split()


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
