"""What follows, in the store: replaced and not grown, gone with the fact that it followed from."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from kg import pipeline
from kg.errors import Contradiction
from kg.graph.iris import GRAPH_INFERRED, GRAPH_REGISTER
from kg.graph.reasoning import facts_of, load_axioms
from kg.graph.register import register_quads
from kg.pipeline import reason
from kg.resources import folder
from kg.store.embedded import Store
from kg.tools import Tools

ACTOR = "https://w3id.org/conflict-kg/actor/"
BACKED = NamedNode("https://w3id.org/conflict-kg/ontology#hasBackingOf")
FEW = {f"{ACTOR}{slug}" for slug in ("iran", "hamas", "izz-ad-din-al-qassam-brigades")}
REGISTER = tuple(q for q in register_quads(folder("ontology") / "register") if getattr(q.subject, "value", "") in FEW)


def hold(monkeypatch: pytest.MonkeyPatch, quads: tuple[Quad, ...]) -> None:
    monkeypatch.setattr(pipeline, "register_quads", lambda _: quads)


def backed(place: Path) -> set[str]:
    with Store.open_read_only(place) as store:
        found = (q for q in store.quads(GRAPH_INFERRED) if q.predicate == BACKED)
        return {q.subject.value.rsplit("/", 1)[-1] for q in found if isinstance(q.subject, NamedNode)}


def everything(place: Path) -> bytes:
    with Store.open_read_only(place) as store:
        return store.canonical_nquads()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    hold(monkeypatch, REGISTER)
    reason(tmp_path / "store")
    return tmp_path / "store"


def test_reason_stores_what_follows_and_twice_changes_nothing(place: Path) -> None:
    assert backed(place) == {"hamas", "izz-ad-din-al-qassam-brigades"}
    before = everything(place)
    reason(place)
    assert everything(place) == before


def test_reason_forgets_what_followed_from_a_fact_that_is_gone(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(monkeypatch, tuple(q for q in REGISTER if not q.predicate.value.endswith("#partOf")))
    reason(place)
    assert backed(place) == {"hamas"}


def test_reason_leaves_the_store_as_it_was_where_the_register_contradicts(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(place)
    part_of = NamedNode("https://w3id.org/conflict-kg/ontology#partOf")
    brigades, hamas = (NamedNode(f"{ACTOR}{slug}") for slug in ("izz-ad-din-al-qassam-brigades", "hamas"))
    hold(monkeypatch, (*REGISTER, Quad(hamas, part_of, brigades, GRAPH_REGISTER)))
    with pytest.raises(Contradiction, match="part of itself"):
        reason(place)
    assert everything(place) == before


def test_build_drops_what_followed_from_another_register(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(place) as store:
        pipeline.load_background(store, Tools(None, ""))
    assert backed(place)
    hold(monkeypatch, REGISTER[1:])
    with Store.open(place) as store:
        pipeline.load_background(store, Tools(None, ""))
    assert not backed(place)


def test_reason_sees_relations_between_actors_and_no_words() -> None:
    facts = facts_of(load_axioms(folder("ontology")), REGISTER)
    names = {triple.predicate.value.rsplit("#", 1)[-1] for triple in facts}
    assert names == {"type", "partOf", "backedBy", "country"}
