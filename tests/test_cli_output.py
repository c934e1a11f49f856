"""What commands write: clean data on stdout, dumps that other tools read."""

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.export.release.parts import FILES, Part
from kg.export.tables import CLAIM_COLUMNS
from kg.store.embedded import Store
from tests.conftest import ROOT, Run


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which one stands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_STORE", raising=False)
    return tmp_path


# Clean data.


@pytest.mark.parametrize("command", ["claims", "events"])
def test_cli_rows_are_the_same_in_every_format(kg: Run, built: Path, command: str) -> None:
    lines, whole, table = (kg(command, "--store", built, "-f", name) for name in ("jsonl", "json", "csv"))
    assert (lines.status, lines.err) == (0, "")
    rows = [json.loads(line) for line in lines.out.split("\n")[:-1]]
    assert rows
    assert json.loads(whole.out) == rows
    assert len(list(csv.DictReader(io.StringIO(table.out)))) == len(rows)


def test_cli_claims_have_the_documented_columns(kg: Run, built: Path) -> None:
    for line in kg("claims", "--store", built, "--format", "jsonl").out.splitlines():
        assert tuple(json.loads(line)) == CLAIM_COLUMNS


@pytest.mark.parametrize("name", ["who-attacked-what", "attribution-chain"])
def test_cli_query_writes_clean_json(kg: Run, built: Path, name: str) -> None:
    ran = kg("query", name, "--store", built, "--format", "json")
    assert (ran.status, ran.err) == (0, "")
    assert json.loads(ran.out)


def test_cli_query_takes_parameters_in_both_spellings(kg: Run, built: Path) -> None:
    one = kg("query", "attacks-on-actor", "--store", built, "--actor", "US military", "-f", "csv")
    two = kg("query", "attacks-on-actor", "--store", built, "--actor=US military", "-f", "csv")
    assert one.status == 0
    assert one.out == two.out


def test_cli_query_runs_a_file(kg: Run, built: Path) -> None:
    Path("mine.rq").write_text("SELECT (COUNT(?c) AS ?n) { ?c a <https://w3id.org/conflict-kg/ontology#Claim> }")
    ran = kg("query", "mine.rq", "--store", built, "--format", "csv")
    claims = len(kg("claims", "--store", built, "--format", "jsonl").out.splitlines())
    assert ran.out.split() == ["n", str(claims)]


def test_cli_show_prints_what_is_said_of_an_actor(kg: Run, built: Path) -> None:
    ran = kg("show", "actor/kataib-hezbollah", "--store", built)
    assert ran.status == 0
    assert "Kataib Hezbollah" in ran.out
    assert "is mentioned by" in ran.out


def test_cli_events_explains_why_two_reports_are_one_event(kg: Run, built: Path) -> None:
    rows = [json.loads(line) for line in kg("events", "--store", built, "--format", "jsonl").out.splitlines()]
    (event,) = (row["event"] for row in rows if row["type"] == "Arson")
    for name in (event, "event/" + event.rsplit("/", 1)[-1]):
        told = kg("events", "--store", built, "--explain", name).out
        assert "joined directly" in told
        assert "share both ends" in told
        assert "independent sources: 3" in told
        assert "taken from it: " in told
        assert {"type", "date", "place"} <= {line.split(":")[0].strip() for line in told.splitlines()}


def test_cli_writes_only_data_to_stdout_as_a_process(built: Path) -> None:
    """The same through a real process and pipe, whose reader may close early."""
    words = [sys.executable, "-m", "kg", "claims", "--format", "jsonl", "--store", str(built)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, env=environment, capture_output=True, check=True)
    assert done.stderr == b""
    assert all(json.loads(line) for line in done.stdout.decode().splitlines())
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""


# Releases and shapes.


def test_cli_export_writes_a_release(kg: Run, built: Path) -> None:
    ran = kg("export", "out", "--store", built, "--issued", "2026-11-21")
    assert ran.status == 0
    paths = [Path(line) for line in ran.out.split()]
    assert {path.name for path in paths} == {path.name for path in Path("out").iterdir()}
    assert {file.name for files in FILES.values() for file in files} < {path.name for path in paths}
    assert "Release 2026-11-21: 2 articles" in Path("out/README.md").read_text(encoding="utf-8")
    with Store.open_read_only(built) as store:
        lines = gzip.decompress(Path("out/conflict-kg.nq.gz").read_bytes()).splitlines()
        assert len(lines) == len(store)


@pytest.mark.parametrize("part", list(Part))
def test_cli_export_writes_one_format_if_told(kg: Run, built: Path, part: Part) -> None:
    ran = kg("export", "out", "--store", built, "--format", part.value)
    names = {Path(line).name for line in ran.out.split()}
    assert ran.status == 0
    assert {file.name for files in FILES.values() for file in files} & names == {file.name for file in FILES[part]}


def test_cli_export_takes_the_day_of_reproducible_builds(kg: Run, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1594500000")
    kg("export", "out", "--store", built, "--format", "csv")
    assert "Release 2020-07-11" in Path("out/README.md").read_text(encoding="utf-8")
    ran = kg("export", "next", "--store", built, "--format", "csv", "--issued", "2020-08-01", "--previous", "out")
    assert ran.status == 0
    assert gzip.decompress(Path("next/changes.csv.gz").read_bytes()) == b"kind,change,iri,into,from\r\n"


def test_cli_export_runs_as_a_module_with_processes(built: Path, tmp_path: Path) -> None:
    """`python -m kg` is loaded again by the processes that help, which must not run it again."""
    code = (
        "import runpy, sys; from kg.export.release import build; build.PROCESSES_FROM = 0\n"
        "sys.argv[0] = 'kg'; runpy.run_module('kg', run_name='__main__')"
    )
    words = [sys.executable, "-c", code, "export", str(tmp_path / "out"), "--store", str(built), "--format", "csv"]
    done = subprocess.run(words, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "out" / "claims.csv.gz").stat().st_size


def test_cli_validate_finds_nothing_in_the_store(kg: Run, built: Path) -> None:
    ran = kg("validate", "--store", built)
    assert (ran.status, ran.out, ran.err) == (0, "", "No violations.\n")


def test_cli_validate_tells_what_is_wrong_across_articles(kg: Run, tmp_path: Path) -> None:
    graph = "https://w3id.org/conflict-kg/graph/article/"
    with Store.open(tmp_path / "store") as store:
        for number in (1, 2):
            article = f"<https://w3id.org/conflict-kg/article/{number}>"
            rows = f'{article} kg:sha256 "{number // 3}" ; kg:document "{number}.txt"'
            prefix = "PREFIX kg: <https://w3id.org/conflict-kg/ontology#>"
            store.rdf.update(f"{prefix} INSERT DATA {{ GRAPH <{graph}{number}> {{ {rows} }} }}")
    ran = kg("validate", "--store", tmp_path / "store")
    assert ran.status == 1
    assert "store-same-bytes-twice: Two articles hold the same bytes" in ran.out
    assert "    article: 1.txt\n" in ran.out


def test_cli_validate_tells_what_is_wrong_in_a_file(kg: Run) -> None:
    Path("bad.ttl").write_text(
        "@prefix kg: <https://w3id.org/conflict-kg/ontology#> .\n"
        "<https://w3id.org/conflict-kg/claim/0123456789abcdef> a kg:Claim .\n",
        encoding="utf-8",
    )
    ran = kg("validate", "bad.ttl")
    assert ran.status == 1
    assert ran.out.startswith("bad.ttl\n")
    assert "claim/0123456789abcdef" in ran.out
    assert ran.err == "1 with violations\n"
