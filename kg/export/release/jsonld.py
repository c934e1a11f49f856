"""Snapshot -> JSON-LD with the short names of ontology/context.jsonld, which the file holds: nothing is fetched.

No library compacts as fast as this needs (1.1 million quads of 10,000 articles), and our context is simple: prefixes,
terms, and terms whose values are IRIs or of one datatype.  Tests read the file back with two libraries.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from kg.export.release.rdf import Source
from kg.export.release.snapshot import packed
from kg.graph.iris import BASE
from kg.graph.vocabulary import TYPE, XSD

Json = Any


class _Term(NamedTuple):
    name: str
    type: str  # "@id", the IRI of a datatype, or ""


class Names:
    """The short names of a context."""

    def __init__(self, context: Mapping[str, Json]) -> None:
        self.prefixes = {
            key: value for key, value in context.items() if isinstance(value, str) and value.endswith(("#", "/"))
        }
        self.terms = {
            self.whole(value if isinstance(value, str) else value["@id"]): _Term(
                key, "" if isinstance(value, str) else self._type(value.get("@type", ""))
            )
            for key, value in context.items()
            if key not in self.prefixes and not key.startswith("@")
        }
        self._known: dict[str, str] = {}

    def whole(self, name: str) -> str:
        """Return the IRI of prefix:name."""
        prefix, colon, local = name.partition(":")
        return self.prefixes[prefix] + local if colon and prefix in self.prefixes else name

    def _type(self, name: str) -> str:
        return name if name.startswith("@") else self.whole(name)

    def short(self, iri: str) -> str:
        """Return prefix:name for an IRI, or the IRI."""
        if iri not in self._known:
            found = [(space, prefix) for prefix, space in self.prefixes.items() if iri.startswith(space)]
            space, prefix = max(found, default=("", ""))
            local = iri.removeprefix(space)
            self._known[iri] = f"{prefix}:{local}" if prefix and not local.startswith("//") else iri
        return self._known[iri]

    def node(self, iri: str) -> str:
        """Return the IRI of a thing without our base."""
        local = iri.removeprefix(BASE)
        return self.short(iri) if local == iri or local.startswith("ontology#") else local


def graph_object(graph: str, quads: Iterable[Quad], names: Names) -> Json:
    """Return a named graph as a JSON-LD object; quads of one subject follow one another."""
    nodes: list[dict[str, Json]] = []
    for quad in quads:
        subject = names.node(quad.subject.value) if isinstance(quad.subject, NamedNode) else str(quad.subject)
        if not nodes or nodes[-1]["@id"] != subject:
            nodes.append({"@id": subject})
        key, value = _entry(quad, names)
        nodes[-1].setdefault(key, []).append(value)
    return {"@id": names.node(graph), "@graph": [{key: _one(value) for key, value in node.items()} for node in nodes]}


def _one(value: Json) -> Json:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _entry(quad: Quad, names: Names) -> tuple[str, Json]:
    value = quad.object
    if quad.predicate == TYPE and isinstance(value, NamedNode):
        return "@type", names.short(value.value)
    term = names.terms.get(quad.predicate.value)
    if isinstance(value, NamedNode):
        if term and term.type == "@id":
            return term.name, names.node(value.value)
        key = term.name if term and not term.type else names.short(quad.predicate.value)
        return key, {"@id": names.node(value.value)}
    assert isinstance(value, Literal)  # noqa: S101  a snapshot has no blank nodes
    if term and term.type == value.datatype.value:
        return term.name, value.value
    return term.name if term and not term.type else names.short(quad.predicate.value), _literal(value, names)


def _literal(value: Literal, names: Names) -> Json:
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype.value == XSD + "string":
        return value.value
    return {"@value": value.value, "@type": names.short(value.datatype.value)}


def write_jsonld(source: Source, path: Path) -> None:
    """Write all graphs as one document, a graph at a time."""
    context = json.loads((source.ontology / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    names = Names(context)
    with packed(path) as out:
        out.write(f'{{"@context": {_text({"@base": BASE, **context})},\n"@graph": ['.encode())
        before = b"\n"
        for graph, quads in source.snapshot.graphs():
            out.write(before + _text(graph_object(graph, quads, names)).encode())
            before = b",\n"
        out.write(b"\n]}\n")


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
