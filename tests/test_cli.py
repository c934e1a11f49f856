"""The command line: one clear line for each bad input, a status that tells, help with examples."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from kg.cli import app
from kg.errors import Contradiction
from kg.queries import load_queries
from kg.resources import folder
from tests.conftest import Ran, Run
from tests.made_up import article
from tests.store.processes import worker

COMMANDS = (
    "build",
    "claims",
    "events",
    "query",
    "queries",
    "validate",
    "reason",
    "export",
    "publish",
    "publish",
    "load",
    "show",
)
ARABIC = "هاجم مسلحون مجهولون قافلة إمداد للقوات الأمريكية جنوب بغداد يوم السبت، وفق ما ذكرت مصادر أمنية عراقية.\n"

BAD_ARTICLES = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\n \t\n", "is empty"),
    "binary": (b"\x7fELF\x02\x01\x01\0\0\0" * 99, "not a text"),
    "latin1": ("Gunmen attacked a café in Baghdad on Monday.\n".encode("latin-1") * 9, "is not UTF-8: byte 0xE9"),
    "huge": (b"Gunmen attacked a convoy in Iraq on Saturday. " * 1_100_000, "50.6 MB"),
    "arabic": ((ARABIC * 9).encode(), "Arabic"),
}


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which one stands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_STORE", raising=False)
    return tmp_path


def good(name: str, town: str = "Mosul") -> Path:
    path = Path(name)
    path.write_text(article(town), encoding="utf-8")
    return path


def the_line(ran: Ran) -> str:
    """Return the one line that says what is wrong; nothing went to stdout and no traceback to stderr."""
    assert ran.status == 2
    assert ran.out == ""
    assert "Traceback" not in ran.err
    lines = [line for line in ran.err.splitlines() if line.startswith(("kg: ", "refused: ", "Error: "))]
    assert len(lines) == 1, ran.err
    return lines[0]


# Bad input.


@pytest.mark.parametrize("name", BAD_ARTICLES)
def test_cli_build_refuses_a_bad_article(kg: Run, name: str) -> None:
    data, reason = BAD_ARTICLES[name]
    Path(f"{name}.txt").write_bytes(data)
    line = the_line(kg("build", f"{name}.txt"))
    assert line.startswith(f"refused: {name}.txt: ")
    assert reason in line


def test_cli_build_says_that_only_english_is_read(kg: Run) -> None:
    Path("arabic.txt").write_text(ARABIC * 9, encoding="utf-8")
    assert "only English is read" in the_line(kg("build", "arabic.txt"))


@pytest.mark.parametrize(
    ("path", "reason"), [("missing.txt", "no such file or folder"), ("bare", "no documents in this folder")]
)
def test_cli_build_names_a_bad_path(kg: Run, path: str, reason: str) -> None:
    Path("bare").mkdir()
    Path("bare/README.md").write_text("no article", encoding="utf-8")
    line = the_line(kg("build", path))
    assert line.startswith(f"kg: {path}: ")
    assert reason in line
    assert not Path(".kg").exists()


@pytest.mark.parametrize("store", ["file", "file/below/store", "papers"])
def test_cli_build_names_a_store_that_cannot_be_written(kg: Run, store: str) -> None:
    Path("file").write_text("no folder", encoding="utf-8")
    Path("papers").mkdir()
    Path("papers/thesis.tex").write_text("no store", encoding="utf-8")
    line = the_line(kg("build", good("a.txt"), "--store", store))
    assert store in line
    assert sorted(path.name for path in Path("papers").iterdir()) == ["thesis.tex"]


@pytest.fixture
def writer() -> Iterator[Path]:
    """A store that another process holds open for writing."""
    code = """
        import sys, time
        from pathlib import Path
        from kg.store.embedded import Store
        store = Store.open(Path(sys.argv[1]))
        print("open", flush=True)
        time.sleep(60)
    """
    with worker(code, "held") as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "open\n"
        yield Path("held")
        running.kill()


def test_cli_build_says_that_another_process_writes(kg: Run, writer: Path) -> None:
    assert "another process is writing" in the_line(kg("build", good("a.txt"), "--store", writer))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["query", "nonsense"], "`kg queries` lists"),
        (["query", "none.rq"], "none.rq"),
        (["query", "who-attacked-what", "--planet", "Mars"], "no parameter --planet"),
        (["query", "attacks-on-actor"], "--actor"),
        (["query", "attacks-on-actor", "--actor", "Klingons"], "Klingons"),
        (["query", "attacks-on-actor", "--actor"], "--actor wants a value"),
        (["query", "attacks-on-actor", "Klingons"], "--name value"),
        (["query", "who-attacked-what", "--format", "xlsx"], "xlsx"),
        (["claims", "--format", "xlsx"], "xlsx"),
        (["events", "--format", "xlsx"], "xlsx"),
        (["events", "--explain", "event/0000"], "event/0000"),
        (["events", "--explain", "no iri <at> all"], "no iri <at> all"),
        (["export", "out", "--format", "xlsx"], "xlsx"),
        (["export", "file/out"], "file/out"),
        (["export", "out", "--issued", "yesterday"], "YYYY-MM-DD"),
        (["export", "out", "--licence", "free"], "--licence free"),
        (["export", "out", "--previous", "nowhere"], "holds no release"),
        (["show", "actor/nobody"], "actor/nobody"),
        (["show", "no iri <at> all"], "no iri <at> all"),
        (["show"], "IRI"),
        (["validate", "missing.ttl"], "missing.ttl"),
        (["validate", "file"], "file"),
        (["paint"], "paint"),
    ],
    ids=" ".join,
)
def test_cli_names_what_cannot_be_done(
    kg: Run, built: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], reason: str
) -> None:
    Path("file").write_text("no Turtle", encoding="utf-8")
    monkeypatch.setenv("KG_STORE", str(built))
    assert reason in the_line(kg(*words))
    assert not Path("out").exists()


@pytest.mark.parametrize(
    "command",
    [
        "claims",
        "events",
        "validate",
        "query who-attacked-what",
        "export out",
        "load http://127.0.0.1:9/query",
        "show x",
    ],
)
def test_cli_names_a_missing_store_and_how_to_make_one(kg: Run, command: str) -> None:
    line = the_line(kg(*command.split()))
    assert ".kg/store" in line
    assert "kg build" in line


def test_cli_build_stores_the_good_beside_the_bad(kg: Run, place: Path) -> None:
    good("good.txt")
    Path("empty.txt").write_bytes(b"")
    Path("latin.txt").write_bytes(BAD_ARTICLES["latin1"][0])
    ran = kg("build", place)
    assert (ran.status, ran.out) == (1, "")
    refused = [line for line in ran.err.splitlines() if line.startswith("refused: ")]
    assert [line.split(": ")[1] for line in refused] == ["empty.txt", "latin.txt"]
    claims = [json.loads(line) for line in kg("claims", "--format", "jsonl").out.splitlines()]
    assert {claim["document"] for claim in claims} == {"good.txt"}


def test_cli_build_stores_a_file_whose_name_is_no_utf8_or_says_why_not(kg: Run, place: Path) -> None:
    try:
        Path(os.fsdecode(b"caf\xe9.txt")).write_text(article("Kirkuk"), encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    good("good.txt")
    ran = kg("build", place)
    assert ran.status in {0, 1}
    assert "Traceback" not in ran.err
    assert '"good.txt"' in kg("claims", "--format", "jsonl").out


# Help.


@pytest.mark.parametrize("command", COMMANDS)
def test_cli_help_has_an_example(kg: Run, command: str) -> None:
    ran = kg(command, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert f"Example: kg {command}" in ran.out


def test_cli_help_lists_every_command(kg: Run) -> None:
    ran = kg("--help")
    assert ran.status == 0
    assert "Example: kg build" in ran.out
    assert all(f"\n  {command} " in ran.out for command in COMMANDS)
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    assert {*group.commands} == {*COMMANDS}


def test_cli_version_names_the_program(kg: Run) -> None:
    assert kg("--version").out.startswith("conflict-kg ")


def test_cli_queries_lists_all_saved_queries(kg: Run) -> None:
    out = kg("queries").out
    assert all(name in out for name in load_queries(folder("queries")))


def test_cli_claims_leaves_out_what_is_less_sure(kg: Run, built: Path) -> None:
    everything = kg("claims", "--store", str(built), "--format", "jsonl").out.splitlines()
    least = sorted(json.loads(line)["confidence"] for line in everything)[len(everything) // 2]
    sure = kg("claims", "--store", str(built), "--format", "jsonl", "--min-confidence", str(least)).out.splitlines()
    assert 0 < len(sure) <= len(everything)
    assert all(json.loads(line)["confidence"] >= least for line in sure)
    assert kg("claims", "--store", str(built), "--min-confidence", "2").status != 0


# Reasoning.


def test_cli_reason_without_java_names_the_remedy(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.graph.hermit.find_spec", lambda _: None)
    monkeypatch.setenv("PATH", "")
    assert "pip install 'conflict-kg[reason]'" in the_line(kg("reason"))
    assert not Path(".kg").exists()


def test_cli_reason_refuses_a_contradiction_with_its_triples(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def clash(*_: object) -> None:
        raise Contradiction("the register contradicts the ontology", ["<a> <type> <State>", "<a> <type> <Person>"])

    monkeypatch.setattr("kg.pipeline.infer", clash)
    ran = kg("reason")
    assert ran.status == 1
    assert ran.out == "<a> <type> <State>\n<a> <type> <Person>\n"
    assert "cannot hold together; nothing was stored" in ran.err
    assert not Path(".kg").exists()
