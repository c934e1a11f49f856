"""What is not loaded, and servers that misbehave."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.errors import StoreError
from kg.export.literals import wrong_literals
from kg.export.load import load
from kg.export.record import Loaded, Record
from kg.store import remote
from kg.store.embedded import Store
from kg.store.remote import send_graph, writable_server
from tests.conftest import Run
from tests.export.stores import small_store
from tests.graph.makers import typed
from tests.store.processes import GRAPH, OTHER, P

GEO = "http://www.opengis.net/ont/geosparql#wktLiteral"


@pytest.mark.parametrize(
    "wrong",
    [
        typed("abc", "integer"),
        typed("1e3", "decimal"),
        typed("2020-02-30", "date"),
        typed("yes", "boolean"),
        typed("07-11", "gMonthDay"),
        typed("--02-31", "gMonthDay"),
        typed("20", "gYear"),
        typed("2020-13", "gYearMonth"),
        typed("2020-07-11T25:00:00", "dateTime"),
    ],
    ids=str,
)
def test_literals_of_a_wrong_form_are_found(wrong: Literal) -> None:
    assert wrong_literals([Quad(P, P, wrong, GRAPH)]) == [f"{P} {P} {wrong}"]


@pytest.mark.parametrize(
    "right",
    [
        typed("-7", "integer"),
        typed("0.50", "decimal"),
        typed("2020-02-29", "date"),
        typed("true", "boolean"),
        typed("--02-29", "gMonthDay"),
        typed("--07", "gMonth"),
        typed("2020", "gYear"),
        typed("2020-07-11T05:09:00", "dateTime"),
        typed("abc", "string"),
        Literal("POINT(44 33)", datatype=NamedNode(GEO)),
        Literal("abc", language="en"),
    ],
    ids=str,
)
def test_literals_of_their_form_pass(right: Literal) -> None:
    assert wrong_literals([Quad(P, P, right, GRAPH)]) == []


# Servers that misbehave.


class Misbehaving(BaseHTTPRequestHandler):
    """A server called Oxigraph that keeps nothing; `statuses` are its answers to writing, the last one for ever."""

    statuses: list[int]
    written: list[str]

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/elsewhere":
            self.send_response(307)
            self.send_header("Location", "http://127.0.0.1:9/query")
            self.end_headers()
            return
        self._answer(
            200, b"<html>" if self.path == "/page" else b'{"head":{"vars":["g","n"]},"results":{"bindings":[]}}'
        )

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.written.append(self.path)
        self._answer(self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0], b"what went wrong")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.end_headers()
        self.wfile.write(body)

    def version_string(self) -> str:
        return "Oxigraph/0"

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def misbehaving(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(remote, "_WAITS", (0.01, 0.01))
    Misbehaving.statuses, Misbehaving.written = [201], []
    server = HTTPServer(("127.0.0.1", 0), Misbehaving)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/query"
    server.shutdown()
    server.server_close()


def test_load_does_not_believe_a_201(misbehaving: str, tmp_path: Path) -> None:
    record = Record.of(tmp_path / "store", misbehaving)
    with pytest.raises(StoreError, match="holds 0 triples of"):
        load(small_store(), writable_server(misbehaving), record)
    assert Record.of(tmp_path / "store", misbehaving).graphs == {}


def test_load_tries_again_what_may_pass(misbehaving: str) -> None:
    Misbehaving.statuses = [503, 500, 201]
    send_graph(writable_server(misbehaving), "http://example.org/g?a=1&b", b"", replace=True)
    assert Misbehaving.written == ["/store?graph=http%3A%2F%2Fexample.org%2Fg%3Fa%3D1%26b"] * 3


@pytest.mark.parametrize(("status", "tries", "said"), [(503, 3, "503: what went wrong"), (401, 1, "KG_ENDPOINT_USER")])
def test_load_says_what_a_server_answers(misbehaving: str, status: int, tries: int, said: str) -> None:
    Misbehaving.statuses = [status]
    with pytest.raises(StoreError, match=said):
        send_graph(writable_server(misbehaving), GRAPH.value, b"", replace=True)
    assert len(Misbehaving.written) == tries


@pytest.mark.parametrize(
    ("path", "said"),
    [("/page", "no SPARQL endpoint"), ("/elsewhere", "points elsewhere"), ("//u:p@127.0.0.1/", "holds no password")],
)
def test_load_refuses_what_is_no_endpoint(misbehaving: str, path: str, said: str) -> None:
    url = f"http:{path}" if path.startswith("//") else misbehaving.replace("/query", path)
    with pytest.raises(StoreError, match=said):
        writable_server(url)


def test_load_says_that_no_server_is_there(kg: Run, built: Path) -> None:
    ran = kg("load", "http://127.0.0.1:9/query", "--store", built)
    assert ran.status == 2
    assert "is the server running" in ran.err


def test_load_sends_no_graph_that_a_server_would_change(misbehaving: str, tmp_path: Path) -> None:
    store = Store.in_memory()
    store.replace_graph(GRAPH, [Quad(GRAPH, P, typed("abc", "integer"), GRAPH)])
    store.replace_graph(OTHER, [Quad(BlankNode(), P, GRAPH, OTHER)])
    done = load(store, writable_server(misbehaving), Record.of(tmp_path / "store", misbehaving))
    assert {graph: "datatype" in why or "blank" in why for graph, why in done.refused.items()} == {
        GRAPH.value: True,
        OTHER.value: True,
    }
    assert Misbehaving.written == []


def test_record_forgets_a_line_cut_short(tmp_path: Path) -> None:
    record = Record.of(tmp_path / "store", "http://a/")
    record.add({"g": Loaded("d", 1), "h": Loaded("e", 2)})
    record.forget("g")
    with record.path.open("a", encoding="utf-8") as file:
        file.write('["i", "f')
    assert Record.of(tmp_path / "store", "http://a/").graphs == {"h": ("e", 2)}
    assert record.path.read_text(encoding="utf-8") == '["h", "e", 2]\n'
