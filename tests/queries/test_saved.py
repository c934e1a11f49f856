"""Saved queries as files: they parse everywhere, say what they answer, and take values only as terms."""

import re
import time
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as Rdf
from rdflib import RDF, Graph
from rdflib.namespace import SH
from rdflib.plugins.sparql import prepareQuery

from kg.errors import QueryError
from kg.queries import (
    Answer,
    bind,
    check_text,
    executables,
    index_markdown,
    load_queries,
    run,
    run_limited,
    values_text,
)
from kg.queries.answer import plain
from kg.queries.names import find_iri
from kg.queries.saved import columns_of
from kg.resources import folder
from kg.store.embedded import Store
from tests.queries import accounts

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
    assert page == index_markdown(QUERIES), "mend it with: python -m kg.queries.index"


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


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_query_stays_one_query_when_grlc_puts_values_in_place_of_variables(name: str) -> None:
    """grlc replaces a parameter's variable in the text, wherever it stands."""
    terms = {"iri": f"<{BASE}actor/iran>", "integer": '"3"^^xsd:integer', "number": "33.3", "string": '"rocket"'}
    terms["date"] = '"2020-07-11"^^xsd:date'  # grlc declares xsd: before every SELECT where the query does not
    text = QUERIES[name].text
    for parameter in QUERIES[name].parameters:
        if parameter.variable:
            assert re.fullmatch(r"__?[a-zA-Z0-9]+_(iri|integer|number|literal|xsd_date)", parameter.variable)
            text = text.replace(f"?{parameter.variable}", terms[parameter.type])
    assert prepareQuery(text)


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_query_gives_the_columns_and_the_defaults_that_it_declares(name: str) -> None:
    query = QUERIES[name]
    assert columns_of(query) == tuple(column for column, _ in query.columns)
    for parameter in query.parameters:
        if parameter.default and parameter.variable:
            default = parameter.default.replace(f"{BASE}ontology#", "kg:")
            assert re.search(rf"COALESCE\(\?{parameter.variable}, <?{re.escape(default)}>?\)", query.text)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("?hit ?said_by", "?said_by ?hit"), "declares the columns"),
        (("#+   actor:", "#+   actress:"), "a parameter actress"),
        (("#+ summary:", "#+ heading:"), None),
        (("#+ tags:", "#+ tags: ["), "attacks-on-actor.rq"),
    ],
)
def test_front_matter_is_held_to_the_query(tmp_path: Path, change: tuple[str, str], said: str | None) -> None:
    text = QUERIES["attacks-on-actor"].text.replace(*change, 1)
    (tmp_path / "attacks-on-actor.rq").write_text(text, encoding="utf-8")
    if said is None:
        assert load_queries(tmp_path)["attacks-on-actor"].title == "attacks-on-actor"
        return
    with pytest.raises(QueryError, match=said):
        load_queries(tmp_path)


def test_executables_are_current_and_run() -> None:
    """Mend it with `python -m kg.queries.index`."""
    page = (folder("queries") / "queries.ttl").read_text(encoding="utf-8")
    assert page == executables(QUERIES)
    graph = Graph().parse(data=page, format="turtle")
    found = dict(graph.subject_objects(SH.select))
    assert len(found) == len(QUERIES) >= 25
    for node, text in found.items():
        assert (node, RDF.type, SH.SPARQLSelectExecutable) in graph
        name = str(node).rsplit("/", 1)[-1]
        assert Answer.from_results(Rdf().query(str(text))).columns == tuple(c for c, _ in QUERIES[name].columns)
    (prefixes,) = set(graph.objects(None, SH.prefixes))
    assert len(list(graph.objects(prefixes, SH.declare))) >= 5


def test_limit_bounds_what_is_chosen_and_is_checked(store: Store) -> None:
    query = QUERIES["timeline"]
    assert "LIMIT 7 # --limit" in bind(query, {"limit": "7"}, store.rdf)
    for typed in ("0", "-1", "7 } #", "1000000"):
        with pytest.raises(QueryError, match="limit"):
            bind(query, {"limit": typed}, store.rdf)


def test_choices_are_the_only_values(store: Store) -> None:
    certain = f"{BASE}ontology#"
    store.replace_graph(
        NamedNode(f"{BASE}graph/ontology"),
        [
            Quad(NamedNode(certain + name), LABEL, Literal(name, language="en"), NamedNode(f"{BASE}graph/ontology"))
            for name in ("certain", "perpetrator")
        ],
    )
    assert f"COALESCE(<{certain}certain>" in bind(
        QUERIES["claims-by-certainty"], {"certainty": "kg:certain"}, store.rdf
    )
    with pytest.raises(QueryError, match="it is one of kg:certain, kg:probable"):
        bind(QUERIES["claims-by-certainty"], {"certainty": "kg:perpetrator"}, store.rdf)


@pytest.mark.parametrize("typed", ["Kata'ib Hezbollah", "KATAIB-HEZBOLLAH", "Kataïb Hezbollah"])
def test_names_are_found_whatever_case_and_diacritics(store: Store, typed: str) -> None:
    assert find_iri(store.rdf, typed, "actor").value == f"{BASE}actor/kataib-hezbollah"


def test_names_nearly_right_are_offered(store: Store) -> None:
    with pytest.raises(QueryError, match="did you mean Kataib Hezbollah"):
        find_iri(store.rdf, "Katayb Hezbolla", "actor")


def test_values_are_listed_from_the_data() -> None:
    made = accounts.store()
    rows = run(made.rdf, values_text(QUERIES["accusations"], "accused")).rows
    assert ("iraqi-militias", "Iraqi militias", "1") in {
        (plain(value).rsplit("/", 1)[-1], plain(name), plain(times)) for value, name, times in rows
    }
    for parameter, said in (("limit", "any integer"), ("colour", "no parameter colour")):
        with pytest.raises(QueryError, match=said):
            values_text(QUERIES["accusations"], parameter)


def test_every_list_of_values_is_a_query() -> None:
    for query in QUERIES.values():
        for parameter in query.parameters:
            if parameter.pattern or parameter.choices:
                assert Rdf().query(values_text(query, parameter.name))
