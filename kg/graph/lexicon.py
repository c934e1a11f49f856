"""ontology/lexicon.ttl and conflict.ttl -> Lexicon."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import OntologyError
from kg.knowledge import ArgumentRule, Lexicon, Refinement, RelationTrigger, Trigger
from kg.model import Certainty

_KG = "https://w3id.org/conflict-kg/ontology#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"

_Row = dict[str, list[str]]


def load_lexicon(ontology: Path) -> Lexicon:
    """Load the lexicon from the ontology folder; raise OntologyError naming the file and the entry at fault."""
    path = ontology / "lexicon.ttl"
    rows = _rows(path)
    frames = {iri: row for iri, row in rows.items() if _local(row, _TYPE) == "Frame"}
    triggers = [_trigger(iri, row, frames, path) for iri, row in rows.items() if _local(row, _TYPE) == "Trigger"]
    refinements = [_refinement(iri, row) for iri, row in rows.items() if _local(row, _TYPE) == "Refinement"]
    relations = [_relation(iri, row) for iri, row in rows.items() if _local(row, _TYPE) == "RelationTrigger"]
    nouns: dict[str, set[str]] = defaultdict(set)
    cues: dict[str, dict[str, Certainty]] = {}
    for iri, row in rows.items():
        kind, name = _local(row, _TYPE), iri.rsplit("/", 1)[-1]
        if kind == "NounClass":
            for lemma in row[_KG + "lemma"]:
                nouns[lemma].add(name)
        elif kind == "CueClass":
            certainty = Certainty(_local(row, _KG + "cueCertainty"))
            cues.setdefault(name, {}).update(dict.fromkeys(row[_KG + "lemma"], certainty))
    return Lexicon(
        triggers=tuple(sorted(triggers, key=lambda t: t.name)),
        nouns={lemma: frozenset(classes) for lemma, classes in nouns.items()},
        cues=cues,
        parents=_parents(ontology / "conflict.ttl"),
        refinements=tuple(sorted(refinements, key=lambda r: r.name)),
        relations=tuple(sorted(relations, key=lambda r: r.name)),
    )


def _triples(path: Path) -> Iterator[Triple]:
    try:
        yield from (quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE))
    except (SyntaxError, OSError) as error:
        raise OntologyError(f"{path}: {error}") from error


def _rows(path: Path) -> dict[str, _Row]:
    rows: dict[str, _Row] = defaultdict(lambda: defaultdict(list))
    for triple in _triples(path):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
            rows[triple.subject.value][triple.predicate.value].append(triple.object.value)
    return rows


def _local(row: _Row, predicate: str) -> str:
    return row[predicate][0].rsplit("#", 1)[-1] if row[predicate] else ""


def _rules(iris: list[str], frames: dict[str, _Row], path: Path) -> Iterator[ArgumentRule]:
    for iri in iris:
        if iri not in frames:
            raise OntologyError(f"{path}: frame {iri} is used but not defined")
        yield from _rules(frames[iri][_KG + "includes"], frames, path)
        for text in frames[iri][_KG + "argument"]:
            parts = text.split()
            if len(parts) not in (2, 3):
                raise OntologyError(f"{path}: {iri}: argument “{text}” is not “POSITION ROLE [CLASS,…]”")
            yield ArgumentRule(parts[0], parts[1], frozenset(parts[2].split(",")) if len(parts) == 3 else frozenset())


def _trigger(iri: str, row: _Row, frames: dict[str, _Row], path: Path) -> Trigger:
    def words(name: str) -> frozenset[str]:
        return frozenset(row[_KG + name])

    if not row[_KG + "evokes"] or not row[_KG + "frame"]:
        raise OntologyError(f"{path}: trigger {iri} needs kg:evokes and kg:frame")
    rules = dict.fromkeys(_rules(row[_KG + "frame"], frames, path))
    return Trigger(
        name=iri.rsplit("/", 1)[-1],
        event_type=_local(row, _KG + "evokes"),
        verbs=words("verb"),
        nouns=words("noun"),
        rules=tuple(sorted(rules, key=lambda rule: (rule.position, rule.role))),
        objects=words("object"),
        object_classes=words("objectClass"),
        subject_heads=words("subjectHead"),
        subject_classes=words("subjectClass"),
        phrases=words("phrase"),
        modifiers=words("modifier"),
        complements=words("complement"),
        governors=words("governor"),
        dependent="true" in row[_KG + "dependent"],
    )


def _refinement(iri: str, row: _Row) -> Refinement:
    return Refinement(
        name=iri.rsplit("/", 1)[-1],
        refines=_local(row, _KG + "refines"),
        event_type=_local(row, _KG + "evokes"),
        role=row[_KG + "role"][0],
        words=frozenset(row[_KG + "lemma"]),
    )


def _relation(iri: str, row: _Row) -> RelationTrigger:
    return RelationTrigger(
        name=iri.rsplit("/", 1)[-1],
        predicate=_local(row, _KG + "relates"),
        verbs=frozenset(row[_KG + "verb"]),
        nouns=frozenset(row[_KG + "noun"]),
        holders=frozenset(row[_KG + "holder"]),
        others=frozenset(row[_KG + "other"]),
    )


def _parents(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for triple in _triples(path):
        if triple.predicate.value == _SUBCLASS and isinstance(triple.object, NamedNode):
            child, parent = triple.subject, triple.object.value
            if isinstance(child, NamedNode) and child.value.startswith(_KG) and parent.startswith(_KG):
                found[child.value.removeprefix(_KG)] = parent.removeprefix(_KG)
    return found
