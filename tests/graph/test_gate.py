"""The gate gives pyshacl's answers: on the examples, and on articles with faults planted in them."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph

from kg.errors import OntologyError
from kg.graph.gate import load_gate
from kg.graph.validation import load_shapes, refused, report_text, told
from kg.resources import folder
from kg.tools import Tools
from tests.graph.faults import ARTICLES, FAULTS, Built, places, planted

ONTOLOGY = folder("ontology")
SHAPES = load_shapes(ONTOLOGY / "shapes.ttl")
EXAMPLES = sorted((ONTOLOGY / "examples").glob("*.ttl"))
EVERY = 25  # clean articles are copies of six: pyshacl, at 0.1 s each, sees one in so many (make bench shows it all)
PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .
@prefix shape: <https://w3id.org/conflict-kg/shape/> .
"""
TARGET = "a sh:NodeShape ; sh:targetClass ex:A ;"


@pytest.fixture(scope="module")
def articles(tools: Tools) -> list[Built]:
    return planted(tools)


def test_gate_finds_the_planted_faults_among_a_thousand_articles(articles: list[Built]) -> None:
    spoilt = places()
    assert len(FAULTS) >= 20
    assert len(articles) == ARTICLES == 1_000
    wrong = {n: {s for _, s in found} for n, b in enumerate(articles) if (found := refused(b.quads, b.context, SHAPES))}
    assert wrong.keys() == spoilt.keys()
    assert {fault for number, fault in spoilt.items() if fault.shape not in wrong[number]} == set()


def test_gate_and_reference_name_the_same_nodes_and_shapes(articles: list[Built]) -> None:
    for number in sorted({*places(), *range(0, ARTICLES, EVERY)}):
        built = articles[number]
        by_reference = {(v.focus, v.shape) for v in told(built.quads, built.context, SHAPES)}
        assert refused(built.quads, built.context, SHAPES) == by_reference, built.document


def test_report_names_article_and_words_of_each_planted_fault(articles: list[Built]) -> None:
    for number, fault in places().items():
        built = articles[number]
        found = [v for v in told(built.quads, built.context, SHAPES) if v.shape == fault.shape]
        assert found, fault
        for violation in found:
            # an article that does not name its document is named by its IRI
            assert violation.article in {built.document, violation.focus if fault.shape == "S01" else None}
            assert violation.quote, fault
            assert violation.quote in built.text, fault
        text = report_text(found)
        assert text.startswith(f"{fault.shape}: ")
        assert "    article: " in text
        assert "    words: “" in text


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_gate_and_reference_agree_on_the_examples(path: Path) -> None:
    quads = tuple(parse(path=str(path), format=RdfFormat.TURTLE))
    found = refused(quads, (), SHAPES)
    assert found == {(violation.focus, violation.shape) for violation in told(quads, (), SHAPES)}
    assert bool(found) == ("invalid" in path.stem)


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (f"shape:S01 {TARGET} sh:property [ sh:path ex:p ; sh:uniqueLang true ] .", "uniqueLang"),
        (f"shape:S01 {TARGET} sh:property [ sh:path ( ex:p ex:q ) ; sh:minCount 1 ] .", "one property"),
        (f"shape:first {TARGET} sh:nodeKind sh:IRI .", "no number"),
    ],
)
def test_gate_refuses_shapes_that_it_cannot_read(shape: str, said: str) -> None:
    with pytest.raises(OntologyError, match=said):
        load_gate(Graph().parse(data=PREFIXES + shape, format="turtle"))
