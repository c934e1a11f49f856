"""The description of a release: DCAT-AP's base rules by our shapes, numbers that are right, manifest, change list."""

import csv
import gzip
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad
from pyshacl import validate
from rdflib import DCAT, DCTERMS, PROV, RDF, Graph, URIRef

from kg.errors import ExportError
from kg.export.release import Part, Plan, release
from kg.export.release.columns import CLAIM, EVENT
from kg.graph.iris import BASE, GRAPH_CHANGES, GRAPH_EVENTS, GRAPH_INFERRED, graph_iri
from kg.graph.vocabulary import KG
from kg.store.embedded import Store
from tests.conftest import ROOT
from tests.export.stores import EVENT as EVENT_IRI
from tests.export.stores import REPORTS, SECOND, small_store

VOID, SPDX = rdflib.Namespace("http://rdfs.org/ns/void#"), rdflib.Namespace("http://spdx.org/rdf/terms#")
PLAN = Plan("2026-11-21", "0.2.0", ROOT / "ontology", ROOT / "queries")
DATA = URIRef(PLAN.iri)


@pytest.fixture(scope="module")
def store() -> Store:
    made = small_store()
    made.rdf.extend(
        [
            Quad(EVENT_IRI, NamedNode(KG + "dateEarliest"), _day("2020-07-11"), GRAPH_EVENTS),
            Quad(EVENT_IRI, NamedNode(KG + "dateLatest"), _day("2020-07-12"), GRAPH_EVENTS),
            Quad(NamedNode(f"{BASE}actor/a"), NamedNode(KG + "bodyOf"), NamedNode(f"{BASE}actor/b"), GRAPH_INFERRED),
        ]
    )
    return made


def _day(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(str(rdflib.XSD.date)))


@pytest.fixture(scope="module")
def folder(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("release")
    release(store, made, PLAN)
    return made


@pytest.fixture
def described(folder: Path) -> Graph:
    return Graph().parse(folder / "dataset.ttl")


def violations(graph: Graph) -> set[str]:
    """Validate a description and return the numbers of the shapes that refuse it."""
    shapes = Graph().parse(ROOT / "ontology" / "release-shapes.ttl")
    _, report, _ = validate(graph, shacl_graph=shapes)
    return {str(message)[:3] for message in report.objects(None, rdflib.SH.resultMessage)}


def test_description_holds_to_the_rules(described: Graph) -> None:
    assert violations(described) == set()


def _wrong_sum(graph: Graph) -> None:
    node = next(graph.subjects(SPDX.checksumValue))
    graph.set((node, SPDX.checksumValue, rdflib.Literal("ab", datatype=rdflib.XSD.hexBinary)))


def _wrong_period(graph: Graph) -> None:
    graph.set(
        (next(graph.subjects(DCAT.endDate)), DCAT.endDate, rdflib.Literal("1999-01-01", datatype=rdflib.XSD.date))
    )


FAULTS: dict[str, Callable[[Graph], object]] = {
    "R01": lambda graph: graph.remove((DATA, DCTERMS.title, None)),
    "R02": lambda graph: graph.remove((DATA, DCAT.distribution, None)),
    "R03": lambda graph: graph.remove((DATA, DCTERMS.issued, None)),
    "R04": _wrong_period,
    "R05": lambda graph: graph.remove((DATA, DCTERMS.license, None)),
    "R06": lambda graph: graph.remove((None, DCAT.accessURL, None)),
    "R07": lambda graph: graph.remove((None, DCAT.mediaType, None)),
    "R08": lambda graph: graph.remove((None, SPDX.checksum, None)),
    "R09": _wrong_sum,
    "R10": lambda graph: graph.remove((DATA, PROV.wasGeneratedBy, None)),
    "R11": lambda graph: graph.remove((DATA, VOID.triples, None)),
}


@pytest.mark.parametrize("shape", FAULTS)
def test_description_shapes_find_a_fault(described: Graph, shape: str) -> None:
    FAULTS[shape](described)
    assert violations(described) == {shape}


def test_description_names_every_file_as_it_is(folder: Path, described: Graph) -> None:
    told = {}
    for node in described.objects(DATA, DCAT.distribution):
        name = str(described.value(node, DCAT.downloadURL)).rsplit("/", 1)[-1]
        checksum = described.value(described.value(node, SPDX.checksum), SPDX.checksumValue)
        told[name] = (int(str(described.value(node, DCAT.byteSize))), str(checksum))
    papers = {"dataset.ttl", "README.md", "ro-crate-metadata.json", "SHA256SUMS"}
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in papers}
    assert told == {name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items()}


