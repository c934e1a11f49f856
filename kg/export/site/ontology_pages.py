"""The ontology folder -> a page of its terms, and its files beside it, each term with a place of its own."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from kg.export.graphs import local_name
from kg.export.ontology_page import page_graph
from kg.export.site.background import Background
from kg.export.site.layout import UP, web_address
from kg.export.site.render import Head, render
from kg.export.site.values import Link
from kg.graph.vocabulary import KG

MAIN = "conflict.ttl"
_FILES = (
    "conflict.ttl",
    "alignments.ttl",
    "crosswalk.ttl",
    "lexicon.ttl",
    "shapes.ttl",
    "axioms.ttl",
    "codebooks.ttl",
    "context.jsonld",
)


class Term(NamedTuple):
    """A class, property or individual."""

    name: str
    label: str
    definition: str
    examples: tuple[str, ...]
    above: tuple[Link, ...]
    matches: tuple[str, ...]


def ontology_files(known: Background) -> Iterator[tuple[str, bytes]]:
    """Yield the page of the terms, and the files; the main one also as ontology.ttl."""
    folder = known.plan.ontology
    head = Head(
        "Ontology", "The classes and properties of this graph, with their places in other vocabularies.", UP, "ontology"
    )
    values = {"groups": _groups(folder), "files": [name for name in _FILES if (folder / name).exists()]}
    yield "ontology/index.html", render("ontology.html", known.plan, head, values)
    for name in _FILES:
        if (folder / name).exists():
            yield f"ontology/{name}", (folder / name).read_bytes()
    yield "ontology/ontology.ttl", (folder / MAIN).read_bytes()


@cache
def _groups(folder: Path) -> tuple[tuple[str, tuple[Term, ...]], ...]:
    graph = page_graph(folder)
    found: dict[str, list[Term]] = {"Classes": [], "Properties": [], "Individuals": []}
    for node in sorted(set(graph.subjects(RDFS.isDefinedBy)), key=str):
        if isinstance(node, URIRef) and node.startswith(KG):
            found[_group(graph, node)].append(_term(graph, node))
    return tuple((name, tuple(terms)) for name, terms in found.items() if terms)


def _group(graph: Graph, node: Node) -> str:
    kinds = set(graph.objects(node, RDF.type))
    if OWL.Class in kinds:
        return "Classes"
    return "Properties" if any(str(kind).endswith("Property") for kind in kinds) else "Individuals"


def _term(graph: Graph, node: Node) -> Term:
    def texts(predicate: URIRef) -> tuple[str, ...]:
        return tuple(sorted(str(text) for text in graph.objects(node, predicate) if isinstance(text, Literal)))

    parents = (*graph.objects(node, RDFS.subClassOf), *graph.objects(node, RDFS.subPropertyOf))
    above = sorted(_above(parent) for parent in parents if isinstance(parent, URIRef))
    labels, definitions = texts(RDFS.label), texts(SKOS.definition)
    return Term(
        local_name(str(node)),
        labels[0] if labels else local_name(str(node)),
        definitions[0] if definitions else "",
        texts(SKOS.example),
        tuple(above),
        texts(SKOS.note),
    )


def _above(parent: URIRef) -> Link:
    if parent.startswith(KG):
        return Link(local_name(parent), f"#{local_name(parent)}")
    return Link(parent, web_address(parent))
