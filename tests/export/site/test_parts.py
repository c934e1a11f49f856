"""Words, origins, verdicts and their like have IRIs without pages: a list says what each is part of."""

import json
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.export.release.snapshot import Snapshot
from kg.export.site import SitePlan
from kg.export.site.background import gather
from kg.export.site.parts import part_files
from kg.graph.iris import BASE
from kg.store.embedded import Store
from tests.conftest import ROOT
from tests.export.site.linkcheck import Page

KINDS = ("span", "origin", "verdict", "position", "snapshot", "count", "change")
PLAN = SitePlan("2026-11-21", "test", ROOT / "ontology", ROOT / "queries")


@pytest.fixture(scope="module")
def lists(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    path = tmp_path_factory.mktemp("parts") / "snapshot.nq"
    with Store.open_read_only(built) as store:
        snapshot = Snapshot.of(store, path)
    return dict(part_files(path, gather(snapshot, PLAN).background))


def subjects(built: Path) -> set[str]:
    """Return the IRIs of all parts that the store says something of."""
    with Store.open_read_only(built) as store:
        found = {quad.subject.value for quad in store.rdf if isinstance(quad.subject, NamedNode)}
    return {iri for iri in found if iri.startswith(tuple(f"{BASE}{kind}/" for kind in KINDS))}


def test_every_part_is_told_of(built: Path, lists: dict[str, bytes]) -> None:
    told: dict[str, str] = {}
    for name, data in lists.items():
        if name.endswith(".ttl"):
            for triple in parse(data, format=RdfFormat.TURTLE):
                part, whole = triple.subject.value, triple.object.value
                assert part.rpartition("/")[2][:2] == Path(name).stem
                told[part] = whole
    assert told.keys() == subjects(built)
    assert {whole.removeprefix(BASE).partition("/")[0] for whole in told.values()} == {"article", "event"}


def test_words_are_part_of_their_article(built: Path, lists: dict[str, bytes]) -> None:
    with Store.open_read_only(built) as store:
        source = NamedNode("http://www.w3.org/ns/oa#hasSource")
        expected = {
            quad.subject.value: quad.object.value  # type: ignore[union-attr]
            for quad in store.rdf.quads_for_pattern(None, source, None)
        }
    turtle = b"".join(data for name, data in lists.items() if name.endswith(".ttl"))
    told = {triple.subject.value: triple.object.value for triple in parse(turtle, format=RdfFormat.TURTLE)}
    assert expected
    assert {part: told[part] for part in expected} == expected


def test_a_position_is_part_of_its_verdicts_event(built: Path, lists: dict[str, bytes]) -> None:
    query = f"""SELECT ?position ?event {{ GRAPH ?g {{ ?event <{BASE}ontology#hasVerdict> ?verdict .
        ?verdict <{BASE}ontology#hasPosition> ?position }} }}"""
    with Store.open_read_only(built) as store:
        expected = {row["position"].value: row["event"].value for row in store.rdf.query(query)}  # type: ignore[union-attr]
    turtle = b"".join(data for name, data in lists.items() if name.endswith(".ttl"))
    told = {triple.subject.value: triple.object.value for triple in parse(turtle, format=RdfFormat.TURTLE)}
    assert expected
    assert {part: told[part] for part in expected} == expected


def test_page_and_data_tell_the_same(lists: dict[str, bytes]) -> None:
    for name in (name for name in lists if name.endswith(".html")):
        page = Page(lists[name])
        nodes = json.loads(lists[name.replace(".html", ".jsonld")])
        assert {node["@id"].rpartition("/")[2] for node in nodes} == page.ids - {"main"}
        turtle = {str(triple) for triple in parse(lists[name.replace(".html", ".ttl")], format=RdfFormat.TURTLE)}
        jsonld = lists[name.replace(".html", ".jsonld")]
        assert {str(quad.triple) for quad in parse(jsonld, format=RdfFormat.JSON_LD)} == turtle
