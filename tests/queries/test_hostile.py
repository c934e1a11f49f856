"""Thirty queries that mean harm are refused or stopped in time, and reach nobody; typed values stay values."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import QueryError
from kg.queries import SavedQuery, bind, read_query, run_limited

SECONDS = 2.0
GRACE = 1.0  # more than the limit, at most
TRIPLES = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
PRODUCTS = {
    "cross product": f"SELECT (COUNT(*) AS ?n) {{ {TRIPLES} }}",
    "sorted product": f"SELECT * {{ {TRIPLES} }} ORDER BY ?l ?a",
    "distinct product": f"SELECT DISTINCT ?a ?f ?i ?l {{ {TRIPLES} }}",
    "grouped product": f"SELECT ?a (GROUP_CONCAT(?l) AS ?all) {{ {TRIPLES} }} GROUP BY ?a",
    "constructed product": f"CONSTRUCT {{ ?a ?e ?l }} WHERE {{ {TRIPLES} FILTER(STR(?c) = CONCAT('no', STR(?l))) }}",
    "asked product": f"ASK {{ {TRIPLES} FILTER(STR(?c) = CONCAT('no', STR(?l))) }}",
    "endless optional": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i . ?j ?k ?l } } }",
    "endless minus": f"SELECT (COUNT(*) AS ?n) {{ {TRIPLES} MINUS {{ ?a ?b ?l }} }}",
    "endless exists": f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER EXISTS {{ {TRIPLES} FILTER(?c = 'no') }} }}",
    "paths of any length": "SELECT (COUNT(*) AS ?n) { ?a (!<a:a>|^!<a:a>)* ?b . ?c (!<a:a>)* ?d . ?g ?h ?i }",
    "catastrophic regex": f"SELECT * {{ {TRIPLES} FILTER(REGEX(CONCAT(STR(?c), STR(?l), 'a!'), '^((a+)+)+$')) }}",
    "huge regex": f"SELECT * {{ {TRIPLES} FILTER(REGEX(STR(?c), '(((a{{1,999}}){{1,999}}){{1,99}})!')) }}",
    "replacing product": f"SELECT (REPLACE(STR(?c), '(.*)*', '$1$1$1') AS ?r) {{ {TRIPLES} FILTER(?r = 'no') }}",
    "doubled string": "SELECT (STRLEN(?x40) AS ?n) { BIND('aaaaaaaa' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
    + " }",
}
DEEP = {
    "braces": "SELECT * WHERE " + "{" * 3000 + "}" * 3000,
    "parentheses": "SELECT * { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
    "negations": "SELECT * { FILTER(" + "!" * 60_000 + "?x) }",
    "sum": "SELECT * { FILTER(1" + "+1" * 30_000 + " > 0) }",
    "collections": "SELECT * { ?s ?p " + "(" * 1000 + ")" * 1000 + " }",
    "long": "SELECT * { ?s ?p ?o } #" + "x" * 100_000,
}
FETCHING = {
    "service": "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "silent service": "SELECT * { SERVICESILENT<URL> { ?s ?p ?o } }",
    "glued to a dot": "SELECT * { ?s ?p ?o .SERVICE<URL> { ?a ?b ?d } }",
    "glued to a number": "SELECT * { ?s ?p 1SERVICE<URL> { ?a ?b ?d } }",
    "glued to a truth": "SELECT * { ?s ?p trueSERVICE<URL> { ?a ?b ?d } }",
    "glued to a name": "PREFIX ex: <http://e/> SELECT * { ?s ?p ex:a.b.SERVICE<URL> { ?a ?b ?d } }",
    "with a prefixed name": "PREFIX ex: <URL> SELECT * { SERVICEex:a { ?s ?p ?o } }",
    "with an empty prefix": "PREFIX : <URL> SELECT * { SERVICE:a { ?s ?p ?o } }",
    "after a string": "SELECT * { ?s ?p '''a''''SERVICE<URL> { ?a ?b ?d } }",
    "escaped": "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "escaped long": "SELECT * { S\\U00000045RVICE <URL> { ?s ?p ?o } }",
    "escaped escape": "SELECT * { \\u005Cu0053ERVICE <URL> { ?s ?p ?o } }",
    "load": "LOAD <URL>",
    "escaped load": "L\\u004FAD <URL>",
    "load into": "LOAD SILENT <URL> INTO GRAPH <a:b>",
    "from http": "SELECT * FROM <URL> { ?s ?p ?o }",
    "from named": "SELECT * FROM NAMED<URL> { GRAPH ?g { ?s ?p ?o } }",
    "from file": "SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }",
    "escaped from": "SELECT * \\u0046ROM <URL> { ?s ?p ?o }",
    "define": "DEFINE get:soft 'replacing' SELECT * { ?s ?p ?o }",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of 3,000 triples: products of four are endless."""
    place = tmp_path_factory.mktemp("hostile") / "store"
    store, graph, p = Store(str(place)), NamedNode("http://e/g"), NamedNode("http://e/p")
    rows = [Quad(NamedNode(f"http://e/{n}"), p, NamedNode(f"http://e/{n + 1}"), graph) for n in range(1500)]
    rows += [Quad(NamedNode(f"http://e/{n}"), p, Literal("a" * (n % 40)), graph) for n in range(1500)]
    store.extend(rows)
    store.flush()
    return place


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """The URL of a server that notes who calls."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                calls.append(str(connection))
                connection.close()

        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", calls


@pytest.mark.parametrize("text", [*PRODUCTS.values(), *DEEP.values()], ids=[*PRODUCTS, *DEEP])
def test_hostile_query_ends_in_time(folder: Path, text: str) -> None:
    start = time.monotonic()
    with pytest.raises(QueryError):
        run_limited(folder, text, seconds=SECONDS)
    assert time.monotonic() - start < SECONDS + GRACE


@pytest.mark.parametrize("text", FETCHING.values(), ids=FETCHING)
def test_hostile_query_reaches_nobody(folder: Path, listener: tuple[str, list[str]], text: str) -> None:
    url, calls = listener
    with pytest.raises(QueryError):
        run_limited(folder, text.replace("URL", url), seconds=SECONDS)
    assert calls == []


def test_listener_would_notice(listener: tuple[str, list[str]]) -> None:
    """The test above can fail: what it refuses does connect."""
    url, calls = listener
    for text in ("SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }", "SELECT * { SERVICESILENT<URL> { ?s ?p ?o } }"):
        list(Store().query(text.replace("URL", url)))  # type: ignore[arg-type]  # of a SELECT
    assert len(calls) == 2


# Fifty values that would be more than a value, for each type of parameter.

ENDINGS = ("", " #", ") } #", "}", "; DROP ALL", " UNION { ?s ?p ?o }", "\\", "{", "(UNDEF)", "\u2028")
STARTS = ('")', "')", ">", '"""', "x")
ATTEMPTS = [f"{start}{ending}" for start in STARTS for ending in ENDINGS]
KNOWN = {"iri": "http://e/x", "date": "2020-07-11", "integer": "7", "string": "x"}


