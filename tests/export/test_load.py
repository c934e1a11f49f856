"""Graphs loaded into real servers."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import StoreError
from kg.export import load as loading
from kg.export.load import load
from kg.export.record import Record
from kg.graph.vocabulary import LABEL
from kg.keys import BASE
from kg.queries import bind, run, run_remote
from kg.store import remote
from kg.store.embedded import Store
from kg.store.remote import drop_graph, send_graph, update, writable_server
from tests.export.stores import small_store
from tests.graph.makers import typed
from tests.queries import accounts
from tests.queries.same import difference
from tests.store.processes import GRAPH, OTHER, P, numbered
from tests.store.servers import Running, differences, graph_at, names, running
from tests.test_seeds import PARAMETERS, QUERIES

MANY = 300  # graphs; a kill comes between the first and the last of them
GEO = "http://www.opengis.net/ont/geosparql#wktLiteral"


@pytest.fixture(scope="module", params=names())
def started(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(request.param, tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def server(started: Running, monkeypatch: pytest.MonkeyPatch) -> Running:
    """A server without graphs of ours, and its credentials in the environment."""
    for name, value in started.environment.items():
        monkeypatch.setenv(name, value)
    clear(started)
    return started


def clear(started: Running) -> None:
    """Remove the graphs of ours."""
    target = writable_server(started.endpoint)
    for row in run_remote(started.endpoint, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").rows:
        if isinstance(row[0], NamedNode) and row[0].value.startswith((BASE, "http://example.org/")):
            drop_graph(target, row[0].value)


@pytest.fixture(scope="module", params=names())
def seeds_at(
    request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Running, Store]]:
    """A server of its own, and the store of the seeds, which it holds."""
    place = tmp_path_factory.mktemp("seeds")
    with (
        pytest.MonkeyPatch.context() as patch,
        Store.open_read_only(built) as store,
        running(request.param, place) as server,
    ):
        for name, value in server.environment.items():
            patch.setenv(name, value)
        load(store, writable_server(server.endpoint), Record.of(place / "store", server.endpoint))
        yield server, store


def numbers(graph: NamedNode, *ranges: tuple[int, int]) -> list[Quad]:
    return [quad for start, end in ranges for quad in numbered(start, end, graph)]


def test_load_replaces_passes_over_and_removes(server: Running, tmp_path: Path) -> None:
    store, target = Store.in_memory(), writable_server(server.endpoint)
    foreign = NamedNode("http://example.org/foreign")
    send_graph(target, foreign.value, b"<http://a.b/> <http://a.b/> <http://a.b/> .\n", replace=True)
    store.replace_graph(GRAPH, numbers(GRAPH, (0, 5)))
    store.replace_graph(OTHER, numbers(OTHER, (0, 5)))
    first = load(store, target, Record.of(tmp_path / "store", server.endpoint))
    assert (first.loaded, first.triples) == (2, 10)
    store.replace_graph(GRAPH, numbers(GRAPH, (3, 9)))
    second = load(store, target, Record.of(tmp_path / "store", server.endpoint))
    assert (second.loaded, second.unchanged, second.removed) == (1, 1, 0)
    assert not differences(server, store, [GRAPH, OTHER])
    store.remove_graph(OTHER)
    third = load(store, target, Record.of(tmp_path / "store", server.endpoint))
    assert (third.loaded, third.unchanged, third.removed) == (0, 1, 1)
    assert graph_at(server, OTHER) == set()
    assert len(graph_at(server, foreign)) == 1


def test_load_sends_again_what_the_server_has_lost(server: Running, tmp_path: Path) -> None:
    store, target = small_store(), writable_server(server.endpoint)
    load(store, target, Record.of(tmp_path / "store", server.endpoint))
    lost = store.graphs()[0]
    update(target, f"DROP SILENT GRAPH {lost}")
    assert load(store, target, Record.of(tmp_path / "store", server.endpoint)).loaded == 1
    assert not differences(server, store, store.graphs())


@pytest.mark.parametrize("name", names())
def test_load_killed_midway_goes_on(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a server of its own: what a killed load was writing may hold Virtuoso's graphs for a while."""
    with running(name, tmp_path / "server") as server:
        for variable, value in server.environment.items():
            monkeypatch.setenv(variable, value)
        kill_and_go_on(server, tmp_path)


def kill_and_go_on(server: Running, tmp_path: Path) -> None:
    place = tmp_path / "store"
    graphs = [NamedNode(f"http://example.org/many/{number:03}") for number in range(MANY)]
    with Store.open(place) as store:
        for number, graph in enumerate(graphs):
            store.replace_graph(graph, numbered(number, number + 20, graph))
    command = [sys.executable, "-m", "kg", "load", server.endpoint, "--store", str(place)]
    environment = {**os.environ, **server.environment, "PYTHONPATH": os.pathsep.join(sys.path)}
    said = tmp_path / "said"
    with said.open("wb") as file, subprocess.Popen(command, env=environment, stderr=file) as process:
        record = next_record(tmp_path / "loaded", process, said)
        process.kill()
    done = len(record.read_text(encoding="utf-8").splitlines())
    assert 0 < done < MANY
    with Store.open_read_only(place) as store:
        again = load(store, writable_server(server.endpoint), Record.of(place, server.endpoint))
        assert again.loaded + again.unchanged == MANY
        assert again.unchanged >= loading.COUNTED
        assert not differences(server, store, graphs)


