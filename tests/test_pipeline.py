"""Whole builds: what goes in, what is left out, and that the same goes in twice."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, QuerySolutions

from kg import pipeline
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
    assert canonical(place / "store") == canonical(place / "at-once")


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


def test_pipeline_completes_after_a_kill_as_if_undisturbed(place: Path) -> None:
    write_articles(place / "in")
    with kg_build(place / "killed", ["in"], place) as running:
        wait_for_articles(place / "killed", 2, running)
        running.send_signal(signal.SIGKILL)
    assert running.returncode == -signal.SIGKILL
    summary = build([Path("in")], Settings(store=place / "killed"))
    assert len(summary.built) + len(summary.unchanged) == len(PLACES)
    assert len(summary.unchanged) >= 2
    build([Path("in")], Settings(store=place / "whole"))
    assert canonical(place / "killed") == canonical(place / "whole")


# What the seeds' claims rest on.


def texts() -> Mapping[str, str]:
    return {name: (ROOT / name).read_text(encoding="utf-8") for name in (POST, REBELS)}


def at(row: Row) -> tuple[int, int]:
    start, end = row["start"], row["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    return start, end


def test_pipeline_quotes_are_the_text(claims: Sequence[Row]) -> None:
    assert {row["document"] for row in claims} == {POST, REBELS}
    for row in claims:
        start, end = at(row)
        text = texts()[str(row["document"])]
        assert row["quote"] == text[start:end]
        assert str(row["quote"]).strip()


@pytest.mark.parametrize(
    ("document", "apart"),
    [
        (POST, "The Jerusalem Post - Israel News Coronavirus Israel News Opinion Middle East Diaspora U.S. Politics"),
        (POST, "By TZVI JOFFRE"),
        (POST, "JULY 12, 2020 05:09"),
        (POST, "U.S. army soldiers fuel a military truck at Qayyara airbase west of Mosul, Iraq, August 10, 2017"),
        (POST, "(photo credit: REUTERS/SUHAIB SALEM)\nGunmen"),
        (POST, "Seth J. Frantzman and Reuters contributed to this report."),
        (POST, "Tags Iraq United States militia"),
        (REBELS, "(Photo: US Marines)"),
        (REBELS, "Hai Lam\n"),
    ],
)
def test_pipeline_takes_no_claim_from_what_surrounds_the_article(
    claims: Sequence[Row], document: str, apart: str
) -> None:
    start = texts()[document].index(apart)
    end = start + len(apart.removesuffix("\nGunmen"))
    inside = [row for row in claims if row["document"] == document and at(row)[0] < end and at(row)[1] > start]
    assert inside == []


# What is said, by whom, how surely.


def found(claims: Sequence[Row], **wanted: object) -> list[Row]:
    return [row for row in claims if all(row[name] == value for name, value in wanted.items())]


def speakers(row: Row) -> list[object]:
    voices = row["said_by"]
    assert isinstance(voices, list)
    return [voice["text"] for voice in voices if isinstance(voice, dict)]


def test_pipeline_says_who_accuses_kataib_hezbollah(claims: Sequence[Row]) -> None:
    fire = found(claims, value_id=f"{BASE}actor/kataib-hezbollah", predicate="perpetrator")
    assert fire
    for row in fire:
        assert (row["certainty"], row["polarity"]) == ("possible", "positive")
        assert speakers(row) == ["US officials"]


@pytest.mark.parametrize(
    ("words", "said", "certainty"),
    [
        ("militias", ["Al-Araby"], "probable"),
        ("armed group", ["Iraqi security sources", "Iraqi Al-Sumaria news"], "certain"),
        ("militiamen", ["Iraqi military"], "possible"),
    ],
)
def test_pipeline_keeps_the_voice_of_an_attributed_perpetrator(
    claims: Sequence[Row], words: str, said: list[str], certainty: str
) -> None:
    rows = [row for row in found(claims, document=POST, predicate="perpetrator") if words in str(row["value_text"])]
    assert rows
    for row in rows:
        assert speakers(row)[-len(said) :] == said
        assert row["certainty"] == certainty


ATTRIBUTED = re.compile(r"according to|\b(?:told|accuse|quoted|said)\b", re.IGNORECASE)


def test_pipeline_leaves_no_registered_perpetrator_of_an_attributed_sentence_without_a_voice(
    claims: Sequence[Row],
) -> None:
    registered = [
        row
        for row in found(claims, predicate="perpetrator")
        if re.search(r"/actor/(?![0-9a-f]{16}$)", str(row["value_id"])) and ATTRIBUTED.search(str(row["quote"]))
    ]
    assert registered
    assert [row["quote"] for row in registered if not row["said_by"]] == []


def test_pipeline_leaves_no_bare_triple_of_a_hedged_claim(built: Path) -> None:
    with Store.open_read_only(built) as store:
        hedged = list(_stated(store, sure=False))
        sure = set(_stated(store, sure=True))
        bare = [triple for triple in hedged if triple not in sure and _holds(store, triple)]
    assert hedged
    assert bare == []


def test_pipeline_states_what_is_sure(built: Path) -> None:
    with Store.open_read_only(built) as store:
        sure = set(_stated(store, sure=True))
        assert sure
        assert all(_holds(store, triple) for triple in sure)


Stated = tuple[str, str, str]


def _stated(store: Store, *, sure: bool) -> Iterator[Stated]:
    """Yield the statements of reports' claims that are certain, positive and past, or those that are not."""
    words = "?certainty = kg:certain && ?polarity = kg:positive && ?tense = kg:past"
    answer = store.query(
        f"""PREFIX kg: <{KG}> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT DISTINCT ?s ?p ?o {{ ?c a kg:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
        kg:certainty ?certainty ; kg:polarity ?polarity ; kg:tense ?tense . ?s a kg:Report
        FILTER({words if sure else f"!({words})"}) }}"""
    )
    assert isinstance(answer, QuerySolutions)
    for row in answer:
        yield str(row[0]), str(row[1]), str(row[2])


def _holds(store: Store, triple: Stated) -> bool:
    return bool(store.query(f"ASK {{ {' '.join(triple)} }}"))


# Which reports are of one event.


def documents_of(claims: Sequence[Row], event: object) -> set[object]:
    return {row["document"] for row in claims if row["event"] == event}


def test_pipeline_makes_one_event_of_both_convoy_reports(claims: Sequence[Row], events: Sequence[Row]) -> None:
    arsons = [row for row in events if row["date_text"] == "2020-07-11"]
    assert len(arsons) == 1
    assert documents_of(claims, arsons[0]["event"]) == {POST, REBELS}
    assert arsons[0]["independent_sources"] == 2


def test_pipeline_makes_one_event_of_the_killing_of_soleimani(claims: Sequence[Row]) -> None:
    killed = found(claims, value_id=f"{BASE}actor/qasem-soleimani", predicate="victim")
    assert {row["document"] for row in killed} == {POST, REBELS}
    assert len({row["event"] for row in killed}) == 1


def test_pipeline_merges_nothing_else_across_the_articles(events: Sequence[Row]) -> None:
    shared = [row for row in events if isinstance(row["articles"], list) and len(row["articles"]) > 1]
    assert sorted(str(row["type"]) for row in shared) == ["Arson", "Assassination"]
