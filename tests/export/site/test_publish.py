"""What `kg publish` leaves in a folder: the same bytes every time, whole or not at all, and no link that breaks."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import ExportError
from kg.export.site import SitePlan, build, publish
from kg.graph.iris import BASE, GRAPH_CHANGES, GRAPH_EVENTS
from kg.graph.vocabulary import DCTERMS, KG
from kg.store.embedded import Store
from tests.conftest import ROOT, Run
from tests.export.copies import copies
from tests.export.site.linkcheck import broken_links
from tests.export.stores import EVENT, REPORTS, small_store

PLAN = SitePlan("2026-11-21", "test", ROOT / "ontology", ROOT / "queries")
OLD = f"{BASE}event/00000000000000aa"


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def small(folder: Path, store: Store | None = None) -> Path:
    publish(store or small_store(), folder, PLAN)
    return folder


def test_publish_leaves_nothing_but_the_site(tmp_path: Path) -> None:
    names = {path.name for path in small(tmp_path / "site").iterdir()}
    assert {"index.html", "about.html", "search.html", "event", "claim", "assets", "servers"} <= names
    assert not [name for name in names if name.startswith(".")]


def test_publish_links_of_the_small_store_hold(tmp_path: Path) -> None:
    assert broken_links(small(tmp_path)) == []


def test_publish_gives_the_same_bytes_under_any_hash_seed(built: Path, seed_site: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kg.export.site import *; from kg.store.embedded import Store\n"
        "if __name__ == '__main__':\n"
        "    store, out, root = map(Path, sys.argv[1:])\n"
        "    plan = SitePlan('2026-11-21', 'test', root / 'ontology', root / 'queries', store=store)\n"
        "    with Store.open_read_only(store) as opened: publish(opened, out, plan)\n"
    )
    (tmp_path / "run.py").write_text(code, "utf-8")
    words = [sys.executable, str(tmp_path / "run.py"), str(built), str(tmp_path / "site"), str(ROOT)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"}
    subprocess.run(words, check=True, env=environment)
    assert digests(tmp_path / "site") == digests(seed_site)


def test_publish_gives_the_same_bytes_by_one_process_and_by_two(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes and small batches, one thread and one batch: what is gathered does not depend on who wrote it."""
    with Store.open_read_only(built) as source:
        copies(source, tmp_path / "store", 5)
    with Store.open_read_only(tmp_path / "store") as store:
        publish(store, tmp_path / "one", PLAN)
        monkeypatch.setattr(build, "PROCESSES_FROM", 1)
        monkeypatch.setattr(build, "BATCH", 1)
        monkeypatch.setattr(build, "SHELF", 10)
        publish(store, tmp_path / "two", replace(PLAN, store=tmp_path / "store"))
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_publish_that_fails_leaves_the_site_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digests(small(tmp_path))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(build, "first_page", full)
    with pytest.raises(ExportError, match="No space left"):
        small(tmp_path)
    assert digests(tmp_path) == before
    assert not list(tmp_path.glob(".site-*"))


def test_publish_again_replaces_what_changed(tmp_path: Path) -> None:
    small(tmp_path)
    page = tmp_path / "event" / f"{EVENT.value.rsplit('/', 1)[-1]}.html"
    whole = page.read_bytes()
    page.write_bytes(b"old")
    assert publish(small_store(), tmp_path, PLAN).withdrawn == 0
    assert page.read_bytes() == whole


def test_publish_says_of_what_is_gone_that_it_is_withdrawn(tmp_path: Path) -> None:
    small(tmp_path)
    gone = tmp_path / "event" / "00000000000000bb.html"
    gone.write_bytes(b"a page of a release before")
    for _ in range(2):  # it stays withdrawn
        assert publish(small_store(), tmp_path, PLAN).withdrawn == 1
        assert "Withdrawn" in gone.read_text("utf-8")
        assert gone.with_suffix(".gone").exists()
        assert json.loads(gone.with_suffix(".jsonld").read_text("utf-8")) == {"@graph": []}
    assert broken_links(tmp_path) == []


