"""A release of the seeds and one of made-up articles: read back, the same again, and safe where it fails."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.errors import ExportError
from kg.export.release import Part, Plan, build, release
from kg.export.release.parts import FILES
from kg.export.release.rdf import claim_predicates
from kg.graph.iris import GRAPH_REGISTER
from kg.graph.vocabulary import LABEL
from kg.store.embedded import Store
from tests.conftest import ROOT
from tests.export import readers
from tests.export.copies import copies
from tests.export.readers import GRAPHS, PLAIN, Statement
from tests.export.stores import small_store

PLAN = Plan("2026-11-21", "0.2.0", ROOT / "ontology", ROOT / "queries")
MANY = 40  # articles; tests/benchmarks/release.py reads back 1,000
RAPPER = pytest.mark.skipif(not shutil.which("rapper"), reason="rapper (raptor2-utils) is not installed")
OXIGRAPH = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")


@pytest.fixture(autouse=True)
def _as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


@pytest.fixture(scope="module", params=["seeds", "many"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Path]]:
    """A store and its release."""
    place = tmp_path_factory.mktemp("release")
    if request.param == "seeds":
        folder: Path = request.getfixturevalue("built")
    else:
        folder = place / "store"
        copies(small_store(), folder, MANY)
    with Store.open_read_only(folder) as store:
        release(store, place / "out", PLAN)
        yield store, place / "out"


def without_graphs(store: Store) -> set[Statement]:
    """What a file without graphs should hold, told in another way than the product does."""
    voiced = claim_predicates(ROOT / "ontology")
    kept = set()
    for quad in store.quads():
        graph = getattr(quad.graph_name, "value", "").rsplit("/", 1)[-1]
        ours = quad.predicate.value.rpartition("#")[2] in {"label", "comment", "why"}
        named = ours and graph in {"events", "changes", "judgements"}
        if quad.predicate.value not in voiced and graph != "inferred" and not named:
            kept.add(quad.triple)
    return readers.of_oxigraph(kept)


def everything(store: Store) -> set[Statement]:
    return readers.of_oxigraph(store.quads())


@pytest.mark.parametrize("kind", [*GRAPHS, *PLAIN])
def test_release_is_read_by_two_libraries_alike(made: tuple[Store, Path], kind: str) -> None:
    store, folder = made
    expected = everything(store) if kind in GRAPHS else without_graphs(store)
    assert expected
    assert readers.by_oxigraph(folder, kind) == expected
    assert readers.by_rdflib(folder, kind) == expected


def test_release_has_a_turtle_file_a_graph(made: tuple[Store, Path]) -> None:
    store, folder = made
    assert [graph for graph, _ in readers.turtles(folder)] == [graph.value for graph in store.graphs()]
    assert readers.turtle_by_rdflib(folder) == everything(store)


@RAPPER
@pytest.mark.parametrize("kind", ["nq", "trig", *PLAIN])
def test_release_is_read_by_rapper(made: tuple[Store, Path], kind: str) -> None:
    store, folder = made
    assert readers.by_rapper(folder, kind) == (everything(store) if kind in GRAPHS else without_graphs(store))


@RAPPER
def test_release_turtle_is_read_by_rapper(made: tuple[Store, Path]) -> None:
    store, folder = made
    assert readers.turtle_by_rapper(folder) == everything(store)


@pytest.mark.skipif(not OXIGRAPH, reason="the oxigraph server is not installed")
def test_release_is_loaded_by_the_oxigraph_server(made: tuple[Store, Path], tmp_path: Path) -> None:
    store, folder = made
    assert readers.by_server(folder, str(OXIGRAPH), tmp_path / "server") == everything(store)


def test_release_nquads_are_in_canonical_order(made: tuple[Store, Path]) -> None:
    store, folder = made
    assert readers.data(folder, "nq") == store.canonical_nquads()


def test_release_sums_are_right(made: tuple[Store, Path]) -> None:
    _, folder = made
    if not shutil.which("sha256sum"):
        pytest.skip("sha256sum is not installed")
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS", "--quiet"], cwd=folder, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")
    named = {line.split()[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    assert named == {path.name for path in folder.iterdir()} - {"SHA256SUMS"}
    assert named > {file.name for files in FILES.values() for file in files}


_AGAIN = """
import sys
from pathlib import Path
from kg.export.release import Plan, release
from kg.store.embedded import Store
ontology, queries, store, out = map(Path, sys.argv[1:])
with Store.open_read_only(store) as opened:
    release(opened, out, Plan("2026-11-21", "0.2.0", ontology, queries))
