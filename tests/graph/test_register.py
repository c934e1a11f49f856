"""Register files -> entries and quads, and what is refused."""

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.graph.iris import GRAPH_REGISTER, actor_iri
from kg.graph.register import load_register, register_quads, rows_by_slug, rows_for
from kg.knowledge import RegisterEntry

_HEAD = """
@prefix actor: <https://w3id.org/conflict-kg/actor/> .
@prefix kg: <https://w3id.org/conflict-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
_STATE = 'actor:aland a kg:State ; skos:prefLabel "Aland"@en , "أ"@ar ; kg:demonym "Alander"@en ; kg:capital "Mar"@en .'
_ARMY = """actor:army a kg:StateForce ; skos:prefLabel "Home Guard"@en ; skos:altLabel "HG"@en ;
    skos:hiddenLabel "Homeguard"@en ; kg:country actor:aland ; kg:headNoun "army"@en ; kg:shortName "the Guard"@en ."""


def write(folder: Path, name: str, body: str) -> Path:
    (folder / name).write_text(_HEAD + body, encoding="utf-8")
    return folder


def test_load_register_reads_every_field(tmp_path: Path) -> None:
    write(tmp_path, "actors-b.ttl", _ARMY)
    assert load_register(write(tmp_path, "actors-a.ttl", _STATE)) == (
        RegisterEntry("aland", "Aland", "State", aliases=("أ",), demonyms=("Alander",), capital="Mar"),
        RegisterEntry(
            "army",
            "Home Guard",
            "StateForce",
            aliases=("HG", "Homeguard"),
            country="aland",
            heads=("army",),
            short_names=("the Guard",),
        ),
    )


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("actor:x a kg:State", "actors-x.ttl"),
        ("actor:x a kg:State .", "actor/x: needs exactly one"),
        ('actor:x a kg:State , kg:Person ; skos:prefLabel "X"@en .', "actor/x: needs exactly one"),
        (_ARMY, "actor/army names actor/aland, which no file describes"),
        ('kg:x a kg:State ; skos:prefLabel "X"@en .', "describe actors only"),
        ("actor:x kg:country [] .", "describe actors only"),
    ],
)
def test_load_register_names_the_file_and_the_entry(tmp_path: Path, body: str, message: str) -> None:
    with pytest.raises(OntologyError, match=message) as raised:
        load_register(write(tmp_path, "actors-x.ttl", body))
    assert "actors-x.ttl" in str(raised.value)


def test_load_register_refuses_an_actor_in_two_files(tmp_path: Path) -> None:
    write(tmp_path, "actors-a.ttl", _STATE)
    with pytest.raises(OntologyError, match=r"actor/aland stands in actors-a.ttl too"):
        load_register(write(tmp_path, "actors-b.ttl", _STATE))


def test_load_register_refuses_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="reinstall"):
        load_register(tmp_path)


def test_register_quads_stand_in_the_register_graph_once_and_sorted(tmp_path: Path) -> None:
    write(tmp_path, "actors-b.ttl", _ARMY)
    quads = register_quads(write(tmp_path, "actors-a.ttl", _STATE))
    assert {quad.graph_name for quad in quads} == {GRAPH_REGISTER}
    assert [str(quad) for quad in quads] == sorted({str(quad) for quad in quads})
    assert len(quads) == 12


def test_rows_for_follows_references_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, "actors-b.ttl", _ARMY + 'actor:other a kg:Person ; skos:prefLabel "O"@en .')
    rows = rows_by_slug(register_quads(write(tmp_path, "actors-a.ttl", _STATE)))
    found = rows_for(["army", "unknown"], rows)
    assert {quad.subject for quad in found} == {actor_iri("army"), actor_iri("aland")}
    assert {quad.subject for quad in rows_for(["aland"], rows)} == {actor_iri("aland")}
