import os
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from kg.errors import ExportError
from kg.export.dumps import DumpFormat, export
from kg.store.embedded import Store
from tests.export.stores import small_store

QUADS = [DumpFormat.NQUADS, DumpFormat.TRIG, DumpFormat.JSONLD]
TRIPLES = [DumpFormat.TURTLE, DumpFormat.NTRIPLES]
RDFLIB = {"nq": "nquads", "trig": "trig", "jsonld": "json-ld", "ttl": "turtle", "nt": "nt"}
OXIGRAPH = {DumpFormat.NQUADS: RdfFormat.N_QUADS, DumpFormat.TRIG: RdfFormat.TRIG, DumpFormat.JSONLD: RdfFormat.JSON_LD}


@pytest.mark.parametrize("format", QUADS)
def test_dumps_with_graphs_parse_in_rdflib(tmp_path: Path, format: DumpFormat) -> None:
    store = small_store()
    (path,) = export(store, tmp_path, [format])
    assert path.name == f"conflict-kg.{format.value}"
    dataset = Dataset()
    dataset.parse(path, format=RDFLIB[format.value])
    assert len(list(dataset.quads())) == len(store)
    graphs = {graph.identifier.toPython(): len(graph) for graph in dataset.graphs() if len(graph)}
    assert graphs == {graph.value: len(list(store.quads(graph))) for graph in store.graphs()}
    assert set(parse(path=path, format=OXIGRAPH[format])) == set(store.quads())


def test_dumps_of_the_union_parse_in_rdflib(tmp_path: Path) -> None:
    store = small_store()
    turtle, ntriples = (Graph().parse(p, format=RDFLIB[p.suffix[1:]]) for p in export(store, tmp_path, TRIPLES))
    assert len(turtle) == len({quad.triple for quad in store.quads()})
    assert isomorphic(turtle, ntriples)


def test_dumps_are_the_same_bytes_whatever_was_before(tmp_path: Path) -> None:
    first, second = small_store(), Store.in_memory()
    for graph in reversed(first.graphs()):
        second.replace_graph(graph, reversed(list(first.quads(graph))))
    for one, other in zip(export(first, tmp_path / "1"), export(second, tmp_path / "2"), strict=True):
        assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("format", [DumpFormat.TRIG, DumpFormat.TURTLE])
def test_dumps_use_prefixes(tmp_path: Path, format: DumpFormat) -> None:
    (path,) = export(small_store(), tmp_path, [format])
    text = path.read_text(encoding="utf-8")
    assert "@prefix kg: <https://w3id.org/conflict-kg/ontology#> ." in text
    assert "a kg:Claim" in text


def test_dumps_write_five_files_and_nothing_beside(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "release"
    paths = export(small_store(), folder)
    assert {path.name for path in paths} == {f"conflict-kg.{suffix}" for suffix in RDFLIB}
    assert set(tmp_path.rglob("*")) == {*paths, folder, folder.parent}


def test_dumps_of_an_empty_store_parse(tmp_path: Path) -> None:
    for path in export(Store.in_memory(), tmp_path):
        assert len(list(Dataset().parse(path, format=RDFLIB[path.suffix[1:]]).quads())) == 0


def test_dumps_write_through_no_link(tmp_path: Path) -> None:
    outside, folder = tmp_path / "precious", tmp_path / "release"
    outside.write_text("keep")
    folder.mkdir()
    for name in ("conflict-kg.nq", ".conflict-kg.nq.part"):
        (folder / name).symlink_to(outside)
    export(small_store(), folder, [DumpFormat.NQUADS])
    assert outside.read_text() == "keep"
    assert [entry.name for entry in folder.iterdir()] == ["conflict-kg.nq"]
    assert not (folder / "conflict-kg.nq").is_symlink()


def test_dumps_keep_the_old_file_where_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path,) = export(small_store(), tmp_path, [DumpFormat.NQUADS])
    before = path.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match="No space left"):
        export(Store.in_memory(), tmp_path, [DumpFormat.NQUADS])
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_dumps_refuse_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportError, match="file"):
        export(small_store(), tmp_path / "file")
