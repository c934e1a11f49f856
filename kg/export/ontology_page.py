"""ontology/ -> its documentation page, by pyLODE: `make docs`, or `python -m kg.export.ontology_page ontology FILE`.

Each term comes with its definition, examples and place in other vocabularies; a class without a match of its own shows
that of the nearest class above it.  Nothing is fetched.
"""

import logging
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import InputError

_MATCHES = {
    SKOS.exactMatch: "Exact match",
    SKOS.closeMatch: "Close match",
    SKOS.broadMatch: "Broad match",
    SKOS.relatedMatch: "Related match",
}
_FILES = ("conflict.ttl", "alignments.ttl")


def page(ontology: Path) -> str:
    """Return the page as HTML; raise InputError where pyLODE is not installed."""
    logging.basicConfig(level=logging.WARNING)  # pyLODE would ask for all that asyncio has to say
    try:
        profile = import_module("pylode").OntPub
    except ImportError as error:
        raise InputError("the page needs pyLODE: pip install 'conflict-kg[docs]'") from error
    return str(profile(ontology=page_graph(ontology), sort_subjects=True).make_html())


def page_graph(ontology: Path) -> Graph:
    """Return the ontology with every term's place in other vocabularies as notes, in the form that pyLODE shows."""
    graph = Graph()
    for name in _FILES:
        graph.parse(ontology / name, format="turtle")
    places = {term: list(_places(graph, term)) for term in set(graph.subjects(RDFS.isDefinedBy))}
    graph.remove((None, SKOS.note, None))
    for term, notes in places.items():
        for note in notes:
            graph.add((term, SKOS.note, Literal(note)))
    for term in list(graph.subjects(RDF.type, RDF.Property)):
        graph.remove((term, RDF.type, RDF.Property))  # each has an OWL type too, and would stand there twice
    return graph


def _places(graph: Graph, term: Node) -> Iterator[str]:
    """Say what a term, or the nearest class above it, is matched to, and why the match is loose."""
    above: Node | None = term
    while above is not None:
        matches = sorted((kind, target) for kind in _MATCHES for target in graph.objects(above, kind))
        reasons = [str(note) for note in graph.objects(above, SKOS.note)]
        prefix = "" if above == term else f"As a kind of {graph.value(above, RDFS.label)}: "
        for kind, target in matches:
            name = graph.namespace_manager.normalizeUri(str(target))
            reason = next((why.split(": ", 1)[1] for why in reasons if why.startswith(f"{name}: ")), "")
            yield f"{prefix}{_MATCHES[URIRef(kind)]} [{name}]({target}). {reason}".strip()
        if matches or (above, RDF.type, OWL.Class) not in graph:
            return
        above = graph.value(above, RDFS.subClassOf)


def main() -> None:
    """Write the page of an ontology folder to a file, and make the folder of that."""
    if len(sys.argv) != 3:
        sys.exit("usage: python -m kg.export.ontology_page ONTOLOGY FILE")
    ontology, target = map(Path, sys.argv[1:])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(ontology), encoding="utf-8")
    print(target)


if __name__ == "__main__":
    main()
