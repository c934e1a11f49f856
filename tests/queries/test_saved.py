"""Saved queries as files: they parse everywhere, say what they answer, and take values only as terms."""

import time
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from rdflib.plugins.sparql import prepareQuery

from kg.errors import QueryError
from kg.queries import bind, check_text, index_markdown, load_queries, run, run_limited
from kg.resources import folder
from kg.store.embedded import Store

QUERIES = load_queries(folder("queries"))
BASE = "https://w3id.org/conflict-kg/"
# What counts, lists or draws on the register has no claim a row to quote.
OF_NO_CLAIM = {
    "actor-names",
    "actor-parts",
    "anonymous-sources",
    "articles-by-publisher",
    "deaths-by-month",
    "events-for-map",
    "events-near-point",
    "who-contradicts-whom",
}
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


@pytest.fixture
def store() -> Store:
    opened = Store.in_memory()
    graph = NamedNode(f"{BASE}graph/register")
    names = {"kataib-hezbollah": "Kataib Hezbollah", "hezbollah": "Hezbollah", "one": "The Group", "two": "The Group"}
    opened.replace_graph(
        graph,
        [
            Quad(NamedNode(f"{BASE}actor/{slug}"), LABEL, Literal(name, language="en"), graph)
            for slug, name in names.items()
        ],
    )
    return opened


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_query_parses_in_a_second_engine(name: str) -> None:
    assert prepareQuery(QUERIES[name].text)


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_query_rows_say_who_and_in_which_words(name: str) -> None:
    columns = {column for column, _ in QUERIES[name].columns}
    if name in OF_NO_CLAIM:
        assert "quote" not in columns
        return
    assert {"quote", "article", "certainty"} <= columns
    assert columns & {"said_by", "accuser", "source"}


def test_index_is_up_to_date() -> None:
    page = (folder("queries") / "README.md").read_text(encoding="utf-8")
    mend = "from kg.queries.index import write_index; write_index(Path('queries'))"
    assert page == index_markdown(QUERIES), f"mend it with: {mend}"


def test_bind_takes_a_name_for_an_iri(store: Store) -> None:
    text = bind(QUERIES["attacks-on-actor"], {"actor": "kataib hezbollah"}, store.rdf)
    assert f"<{BASE}actor/kataib-hezbollah>" in text


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"actor": "The Group"}, "several"),
        ({"actor": "Nobody"}, "nothing in the store"),
        ({}, "wants --actor"),
        ({"actor": "Hezbollah", "colour": "red"}, "no parameter --colour"),
        ({"actor": "x> } ; DROP ALL #"}, "nothing in the store"),
    ],
)
def test_bind_refuses_what_it_cannot_use(store: Store, values: dict[str, str], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        bind(QUERIES["attacks-on-actor"], values, store.rdf)


def test_bind_keeps_an_injected_iri_a_term(store: Store) -> None:
    hostile = "http://x/> } UNION { ?s ?p ?o } #"
    with pytest.raises(QueryError):
        bind(QUERIES["attacks-on-actor"], {"actor": hostile}, store.rdf)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1/x>",
        "SELECT * FROM <http://127.0.0.1/> WHERE { ?s ?p ?o }",
        "DELETE WHERE { ?s ?p ?o }",
        "SELECT * WHERE " + "{" * 3000 + "}" * 3000,
        "SELECT * WHERE { ?s ?p ?o } #" + "x" * 100_000,
    ],
)
def test_check_refuses_what_fetches_writes_or_crashes(text: str) -> None:
    with pytest.raises(QueryError):
        check_text(text)


def test_run_cuts_rows_and_says_so(store: Store) -> None:
    assert run(store.rdf, "SELECT ?s WHERE { ?s ?p ?o }", limit=2).cut_at == 2


def test_run_limited_stops_a_query_that_takes_too_long(tmp_path: Path) -> None:
    graph = NamedNode(f"{BASE}graph/x")
    with Store.open(tmp_path / "store") as opened:
        rows = [Quad(NamedNode(f"{BASE}x/{n}"), LABEL, Literal(str(n)), graph) for n in range(400)]
        opened.replace_graph(graph, rows)
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    start = time.monotonic()
    with pytest.raises(QueryError, match="stopped after"):
        run_limited(tmp_path / "store", text, seconds=2)
    assert time.monotonic() - start < 60