@pytest.fixture
def query(tmp_path: Path) -> SavedQuery:
    path = tmp_path / "typed.rq"
    names = {"iri": "a", "date": "b", "integer": "c", "string": "d"}
    text = "".join(f"VALUES (?_{name}_{kind}) {{ (UNDEF) }} " for kind, name in names.items())
    path.write_text(f"SELECT ?_a_iri ?_b_date ?_c_integer ?_d_string {{ {text} }}", encoding="utf-8")
    return read_query(path)


@pytest.mark.parametrize("kind", KNOWN)
def test_binding_lets_no_value_be_more(query: SavedQuery, kind: str) -> None:
    """An attempt alone and one after a good value: each is refused, or comes back as the one value that it is."""
    assert len(ATTEMPTS) == 50
    name, column = {"iri": ("a", 0), "date": ("b", 1), "integer": ("c", 2), "string": ("d", 3)}[kind]
    kept = 0
    for attempt in ATTEMPTS:
        for typed in (attempt, KNOWN[kind] + attempt):
            try:
                text = bind(query, {name: typed}, None)
            except QueryError:
                assert kind != "string" or "\u2028" in typed
                continue
            rows = list(Store().query(text))  # type: ignore[arg-type]  # of a SELECT
            assert len(rows) == 1
            values = [rows[0][number] for number in range(4)]
            assert getattr(values.pop(column), "value", None) == typed.strip()
            assert values == [None, None, None]
            kept += 1
    assert kept >= (80 if kind == "string" else 1 if kind == "iri" else 0)


@pytest.mark.parametrize(("name", "kind"), [("a", "iri"), ("b", "date"), ("c", "integer"), ("d", "string")])
def test_binding_gives_a_good_value_back(query: SavedQuery, name: str, kind: str) -> None:
    (row,) = Store().query(bind(query, {name: KNOWN[kind]}, None))  # type: ignore[misc]  # of a SELECT
    assert [value.value for value in row if value is not None] == [KNOWN[kind]]
