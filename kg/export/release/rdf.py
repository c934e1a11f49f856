"""Snapshot -> the files of RDF that hold the graph as it is, or without graphs."""

import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize
from rdflib.collection import Collection

from kg.errors import ExportError
from kg.export.graphs import local_name
from kg.export.release.parts import Part
from kg.export.release.snapshot import Snapshot, packed, sort_lines
from kg.graph.iris import BASE, GRAPH_CHANGES, GRAPH_EVENTS, GRAPH_INFERRED, GRAPH_JUDGEMENTS
from kg.graph.vocabulary import KG, LABEL, OBJECT, PREDICATE, PREFIXES, RDF, RDFS, SUBJECT

KINDS = ("article", "report", "claim", "span", "actor", "place", "event", "activity")
SHORT = {**PREFIXES, **{kind: f"{BASE}{kind}/" for kind in KINDS}, "graph": f"{BASE}graph/"}
REIFIES = NamedNode(RDF + "reifies")
_REIFICATION = (SUBJECT.value, PREDICATE.value, OBJECT.value)
_OUR_WORDS = (LABEL, NamedNode(RDFS + "comment"), NamedNode(KG + "why"))
_SH = "http://www.w3.org/ns/shacl#"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip file can hold


class Source(NamedTuple):
    """What a writer may read: the quads, and the ontology folder; and a folder for what it needs while it writes."""

    snapshot: Snapshot
    ontology: Path
    scratch: Path


def claim_predicates(ontology: Path) -> frozenset[str]:
    """Read which predicates claims may state, from the shape that says so; raise ExportError if none does."""
    graph = rdflib.Graph().parse(ontology / "shapes.ttl", format="turtle")
    found = {
        str(item)
        for shape in graph.subjects(rdflib.URIRef(f"{_SH}path"), rdflib.RDF.predicate)
        for values in graph.objects(shape, rdflib.URIRef(f"{_SH}in"))
        for item in Collection(graph, values)
    }
    if not found:
        raise ExportError(f"{ontology / 'shapes.ttl'} does not say which predicates a claim may have (rdf:predicate)")
    return frozenset(found)


def write_nquads(source: Source, path: Path) -> None:
    """Write all quads, sorted by their lines."""
    with packed(path) as out:
        out.writelines(source.snapshot.sorted_lines(source.scratch))


def write_trig(source: Source, path: Path) -> None:
    """Write all quads with short names, graph by graph."""
    with packed(path) as out:
        serialize(source.snapshot.quads(), out, RdfFormat.TRIG, prefixes=SHORT)


def write_turtle(source: Source, path: Path) -> None:
    """Write a zip file with a Turtle file a graph, under the graph's name."""
    with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as out:
        for graph, quads in source.snapshot.graphs():
            entry = zipfile.ZipInfo(f"{graph.removeprefix(BASE + 'graph/')}.ttl", _EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            triples = (quad.triple for quad in quads)
            out.writestr(entry, serialize(triples, format=RdfFormat.TURTLE, prefixes=SHORT) or b"")


def without_graphs(source: Source) -> Iterator[bytes]:
    """Yield as sorted N-Triples what still has its voice without the graph that it stands in.

    A role (`report perpetrator group`), a relation of the register (`group backedBy state`), what a reasoner made of
    these, and the words of consolidation (the name "Arrest of …" of an event or position, why accounts contradict, a
    person's note) tell who does what, but who says so only by their graph.  They are left out; the claims, the
    verdicts and positions that point to them, and all that describes articles, actors and places stay.
    """
    voiced = claim_predicates(source.ontology)
    lines = (
        f"{quad.triple} .\n".encode()
        for quad in source.snapshot.quads()
        if quad.predicate.value not in voiced and quad.graph_name != GRAPH_INFERRED and not _is_in_our_words(quad)
    )
    return sort_lines(lines, source.scratch)


def _is_in_our_words(quad: Quad) -> bool:
    return quad.predicate in _OUR_WORDS and quad.graph_name in (GRAPH_EVENTS, GRAPH_CHANGES, GRAPH_JUDGEMENTS)


def write_ntriples(source: Source, path: Path) -> None:
    """Write the triples of without_graphs."""
    with packed(path) as out, _plain(source).open("rb") as lines:
        shutil.copyfileobj(lines, out)


def write_rdfxml(source: Source, path: Path) -> None:
    """Write the triples of without_graphs as RDF/XML."""
    triples: Iterator[Triple] = (quad.triple for quad in parse(path=_plain(source), format=RdfFormat.N_TRIPLES))
    with packed(path) as out:
        serialize(triples, out, RdfFormat.RDF_XML, prefixes=dict(PREFIXES))


def _plain(source: Source) -> Path:
    """Return the file of the triples of without_graphs, which the first to ask writes."""
    plain = source.scratch / "triples.nt"
    if not plain.exists():
        with plain.open("wb") as lines:
            lines.writelines(without_graphs(source))
    return plain


def write_triple_terms(source: Source, path: Path) -> None:
    """Write the articles' graphs in RDF 1.2: a claim reifies a triple term; nothing is asserted that a claim states."""
    with packed(path) as out:
        serialize(_with_triple_terms(source), out, RdfFormat.TRIG, prefixes=SHORT)


def _with_triple_terms(source: Source) -> Iterator[Quad]:
    voiced = claim_predicates(source.ontology)
    for graph, quads in source.snapshot.graphs():
        if graph.startswith(f"{BASE}graph/article/"):
            yield from reified(quads, voiced)


def reified(quads: list[Quad], voiced: frozenset[str]) -> Iterator[Quad]:
    """Turn the RDF reifications of a graph into triple terms, in their place."""
    parts: dict[str, dict[str, object]] = {}
    for quad in quads:
        if quad.predicate.value in _REIFICATION:
            parts.setdefault(str(quad.subject), {})[local_name(quad.predicate.value)] = quad.object
    for quad in quads:
        if quad.predicate.value == _REIFICATION[0]:
            found = parts[str(quad.subject)]
            term = Triple(found["subject"], found["predicate"], found["object"])  # type: ignore[arg-type]
            yield Quad(quad.subject, REIFIES, term, quad.graph_name)
        elif quad.predicate.value not in (*_REIFICATION, *voiced):
            yield quad


WRITERS: dict[Part, Callable[[Source, Path], None]] = {
    Part.NQUADS: write_nquads,
    Part.TRIG: write_trig,
    Part.TURTLE: write_turtle,
    Part.RDFXML: write_rdfxml,
    Part.NTRIPLES: write_ntriples,
    Part.TRIPLE_TERMS: write_triple_terms,
}
