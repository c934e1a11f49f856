"""The checks: each finds the fault planted for it, and none finds any in the ontology or in a built store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from kg.errors import OntologyError
from kg.graph.checks import Check, fault_text, faults, load_checks
from kg.resources import folder
from kg.store.embedded import Store as Embedded

ONTOLOGY = folder("ontology")
CHECKS = ONTOLOGY / "checks"
OF_ONTOLOGY, OF_STORE = load_checks(CHECKS, "ontology"), load_checks(CHECKS, "store")
FILES = ("conflict.ttl", "axioms.ttl", "alignments.ttl", "crosswalk.ttl", "codebooks.ttl")
WRONG = {"https://w3id.org/conflict-kg/example/wrong", "https://w3id.org/conflict-kg/ontology#nonesuch"}
ROBOT_ERRORS = 17  # rules of level ERROR in the default profile of ROBOT's report


def named(check: Check) -> str:
    return check.name


@pytest.fixture(scope="module")
def ontology() -> Store:
    store = Store()
    for name in FILES:
        store.load(path=str(ONTOLOGY / name), format=RdfFormat.TURTLE, to_graph=NamedNode("https://w3id.org/conflict-kg/graph/ontology"))  # fmt: skip  # noqa: E501
    return store


@pytest.fixture(scope="module")
def store(built: Path) -> Iterator[Store]:
    with Embedded.open_read_only(built) as opened:
        yield opened.rdf


@pytest.mark.parametrize("check", OF_ONTOLOGY, ids=named)
def test_checks_find_nothing_in_the_ontology(ontology: Store, check: Check) -> None:
    assert list(faults(ontology, check)) == []


@pytest.mark.parametrize("check", OF_STORE, ids=named)
def test_checks_find_nothing_in_a_built_store(store: Store, check: Check) -> None:
    assert list(faults(store, check)) == []


@pytest.mark.parametrize("check", (*OF_ONTOLOGY, *OF_STORE), ids=named)
def test_checks_find_what_is_planted(check: Check) -> None:
    store = Store()
    store.load(path=str(CHECKS / "faults" / f"{check.name}.trig"), format=RdfFormat.TRIG)
    found = list(faults(store, check))
    assert {fault.node for fault in found} & WRONG
    assert fault_text(check, found[0]).startswith(f"{check.name}: {check.message}")


def test_checks_hold_robots_errors() -> None:
    assert sum(check.message.startswith("ROBOT") for check in OF_ONTOLOGY) == ROBOT_ERRORS
    assert {path.stem for path in (CHECKS / "faults").iterdir()} == {check.name for check in (*OF_ONTOLOGY, *OF_STORE)}


def test_checks_say_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "store-mute-violation.rq").write_text("SELECT ?node WHERE { ?node ?p ?o }", encoding="utf-8")
    with pytest.raises(OntologyError, match="store-mute"):
        load_checks(tmp_path, "store")
