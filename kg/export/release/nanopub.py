"""Snapshot -> a nanopublication of each claim: what is claimed, where it stands, and who publishes it.

The assertion is the claim, not its bare statement: subject, predicate and value with certainty, polarity, tense and
the chain of speakers, so that whoever loads an assertion alone still reads who said it and how surely.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from kg.export.release.parts import Plan
from kg.export.release.rdf import SHORT, Source
from kg.export.release.snapshot import packed
from kg.graph import vocabulary as v
from kg.graph.iris import BASE, GRAPH_REGISTER

NP = "http://www.nanopub.org/nschema#"
_ARTICLES = f"{BASE}graph/article/"
_CLAIM, _CREATED = NamedNode(v.KG + "Claim"), NamedNode(v.DCTERMS + "created")
_CREATOR, _LICENCE = NamedNode(v.DCTERMS + "creator"), NamedNode(v.DCTERMS + "license")
_PART_OF = NamedNode(v.DCTERMS + "isPartOf")
_DERIVED, _QUOTED, _SAID = (NamedNode(v.PROV + n) for n in ("wasDerivedFrom", "wasQuotedFrom", "wasAttributedTo"))
_EVIDENCE, _SOURCE, _VIA, _ATTRIBUTION = (v.KG + name for name in ("evidence", "source", "via", "attribution"))
_IN_ARTICLE = v.KG + "inArticle"
# Of an article, what a reader needs to find it; of a thing that is named, what it is and is called.
_OF_ARTICLE = frozenset(
    {
        *(term.value for term in (v.TYPE, v.TITLE, v.ISSUED, v.URL, v.PUBLISHER, v.GENERATED_BY)),
        *(v.KG + name for name in ("document", "sha256")),
    }
)
_OF_THING = frozenset({v.TYPE.value, v.LABEL.value, *(v.KG + n for n in ("within", "ofActor", "inArticle"))})
_Things = Mapping[str, list[Quad]]


def software(plan: Plan) -> NamedNode:
    """Return the IRI of the program, in its version."""
    return NamedNode(f"{BASE}software/conflict-kg-{plan.version}")


def write_nanopublications(source: Source, path: Path, plan: Plan) -> None:
    """Write a nanopublication of each claim."""
    with packed(path) as out:
        quads = nanopublications(source, plan)
        serialize(quads, out, RdfFormat.TRIG, prefixes={**SHORT, "np": NP})


def nanopublications(source: Source, plan: Plan) -> Iterator[Quad]:
    """Yield the quads of all nanopublications."""
    known = {
        quad.subject.value: quad
        for graph, quads in source.snapshot.graphs()
        if graph == GRAPH_REGISTER.value
        for quad in quads
        if quad.predicate == v.LABEL and isinstance(quad.subject, NamedNode)
    }
    for graph, quads in source.snapshot.graphs():
        if graph.startswith(_ARTICLES):
            things: dict[str, list[Quad]] = {}
            for quad in quads:
                if isinstance(quad.subject, NamedNode):
                    things.setdefault(quad.subject.value, []).append(quad)
            for iri, about in things.items():
                if any(quad.object == _CLAIM for quad in about):
                    yield from _nanopublication(iri, things, known, plan)


def _nanopublication(claim: str, things: _Things, known: Mapping[str, Quad], plan: Plan) -> Iterator[Quad]:
    iri = f"{BASE}np/{claim.rsplit('/', 1)[-1]}"
    whole = NamedNode(iri)
    head, assertion, provenance, info = (
        NamedNode(f"{iri}#{name}") for name in ("head", "assertion", "provenance", "pubinfo")
    )
    yield Quad(whole, v.TYPE, NamedNode(NP + "Nanopublication"), head)
    for name, graph in (("hasAssertion", assertion), ("hasProvenance", provenance), ("hasPublicationInfo", info)):
        yield Quad(whole, NamedNode(NP + name), graph, head)
    links = list(_chain(claim, things))
    said = [*things[claim], *(quad for link in links for quad in things[link])]
    named = _named(said, things, known)
    yield from _moved((*said, *named), assertion)
    yield from _provenance(assertion, provenance, said, things, known)
    yield Quad(whole, _CREATED, Literal(plan.issued, datatype=NamedNode(v.XSD + "date")), info)
    yield Quad(whole, _CREATOR, software(plan), info)
    yield Quad(whole, _LICENCE, NamedNode(plan.licence), info)
    yield Quad(whole, _PART_OF, NamedNode(plan.iri), info)


def _chain(claim: str, things: _Things) -> Iterator[str]:
    """Follow the links of a claim's chain of speakers outward."""
    seen: set[str] = set()
    here = _values(things[claim], _ATTRIBUTION)
    while here and here[0] not in seen:
        seen.add(here[0])
        yield here[0]
        here = _values(things.get(here[0], ()), _VIA)


def _values(quads: Iterable[Quad], predicate: str) -> list[str]:
    return [q.object.value for q in quads if q.predicate.value == predicate and isinstance(q.object, NamedNode)]


def _named(said: Iterable[Quad], things: _Things, known: Mapping[str, Quad]) -> Iterator[Quad]:
    """Yield what is needed to know what the assertion names: classes and names of actors, places and reports."""
    for iri in dict.fromkeys(q.object.value for q in said if isinstance(q.object, NamedNode)):
        if iri.startswith((f"{BASE}article/", f"{BASE}span/", f"{BASE}claim/")):
            continue
        yield from (quad for quad in things.get(iri, ()) if quad.predicate.value in _OF_THING)
        if iri in known:
            yield known[iri]


def _provenance(
    assertion: NamedNode, graph: NamedNode, said: Iterable[Quad], things: _Things, known: Mapping[str, Quad]
) -> Iterator[Quad]:
    """Say in which article and which words the claim stands, who is quoted, and what found it."""
    said = list(said)
    for article in _values(said, _IN_ARTICLE):
        yield Quad(assertion, _DERIVED, NamedNode(article), graph)
        about = [quad for quad in things.get(article, ()) if quad.predicate.value in _OF_ARTICLE]
        yield from _moved((*about, *_named(about, things, known)), graph)
        for activity in _values(about, v.GENERATED_BY.value):
            yield Quad(assertion, v.GENERATED_BY, NamedNode(activity), graph)
            yield from _moved(things.get(activity, ()), graph)
    for span in _values(said, _EVIDENCE):
        yield Quad(assertion, _QUOTED, NamedNode(span), graph)
        yield from _moved(things.get(span, ()), graph)
    for speaker in dict.fromkeys(_values(said, _SOURCE)):
        yield Quad(assertion, _SAID, NamedNode(speaker), graph)


def _moved(quads: Iterable[Quad], graph: NamedNode) -> Iterator[Quad]:
    return (Quad(quad.subject, quad.predicate, quad.object, graph) for quad in dict.fromkeys(quads))
