"""The seeds built once, and the tools loaded once, for all tests that need the whole pipeline."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg import cli, pipeline
from kg.config import Settings
from kg.export.tables import Row, claim_rows, event_rows
from kg.store.embedded import Store
from kg.tools import Tools

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def tools() -> Iterator[Tools]:
    """The loaded resources, which every build of the session then shares: loading costs more than reading."""
    shared = Tools(None, Settings().extractor)

    def tools_of(nlp: str | None, extractor: str, least: float = 0.0, judgements: Path | None = None) -> Tools:
        found = Tools(nlp, extractor, least, judgements) if nlp or least or judgements else shared
        if judgements:
            for name in ("nlp", "context", "lexicon", "entries", "index", "gazetteer", "shapes", "register_rows"):
                vars(found)[name] = getattr(shared, name)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "Tools", tools_of)
        yield shared


@pytest.fixture(scope="session")
def built(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the two seed articles; only read it."""
    store = tmp_path_factory.mktemp("built") / "store"
    with contextlib.chdir(ROOT):
        summary = pipeline.build([Path("seeds")], Settings(store=store))
    assert not summary.failed
    return store


@pytest.fixture(scope="session")
def claims(built: Path) -> Sequence[Row]:
    """Every claim of the seeds."""
    with Store.open_read_only(built) as store:
        return tuple(claim_rows(store))


@pytest.fixture(scope="session")
def events(built: Path) -> Sequence[Row]:
    """Every event of the seeds."""
    with Store.open_read_only(built) as store:
        return tuple(event_rows(store))


@pytest.fixture
def kg(tools: Tools, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command as the shell would, but in this process."""

    def run(*words: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, words)])
        capsys.readouterr()
        status = 0
        try:
            cli.main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
        return Ran(status, *capsys.readouterr())

    return run
