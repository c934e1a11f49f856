"""Rows of claims -> GraphML of named actors: an edge for what is claimed to have passed between two of them.

An edge is one claimed relation, or a doer and a target or victim of one report; it names the claims that it rests on,
who says each and how surely.  What is denied, hypothetical or planned makes no edge, and an actor without a name no
node: a picture shows neither.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from kg.export.release.rows import Line, Tables, says
from kg.export.release.snapshot import packed
from kg.graph.iris import BASE

_ACTOR = f"{BASE}actor/"
_NAMELESS = frozenset({"Object", "UnidentifiedActor", "AnonymousSource", None})
_DOERS, _SUFFERERS = ("perpetrator", "agent"), ("target", "victim")
_NODE_KEYS = ("label", "type")
_EDGE_KEYS = ("relation", "event", "said_by", "certainty", "claims", "article", "publisher", "published")
Edge = tuple[str, str, dict[str, str]]


def write_graphml(tables: Tables, paths: Iterable[Path]) -> None:
    """Write nodes, then edges."""
    (path,) = paths
    with packed(path) as out:
        xml = _Xml(out)
        for iri, (label, kind) in sorted(_actors(tables.claim_lines()).items()):
            xml.item("node", {"id": iri}, {"label": label, "type": kind})
        for number, (source, target, data) in enumerate(_edges(tables.claim_lines())):
            xml.item("edge", {"id": f"e{number}", "source": source, "target": target}, data)
        xml.close()


class _Xml:
    """A GraphML document that is being written."""

    def __init__(self, out: IO[bytes]) -> None:
        self._xml = XMLGenerator(out, "utf-8", short_empty_elements=True)
        self._xml.startDocument()
        self._begin("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
        for kind, names in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
            for name in names:
                key = {"id": f"{kind}-{name}", "for": kind, "attr.name": name, "attr.type": "string"}
                self._element("key", key, "")
        self._begin("graph", {"id": "actors", "edgedefault": "directed"})

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._xml.startElement(name, AttributesImpl(attributes))

    def _element(self, name: str, attributes: dict[str, str], text: str) -> None:
        self._begin(name, attributes)
        self._xml.characters(text)
        self._xml.endElement(name)

    def item(self, name: str, attributes: dict[str, str], data: dict[str, str]) -> None:
        """Write a node or an edge with its data."""
        self._begin(name, attributes)
        for key, value in data.items():
            self._element("data", {"key": f"{name}-{key}"}, value)
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")

    def close(self) -> None:
        """End the document."""
        self._xml.endElement("graph")
        self._xml.endElement("graphml")
        self._xml.endDocument()


def _end(line: Line, which: str) -> tuple[str, str, str] | None:
    """Return IRI, name and class of a claim's subject or value, if that is a named actor."""
    iri, kind = line[f"{which}_id"], line[f"{which}_type"]
    if not iri or not iri.startswith(_ACTOR) or kind in _NAMELESS:
        return None
    return iri, line[f"{which}_label"] or line[f"{which}_text"] or "", kind


def _stands(line: Line) -> bool:
    return bool(line["polarity"] == "positive" and line["certainty"] != "hypothetical" and line["tense"] == "past")


def _actors(lines: Iterable[Line]) -> dict[str, tuple[str, str]]:
    """Collect the ends of edges."""
    found: dict[str, tuple[str, str]] = {}
    for line in filter(_stands, lines):
        for end in (_end(line, "subject"), _end(line, "value")):
            if end:
                found.setdefault(end[0], end[1:])
    return found


def _edges(lines: Iterable[Line]) -> Iterator[Edge]:
    for _, found in groupby(filter(_stands, lines), key=lambda line: line["article"]):
        reports: dict[str, list[Line]] = {}
        for line in found:
            if line["report"]:
                reports.setdefault(line["report"], []).append(line)
            elif (subject := _end(line, "subject")) and (value := _end(line, "value")):
                yield subject[0], value[0], _data(line["predicate"], (line,))
        for claims in reports.values():
            yield from _deeds(claims)


def _deeds(claims: Iterable[Line]) -> Iterator[Edge]:
    """Join each doer of a report to each that it was done to."""
    named = [(line, end) for line in claims if (end := _end(line, "value"))]
    doers = [(line, end) for line, end in named if line["predicate"] in _DOERS]
    sufferers = [(line, end) for line, end in named if line["predicate"] in _SUFFERERS]
    for doer, source in doers:
        for sufferer, target in sufferers:
            yield source[0], target[0], _data(doer["event_type"] or "", (doer, sufferer))


def _data(relation: str, claims: tuple[Line, ...]) -> dict[str, str]:
    first = claims[0]
    data: dict[str, Any] = {
        "relation": relation,
        "event": first["event"],
        "said_by": "; ".join(dict.fromkeys(f"{line['predicate']}: {says(line)}" for line in claims)),
        "certainty": "; ".join(f"{line['predicate']}: {line['certainty']}" for line in claims),
        "claims": " ".join(line["claim"] for line in claims),
        **{name: first[name] for name in ("article", "publisher", "published")},
    }
    return {name: str(value) for name, value in data.items() if value}