def test_description_counts_are_those_of_the_store(store: Store, described: Graph) -> None:
    quads = list(store.quads())
    assert described.value(DATA, VOID.triples).toPython() == len(quads)  # type: ignore[union-attr]
    for kind, number, predicate in (("property", VOID.triples, None), ("class", VOID.entities, RDF.type)):
        told = {
            str(described.value(part, VOID[kind])): described.value(part, number).toPython()  # type: ignore[union-attr]
            for part in described.objects(DATA, VOID[f"{kind}Partition"])
        }
        if predicate is None:
            names = {quad.predicate.value for quad in quads}
            expected = {name: sum(quad.predicate.value == name for quad in quads) for name in names}
        else:
            typed = {(quad.subject, quad.object.value) for quad in quads if quad.predicate.value == str(predicate)}  # type: ignore[union-attr]
            expected = {name: sum(kind == name for _, kind in typed) for name in {kind for _, kind in typed}}
        assert told == expected


def test_description_tells_how_it_was_made(described: Graph) -> None:
    build = described.value(DATA, PROV.wasGeneratedBy)
    (reader,) = described.objects(build, PROV.wasInformedBy)
    assert str(described.value(reader, URIRef(KG + "extractor"))) == "conflict-kg 0.1.0"
    assert str(described.value(reader, URIRef(KG + "pipeline"))) == "en_ud_sm 1.0"
    assert described.value(build, PROV.wasAssociatedWith) == URIRef(f"{BASE}software/conflict-kg-0.2.0")
    inferred = URIRef(GRAPH_INFERRED.value)
    assert len(list(described.objects(inferred, PROV.wasDerivedFrom))) == 2


def test_description_knows_the_query_set(store: Store, folder: Path, tmp_path: Path, described: Graph) -> None:
    queries = tmp_path / "queries"
    queries.mkdir()
    (queries / "one.rq").write_text("ASK {}")
    release(store, tmp_path / "out", replace(PLAN, queries=queries), [Part.NQUADS])
    other = Graph().parse(tmp_path / "out" / "dataset.ttl")
    node = URIRef(f"{PLAN.iri}#queries-sha256")
    assert described.value(node, SPDX.checksumValue) != other.value(node, SPDX.checksumValue)


