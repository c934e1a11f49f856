"""Values become terms or errors, whatever is typed."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import QueryError
from kg.queries import SavedQuery, bind, read_query, run

ACTOR = "https://w3id.org/conflict-kg/actor/"
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
ALT = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
TEXT = """
SELECT ?label WHERE {
  VALUES (?_actor_iri) { (UNDEF) }
  VALUES (?_since_date) { (UNDEF) }
  VALUES (?_least_integer) { (UNDEF) }
  VALUES (?_word_string) { (UNDEF) }
  ?_actor_iri <http://www.w3.org/2000/01/rdf-schema#label> ?label
  FILTER(!BOUND(?_word_string) || STR(?label) = ?_word_string)
} ORDER BY ?label
"""


@pytest.fixture
def query(tmp_path: Path) -> SavedQuery:
    path = tmp_path / "named.rq"
    path.write_text(TEXT, encoding="utf-8")
    return read_query(path)


@pytest.fixture
def store() -> Store:
    store = Store()
    for slug, predicate, label in (
        ("kataib-hezbollah", LABEL, "Kataib Hezbollah"),
        ("kataib-hezbollah", ALT, "KH"),
        ("hezbollah", LABEL, "Hezbollah"),
        ("party-a", LABEL, "The Party"),
        ("party-b", LABEL, "the party"),
    ):
        store.add(Quad(NamedNode(ACTOR + slug), predicate, Literal(label, language="en"), NamedNode(ACTOR)))
    return store


def labels(store: Store, text: str) -> list[str]:
    return [row[0].value for row in run(store, text).rows if isinstance(row[0], Literal)]


@pytest.mark.parametrize(
    "typed", ["Kataib Hezbollah", "kataib  HEZBOLLAH", "kh", "kataib-hezbollah", ACTOR + "kataib-hezbollah"]
)
def test_binding_finds_an_actor_by_any_name(query: SavedQuery, store: Store, typed: str) -> None:
    assert labels(store, bind(query, {"actor": typed}, store)) == ["Kataib Hezbollah"]


def test_binding_leaves_what_is_not_given(query: SavedQuery, store: Store) -> None:
    assert bind(query, {}, store) == query.text
    assert len(labels(store, query.text)) == 4


@pytest.mark.parametrize(
    ("name", "typed", "complaint"),
    [
        ("actor", "the party", "party-a.*party-b"),
        ("actor", "Hezbolla", "kataib-hezbollah"),
        ("actor", "nobody", "nothing in the store"),
        ("actor", ACTOR + "nobody", "says nothing of it"),
        ("actor", "http://x/> } SERVICE <http://y/", "wants an IRI"),
        ("actor", "", "empty"),
        ("since", "2020-02-30", "a date"),
        ("since", "2020-01-01'^^<x>) } #", "a date"),
        ("least", "3) } #", "whole number"),
        ("word", "a\x1bb", "control"),
        ("word", "\ud800", "control"),
        ("colour", "red", "--actor"),
    ],
)
def test_binding_refuses(query: SavedQuery, store: Store, name: str, typed: str, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint):
        bind(query, {name: typed}, store)


@pytest.mark.parametrize("typed", ['") } #', '" } UNION { ?s ?p ?label } #', "\\", "?label", "(UNDEF)", "{ }"])
def test_binding_keeps_an_injection_one_string(query: SavedQuery, store: Store, typed: str) -> None:
    assert labels(store, bind(query, {"word": typed}, store)) == []
    actor = NamedNode(ACTOR + "x")
    store.add(Quad(actor, LABEL, Literal(typed), actor))
    assert labels(store, bind(query, {"word": typed}, store)) == [typed]


def test_binding_without_a_store_takes_iris_only(query: SavedQuery) -> None:
    assert f"VALUES (?_actor_iri) {{ (<{ACTOR}x>) }}" in bind(query, {"actor": ACTOR + "x"}, None)
    with pytest.raises(QueryError, match="remote endpoint wants an IRI"):
        bind(query, {"actor": "Kataib Hezbollah"}, None)


def test_binding_wants_a_parameter_without_default(tmp_path: Path) -> None:
    path = tmp_path / "needy.rq"
    path.write_text("SELECT ?s { VALUES (?_actor_iri) { } ?s ?p ?_actor_iri }", encoding="utf-8")
    with pytest.raises(QueryError, match="wants --actor"):
        bind(read_query(path), {}, None)
