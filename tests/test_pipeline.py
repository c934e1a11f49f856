"""Whole builds: what goes in, what is left out, and that the same goes in twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from kg.config import Settings
from kg.errors import GroundingError, StoreError
from kg.export.tables import Row, claim_rows
from kg.graph.iris import BASE, graph_iri
from kg.graph.validation import Violation, validate
from kg.model import Article, Reading
from kg.pipeline import Summary, build
from kg.store.embedded import Store
from kg.tools import Tools
from tests.conftest import ROOT
from tests.made_up import PLACES, article, write_articles

POST, REBELS = "seeds/000_6c541b943a36558e.txt", "seeds/004_19c5b854e7ca1198.txt"
KG = f"{BASE}ontology#"


@pytest.fixture
def place(tmp_path: Path, tools: Tools, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which one stands, and whose builds use the shared tools."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def make(place: Path) -> Callable[..., Summary]:
    return lambda *paths, **settings: build([Path(path) for path in paths], Settings(store=place / "store", **settings))


def quads_of(store: Path, document: str) -> frozenset[Quad]:
    with Store.open_read_only(store) as opened:
        return frozenset(opened.quads(graph_iri(document)))


def rows_of(store: Path) -> list[Row]:
    with Store.open_read_only(store) as opened:
        return list(claim_rows(opened))


def canonical(store: Path) -> bytes:
    with Store.open_read_only(store) as opened:
        return opened.canonical_nquads()


def kg_build(store: Path, paths: Sequence[str], cwd: Path, seed: str = "0") -> subprocess.Popen[bytes]:
    """Start a build in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
    words = [sys.executable, "-m", "kg", "build", *paths, "--store", str(store)]
    return subprocess.Popen(words, cwd=cwd, env=environment, stderr=subprocess.PIPE)


# The same in, the same out.


def test_pipeline_gives_the_same_bytes_whatever_the_hash_seed_and_order_of_paths(built: Path, tmp_path: Path) -> None:
    runs = {
        tmp_path / "one": kg_build(tmp_path / "one", [REBELS, POST], ROOT, "1"),
        tmp_path / "two": kg_build(tmp_path / "two", ["seeds"], ROOT, "2"),
    }
    for running in runs.values():
        _, errors = running.communicate()
        assert running.returncode == 0, errors.decode()
    assert {canonical(store) for store in runs} == {canonical(built)}


def test_pipeline_gives_the_same_bytes_built_at_once_or_one_by_one(place: Path, make: Callable[..., Summary]) -> None:
    for town in ("Mosul", "Kirkuk"):
        write_articles(place / "in", (town,))
        make("in")
    build([Path("in")], Settings(store=place / "at-once"))
    assert told(place / "store") == told(place / "at-once")


def told(store: Path) -> list[bytes]:
    """Return what a store says, without the history of its builds."""
    return [line for line in canonical(store).splitlines() if b"/graph/changes> ." not in line]


def test_pipeline_skips_what_did_not_change_unless_told(place: Path, make: Callable[..., Summary]) -> None:
    write_articles(place / "in", ("Mosul",))
    assert list(make("in").built) == ["in/mosul.txt"]
    before = canonical(place / "store")
    again = make("in")
    assert (list(again.built), again.unchanged) == ([], ["in/mosul.txt"])
    assert list(make("in", rebuild=True).built) == ["in/mosul.txt"]
    assert canonical(place / "store") == before


def test_pipeline_replaces_the_graph_of_a_changed_article_only(place: Path, make: Callable[..., Summary]) -> None:
    write_articles(place / "in", ("Mosul", "Kirkuk"))
    make("in")
    other = quads_of(place / "store", "in/kirkuk.txt")
    (place / "in" / "mosul.txt").write_text(article("Tikrit", killed=8), encoding="utf-8")
    summary = make("in")
    assert (list(summary.built), summary.unchanged) == (["in/mosul.txt"], ["in/kirkuk.txt"])
    assert quads_of(place / "store", "in/kirkuk.txt") == other
    quotes = " ".join(str(row["quote"]) for row in rows_of(place / "store") if row["document"] == "in/mosul.txt")
    assert "Tikrit" in quotes
    assert "Mosul" not in quotes


@pytest.mark.parametrize("text", ["", "\0\1\2"], ids=["empty", "binary"])
def test_pipeline_keeps_what_it_holds_of_an_article_that_became_unreadable(
    place: Path, make: Callable[..., Summary], text: str
) -> None:
    write_articles(place / "in", ("Mosul",))
    make("in")
    before = quads_of(place / "store", "in/mosul.txt")
    (place / "in" / "mosul.txt").write_text(text, encoding="utf-8")
    assert list(make("in").refused) == ["in/mosul.txt"]
    assert quads_of(place / "store", "in/mosul.txt") == before


# The same bytes under two names.


def test_pipeline_skips_the_same_bytes_under_another_name(place: Path, make: Callable[..., Summary]) -> None:
    write_articles(place / "in", ("Mosul",))
    (place / "in" / "copy.txt").write_bytes((place / "in" / "mosul.txt").read_bytes())
    summary = make("in")
    assert summary.repeated == {"in/mosul.txt": "in/copy.txt"}
    assert not quads_of(place / "store", "in/mosul.txt")


