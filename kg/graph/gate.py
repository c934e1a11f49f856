"""An article's rows -> which shapes refuse which of its nodes, in a few milliseconds an article.

The gate reads the part of SHACL Core that ontology/shapes.ttl uses and refuses a shapes file that uses more.  It only
says yes or no: what it refuses is told by pyshacl (validation.py), and a test holds the two to the same answers.

Why own code: of 100 news articles of 260 quads pyshacl takes 50 ms each; pyrudof 0.3.35 takes 11 to 14 in one batch
of 100 and 125 each on their own, for every call costs it 100; this takes 1.7, in no batch (`make bench`: validation).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox
from rdflib import RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection as RdfList
from rdflib.namespace import SH
from rdflib.term import Node

from kg.errors import OntologyError
from kg.graph.literals import at_most, is_well_formed, native, term

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = dict[str, list[Term]]  # property IRI -> values


class Rows(defaultdict[Term, Row]):
    """All rows by their subject, and the classes found so far."""

    def __init__(self) -> None:
        super().__init__(lambda: defaultdict(list))
        self.classes: dict[Term, frozenset[str]] = {}


Test = Callable[[Term, list[Term], Rows], bool]  # focus node, its values, all rows -> whether they may stand

_TYPE, _SUB_CLASS = str(RDF.type), str(RDFS.subClassOf)
_CLASS, _SUBJECTS, _OBJECTS = "class", "subjects", "objects"
_TARGETS = {SH.targetClass: _CLASS, SH.targetSubjectsOf: _SUBJECTS, SH.targetObjectsOf: _OBJECTS}
_SAYS_NOTHING = {RDF.type, SH.path, SH.message, SH.name, SH.description, *_TARGETS}
_NONE: list[Term] = []
_SHAPE_NUMBER = re.compile(r"S\d\d(?=$|\D)")


@dataclass(frozen=True, slots=True)
class _Shape:
    """A node shape (no path: it tests the focus node itself) or a property shape."""

    path: str | None
    tests: tuple[Test, ...]
    wanted: bool  # whether no value at all may be a fault

    def holds(self, focus: Term, row: Row, rows: Rows) -> bool:
        values = [focus] if self.path is None else row.get(self.path, _NONE)
        if values or self.wanted:
            for test in self.tests:  # a loop takes half the time of all() over a generator
                if not test(focus, values, rows):
                    return False
        return True


Target = tuple[str, str]  # how focus nodes are found, and the class or property that tells


@dataclass(frozen=True, slots=True)
class Gate:
    """Compiled shapes, each with its number, by the target that they share."""

    shapes: dict[Target, tuple[tuple[str, _Shape], ...]]

    def refused(self, triples: Iterable[ox.Triple | ox.Quad]) -> frozenset[tuple[str, str]]:
        """Return (focus node, shape number) of all that some shape refuses."""
        rows = Rows()
        for triple in triples:
            values, value = rows[triple.subject][triple.predicate.value], triple.object
            if value not in values:
                values.append(value)
        return frozenset(
            (_text(focus), number)
            for target, nodes in self._targets(rows).items()
            for focus, row in nodes.items()
            for number, shape in self.shapes[target]
            if not shape.holds(focus, row, rows)
        )

    def _targets(self, rows: Rows) -> dict[Target, dict[Term, Row]]:
        """Find the focus nodes of each target, with their rows."""
        found: dict[Target, dict[Term, Row]] = {target: {} for target in self.shapes}
        for node, row in rows.items():
            for name in _classes(node, rows):
                if (_CLASS, name) in found:
                    found[_CLASS, name][node] = row
        for (kind, name), nodes in found.items():
            holders = {node: row for node, row in rows.items() if name in row} if kind != _CLASS else {}
            if kind == _SUBJECTS:
                nodes.update(holders)
            for row in holders.values() if kind == _OBJECTS else ():
                nodes.update({value: rows.get(value, {}) for value in row[name]})
        return found


def load_gate(graph: Graph) -> Gate:
    """Compile a shapes graph; raise OntologyError for a part of SHACL that the gate does not know."""
    found: dict[Target, list[tuple[str, _Shape]]] = {}
    for predicate, kind in _TARGETS.items():
        for node, name in graph.subject_objects(predicate):
            number = _SHAPE_NUMBER.match(str(node).rsplit("/", 1)[-1])
            if not number:
                raise OntologyError(f"the shape {node} has a target but no number: name it shape:S and two digits")
            parts = [_compiled(part, graph) for part in graph.objects(node, SH.property)]  # tested on their own: faster
            shapes = [shape for shape in (_compiled(node, graph, {SH.property}), *parts) if shape.tests]
            found.setdefault((kind, str(name)), []).extend((number[0], shape) for shape in shapes)
    return Gate({target: tuple(shapes) for target, shapes in found.items()})


def _classes(node: Term, rows: Rows) -> frozenset[str]:
    """The classes of a node, with those above them that the rows tell of."""
    if (known := rows.classes.get(node)) is not None:
        return known
    found = set[str]()
    waiting = list(rows.get(node, {}).get(_TYPE, _NONE))
    for name in waiting:
        if isinstance(name, ox.NamedNode) and name.value not in found:
            found.add(name.value)
            waiting += rows.get(name, {}).get(_SUB_CLASS, _NONE)
    rows.classes[node] = frozenset(found)
    return rows.classes[node]


def _compiled(node: Node, graph: Graph, left_out: Collection[Node] = ()) -> _Shape:
    path = graph.value(node, SH.path)
    if path is not None and not isinstance(path, URIRef):
        raise OntologyError(f"{_where(node, graph)}: the gate follows paths of one property only")
    tests = []
    for predicate, value in sorted(graph.predicate_objects(node), key=str):
        if predicate in _SAYS_NOTHING or predicate in left_out:
            continue
        maker = _MAKERS.get(predicate)
        if maker is None:
            name = str(predicate).rsplit("#", 1)[-1]
            raise OntologyError(
                f"{_where(node, graph)}: the gate does not know {name}: "
                "say it otherwise, or as a query in ontology/checks/, or teach kg/graph/gate.py"
            )
        tests.append(maker(value, graph))
    wanted = graph.value(node, SH.minCount) is not None
    return _Shape(str(path) if path is not None else None, tuple(tests), wanted)


def _where(node: Node, graph: Graph) -> str:
    while isinstance(node, BNode) and (above := next(graph.subjects(object=node), None)) is not None:
        node = above
    return f"shape {node}"


def _items(node: Node, graph: Graph) -> Iterator[Node]:
    yield from RdfList(graph, node)


def _number(node: Node) -> Any:
    return node.value if isinstance(node, Literal) else None


# One maker a constraint: (its value, the shapes graph) -> the test.


def _min_count(value: Node, _graph: Graph) -> Test:
    least = _number(value)
    return lambda _focus, values, _rows: len(values) >= least


def _max_count(value: Node, _graph: Graph) -> Test:
    most = _number(value)
    return lambda _focus, values, _rows: len(values) <= most


def _datatype(value: Node, _graph: Graph) -> Test:
    name = str(value)
    return _each(lambda v: isinstance(v, ox.Literal) and v.datatype.value == name and is_well_formed(v))


def _class(value: Node, _graph: Graph) -> Test:
    name = str(value)
    return lambda _focus, values, rows: all(name in _classes(v, rows) for v in values)


def _node_kind(value: Node, _graph: Graph) -> Test:
    kinds: dict[Node, tuple[type, ...]] = {
        SH.IRI: (ox.NamedNode,),
        SH.Literal: (ox.Literal,),
        SH.IRIOrLiteral: (ox.NamedNode, ox.Literal),
    }
    wanted = kinds[value]
    return _each(lambda v: isinstance(v, wanted))


def _in(value: Node, graph: Graph) -> Test:
    allowed = {term(item) for item in _items(value, graph)}
    return _each(lambda v: v in allowed)


def _pattern(value: Node, _graph: Graph) -> Test:
    pattern = re.compile(str(value))
    return _each(lambda v: not isinstance(v, ox.BlankNode | ox.Triple) and pattern.search(v.value) is not None)


def _min_length(value: Node, _graph: Graph) -> Test:
    least = _number(value)
    return _each(lambda v: not isinstance(v, ox.BlankNode | ox.Triple) and len(v.value) >= least)


def _min_inclusive(value: Node, _graph: Graph) -> Test:
    least = _number(value)
    return _each(lambda v: at_most(least, native(v)))


def _max_inclusive(value: Node, _graph: Graph) -> Test:
    most = _number(value)
    return _each(lambda v: at_most(native(v), most))


def _less_than(value: Node, _graph: Graph) -> Test:
    return _pairwise(str(value), lambda a, b: not at_most(b, a) and at_most(a, b))


def _less_than_or_equals(value: Node, _graph: Graph) -> Test:
    return _pairwise(str(value), at_most)


def _property(value: Node, graph: Graph) -> Test:
    shape = _compiled(value, graph)
    return lambda _focus, values, rows: all(shape.holds(v, rows.get(v, {}), rows) for v in values)


def _or(value: Node, graph: Graph) -> Test:
    shapes = [_compiled(item, graph) for item in _items(value, graph)]
    return lambda _focus, values, rows: all(
        any(shape.holds(v, rows.get(v, {}), rows) for shape in shapes) for v in values
    )


def _xone(value: Node, graph: Graph) -> Test:
    shapes = [_compiled(item, graph) for item in _items(value, graph)]
    return lambda _focus, values, rows: all(
        sum(shape.holds(v, rows.get(v, {}), rows) for shape in shapes) == 1 for v in values
    )


_MAKERS: dict[Node, Callable[[Node, Graph], Test]] = {
    SH.minCount: _min_count,
    SH.maxCount: _max_count,
    SH.datatype: _datatype,
    SH["class"]: _class,
    SH.nodeKind: _node_kind,
    SH["in"]: _in,
    SH.pattern: _pattern,
    SH.minLength: _min_length,
    SH.minInclusive: _min_inclusive,
    SH.maxInclusive: _max_inclusive,
    SH.lessThan: _less_than,
    SH.lessThanOrEquals: _less_than_or_equals,
    SH.property: _property,
    SH["or"]: _or,
    SH.xone: _xone,
}


def _each(may: Callable[[Term], bool]) -> Test:
    return lambda _focus, values, _rows: all(map(may, values))


def _pairwise(other: str, may: Callable[[Any, Any], bool]) -> Test:
    def test(focus: Term, values: list[Term], rows: Rows) -> bool:
        others = rows.get(focus, {}).get(other, ())
        return all(may(native(v), native(o)) for v in values for o in others)

    return test


def _text(node: Term) -> str:
    return str(node) if isinstance(node, ox.Triple) else node.value