def test_publish_what_comes_back_is_withdrawn_no_more(tmp_path: Path) -> None:
    small(tmp_path)
    store = small_store()
    store.replace_graph(GRAPH_EVENTS, [])
    publish(store, tmp_path, PLAN)
    mark = (tmp_path / f"{EVENT.value.removeprefix(BASE)}.html").with_suffix(".gone")
    assert mark.exists()
    publish(small_store(), tmp_path, PLAN)
    assert not mark.exists()


def test_publish_leads_from_merged_events_on(tmp_path: Path) -> None:
    store = small_store()
    replaced = NamedNode(DCTERMS + "isReplacedBy")
    store.rdf.add(Quad(NamedNode(OLD), replaced, EVENT, GRAPH_CHANGES))
    assert publish(store, tmp_path, PLAN).forwarded
    page = (tmp_path / "event" / "00000000000000aa.html").read_text("utf-8")
    assert 'http-equiv="refresh" content="0; url=../event/00000000000000ee.html"' in page
    assert f"<{OLD}> <{replaced.value}> <{EVENT.value}>" in (tmp_path / "event" / "00000000000000aa.ttl").read_text()
    data = json.loads((tmp_path / "event" / "00000000000000aa.jsonld").read_text("utf-8"))
    assert data[replaced.value] == [{"@id": EVENT.value}]


def test_publish_leads_from_reports_to_their_events(tmp_path: Path) -> None:
    small(tmp_path)
    for report in REPORTS:
        key = report.value.rsplit("/", 1)[-1]
        page = (tmp_path / "report" / f"{key}.html").read_text("utf-8")
        assert f"../event/00000000000000ee.html#report-{key}" in page


@pytest.mark.parametrize(
    "iri", [f"{BASE}actor/../../evil", f"{BASE}actor/a%2Fb", f"{BASE}actor/.htaccess", "http://x/actor/a"]
)
def test_publish_writes_no_file_for_an_iri_that_is_no_name(iri: str, tmp_path: Path) -> None:
    store = small_store()
    graph = next(graph for graph in store.graphs() if "/article/" in graph.value)
    store.rdf.add(Quad(NamedNode(iri), NamedNode(KG + "linked"), Literal("x"), graph))
    site = small(tmp_path / "site", store)
    assert {path.name for path in tmp_path.iterdir()} == {"site"}
    assert not [name for name in digests(site) if "evil" in name or ("htaccess" in name and "servers/" not in name)]


def test_publish_command_prints_the_first_page_and_counts(kg: Run, built: Path, tmp_path: Path) -> None:
    ran = kg("publish", tmp_path / "site", "--store", built, "--base-title", "Convoys <&>", "--issued", "2026-11-21")
    assert ran.status == 0
    assert ran.out.strip() == str(tmp_path / "site" / "index.html")
    assert "events" in ran.err
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "Convoys &lt;&amp;&gt;" in page
    assert "<&>" not in page


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--issued", "yesterday"), "give a day as YYYY-MM-DD"),
        (("--licence", "CC BY"), "give the address of a licence"),
        (("--store", "nowhere"), "no store in nowhere"),
    ],
)
def test_publish_command_says_what_is_wrong(
    words: tuple[str, ...], told: str, kg: Run, built: Path, tmp_path: Path
) -> None:
    ran = kg("publish", tmp_path / "site", *(() if "--store" in words else ("--store", built)), *words)
    assert ran.status == 2
    assert told in " ".join(ran.err.split())


def test_publish_command_says_that_a_file_is_no_folder(kg: Run, built: Path, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("x", "utf-8")
    ran = kg("publish", tmp_path / "site", "--store", built)
    assert (ran.status, "name another folder" in " ".join(ran.err.split())) == (2, True)
