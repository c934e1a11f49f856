"""Hostile text in every field of articles, built, published and opened: it stays text."""

import http.server
import os
import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

import pytest
from pyoxigraph import RdfFormat, parse

from kg import pipeline
from kg.config import Settings
from kg.tools import Tools
from tests.export.site.chromium import Chromium
from tests.export.site.conftest import published
from tests.export.site.hostile import write_hostile
from tests.export.site.linkcheck import broken_links
from tests.export.site.markup import foreign_markup, shown_text
from tests.export.site.payloads import PAYLOADS
from tests.export.site.programs import REQUIRED
from tests.export.site.test_browser import OVERFLOW, PHONE
from tests.export.site.test_links import syntax_errors

SOME = 7  # every so many payloads are tried where `make test-site` does not try them all: building takes a minute
_TOKEN = re.compile(r"kg\d{3}")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f\ufffd]|\s+")


class Hostile(NamedTuple):
    """A published site, and who listens for what it should not send."""

    site: Path
    payloads: Sequence[str]
    heard: list[str]


class _Listener(http.server.BaseHTTPRequestHandler):
    heard: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.heard.append(self.path)
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def hostile(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    """The site of hostile articles, with a listener where their payloads lead."""
    folder = tmp_path_factory.mktemp("hostile")
    _Listener.heard = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Listener) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        web = f"http://127.0.0.1:{server.server_port}"
        payloads = [text.replace("WEB", web) for text in PAYLOADS[:: 1 if os.environ.get(REQUIRED) else SOME]]
        built = pipeline.build([write_hostile(folder / "in", payloads)], Settings(store=folder / "store"))
        assert not built.failed, list(built.refused.values())[:3]
        assert not built.quarantined
        try:
            yield Hostile(published(folder / "store", folder / "site"), payloads, _Listener.heard)
        finally:
            server.shutdown()
            thread.join()


def marked(site: Path) -> list[Path]:
    """Return the pages that hold a payload."""
    return [path for path in sorted(site.rglob("*.html")) if _TOKEN.search(path.read_text("utf-8"))]


def one_of_each(site: Path) -> list[Path]:
    """Return pages that hold payloads: of each kind, as many as show them all."""
    found: dict[tuple[str, str], Path] = {}
    for page in marked(site):
        if page.parent.name != "report":  # those lead on
            for token in _TOKEN.findall(page.read_text("utf-8")):
                found.setdefault((page.parent.name, token), page)
    return sorted(set(found.values()))


def squeezed(text: str) -> str:
    """Return text as two readers of it may compare it: composed, without spaces and what cannot be shown."""
    return _HIDDEN.sub("", unicodedata.normalize("NFC", text))


def test_no_payload_becomes_markup(hostile: Hostile) -> None:
    pages = sorted(hostile.site.rglob("*.html"))
    problems = [
        f"{page.relative_to(hostile.site)}: {what}" for page in pages for what in foreign_markup(page.read_bytes())
    ]
    assert problems == []


def test_every_payload_is_shown_as_the_text_it_is(hostile: Hostile) -> None:
    words = squeezed(" ".join(shown_text(page.read_bytes()) for page in marked(hostile.site)))
    assert [payload for payload in hostile.payloads if squeezed(payload) not in words] == []


def test_pages_of_payloads_are_well_formed(hostile: Hostile) -> None:
    pages = [page for page in marked(hostile.site) if page.parent.name in ("article", "event")]
    lists = [hostile.site / name for name in ("index.html", "articles/index.html", "events/index.html")]
    assert {str(page): syntax_errors(page.read_bytes()) for page in (*pages, *lists)} == {
        str(page): [] for page in (*pages, *lists)
    }


def test_links_between_pages_of_payloads_hold(hostile: Hostile) -> None:
    assert broken_links(hostile.site) == []


def test_data_of_payloads_can_be_read(hostile: Hostile) -> None:
    for page in marked(hostile.site):
        turtle = page.with_suffix(".ttl")
        if turtle.exists():
            assert sum(1 for _ in parse(path=turtle, format=RdfFormat.TURTLE)), turtle


def test_nothing_runs_and_nothing_is_sent(hostile: Hostile, browser: Chromium) -> None:
    pages = one_of_each(hostile.site)
    assert {page.parent.name for page in pages} >= {"article", "event", "claim", "actor", "articles"}
    for page in pages:
        browser.open(page.as_uri())
        assert not browser.problems, page
        assert not browser.dialogs, page
        assert all(request.startswith(hostile.site.as_uri()) for request in browser.requests), browser.requests
    assert hostile.heard == []


def test_no_payload_makes_a_page_wider_than_a_phone(hostile: Hostile, browser: Chromium) -> None:
    wide = {}
    for page in one_of_each(hostile.site):
        browser.open(page.as_uri(), PHONE)
        if (width := browser.evaluate("document.documentElement.scrollWidth")) > PHONE:
            wide[page.relative_to(hostile.site).as_posix()] = width, browser.evaluate(OVERFLOW)[:2]
    assert wide == {}


def test_search_shows_payloads_as_text(hostile: Hostile, browser: Chromium) -> None:
    browser.open((hostile.site / "search.html").as_uri())
    before = browser.evaluate("document.querySelectorAll('*').length")
    browser.type("kg0")
    browser.wait_until("document.querySelectorAll('#results a').length > 5")
    kinds = browser.evaluate("[...new Set([...document.querySelectorAll('#results *')].map(e => e.localName))].sort()")
    assert set(kinds) <= {"li", "a", "bdi", "span", "p"}
    assert browser.evaluate("document.querySelectorAll('*').length") > before
    assert not browser.problems
    assert not browser.dialogs
    assert hostile.heard == []


BAD = {
    "<p>fine <script>alert(1)</script>": "<script src=None>",
    "<p>fine <script src='https://evil.example/x.js'></script>": "<script src='https://evil.example/x.js'>",
    "<p><img src=x>": "<img>",
    "<p onclick='x'>": "<p onclick='x'>",
    "<p style='color: red'>": "<p style='color: red'>",
    "<a href=' java\tscript:alert(1)'>": "<a href=' java\\tscript:alert(1)'>",
    "<a href='data:text/html,x'>": "<a href='data:text/html,x'>",
    "<a href='//evil.example'>": "<a href='//evil.example'>",
    "<svg><foreignObject></foreignObject></svg>": "<foreignobject>",
    "<p>fine <!-- no -->": "a comment or instruction: ' no '",
    "<link rel=prefetch href=x>": "<link rel='prefetch'>",
    "<meta http-equiv=set-cookie content=x>": "<meta http-equiv='set-cookie'>",
}


@pytest.mark.parametrize("bad", BAD)
def test_foreign_markup_is_found(bad: str) -> None:
    assert list(foreign_markup(f"<!doctype html><html><body>{bad}</body></html>".encode())) == [BAD[bad]]


def test_markup_of_the_sites_own_is_let_be() -> None:
    links = '<a href="x.html#y"></a><a href="https://example.org/"></a><a href="#z"></a>'
    own = f'{links}<script src="../assets/site.js"></script><svg><title>x</title></svg>'
    assert list(foreign_markup(f"<!doctype html><html><body>{own}</body></html>".encode())) == []
