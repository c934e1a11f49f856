from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions

from kg.errors import QueryError, StoreError, StoreLocked
from kg.graph import iris, vocabulary
from kg.store import embedded
from kg.store.embedded import Fingerprint, Store
from tests.graph.makers import claim, quads
from tests.store.processes import GRAPH, OTHER, P, numbered


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((0, 0), (0, 50)),
        ((0, 50), (25, 75)),
        ((0, 50), (0, 50)),
        ((0, 50), (0, 0)),
        ((0, 50), (0, 60)),
        ((0, 9), (9, 20)),
    ],
)
def test_embedded_replaces_a_graph_and_leaves_the_others(before: tuple[int, int], after: tuple[int, int]) -> None:
    store = Store.in_memory()
    store.replace_graph(OTHER, numbered(0, 3, OTHER))
    store.replace_graph(GRAPH, numbered(*before))
    store.replace_graph(GRAPH, numbered(*after))
    assert set(store.quads(GRAPH)) == set(numbered(*after))
    assert set(store.quads(OTHER)) == set(numbered(0, 3, OTHER))
    assert store.graphs() == ((GRAPH, OTHER) if after != (0, 0) else (OTHER,))


def test_embedded_replaces_literals_that_the_store_writes_otherwise() -> None:
    store = Store.in_memory()
    long, short = (Literal(t, datatype=NamedNode(vocabulary.XSD + "decimal")) for t in ("1.50", "1.5"))
    for _ in range(2):
        store.replace_graph(GRAPH, [Quad(GRAPH, P, long, GRAPH)])
        assert [quad.object for quad in store.quads()] == [short]


def test_embedded_replaces_a_graph_with_blank_nodes() -> None:
    store = Store.in_memory()
    for _ in range(2):
        store.replace_graph(GRAPH, [Quad(BlankNode("x"), P, BlankNode("y"), GRAPH)])
        assert len(store) == 1


def test_embedded_writes_terms_that_look_like_sparql() -> None:
    store = Store.in_memory()
    quad = Quad(GRAPH, P, Literal('"} } ; DROP ALL ; INSERT DATA { <a:b> <a:b> "\\\u2028\n\r', language="en"), GRAPH)
    store.replace_graph(OTHER, numbered(0, 3, OTHER))
    store.replace_graph(GRAPH, [quad])
    assert list(store.quads(GRAPH)) == [quad]
    assert len(store) == 4


def test_embedded_refuses_a_quad_of_another_graph_and_keeps_the_old() -> None:
    store = Store.in_memory()
    store.replace_graph(GRAPH, numbered(0, 2))
    with pytest.raises(StoreError, match="cannot go into"):
        store.replace_graph(GRAPH, [*numbered(5, 9), *numbered(0, 1, OTHER)])
    assert set(store.quads()) == set(numbered(0, 2))


def test_embedded_removes_a_graph(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        store.replace_graph(GRAPH, numbered(0, 2))
        store.remove_graph(GRAPH)
        store.remove_graph(OTHER)
        assert (len(store), store.graphs()) == (0, ())


def test_embedded_keeps_what_was_written(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "store"
    with Store.open(folder) as store:
        store.replace_graph(GRAPH, numbered(0, 20))
        store.flush()
        store.optimize()
    with Store.open(folder) as store:  # the lock is free again
        assert set(store.quads()) == set(numbered(0, 20))
    with Store.open_read_only(folder) as store:
        assert set(store.quads()) == set(numbered(0, 20))


def test_embedded_says_that_this_process_holds_the_store(tmp_path: Path) -> None:
    with Store.open(tmp_path), pytest.raises(StoreLocked):
        Store.open(tmp_path)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"holiday.jpg": ""}, "holiday.jpg"),
        ({"CURRENT": "x", "LOCK": ""}, "cannot open"),
        ({"CURRENT": "MANIFEST-9\n"}, "cannot open"),
    ],
)
def test_embedded_refuses_a_folder_that_is_no_store(tmp_path: Path, files: dict[str, str], message: str) -> None:
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    with pytest.raises(StoreError, match=message):
        Store.open(tmp_path)
    assert files.keys() <= {entry.name for entry in tmp_path.iterdir()}
    if "CURRENT" not in files:
        assert [entry.name for entry in tmp_path.iterdir()] == list(files)  # RocksDB left nothing


