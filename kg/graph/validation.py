"""An article's quads beside the register rows that they name -> the violations of ontology/shapes.ttl.

pyshacl is the reference engine.  Nothing is fetched and nothing inferred: the classes of register entries come with
their rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pyshacl
from rdflib import RDF, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from kg.errors import OntologyError

_KG = Namespace("https://w3id.org/conflict-kg/ontology#")
_OA = Namespace("http://www.w3.org/ns/oa#")


@dataclass(frozen=True, slots=True)
class Shapes:
    """The parsed shapes graph; parse it once, it takes longer than an article."""

    graph: Graph


@dataclass(frozen=True, slots=True)
class Violation:
    """One result of a SHACL report."""

    shape: str  # its number, S01 …
    message: str
    focus: str  # IRI of the node that is wrong
    path: str | None
    value: str | None
    quote: str | None  # the words that the node rests on, where it says so


def load_shapes(path: Path) -> Shapes:
    """Parse the shapes; raise OntologyError naming the file if it does not parse."""
    try:
        return Shapes(Graph().parse(path, format="turtle"))
    except Exception as error:  # rdflib's parsers raise errors of many kinds
        raise OntologyError(f"{path}: {error}") from error


def validate(quads: Iterable[ox.Quad], context: Iterable[ox.Quad | ox.Triple], shapes: Shapes) -> tuple[Violation, ...]:
    """Return what is wrong with an article's graph; violations of context rows alone are not reported."""
    data = Graph()
    own = set()
    for quad in quads:
        triple = _triple(quad)
        own.add(triple[0])
        data.add(triple)
    for row in context:
        data.add(_triple(row))
    conforms, report, _ = pyshacl.validate(
        data, shacl_graph=shapes.graph, inference="none", advanced=False, meta_shacl=False
    )
    if conforms or not isinstance(report, Graph):
        return ()
    found = [_violation(report, result, data) for result in report.subjects(RDF.type, SH.ValidationResult)]
    mine = {str(node) for node in own} | {
        str(term) for triple in data.triples((None, _KG.source, None)) for term in triple[2:]
    }
    return tuple(sorted((v for v in found if v.focus in mine), key=_order))


def report_text(violations: Iterable[Violation]) -> str:
    """Write violations for a person: what is wrong, at which words, what to do."""
    lines = []
    for violation in violations:
        lines.append(violation.message)
        lines.append(f"    at {violation.focus}" + (f", property {violation.path}" if violation.path else ""))
        if violation.value is not None:
            lines.append(f"    value: {violation.value}")
        if violation.quote:
            lines.append(f"    words: “{violation.quote}”")
    return "\n".join(lines)


def _order(violation: Violation) -> tuple[str, str, str, str]:
    return (violation.shape, violation.focus, violation.path or "", violation.value or "")


def _triple(row: ox.Quad | ox.Triple) -> tuple[Node, Node, Node]:
    return (_term(row.subject), _term(row.predicate), _term(row.object))


def _term(term: object) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = URIRef(term.datatype.value)
        return Literal(term.value, datatype=None if datatype == XSD.string else datatype)
    raise TypeError(f"cannot validate {term!r}")


def _violation(report: Graph, result: Node, data: Graph) -> Violation:
    message = str(report.value(result, SH.resultMessage) or "")
    focus = report.value(result, SH.focusNode)
    path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
    number = message.split(":", 1)[0] if message[:1] == "S" and message[1:3].isdigit() else "S??"
    return Violation(
        number,
        message,
        str(focus),
        str(path) if path else None,
        str(value) if value is not None else None,
        _quote(data, focus),
    )


def _quote(data: Graph, focus: Node | None) -> str | None:
    span = focus if (focus, RDF.type, _KG.Span) in data else data.value(focus, _KG.evidence)
    exact = data.value(span, _OA.exact) if span is not None else None
    return str(exact) if exact is not None else None
