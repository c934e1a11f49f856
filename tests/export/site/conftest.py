"""Sites published once for all tests that read them, and a browser to open them in."""

import contextlib
import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import pipeline
from kg.config import Settings
from kg.export.site import SitePlan, publish
from kg.store.embedded import Store
from kg.tools import Tools
from tests.conftest import ROOT
from tests.export.copies import copies
from tests.export.site.chromium import Chromium, chromium

ARTICLES = 200
CORPUS = Path("tests/consolidate/corpus")


def published(store: Path, folder: Path) -> Path:
    """Publish a store and return the folder."""
    plan = SitePlan("2026-11-21", "test", ROOT / "ontology", ROOT / "queries", store=store)
    with Store.open_read_only(store) as opened:
        publish(opened, folder, plan)
    return folder


def built_from(paths: list[Path], store: Path) -> Path:
    """Build articles and return the store."""
    with contextlib.chdir(ROOT):
        summary = pipeline.build(paths, Settings(store=store))
    assert not summary.failed
    return store


@pytest.fixture(scope="session")
def seed_site(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the two seed articles; only read it."""
    return published(built, tmp_path_factory.mktemp("seeds") / "site")


@pytest.fixture(scope="session")
def corpus_site(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of 200 articles: those of the corpus, copied under IRIs of their own; only read it."""
    folder = tmp_path_factory.mktemp("corpus")
    built_from([CORPUS], folder / "store")
    with Store.open_read_only(folder / "store") as source:
        copies(source, folder / "copied", ARTICLES)
    return published(folder / "copied", folder / "site")


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """A browser for all tests."""
    with chromium() as running:
        yield running


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a loopback port; yield its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
