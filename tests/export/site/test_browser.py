"""The site in a real browser: every kind of page opens without a complaint, from a disk and from a server."""

import contextlib
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.export.site.chromium import Chromium
from tests.export.site.conftest import served
from tests.export.site.sample import sample_of

PHONE, DESK = 390, 1280  # pixels
# Elements that may be wider than a phone, for the reader can move what is in them.
OVERFLOW = """
[...document.querySelectorAll('body *')].filter(e => {
  for (let p = e.parentElement; p; p = p.parentElement)
    if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(p).overflowX)) return false;
  return e.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(e).position !== 'absolute';
}).map(e => e.outerHTML.slice(0, 120))
"""
EVENT = "JSON.stringify([...document.querySelectorAll('#results a')].map(a => [a.textContent, a.getAttribute('href')]))"


@pytest.fixture(scope="session", params=["seed", "corpus"])
def site(request: pytest.FixtureRequest) -> Path:
    return Path(request.getfixturevalue(f"{request.param}_site"))


@pytest.fixture(scope="session", params=["disk", "server"])
def address(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """Where the site is: a folder of the disk, or a deeper one of a server."""
    if request.param == "disk":
        yield site.as_uri()
        return
    with served(site.parent) as root:
        yield f"{root}/{site.name}"


def test_every_kind_of_page_opens_without_a_complaint(browser: Chromium, site: Path, address: str) -> None:
    for name in sample_of(site):
        browser.open(f"{address}/{name}", DESK)
        assert not browser.problems, name
        assert not browser.dialogs, name
        assert all(request.startswith(f"{address}/") for request in browser.requests), (name, browser.requests)
        applied = browser.evaluate("getComputedStyle(document.querySelector('main')).maxWidth !== 'none'")
        assert applied or browser.evaluate("document.styleSheets[0].cssRules.length > 0"), f"{name} has no style"


def test_no_page_is_wider_than_a_phone(browser: Chromium, site: Path) -> None:
    for name in sample_of(site):
        browser.open((site / name).as_uri(), PHONE)
        wide = browser.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE, (name, wide, browser.evaluate(OVERFLOW)[:5])


def test_pages_are_whole_without_javascript(browser: Chromium, site: Path) -> None:
    for name in sample_of(site):
        words = {}
        for is_off in (False, True):
            browser.call("Emulation.setScriptExecutionDisabled", value=is_off)
            with contextlib.ExitStack() as back:
                back.callback(browser.call, "Emulation.setScriptExecutionDisabled", value=False)
                browser.open((site / name).as_uri(), DESK)
                words[is_off] = browser.evaluate("document.querySelector('main').innerText")
                assert not browser.problems, name
        if name == "search.html":
            assert "browse" in words[True]
            assert "browse" not in words[False]
        else:
            assert words[True] == words[False], name


def test_search_finds_an_event_by_the_keyboard_alone(browser: Chromium, address: str) -> None:
    browser.open(f"{address}/search.html", DESK)
    browser.wait_until("document.activeElement.id === 'query'")
    browser.type("attack")
    found = json.loads(browser.wait_until(f"document.querySelector('#results a') && {EVENT}"))
    label, href = found[0]
    assert href.startswith("event/"), found
    before = browser.loaded
    browser.press("Enter")
    browser.wait_loaded(before)
    assert browser.evaluate("location.pathname").endswith(f"/{href}")
    assert browser.evaluate("document.querySelector('h1').textContent.replace(/\\s+/g, ' ').trim()") == label
    assert not browser.problems


def test_search_moves_through_what_it_found_by_arrows(browser: Chromium, site: Path) -> None:
    browser.open((site / "search.html").as_uri(), DESK)
    browser.type("iraq")
    browser.wait_until("document.querySelectorAll('#results a').length > 1")
    at = "[...document.querySelectorAll('#results a')].indexOf(document.activeElement)"
    browser.press("ArrowDown")
    browser.press("ArrowDown")
    assert browser.evaluate(at) == 1
    browser.press("ArrowUp")
    browser.press("ArrowUp")
    assert browser.evaluate("document.activeElement.id") == "query"


def test_search_ranks_beginnings_of_names_first(browser: Chromium, site: Path) -> None:
    browser.open((site / "search.html").as_uri(), DESK)
    browser.type("iran")
    labels = [label for label, _ in json.loads(browser.wait_until(f"document.querySelector('#results a') && {EVENT}"))]
    assert labels[0] == "Iran"


def test_a_report_leads_on_to_its_account(browser: Chromium, site: Path, address: str) -> None:
    name = sorted((site / "report").glob("*.html"))[0].name
    browser.open(f"{address}/report/{name}", DESK)
    browser.wait_until("!location.pathname.includes('/report/')")
    browser.wait_until("document.readyState === 'complete'")
    assert browser.evaluate("location.pathname").split("/")[-2] in ("event", "article")
    assert browser.evaluate("!location.hash || !!document.getElementById(location.hash.slice(1))")


def test_a_site_that_moved_works_where_it_is(browser: Chromium, seed_site: Path, tmp_path: Path) -> None:
    deep = tmp_path / "a folder" / "mit Umlauten äöü" / "site"
    shutil.copytree(seed_site, deep, ignore=shutil.ignore_patterns("*.ttl", "*.jsonld"))
    for name in ("index.html", "events/index.html", "search.html"):
        browser.open((deep / name).as_uri(), DESK)
        assert not browser.problems, name
    before = browser.loaded
    browser.open((deep / "events/index.html").as_uri(), DESK)
    browser.evaluate("document.querySelector('main a').click()")
    browser.wait_loaded(before + 1)
    assert "/event/" in browser.evaluate("location.pathname")


def test_the_harness_sees_what_goes_wrong(browser: Chromium, tmp_path: Path) -> None:
    """What finds nothing on the site's pages must find it on a bad one."""
    page = tmp_path / "bad.html"
    policy = "default-src 'none'; script-src 'unsafe-inline'"
    page.write_text(
        f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{policy}">'
        "<link rel=stylesheet href=x.css><img src=missing.png><script>console.log(1); undefined.x</script>"
    )
    browser.open(page.as_uri(), DESK)
    time.sleep(0.1)
    browser.evaluate("1")
    told = "\n".join(browser.problems)
    assert "Content Security Policy" in told
    assert "exception" in told
    assert "console.log" in told
    page.write_text(
        "<!doctype html><img src=missing.png><div style='width: 3000px'>wide</div><script>alert(1)</script>"
    )
    browser.open(page.as_uri(), PHONE)
    assert any("not loaded" in problem for problem in browser.problems)
    assert browser.dialogs == ["1"]
    assert browser.evaluate("document.documentElement.scrollWidth") > PHONE
