"""Queries run here, in a process that can be stopped, and on a server."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib.plugins.sparql import prepareQuery

from kg.errors import QueryError, StoreError
from kg.queries import run, run_limited, run_remote

ONE = NamedNode("http://example.org/one")
JSON = '{"head":{"vars":["s"]},"results":{"bindings":[%s]}}'
ROWS = [f'{{"s":{{"type":"uri","value":"http://example.org/{name}"}}}}' for name in ("one", "two", "three")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = Store(str(tmp_path / "store"))
    store.extend(Quad(ONE, ONE, Literal(number), NamedNode("http://example.org/g")) for number in range(300))
    store.flush()
    return tmp_path / "store"


def test_run_cuts_at_the_limit_and_says_so() -> None:
    store = Store()
    assert run(store, "SELECT ?n { VALUES ?n { 1 2 3 } }", limit=2).cut_at == 2
    assert run(store, "SELECT ?n { VALUES ?n { 1 2 } }", limit=2).cut_at is None


def test_run_limited_reads_named_graphs(folder: Path) -> None:
    answer = run_limited(folder, "SELECT DISTINCT ?s { ?s ?p ?o }")
    assert (answer.columns, answer.rows) == (("s",), ((ONE,),))


def test_run_limited_stops_a_long_query(folder: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with pytest.raises(QueryError, match="stopped after 2 seconds"):
        run_limited(folder, endless, seconds=2)


def test_run_limited_outlives_a_text_that_ends_its_process(folder: Path) -> None:
    with pytest.raises(QueryError, match="ended the process"):
        run_limited(folder, f"SELECT * {{ FILTER({'!' * 60_000}?x) }}")


def test_run_limited_reports_errors_of_its_process(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="not a SPARQL query"):
        run_limited(folder, "SELECT nothing")
    with pytest.raises(StoreError, match="cannot be opened"):
        run_limited(tmp_path / "nowhere", "ASK {}")


class Endpoint(BaseHTTPRequestHandler):
    """Answer with one row; keep what was asked; at /cut give one row of three at once; fail at /bad."""

    asked: list[dict[str, list[str]]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.asked.append(parse_qs(body))
        self.send_response(400 if self.path == "/bad" else 200)
        self.send_header("Content-Type", "application/sparql-results+json")
        if self.path == "/cut":
            self.send_header("X-SPARQL-MaxRows", "1")
        self.end_headers()
        page = re.search(r"OFFSET (\d+)$", self.asked[-1]["query"][0])
        first = int(page[1]) if page else 0
        self.wfile.write(b"<html>" if self.path == "/html" else (JSON % ",".join(ROWS[first : first + 1])).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def endpoint() -> Iterator[str]:
    Endpoint.asked = []
    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_remote_posts_the_query_alone(endpoint: str) -> None:
    answer = run_remote(endpoint + "/sparql", "SELECT ?s { ?s ?p ?o }")
    assert (answer.columns, answer.rows, answer.cut_at) == (("s",), ((ONE,),), None)
    assert Endpoint.asked == [{"query": ["SELECT ?s { ?s ?p ?o }"]}]


def test_remote_asks_a_server_that_cuts_for_pages(endpoint: str) -> None:
    query = "PREFIX e: <http://e/#> SELECT ?s { ?s e:p ?o # }\n } ORDER BY DESC(?o) LIMIT 9"
    whole = run_remote(endpoint + "/cut", query)
    assert [str(row[0]).rsplit("/", 1)[1] for row in whole.rows] == ["one>", "two>", "three>"]
    assert whole.cut_at is None
    ordered = "SELECT ?s { ?s e:p ?o # }\n } ORDER BY DESC(?o) \n?s\nLIMIT 9"
    paged = f"PREFIX e: <http://e/#> \nSELECT ?s WHERE {{ {{ {ordered}\n}} }} LIMIT 1 OFFSET 1"
    assert Endpoint.asked[2] == {"query": [paged]}
    assert prepareQuery(paged)


def test_remote_tells_of_its_own_limit(endpoint: str) -> None:
    answer = run_remote(endpoint + "/cut", "SELECT ?s { ?s ?p ?o }", limit=2)
    assert (len(answer.rows), answer.cut_at) == (2, 2)


@pytest.mark.parametrize(("path", "error"), [("/bad", QueryError), ("/html", StoreError)])
def test_remote_reports_a_refusal(endpoint: str, path: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        run_remote(endpoint + path, "SELECT ?s { ?s ?p ?o }")


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://127.0.0.1/", "127.0.0.1:9"])
def test_remote_asks_web_servers_only(url: str) -> None:
    with pytest.raises(StoreError, match="http"):
        run_remote(url, "ASK {}")
