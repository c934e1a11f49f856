"""The documentation page: each class stands on it, with its place in vocabularies that the reader knows."""

import pytest
from lxml import html  # type: ignore[import-untyped]
from rdflib import OWL, RDF, Graph

from kg.export.ontology_page import page, page_graph
from kg.resources import folder

pytest.importorskip("pylode", reason="pip install 'conflict-kg[docs]'")
ONTOLOGY = folder("ontology")
OURS = "https://w3id.org/conflict-kg/"
OF_OWL = ("http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#", "https://w3id.org/profile/")


def notes(entity: html.HtmlElement) -> list[str]:
    """Return what an entity's notes link to."""
    rows = entity.xpath(".//tr[th/a[contains(@href, 'skos/core#note')]]/td//a/@href")
    return [str(link) for link in rows]


def test_page_gives_every_class_its_place() -> None:
    document = html.fromstring(page(ONTOLOGY))
    shown = {
        str(entity.xpath("string(.//tr[th='IRI']/td)")).strip(): notes(entity)
        for entity in document.xpath("//div[contains(@class, 'entity')]")
    }
    classes = {str(term) for term in Graph().parse(ONTOLOGY / "conflict.ttl").subjects(RDF.type, OWL.Class)}
    assert len(classes) > 80
    assert {name for name in classes if not shown.get(name)} == set()
    assert not [link for name in classes for link in shown[name] if link.startswith(OURS)]
    assert "http://semanticweb.cs.vu.nl/2009/11/sem/Event" in shown[f"{OURS}ontology#Arson"]
    assert "http://www.w3.org/ns/prov#Agent" in shown[f"{OURS}ontology#Actor"]


def test_page_graph_says_why_a_match_is_loose() -> None:
    texts = {str(note) for note in page_graph(ONTOLOGY).objects()}
    place = "[sem:Place](http://semanticweb.cs.vu.nl/2009/11/sem/Place)"
    assert f"Close match {place}. a place told of, also where no event is." in texts
    assert any(text.startswith("As a kind of event: Close match [sem:Event]") for text in texts)