def next_record(place: Path, process: subprocess.Popen[bytes], said: Path) -> Path:
    """Wait until a load has written down its first graphs."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        found = [path for path in place.glob("*.jsonl") if path.stat().st_size]
        if found:
            return found[0]
        time.sleep(0.005)
    raise AssertionError(f"no record was written: status {process.poll()}\n{said.read_text(encoding='utf-8')}")


def test_load_keeps_literals_as_they_are(server: Running, tmp_path: Path) -> None:
    store = Store.in_memory()
    values = [
        typed("2020", "gYear"),
        typed("--07-11", "gMonthDay"),
        typed("2020-07", "gYearMonth"),
        typed("2020-07-11", "date"),
        typed("1.5", "decimal"),
        typed("-1234567890", "integer"),
        Literal("a\t\n\"'\\ é 𐎠 \u200f"),
        Literal("long " * 20_000),
        Literal("الفصائل", language="ar"),
    ]
    store.replace_graph(GRAPH, [Quad(GRAPH, P, value, GRAPH) for value in values])
    load(store, writable_server(server.endpoint), Record.of(tmp_path / "store", server.endpoint))
    assert {triple.object for triple in graph_at(server, GRAPH)} == set(values)


def test_load_sends_a_large_graph_in_parts(server: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in remote.KINDS.values():
        monkeypatch.setitem(kind, "batch", 400)
    store = Store.in_memory()
    store.replace_graph(GRAPH, numbered(0, 1_001))
    load(store, writable_server(server.endpoint), Record.of(tmp_path / "store", server.endpoint))
    assert not differences(server, store, [GRAPH])


def test_load_by_update_alone(server: Running, tmp_path: Path) -> None:
    store = Store.in_memory()
    store.replace_graph(GRAPH, numbered(5, 2_505))
    writing = writable_server(server.endpoint).update
    load(store, writable_server(server.endpoint, update=writing), Record.of(tmp_path / "store", server.endpoint))
    assert not differences(server, store, [GRAPH])


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_queries_give_the_same_rows_from_a_server(name: str, seeds_at: tuple[Running, Store]) -> None:
    at, store = seeds_at
    text = bind(QUERIES[name], PARAMETERS.get(name, {}), store.rdf)
    assert not difference(text, run(store.rdf, text), run_remote(at.endpoint, text))


def test_queries_give_names_of_any_script_from_a_server(server: Running, tmp_path: Path) -> None:
    """Virtuoso sorted what is not Latin into question marks, and long texts by their numbers inside."""
    store = accounts.store()
    graph = NamedNode(f"{BASE}graph/register")
    for text in ("Al-Sumaria’s “Сумария” — قناة السومرية 𐎠", "Ärzteblatt " * 9):
        rows = [q for q in store.quads(graph) if not isinstance(q.object, Literal)]
        slugs = {q.subject for q in rows}
        store.replace_graph(graph, [*rows, *(Quad(slug, LABEL, Literal(text, language="en"), graph) for slug in slugs)])
        load(store, writable_server(server.endpoint), Record.of(tmp_path / "store", server.endpoint))
        for name in ("contested-facts", "corroboration", "account-over-time", "responsibility-claims"):
            asked = bind(QUERIES[name], {}, store.rdf)
            here = run(store.rdf, asked)
            assert name != "account-over-time" or any(text.strip() in str(row) for row in here.rows)
            assert not difference(asked, here, run_remote(server.endpoint, asked)), name


def test_queries_get_more_rows_than_a_server_gives_at_once(server: Running, tmp_path: Path) -> None:
    store = Store.in_memory()
    store.replace_graph(GRAPH, numbered(0, 20_500))
    load(store, writable_server(server.endpoint), Record.of(tmp_path / "store", server.endpoint))
    text = f"SELECT ?s {{ GRAPH {GRAPH} {{ ?s ?p ?o }} }} ORDER BY DESC(STRLEN(STR(?s)))"
    rows = [str(row[0]) for row in run_remote(server.endpoint, text).rows]
    assert [len(row) for row in rows] == sorted((len(row) for row in rows), reverse=True)
    assert len(set(rows)) == 20_500
    assert run_remote(server.endpoint, text, limit=15_000).cut_at == 15_000


def test_virtuoso_wants_credentials(server: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if server.name != "virtuoso":
        pytest.skip("Oxigraph has no users")
    target = writable_server(server.endpoint)
    for user in ("", "nobody"):
        monkeypatch.setenv(remote.USER_VARIABLE, user)
        with pytest.raises(StoreError, match=remote.USER_VARIABLE):
            load(small_store(), writable_server(server.endpoint), Record.of(tmp_path / "store", server.endpoint))
    assert target.user == "dba"
