"""Numbers and files of a release -> its description in DCAT, VoID and PROV, as Turtle.

Everything has an IRI of the release's own.  ontology/release-shapes.ttl says what a catalogue may rely on.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.export.graphs import local_name
from kg.export.release.census import Census
from kg.export.release.nanopub import software
from kg.export.release.parts import File, Plan
from kg.graph.iris import (
    BASE,
    GRAPH_CHANGES,
    GRAPH_EVENTS,
    GRAPH_INFERRED,
    GRAPH_JUDGEMENTS,
    GRAPH_ONTOLOGY,
    GRAPH_REGISTER,
)
from kg.graph.vocabulary import DCTERMS, KG, PREFIXES, PROV, TYPE, XSD

DCAT, VOID, SPDX = "http://www.w3.org/ns/dcat#", "http://rdfs.org/ns/void#", "http://spdx.org/rdf/terms#"
MEDIA = "https://www.iana.org/assignments/media-types/"
TITLE = "Who claims what of armed conflict: a conflict-kg release"
ABOUT = (
    "News of armed conflict as a graph: claims with who says them, how surely and in which words, the reports of each "
    "article, and the events that they tell of. A claim is what somebody said, not a fact."
)
RIGHTS = (
    "Quotes belong to the publishers of the articles, and are here as evidence. "
    "Places: GeoNames, CC BY 4.0, https://www.geonames.org."
)
KEYWORDS = ("armed conflict", "news", "claims", "events", "provenance")
_GRAPHS = {
    GRAPH_REGISTER: "Actors and places, curated by hand: each entry names its source in dcterms:source.",
    GRAPH_ONTOLOGY: "Classes and properties, beside those of others.",
    GRAPH_EVENTS: "Events that consolidation made of the reports; who says what of them is in the claims.",
    GRAPH_CHANGES: "What became of events: old IRIs lead to new ones.",
    GRAPH_JUDGEMENTS: "Which reports a person judged to be of one event, or not.",
    GRAPH_INFERRED: "What a reasoner concludes from ontology and register; nothing of it stands in an article.",
}
_SHORT = {**PREFIXES, "dcat": DCAT, "void": VOID, "spdx": SPDX}
_Statements = Iterator[Triple]


class Written(NamedTuple):
    """A file that has been written."""

    file: File
    size: int
    sha256: str


def measure(file: File, folder: Path) -> Written:
    """Measure a file of a release."""
    with (folder / file.name).open("rb") as data:
        return Written(file, (folder / file.name).stat().st_size, hashlib.file_digest(data, "sha256").hexdigest())


def write_description(plan: Plan, census: Census, files: Sequence[Written], previous: str | None, path: Path) -> None:
    """Write the description of a release with these files."""
    triples = {*_dataset(plan, census, previous), *_build(plan, census)}
    for written in files:
        triples.update(_distribution(plan, written))
    path.write_bytes(serialize(sorted(triples, key=str), format=RdfFormat.TURTLE, prefixes=_SHORT) or b"")


def _say(subject: NamedNode, space: str, **values: object) -> _Statements:
    """Yield a triple each: terms as they are, numbers as integers, other values as English words; None says nothing."""
    for name, value in values.items():
        for one in value if isinstance(value, tuple) else (value,):
            if one is not None:
                yield Triple(subject, NamedNode(space + name), _term(one))


def _term(value: object) -> NamedNode | Literal:
    if isinstance(value, NamedNode | Literal):
        return value
    return _whole(value) if isinstance(value, int) else Literal(str(value), language="en")


def _whole(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(XSD + "integer"))


def _day(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + "date"))


def _dataset(plan: Plan, census: Census, previous: str | None) -> _Statements:
    data = NamedNode(plan.iri)
    for kind in (DCAT + "Dataset", VOID + "Dataset", PROV + "Entity"):
        yield Triple(data, TYPE, NamedNode(kind))
    licence, maker = NamedNode(plan.licence), software(plan)
    yield from _say(data, DCTERMS, title=TITLE, description=ABOUT, rights=RIGHTS, license=licence, creator=maker)
    yield from _say(data, DCTERMS, issued=_day(plan.issued), identifier=Literal(plan.iri))
    yield from _say(data, DCAT, keyword=KEYWORDS, version=Literal(plan.issued))
    yield from _say(data, PROV, wasGeneratedBy=_part(plan, "build"))
    yield from _say(data, PROV, wasRevisionOf=NamedNode(previous) if previous else None)
    if census.days:
        period = _part(plan, "period")
        yield from _say(data, DCTERMS, temporal=period)
        yield from _say(period, DCAT, startDate=_day(census.days[0]), endDate=_day(census.days[1]))
        yield Triple(period, TYPE, NamedNode(DCTERMS + "PeriodOfTime"))
    yield from _void(plan, data, census)


def _void(plan: Plan, data: NamedNode, census: Census) -> _Statements:
    numbers = {"triples": census.quads, "entities": census.entities, "documents": census.articles}
    yield from _say(data, VOID, **numbers, classes=len(census.classes), properties=len(census.properties))
    yield from _say(data, VOID, uriSpace=Literal(BASE), vocabulary=(NamedNode(KG), NamedNode(PROV)))
    for kind, name, counts in (
        ("class", "entities", census.classes),
        ("property", "triples", census.properties),
    ):
        for iri, count in counts.items():
            part = _part(plan, f"{kind}-{hashlib.sha256(iri.encode()).hexdigest()[:8]}-{local_name(iri)}")
            yield from _say(data, VOID, **{f"{kind}Partition": part})
            yield from _say(part, VOID, **{kind: NamedNode(iri), name: count})
    for graph, words in _GRAPHS.items():
        if graph.value in census.graphs:
            yield from _say(data, VOID, subset=graph)
            yield Triple(graph, TYPE, NamedNode(VOID + "Dataset"))
            yield from _say(graph, VOID, triples=census.graphs[graph.value])
            yield from _say(graph, DCTERMS, description=words)
    if GRAPH_INFERRED.value in census.graphs:
        yield from _say(GRAPH_INFERRED, PROV, wasDerivedFrom=(GRAPH_REGISTER, GRAPH_ONTOLOGY))


def _build(plan: Plan, census: Census) -> _Statements:
    """Say what made the release: the program, its queries, and what read the articles, with its settings."""
    build, maker, queries = _part(plan, "build"), software(plan), _part(plan, "queries")
    yield Triple(build, TYPE, NamedNode(PROV + "Activity"))
    readers = tuple(NamedNode(iri) for iri in census.activities)
    yield from _say(build, PROV, wasAssociatedWith=maker, used=(queries, GRAPH_ONTOLOGY), wasInformedBy=readers)
    yield Triple(maker, TYPE, NamedNode(PROV + "SoftwareAgent"))
    yield from _say(maker, DCTERMS, title=f"conflict-kg {plan.version}")
    for iri, about in census.activities.items():
        yield Triple(NamedNode(iri), TYPE, NamedNode(PROV + "Activity"))
        yield from _say(NamedNode(iri), KG, **{name: Literal(text) for name, text in about.items()})
    found = sorted(plan.queries.glob("*.rq"))
    lines = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in found)
    yield Triple(queries, TYPE, NamedNode(PROV + "Entity"))
    yield from _say(queries, DCTERMS, title=f"Saved queries of conflict-kg {plan.version}: {len(found)}")
    yield from _checksum(queries, hashlib.sha256(lines.encode()).hexdigest())


def _distribution(plan: Plan, written: Written) -> _Statements:
    file = written.file
    node, address = _part(plan, file.name), NamedNode(f"{plan.iri}/{file.name}")
    yield from _say(NamedNode(plan.iri), DCAT, distribution=node)
    yield Triple(node, TYPE, NamedNode(DCAT + "Distribution"))
    yield from _say(node, DCTERMS, title=file.title, license=NamedNode(plan.licence))
    yield from _say(node, DCAT, accessURL=address, downloadURL=address, mediaType=NamedNode(MEDIA + file.media))
    how = "packageFormat" if file.packed.endswith("zip") and not file.packed.endswith("gzip") else "compressFormat"
    yield from _say(node, DCAT, **{how: NamedNode(MEDIA + file.packed) if file.packed else None})
    size = Literal(str(written.size), datatype=NamedNode(XSD + "nonNegativeInteger"))
    yield from _say(node, DCAT, byteSize=size)
    yield from _checksum(node, written.sha256)


def _checksum(node: NamedNode, sha256: str) -> _Statements:
    found = NamedNode(f"{node.value}-sha256")
    yield from _say(node, SPDX, checksum=found)
    yield Triple(found, TYPE, NamedNode(SPDX + "Checksum"))
    yield from _say(found, SPDX, algorithm=NamedNode(SPDX + "checksumAlgorithm_sha256"))
    yield from _say(found, SPDX, checksumValue=Literal(sha256, datatype=NamedNode(XSD + "hexBinary")))


def _part(plan: Plan, name: str) -> NamedNode:
    return NamedNode(f"{plan.iri}#{name}")