def test_embedded_opens_what_a_killed_first_opening_left(tmp_path: Path) -> None:
    for name in ("LOCK", "LOG", "IDENTITY", "MANIFEST-000001"):
        (tmp_path / name).touch()
    with Store.open(tmp_path) as store:
        assert len(store) == 0


def test_embedded_refuses_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "store"):
        with pytest.raises(StoreError, match=str(folder)):
            Store.open(folder)
        with pytest.raises(StoreError, match=str(folder)):
            Store.open_read_only(folder)


def test_embedded_read_only_makes_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        Store.open_read_only(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_embedded_read_only_does_not_write(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    with Store.open_read_only(tmp_path) as store, pytest.raises(StoreError, match="cannot write"):
        store.replace_graph(GRAPH, numbered(0, 1))


def test_embedded_says_that_it_is_closed(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.graphs()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_embedded_cannot_be_made_below_a_device() -> None:
    with pytest.raises(StoreError, match="/dev/full/store"):
        Store.open(Path("/dev/full/store"))


def test_embedded_remembers_what_a_document_was_made_from() -> None:
    store = Store.in_memory()
    store.replace_graph(iris.graph_iri("seeds/a.txt"), quads(sha256="a" * 64))
    store.replace_graph(iris.graph_iri("seeds/b.txt"), quads(document="seeds/b.txt", sha256="b" * 64))
    assert store.fingerprint_of("seeds/a.txt") == Fingerprint("a" * 64, "conflict-kg 0.1.0", "en_ud_sm 1.0")
    assert store.sha256_of("seeds/b.txt") == "b" * 64
    assert store.sha256_of("seeds/c.txt") is None
    assert store.fingerprint_of("seeds/c.txt") is None


def test_embedded_names_terms_as_the_vocabulary_does() -> None:
    assert embedded._GENERATED_BY == vocabulary.GENERATED_BY
    names = {embedded._SHA256: "sha256", embedded._EXTRACTOR: "extractor", embedded._PIPELINE: "pipeline"}
    assert all(term == iris.term_iri(name) for term, name in names.items())


def test_embedded_queries_the_union_with_bound_terms() -> None:
    store = Store.in_memory()
    store.replace_graph(GRAPH, numbered(0, 2))
    store.replace_graph(OTHER, numbered(1, 3, OTHER))
    found = store.query("SELECT ?s ?v { ?s ?p ?v }", {"v": Literal("value 1")})
    assert isinstance(found, QuerySolutions)
    # pyoxigraph's union is no merge: what two graphs say comes twice, so that queries need DISTINCT.
    assert [str(row["s"]) for row in found] == ["<http://example.org/s1>"] * 2


@pytest.mark.parametrize(
    ("text", "bindings"), [("SELECT", {}), ("SELECT ?s { ?s ?p ?v }", {"v": P}), ("ASK {}", {"a b": P})]
)
def test_embedded_refuses_a_query_that_cannot_run(text: str, bindings: dict[str, NamedNode]) -> None:
    with pytest.raises(QueryError):
        Store.in_memory().query(text, bindings)


def test_embedded_canonical_nquads_do_not_depend_on_history(tmp_path: Path) -> None:
    graphs = {iris.graph_iri(name): quads(document=name) for name in ("a", "b", "c")}
    outputs = set()
    for number, names in enumerate((list(graphs), list(reversed(graphs)))):
        with Store.open(tmp_path / str(number)) as store:
            store.replace_graph(
                names[0], quads(claim("target", "x", "x"), document="abc"[list(graphs).index(names[0])])
            )
            for name in names:
                store.replace_graph(name, graphs[name])
            outputs.add(store.canonical_nquads())
    (data,) = outputs
    lines = data.split(b"\n")
    assert lines[-1] == b""
    assert lines[:-1] == sorted(lines[:-1])
    assert len(lines) - 1 == sum(map(len, graphs.values()))


def test_embedded_canonical_nquads_rename_blank_nodes() -> None:
    outputs = set()
    for name in ("x", "y"):
        store = Store.in_memory()
        store.replace_graph(GRAPH, [Quad(BlankNode(name), P, GRAPH, GRAPH), *numbered(0, 1)])
        outputs.add(store.canonical_nquads())
    assert len(outputs) == 1
