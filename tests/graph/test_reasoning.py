"""What follows from a register, and what cannot be, by the real reasoner: small registers under the whole ontology."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Triple

from kg.errors import Contradiction, OntologyError, ReasonerError
from kg.graph import hermit, reasoning
from kg.graph.iris import GRAPH_INFERRED, GRAPH_REGISTER, actor_iri, term_iri
from kg.graph.reasoning import infer, load_axioms
from kg.graph.register import register_quads
from kg.graph.vocabulary import OWL, TYPE
from kg.resources import folder

AXIOMS = load_axioms(folder("ontology"))
# Iran, its Guards with a part of their own, groups that they back, a part of one, and a force that holds one
REGISTER = """
iran type State
guards type StateForce
guards country iran
quds type StateForce
quds partOf guards
group type ArmedGroup
group backedBy quds
cell type ArmedGroup
cell partOf group
front type ArmedGroup
front backedBy group
iraq type State
army type StateForce
army country iraq
militia type ArmedGroup
militia partOf army
army backedBy usa
usa type State
"""


def facts(text: str) -> list[Quad]:
    rows = (line.split() for line in text.splitlines() if line)
    return [
        Quad(
            actor_iri(subject),
            TYPE if predicate == "type" else term_iri(predicate),
            term_iri(value) if predicate == "type" else actor_iri(value),
            GRAPH_REGISTER,
        )
        for subject, predicate, value in rows
    ]


def short(triples: Iterable[object]) -> set[str]:
    """Write triples as the rows above are written."""
    found = set()
    for triple in triples:
        assert isinstance(triple, Quad | Triple)
        names = [
            term.value for term in (triple.subject, triple.predicate, triple.object) if isinstance(term, NamedNode)
        ]
        found.add(" ".join(name.replace("#", "/").rsplit("/", 1)[-1] for name in names))
    return found


@pytest.fixture(scope="module")
def inferred() -> tuple[Quad, ...]:
    return infer(AXIOMS, facts(REGISTER))


def test_reasoning_passes_backing_on_to_the_state_and_through_armed_groups(inferred: tuple[Quad, ...]) -> None:
    backing = {row for row in short(inferred) if " hasBackingOf " in row}
    assert backing == {
        *("group hasBackingOf quds", "group hasBackingOf guards", "group hasBackingOf iran"),
        *("cell hasBackingOf quds", "cell hasBackingOf guards", "cell hasBackingOf iran"),
        *(
            "front hasBackingOf group",
            "front hasBackingOf quds",
            "front hasBackingOf guards",
            "front hasBackingOf iran",
        ),
        "army hasBackingOf usa",  # and not the militia, which is part of the army
    }


def test_reasoning_finds_parts_of_parts_bodies_and_defined_classes(inferred: tuple[Quad, ...]) -> None:
    rest = {row for row in short(inferred) if " hasBackingOf " not in row}
    assert {"guards bodyOf iran", "army bodyOf iraq"} <= rest
    assert {row for row in rest if " partOf " in row} == set()
    assert {row for row in rest if " type " in row} == {
        f"{name} type IranBackedArmedGroup" for name in ("group", "cell", "front")
    }


def test_reasoning_closes_part_of() -> None:
    chain = "a type StateForce\nb type StateForce\nc type StateForce\na partOf b\nb partOf c"
    assert short(infer(AXIOMS, facts(chain))) == {"a partOf c"}


def test_reasoning_writes_to_its_own_graph_in_order_and_the_same_each_time(inferred: tuple[Quad, ...]) -> None:
    assert {quad.graph_name for quad in inferred} == {GRAPH_INFERRED}
    assert infer(AXIOMS, reversed(facts(REGISTER))) == inferred


def test_reasoning_forgets_what_followed_from_a_fact_that_is_gone() -> None:
    less = [quad for quad in facts(REGISTER) if quad.predicate != term_iri("backedBy")]
    assert not [row for row in short(infer(AXIOMS, less)) if "Back" in row]


def test_reasoning_names_the_triples_that_make_an_actor_two_things_at_once() -> None:
    with pytest.raises(Contradiction) as raised:
        infer(AXIOMS, facts("guards type StateForce\nguards country iran\niran type State\niran type Person"))
    assert short(raised.value.triples) == {"iran type State", "iran type Person", "Person disjointWith State"}


def test_reasoning_names_the_triples_that_make_a_person_a_country() -> None:
    with pytest.raises(Contradiction) as raised:
        infer(AXIOMS, facts("somebody type Person\ncell type ArmedGroup\ncell country somebody"))
    culprits = {"somebody type Person", "cell country somebody", "country range State", "Person disjointWith State"}
    assert short(raised.value.triples) == culprits


def test_reasoning_names_the_triples_of_a_circle_of_parts() -> None:
    with pytest.raises(Contradiction) as raised:
        infer(AXIOMS, facts(f"{REGISTER}\nguards partOf army\narmy partOf quds"))
    assert short(raised.value.triples) == {"quds partOf guards", "guards partOf army", "army partOf quds"}


def test_reasoning_names_a_class_that_can_have_no_member() -> None:
    both = [Triple(term_iri("Spy"), TYPE, NamedNode(OWL + "Class"))]
    wider = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    both += [Triple(term_iri("Spy"), wider, term_iri(name)) for name in ("Person", "State")]
    with pytest.raises(Contradiction, match="Spy can have no member") as raised:
        infer([*AXIOMS, *both], facts("iran type State"))
    assert {"Spy subClassOf Person", "Spy subClassOf State"} <= short(raised.value.triples)


def test_reasoning_finds_the_register_consistent_and_kataib_hezbollah_backed_by_iran() -> None:
    found = infer(AXIOMS, register_quads(folder("ontology") / "register"))
    assert "kataib-hezbollah hasBackingOf iran" in short(found)
    assert "kataib-hezbollah type IranBackedArmedGroup" in short(found)
    assert "islamic-state hasBackingOf iran" not in short(found)


def test_reasoning_without_java_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hermit, "find_spec", lambda _: None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReasonerError, match="conflict-kg\\[reason\\]"):
        infer(AXIOMS, [])


def test_reasoning_refuses_a_file_that_is_no_turtle(tmp_path: Path) -> None:
    (tmp_path / "conflict.ttl").write_text("<", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"conflict\.ttl"):
        load_axioms(tmp_path)


def test_reasoning_culprits_are_a_smallest_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """By a reasoner that minds three facts out of many, wherever they stand."""
    triples = [Triple(actor_iri(f"a{n}"), term_iri("partOf"), actor_iri("b")) for n in range(40)]
    bad = {triples[3], triples[17], triples[38]}
    seen: list[int] = []

    def minds(some: Iterable[Triple], *, values: bool) -> set[Triple] | None:
        seen.append(len(set(some)))
        return None if bad <= set(some) else set()

    monkeypatch.setattr(reasoning, "conclusions", minds)
    assert set(reasoning.culprits([], triples)) == bad
    assert len(seen) < 30
