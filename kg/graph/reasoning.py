"""Ontology and register -> the facts that follow from them, as quads of graph/inferred, or those that contradict.

The reasoner (hermit.py) sees what OWL is about: the axioms, the classes of actors, and the relations between actors
that are object properties.  Words, sources and all that articles claim stay outside.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse

from kg.errors import Contradiction, OntologyError
from kg.graph.hermit import conclusions
from kg.graph.iris import GRAPH_INFERRED, term_iri
from kg.graph.vocabulary import KG, OWL, RDFS, TYPE

AXIOMS = "axioms.ttl"
_OBJECT_PROPERTY, _CLASS = NamedNode(OWL + "ObjectProperty"), NamedNode(OWL + "Class")
_SUB_PROPERTY, _NOTHING = NamedNode(RDFS + "subPropertyOf"), NamedNode(OWL + "Nothing")
_SUB_CLASS, _DOMAIN, _RANGE = (NamedNode(RDFS + name) for name in ("subClassOf", "domain", "range"))
_DISJOINT, _PART_OF = NamedNode(OWL + "disjointWith"), term_iri("partOf")
_TERMS = (  # predicates of an ontology that OWL reads; the rest is for people
    *(RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")),
    *(OWL + name for name in ("disjointWith", "equivalentClass", "inverseOf", "propertyChainAxiom", "onProperty")),
    *(OWL + name for name in ("hasSelf", "hasValue", "someValuesFrom", "allValuesFrom", "intersectionOf", "unionOf")),
)
_LIST = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

FEW = 32  # facts that the reasoner is asked about first, in search of those at fault

Watcher = Callable[[str], None]


def load_axioms(ontology: Path) -> tuple[Triple, ...]:
    """Read the axioms that conflict.ttl and axioms.ttl hold, sorted; raise OntologyError for a file that is wrong."""
    found = set()
    for path in (ontology / "conflict.ttl", ontology / AXIOMS):
        try:
            found |= {quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE) if _is_axiom(quad.triple)}
        except (SyntaxError, OSError) as error:
            raise OntologyError(f"{path}: {error}") from error
    return tuple(sorted(found, key=str))


def infer(axioms: Sequence[Triple], register: Iterable[Quad], watch: Watcher = lambda _: None) -> tuple[Quad, ...]:
    """Return what follows from register and axioms and stands in neither, sorted; raise Contradiction if they clash."""
    facts = facts_of(axioms, register)
    watch("Reasoning over the ontology and the register")
    found = conclusions([*axioms, *facts])
    if found is None:
        raise Contradiction("the register contradicts the ontology", culprits(axioms, facts, watch))
    empty = sorted(t.subject.value for t in found if t.object == _NOTHING and isinstance(t.subject, NamedNode))
    if empty:
        about = tuple(t for t in axioms if isinstance(t.subject, NamedNode) and t.subject.value in empty)
        raise Contradiction(f"{', '.join(empty)} can have no member", about)
    known = {*axioms, *facts}
    whole = _upward(known | found, axioms)
    if circle := _circle(facts, whole):
        raise Contradiction("nothing can be a part of itself", circle)
    new = (t for t in whole - known if _is_worth_writing(t))
    return tuple(sorted((Quad(t.subject, t.predicate, t.object, GRAPH_INFERRED) for t in new), key=str))


def facts_of(axioms: Iterable[Triple], register: Iterable[Quad]) -> list[Triple]:
    """Pick from the register the classes of actors and the relations that are object properties, the classes first."""
    relations = {t.subject for t in axioms if t.object == _OBJECT_PROPERTY}
    picked = (
        quad.triple
        for quad in register
        if isinstance(quad.object, NamedNode) and (quad.predicate == TYPE or quad.predicate in relations)
    )
    return sorted(picked, key=lambda t: (t.predicate != TYPE, str(t)))


def culprits(axioms: Sequence[Triple], facts: Sequence[Triple], watch: Watcher = lambda _: None) -> tuple[Triple, ...]:
    """Find facts, then axioms, that cannot hold together, none of which can be left out.

    HermiT says only that something is wrong.  Axioms with blank nodes, and what declares terms, are taken as given.
    """
    tried = 0

    def clash(some: Sequence[Triple]) -> bool:
        nonlocal tried
        tried += 1
        watch(f"Looking for the statements at fault (try {tried})")
        return conclusions(some, values=False) is None

    guilty = _smallest(axioms, _suspects_first(axioms, facts), clash)
    given = [*(t for t in axioms if _is_given(t)), *guilty]
    doubted = [t for t in axioms if not _is_given(t)]
    near = _about(guilty, doubted)
    rules = _smallest(given, near if clash([*given, *near]) else doubted, clash)
    return (*sorted(guilty, key=str), *sorted(rules, key=str))


def _suspects_first(axioms: Sequence[Triple], facts: Sequence[Triple]) -> list[Triple]:
    """Put what is said of actors of two disjoint classes before the rest: a guess at where the reasoner should look."""
    apart = {
        pair for t in axioms if t.predicate == _DISJOINT for pair in ((t.subject, t.object), (t.object, t.subject))
    }
    objects = defaultdict[tuple[Any, Any], set[Any]](set)
    for t in axioms:
        objects[t.subject, t.predicate].add(t.object)
    classes = defaultdict[Any, set[Any]](set)
    for t in facts:
        classes[t.subject] |= {t.object} if t.predicate == TYPE else objects[t.predicate, _DOMAIN]
        if t.predicate != TYPE:
            classes[t.object] |= objects[t.predicate, _RANGE]
    for found in classes.values():
        while more := {above for name in found for above in objects[name, _SUB_CLASS]} - found:
            found.update(more)
    suspects = {actor for actor, found in classes.items() if any((a, b) in apart for a in found for b in found)}
    return sorted(facts, key=lambda t: suspects.isdisjoint((t.subject, t.object)))


def _smallest(
    given: Sequence[Triple], doubted: Sequence[Triple], clash: Callable[[Sequence[Triple]], bool]
) -> list[Triple]:
    """A smallest part of the doubted triples that clashes with the given ones, the earlier triples preferred.

    The last triple of the shortest beginning that clashes is at fault; with it given, the next is found before it.
    That asks the reasoner at most 2 * k * log2(n) times for k of n triples, about few triples if the earliest clash.
    """
    found: list[Triple] = []
    end = len(doubted)
    while not clash([*given, *found]):
        low, high = 1, min(FEW, end)
        while high < end and not clash([*given, *found, *doubted[:high]]):
            low, high = high + 1, min(8 * high, end)
        while low < high:
            middle = (low + high) // 2
            if clash([*given, *found, *doubted[:middle]]):
                high = middle
            else:
                low = middle + 1
        found.append(doubted[high - 1])
        end = high - 1
    return found


def _about(facts: Iterable[Triple], axioms: Sequence[Triple]) -> list[Triple]:
    """The axioms that speak of the facts' classes and relations, or of what is above them."""
    terms = {term for t in facts for term in ((t.object,) if t.predicate == TYPE else (t.predicate,))}
    for _ in range(len(axioms)):
        above = {t.object for t in axioms if t.subject in terms and t.predicate != _DISJOINT} - terms
        if not above:
            break
        terms |= above
    return [t for t in axioms if t.subject in terms or (t.predicate == _DISJOINT and t.object in terms)]