"""


@pytest.mark.parametrize("seed", ["1", "77"])
def test_release_is_the_same_under_another_hash_seed(made: tuple[Store, Path], tmp_path: Path, seed: str) -> None:
    store, folder = made
    copy = tmp_path / "store"
    with Store.open(copy) as target:  # filled in another order
        for graph in reversed(store.graphs()):
            target.replace_graph(graph, sorted(store.quads(graph), key=str, reverse=True))
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-c", _AGAIN, *map(str, (ROOT / "ontology", ROOT / "queries", copy, tmp_path / "out"))]
    subprocess.run(words, env=environment, check=True)
    files = sorted(path.name for path in folder.iterdir())
    assert files == sorted(path.name for path in (tmp_path / "out").iterdir())
    different = [name for name in files if (folder / name).read_bytes() != (tmp_path / "out" / name).read_bytes()]
    assert different == []


def test_release_by_two_processes_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = small_store()
    alone = release(store, tmp_path / "alone", PLAN)
    monkeypatch.setattr(build, "PROCESSES_FROM", 0)
    both = release(store, tmp_path / "both", PLAN)
    assert [path.read_bytes() for path in alone] == [path.read_bytes() for path in both]


@pytest.mark.parametrize("part", [Part.NQUADS, Part.CSV, Part.NANOPUBLICATIONS])
def test_release_writes_only_what_is_asked_for(tmp_path: Path, part: Part) -> None:
    paths = release(small_store(), tmp_path, PLAN, [part])
    papers = {"ids.csv.gz", "changes.csv.gz", "dataset.ttl", "README.md", "ro-crate-metadata.json", "SHA256SUMS"}
    assert {path.name for path in paths} == papers | {file.name for file in FILES[part]}
    assert set(tmp_path.iterdir()) == set(paths)


def test_release_of_an_empty_store_is_whole(tmp_path: Path) -> None:
    release(Store.in_memory(), tmp_path, PLAN)
    assert all(readers.by_rdflib(tmp_path, kind) == set() for kind in readers.FILES)


def test_release_writes_through_no_link(tmp_path: Path) -> None:
    outside, folder = tmp_path / "precious", tmp_path / "release"
    outside.write_text("keep")
    folder.mkdir()
    (folder / "conflict-kg.nq.gz").symlink_to(outside)
    release(small_store(), folder, PLAN, [Part.NQUADS])
    assert outside.read_text() == "keep"
    assert not (folder / "conflict-kg.nq.gz").is_symlink()


def test_release_keeps_the_old_files_where_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = release(small_store(), tmp_path, PLAN, [Part.NQUADS])
    before = {path: path.read_bytes() for path in paths}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(build, "write_description", full)
    with pytest.raises(ExportError, match="No space left"):
        release(Store.in_memory(), tmp_path, PLAN, [Part.NQUADS])
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_release_refuses_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportError, match="file"):
        release(small_store(), tmp_path / "file", PLAN)


def test_release_refuses_blank_nodes(tmp_path: Path) -> None:
    for quad in (
        Quad(BlankNode("b"), LABEL, Literal("x"), GRAPH_REGISTER),
        Quad(NamedNode("urn:x"), LABEL, BlankNode("b"), GRAPH_REGISTER),
    ):
        store = Store.in_memory()
        store.rdf.add(quad)
        with pytest.raises(ExportError, match="graph/register"):
            release(store, tmp_path, PLAN, [Part.NQUADS])


def test_release_takes_a_literal_that_looks_like_a_blank_node(tmp_path: Path) -> None:
    store = Store.in_memory()
    store.rdf.add(Quad(NamedNode("urn:x"), LABEL, Literal("<a> <b> _:c\n_:d"), GRAPH_REGISTER))
    release(store, tmp_path, PLAN, [Part.NQUADS])
    assert readers.by_oxigraph(tmp_path, "nq") == everything(store)
