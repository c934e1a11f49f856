"""The files of a release read back by libraries that did not write them, as comparable tuples."""

import gzip
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.graph.iris import BASE

Term = tuple[str, ...]
Statement = tuple[Term, ...]  # subject, predicate, object and, where there is one, graph
GRAPHS = {"nq": "conflict-kg.nq.gz", "trig": "conflict-kg.trig.gz", "jsonld": "conflict-kg.jsonld.gz"}
PLAIN = {"nt": "conflict-kg.nt.gz", "rdf": "conflict-kg.rdf.gz"}
FILES = {**GRAPHS, **PLAIN}
TURTLE = "conflict-kg-turtle.zip"
_OXIGRAPH = {
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
}
_RDFLIB = {"nq": "nquads", "trig": "trig", "jsonld": "json-ld", "nt": "nt", "rdf": "xml"}
_RAPPER = {"nq": "nquads", "trig": "trig", "nt": "ntriples", "rdf": "rdfxml", "ttl": "turtle"}  # it reads no JSON-LD


def data(folder: Path, kind: str) -> bytes:
    """Return a file of RDF, unpacked."""
    return gzip.decompress((folder / FILES[kind]).read_bytes())


def turtles(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the IRI and the Turtle of each graph."""
    with zipfile.ZipFile(folder / TURTLE) as files:
        for name in files.namelist():
            yield f"{BASE}graph/{name.removesuffix('.ttl')}", files.read(name)


def of_oxigraph(found: Iterable[Quad | Triple]) -> set[Statement]:
    """Make tuples of what pyoxigraph read."""
    statements = set()
    for one in found:
        terms = [one.subject, one.predicate, one.object]
        if isinstance(one, Quad) and isinstance(one.graph_name, NamedNode):
            terms.append(one.graph_name)
        statements.add(tuple(_oxigraph(term) for term in terms))
    return statements


def _oxigraph(term: object) -> Term:
    if isinstance(term, Literal):
        return "literal", term.value, term.language or term.datatype.value
    assert isinstance(term, NamedNode), term
    return "iri", term.value


def by_oxigraph(folder: Path, kind: str) -> set[Statement]:
    return of_oxigraph(parse(data(folder, kind), _OXIGRAPH[kind]))


def by_rdflib(folder: Path, kind: str) -> set[Statement]:
    return _rdflib_quads(data(folder, kind), _RDFLIB[kind])


def turtle_by_rdflib(folder: Path) -> set[Statement]:
    found: set[Statement] = set()
    for graph, text in turtles(folder):
        found |= {(*statement, ("iri", graph)) for statement in _rdflib_quads(text, "turtle")}
    return found


def _rdflib_quads(text: bytes, format: str) -> set[Statement]:
    dataset = rdflib.Dataset()
    dataset.parse(text, format=format)
    found = set()
    for subject, predicate, value, graph in dataset.quads():
        ends = () if graph in (None, DATASET_DEFAULT_GRAPH_ID) else (_rdflib(graph),)
        found.add((_rdflib(subject), _rdflib(predicate), _rdflib(value), *ends))
    return found


def _rdflib(term: object) -> Term:
    if isinstance(term, rdflib.Literal):
        plain = str(term.datatype or rdflib.XSD.string)
        return "literal", str(term), str(term.language) if term.language else plain
    assert isinstance(term, rdflib.URIRef), term
    return "iri", str(term)


def by_rapper(folder: Path, kind: str) -> set[Statement]:
    return _rapper(data(folder, kind), kind)


def turtle_by_rapper(folder: Path) -> set[Statement]:
    found: set[Statement] = set()
    for graph, text in turtles(folder):
        found |= {(*statement, ("iri", graph)) for statement in _rapper(text, "ttl")}
    return found


def _rapper(text: bytes, kind: str) -> set[Statement]:
    words = ["rapper", "-q", "-i", _RAPPER[kind], "-o", "nquads", "-", BASE]
    done = subprocess.run(words, input=text, capture_output=True, check=True)
    assert done.stderr == b""
    return of_oxigraph(parse(done.stdout, RdfFormat.N_QUADS))


def by_server(folder: Path, program: str, place: Path) -> set[Statement]:
    """Load the N-Quads into the store of Oxigraph's server and read them out again."""
    lines = folder / "unpacked.nq"
    lines.write_bytes(data(folder, "nq"))
    subprocess.run([program, "load", "--location", str(place), "--file", str(lines)], capture_output=True, check=True)
    words = [program, "dump", "--location", str(place), "--format", "nq"]
    done = subprocess.run(words, capture_output=True, check=True)
    lines.unlink()
    return of_oxigraph(parse(done.stdout, RdfFormat.N_QUADS))