def _is_given(triple: Triple) -> bool:
    blank = isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)
    declared = triple.predicate == TYPE and isinstance(triple.object, NamedNode) and triple.object.value.startswith(OWL)
    return blank or declared or (triple.predicate.value.startswith(_LIST) and triple.predicate != TYPE)


def _is_axiom(triple: Triple) -> bool:
    if triple.predicate == TYPE:
        return isinstance(triple.object, NamedNode) and triple.object.value in {
            *(OWL + name for name in ("Class", "ObjectProperty", "TransitiveProperty", "Restriction")),
        }
    return triple.predicate.value in _TERMS or triple.predicate.value.startswith(_LIST)


def _upward(triples: set[Triple], axioms: Iterable[Triple]) -> set[Triple]:
    """Add what holds by a wider property: HermiT's output leaves out whom a narrower one names already."""
    wider = {t.subject: t.object for t in axioms if t.predicate == _SUB_PROPERTY}
    added = {
        Triple(t.subject, wider[t.predicate], t.object)  # type: ignore[arg-type]
        for t in triples
        if t.predicate in wider
    }
    return triples | added


def _circle(facts: Iterable[Triple], whole: set[Triple]) -> tuple[Triple, ...]:
    """The asserted parts of a circle: a part of what is, through others, a part of it."""
    return tuple(t for t in facts if t.predicate == _PART_OF and Triple(t.object, _PART_OF, t.subject) in whole)  # type: ignore[arg-type]


def _is_worth_writing(triple: Triple) -> bool:
    """Relations and classes of the ontology proper; the steps of axioms.ttl are no one's answer."""
    named = triple.object.value if isinstance(triple.object, NamedNode) else ""
    return triple.predicate.value.startswith(KG) or (triple.predicate == TYPE and named.startswith(KG))
