"""An article's quads beside the register rows that they name -> the violations of ontology/shapes.ttl.

The gate (gate.py) passes what is right; pyshacl, the reference, tells what is wrong.  Nothing is fetched and nothing
inferred: the classes of register entries come with their rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pyshacl
from rdflib import RDF, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from kg.errors import OntologyError
from kg.graph.gate import Gate, load_gate
from kg.graph.words import article_of, words_of

_KG = Namespace("https://w3id.org/conflict-kg/ontology#")

Row = ox.Quad | ox.Triple


@dataclass(frozen=True, slots=True)
class Shapes:
    """The parsed shapes graph and the gate made of it; parse it once, it takes longer than an article."""

    graph: Graph
    gate: Gate


@dataclass(frozen=True, slots=True)
class Violation:
    """One result of a SHACL report."""

    shape: str  # its number, S01 …
    message: str
    focus: str  # IRI of the node that is wrong
    path: str | None
    value: str | None
    article: str | None  # the document that the node is from
    quote: str | None  # the words that the node rests on


def load_shapes(path: Path) -> Shapes:
    """Parse the shapes; raise OntologyError naming the file if it does not parse."""
    try:
        graph = Graph().parse(path, format="turtle")
        return Shapes(graph, load_gate(graph))
    except Exception as error:  # rdflib's parsers raise errors of many kinds
        raise OntologyError(f"{path}: {error}") from error


def validate(quads: Sequence[ox.Quad], context: Sequence[Row], shapes: Shapes) -> tuple[Violation, ...]:
    """Return what is wrong with an article's graph, found by the gate and told by the reference."""
    return told(quads, context, shapes) if refused(quads, context, shapes) else ()


def refused(quads: Sequence[ox.Quad], context: Sequence[Row], shapes: Shapes) -> frozenset[tuple[str, str]]:
    """Return (focus node, shape number) of what the gate refuses; violations of context rows alone are left out."""
    found = shapes.gate.refused((*quads, *context))
    mine = _own(quads, context) if found else frozenset()
    return frozenset((focus, number) for focus, number in found if focus in mine)


def told(quads: Sequence[ox.Quad], context: Sequence[Row], shapes: Shapes) -> tuple[Violation, ...]:
    """Return what pyshacl says is wrong with an article's graph; violations of context rows alone are left out."""
    data = Graph()
    for row in (*quads, *context):
        data.add(_triple(row))
    conforms, report, _ = pyshacl.validate(
        data, shacl_graph=shapes.graph, inference="none", advanced=False, meta_shacl=False
    )
    if conforms or not isinstance(report, Graph):
        return ()
    found = [_violation(report, result, data) for result in report.subjects(RDF.type, SH.ValidationResult)]
    mine = _own(quads, context)
    return tuple(sorted((v for v in found if v.focus in mine), key=_order))


def _own(quads: Iterable[ox.Quad], context: Iterable[Row]) -> frozenset[str]:
    """The nodes that an article answers for: those that it describes, and all sources."""
    described = {str(_term(quad.subject)) for quad in quads}
    sources = {str(_term(row.object)) for row in (*quads, *context) if row.predicate.value == str(_KG.source)}
    return frozenset(described | sources)


def _order(violation: Violation) -> tuple[str, str, str, str]:
    return (violation.shape, violation.focus, violation.path or "", violation.value or "")


def _triple(row: Row) -> tuple[Node, Node, Node]:
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
    focus = report.value(result, SH.focusNode) or result
    path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
    number = message.split(":", 1)[0] if message[:1] == "S" and message[1:3].isdigit() else "S??"
    return Violation(
        number,
        message,
        str(focus),
        str(path) if path else None,
        str(value) if value is not None else None,
        article_of(data, focus),
        words_of(data, focus),
    )


def report_text(violations: Iterable[Violation]) -> str:
    """Write violations for a person: what is wrong and what to do, in which article, at which words."""
    lines = []
    for violation in violations:
        lines.append(violation.message)
        if violation.article:
            lines.append(f"    article: {violation.article}")
        if violation.quote:
            lines.append(f"    words: “{violation.quote}”")
        lines.append(f"    at {violation.focus}" + (f", property {violation.path}" if violation.path else ""))
        if violation.value is not None:
            lines.append(f"    value: {violation.value}")
    return "\n".join(lines)