def test_crate_names_every_file(folder: Path) -> None:
    crate = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    things: Mapping[str, dict[str, object]] = {thing["@id"]: thing for thing in crate["@graph"]}
    root = things["./"]
    assert things["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    assert {"name", "description", "datePublished", "license"} <= root.keys()
    parts = {part["@id"] for part in root["hasPart"]}  # type: ignore[attr-defined]
    assert parts == {path.name for path in folder.iterdir()} - {"ro-crate-metadata.json", "SHA256SUMS"}
    for name in parts:
        data = (folder / name).read_bytes()
        assert things[name]["@type"] == "File"
        assert (things[name]["contentSize"], things[name]["sha256"]) == (
            str(len(data)),
            hashlib.sha256(data).hexdigest(),
        )


def test_readme_names_every_file_and_column(folder: Path) -> None:
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert all(f"| {path.name} |" in text for path in folder.iterdir() if path.name != "README.md")
    assert all(f"| {column.name} | {column.type} | {column.meaning} |" in text for column in (*CLAIM, *EVENT))
    assert "2 articles, 2 reports, 11 claims, 1 events" in text


# Changes since the release before.


def changes(folder: Path) -> set[tuple[str, str, str]]:
    with gzip.open(folder / "changes.csv.gz", "rt", encoding="utf-8", newline="") as text:
        return {
            (row["change"], row["iri"].removeprefix(BASE), (row["into"] or row["from"]).removeprefix(BASE))
            for row in csv.DictReader(text)
        }


def test_changes_of_a_first_release_are_all_additions(folder: Path) -> None:
    assert {change for change, _, _ in changes(folder)} == {"added"}
    assert ("added", "event/00000000000000ee", "") in changes(folder)


def test_changes_of_the_same_store_are_none(store: Store, folder: Path, tmp_path: Path) -> None:
    release(store, tmp_path, replace(PLAN, issued="2026-12-01", previous=folder))
    assert changes(tmp_path) == set()
    graph = Graph().parse(tmp_path / "dataset.ttl")
    assert graph.value(URIRef(f"{BASE}release/2026-12-01"), PROV.wasRevisionOf) == DATA


def test_changes_tell_what_was_added_changed_merged_and_withdrawn(folder: Path, tmp_path: Path) -> None:
    later = small_store()
    heir = NamedNode(f"{BASE}event/00000000000000ff")
    later.remove_graph(graph_iri(SECOND))
    later.replace_graph(GRAPH_EVENTS, [Quad(heir, NamedNode(KG + "hasReport"), REPORTS[0], GRAPH_EVENTS)])
    replaced_by = NamedNode("http://purl.org/dc/terms/isReplacedBy")
    later.rdf.add(Quad(EVENT_IRI, replaced_by, heir, GRAPH_CHANGES))
    changed = next(quad for quad in later.rdf.quads_for_pattern(None, NamedNode(KG + "confidence"), None, None))
    later.change([changed], [Quad(changed.subject, changed.predicate, Literal("0.1"), changed.graph_name)])
    release(later, tmp_path, replace(PLAN, issued="2026-12-01", previous=folder))
    found = changes(tmp_path)
    assert ("merged", "event/00000000000000ee", "event/00000000000000ff") in found
    assert ("added", "event/00000000000000ff", "") in found
    claim = str(getattr(changed.subject, "value", "")).removeprefix(BASE)
    assert ("changed", claim, "") in found
    withdrawn = {iri.split("/")[0] for change, iri, _ in found if change == "withdrawn"}
    assert withdrawn == {"article", "report", "claim"}
    assert {change for change, _, _ in found} == {"added", "changed", "merged", "withdrawn"}


def test_changes_tell_what_an_event_was_split_from_and_that_a_verdict_changed(folder: Path, tmp_path: Path) -> None:
    later = small_store()
    part, verdict = NamedNode(f"{BASE}event/00000000000000ff"), NamedNode(f"{BASE}verdict/00000000000000aa")
    position = NamedNode(f"{BASE}position/00000000000000aa")
    for subject, name, value in (
        (part, "hasReport", REPORTS[0]),
        (EVENT_IRI, "hasVerdict", verdict),
        (verdict, "hasPosition", position),
        (position, "hasClaim", NamedNode(f"{BASE}claim/00000000000000aa")),
    ):
        later.rdf.add(Quad(subject, NamedNode(KG + name), value, GRAPH_EVENTS))
    later.rdf.add(Quad(part, NamedNode(str(PROV.wasDerivedFrom)), EVENT_IRI, GRAPH_CHANGES))
    release(later, tmp_path / "split", replace(PLAN, previous=folder), [Part.NQUADS])
    found = changes(tmp_path / "split")
    assert ("split", "event/00000000000000ff", "event/00000000000000ee") in found
    assert ("changed", "event/00000000000000ee", "") in found
    later.rdf.add(Quad(position, NamedNode(KG + "side"), Literal("1"), GRAPH_EVENTS))
    release(later, tmp_path / "sided", replace(PLAN, previous=tmp_path / "split"), [Part.NQUADS])
    assert changes(tmp_path / "sided") == {("changed", "event/00000000000000ee", "")}


@pytest.mark.parametrize("files", [(), ("ids.csv.gz",), ("dataset.ttl",)])
def test_changes_want_a_release_to_tell_against(folder: Path, tmp_path: Path, files: tuple[str, ...]) -> None:
    old = tmp_path / "old"
    old.mkdir()
    for name in files:
        (old / name).write_bytes((folder / name).read_bytes())
    with pytest.raises(ExportError, match="holds no release"):
        release(small_store(), tmp_path / "new", replace(PLAN, previous=old))
    assert not (tmp_path / "new").exists()