def test_pipeline_skips_bytes_that_an_earlier_build_stored(place: Path, make: Callable[..., Summary]) -> None:
    write_articles(place / "in", ("Mosul",))
    make("in")
    write_articles(place / "again", ("Mosul",))
    assert make("again").repeated == {"again/mosul.txt": "in/mosul.txt"}


@pytest.mark.parametrize("name", ["a.txt", "z.txt"])
def test_pipeline_takes_bytes_that_the_other_name_holds_no_more(
    place: Path, make: Callable[..., Summary], name: str
) -> None:
    write_articles(place / "in", ("Mosul",))
    make("in")
    (place / "in" / "mosul.txt").rename(place / "in" / name)
    (place / "in" / "mosul.txt").write_text(article("Basra"), encoding="utf-8")
    summary = make("in")
    assert sorted(summary.built) == sorted([f"in/{name}", "in/mosul.txt"])


# What fails is set aside whole.


def refuse(tools: Tools, monkeypatch: pytest.MonkeyPatch, town: str, how: str) -> None:
    """Make one article fail in one of the ways in which an article can."""
    reading_of, graph_of = Tools.reading_of, Tools.graph_of

    def reading(self: Tools, found: Article) -> Reading:
        if town in found.text and how != "shape":
            raise GroundingError("a quote is not in the text") if how == "known" else ZeroDivisionError("what a bug")
        return reading_of(self, found)

    def graph(self: Tools, found: Reading) -> tuple[tuple[Quad, ...], tuple[Violation, ...]]:
        quads, violations = graph_of(self, found)
        if town not in found.article.text:
            return quads, violations
        spoilt = tuple(quad for quad in quads if quad.predicate != NamedNode(f"{KG}certainty"))
        return spoilt, validate(spoilt, (), self.shapes)

    monkeypatch.setattr(Tools, "reading_of", reading)
    if how == "shape":
        monkeypatch.setattr(Tools, "graph_of", graph)


@pytest.mark.parametrize(("how", "said"), [("known", "not in the text"), ("bug", "Traceback"), ("shape", "certainty")])
def test_pipeline_sets_an_article_aside_whole_and_goes_on(
    place: Path, make: Callable[..., Summary], tools: Tools, monkeypatch: pytest.MonkeyPatch, how: str, said: str
) -> None:
    write_articles(place / "in", ("Kirkuk", "Mosul", "Basra"))
    with monkeypatch.context() as patch:
        refuse(tools, patch, "Kirkuk", how)
        summary = make("in")
    assert list(summary.built) == ["in/basra.txt", "in/mosul.txt"]
    assert list(summary.quarantined) == ["in/kirkuk.txt"]
    note = summary.quarantined["in/kirkuk.txt"]
    assert note.read_text(encoding="utf-8").startswith("in/kirkuk.txt\n")
    assert said in note.read_text(encoding="utf-8")
    assert not quads_of(place / "store", "in/kirkuk.txt")
    assert list(make("in").built) == ["in/kirkuk.txt"]
    assert not note.exists()


def test_pipeline_refuses_a_wrong_quote(
    place: Path, make: Callable[..., Summary], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text is another one when the graph is made: no span fits it any more."""
    write_articles(place / "in", ("Kirkuk", "Mosul"))
    graph_of = Tools.graph_of

    def moved(self: Tools, found: Reading) -> tuple[tuple[Quad, ...], tuple[Violation, ...]]:
        if "Kirkuk" in found.article.text:
            found = replace(found, article=replace(found.article, text="x" + found.article.text))
        return graph_of(self, found)

    monkeypatch.setattr(Tools, "graph_of", moved)
    assert list(make("in").quarantined) == ["in/kirkuk.txt"]


# A writer that dies.


def wait_for_articles(store: Path, count: int, running: subprocess.Popen[bytes]) -> None:
    """Wait until a running build has stored so many articles."""
    while running.poll() is None:
        try:
            with Store.open_read_only(store) as opened:
                held = [graph for graph in opened.graphs() if "/graph/article/" in graph.value]
        except StoreError:
            held = []
        if len(held) >= count:
            return
        time.sleep(0.01)
    raise AssertionError("the build ended before it could be killed")


MORE_PLACES = ("Ramadi", "Najaf", "Karbala", "Kut", "Amara", "Nasiriya", "Hilla", "Erbil", "Duhok", "Sinjar", "Rutba")


def test_pipeline_completes_after_a_kill_as_if_undisturbed(place: Path) -> None:
    towns = (*PLACES, *MORE_PLACES)  # enough to kill it on the way
    write_articles(place / "in", towns)
    with kg_build(place / "killed", ["in"], place) as running:
        wait_for_articles(place / "killed", 2, running)
        running.send_signal(signal.SIGKILL)
    assert running.returncode == -signal.SIGKILL
    summary = build([Path("in")], Settings(store=place / "killed"))
    assert len(summary.built) + len(summary.unchanged) == len(towns)
    assert len(summary.unchanged) >= 2
    build([Path("in")], Settings(store=place / "whole"))
    assert canonical(place / "killed") == canonical(place / "whole")
