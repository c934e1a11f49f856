"""kg query and kg queries: limits that say so, values of a parameter, executables; of a store and of a server."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, Graph
from rdflib.namespace import SH

from kg.export.load import load
from kg.export.record import Record
from kg.queries import load_queries
from kg.resources import folder
from kg.store.embedded import Store
from kg.store.remote import writable_server
from tests.conftest import Run
from tests.store.servers import running

SELECT = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"


@pytest.fixture(scope="module", params=["store", "server"])
def asked(request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """The options that say what is asked."""
    if request.param == "store":
        yield ["--store", str(built)]
        return
    place = tmp_path_factory.mktemp("server")
    with running("oxigraph", place) as server, Store.open_read_only(built) as store:
        load(store, writable_server(server.endpoint), Record.of(place / "store", server.endpoint))
        yield ["--endpoint", server.endpoint]


def lines(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))[1:]


def test_query_limits_rows_and_says_so(kg: Run, asked: list[str], tmp_path: Path) -> None:
    path = tmp_path / "all.rq"
    path.write_text(SELECT, encoding="utf-8")
    ran = kg("query", path, *asked, "--limit", "3", "-f", "csv")
    assert (ran.status, len(lines(ran.out))) == (0, 3)
    assert ran.err == "Only the first 3 rows: a limit ended the answer there.\n"


def test_query_says_nothing_of_a_limit_that_cuts_nothing(kg: Run, asked: list[str], tmp_path: Path) -> None:
    path = tmp_path / "three.rq"
    path.write_text(f"{SELECT} LIMIT 3", encoding="utf-8")
    ran = kg("query", path, *asked, "--limit", "3", "-f", "csv")
    assert (len(lines(ran.out)), ran.err) == (3, "")


def test_query_says_what_its_own_limit_leaves_out(kg: Run, asked: list[str]) -> None:
    whole = kg("query", "timeline", *asked, "-f", "csv")
    count = len(lines(whole.out))
    assert (count > 3, whole.err) == (True, "")
    assert kg("query", "timeline", *asked, "--limit", str(count + 1)).err == ""
    few = kg("query", "timeline", *asked, "--limit", "3", "-f", "csv")
    assert len(lines(few.out)) == 3
    assert few.err == "Only 3 were put into words: there is more, so narrow the question or raise --limit.\n"


def test_query_stops_at_the_default_number_of_rows(kg: Run, asked: list[str], tmp_path: Path) -> None:
    path = tmp_path / "product.rq"
    digits = " ".join(map(str, range(10)))
    body = " ".join(f"VALUES ?{name} {{ {digits} }}" for name in "abcde")
    path.write_text(f"SELECT * {{ {body} VALUES ?f {{ 0 1 }} }}", encoding="utf-8")
    ran = kg("query", path, *asked, "-f", "csv")
    assert len(lines(ran.out)) == 100_000
    assert ran.err == "Only the first 100,000 rows: a limit ended the answer there.\n"


@pytest.mark.parametrize("typed", ["0", "-1", "many", "100001"])
def test_query_refuses_a_limit_that_is_none(kg: Run, built: Path, tmp_path: Path, typed: str) -> None:
    path = tmp_path / "all.rq"
    path.write_text(SELECT, encoding="utf-8")
    ran = kg("query", path, "--store", built, f"--limit={typed}")
    assert (ran.status, ran.out) == (2, "")
    assert "--limit" in ran.err


def test_queries_lists_values_of_a_parameter(kg: Run, built: Path) -> None:
    ran = kg("queries", "attacks-on-actor", "--values", "actor", "--store", built, "-f", "jsonl")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert (ran.status, ran.err) == (0, "")
    assert [row["times"] for row in rows] == sorted((row["times"] for row in rows), reverse=True)
    first = rows[0]
    by_iri, by_name = (
        kg("query", "attacks-on-actor", "--actor", first[column], "--store", built, "-f", "csv")
        for column in ("value", "name")
    )
    assert lines(by_iri.out) == lines(by_name.out) != []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("timeline", "--values", "colour"), "no parameter colour"),
        (("timeline", "--values", "limit"), "any integer"),
        (("--values", "actor"), "wants the name of a query"),
        (("nothing", "--values", "actor"), "no saved query"),
    ],
)
def test_queries_says_why_there_are_no_values(kg: Run, built: Path, words: tuple[str, ...], said: str) -> None:
    ran = kg("queries", *words, "--store", built)
    assert (ran.status, ran.out) == (2, "")
    assert said in " ".join(ran.err.replace("│", " ").split())


def test_queries_prints_executables(kg: Run) -> None:
    whole, one = kg("queries", "--turtle"), kg("queries", "timeline", "--turtle")
    saved = load_queries(folder("queries"))
    for ran, names in ((whole, set(saved)), (one, {"timeline"})):
        graph = Graph().parse(data=ran.out, format="turtle")
        found = {str(node).rsplit("/", 1)[-1] for node in graph.subjects(RDF.type, SH.SPARQLSelectExecutable)}
        assert (ran.status, ran.err, found) == (0, "", names)
