"""Every link of a site leads somewhere, and every page is valid HTML; the checkers find what is planted."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import html5lib  # type: ignore[import-untyped]
import pytest

from kg.graph.iris import BASE
from tests.export.site.linkcheck import broken_links
from tests.export.site.programs import program
from tests.export.site.sample import sample_of

VNU = "KG_VNU_JAR"  # the checker of validator.nu (npm package vnu-jar, MIT), where one has it


@pytest.mark.parametrize("site", ["seed", "corpus"])
def test_no_link_is_broken(site: str, request: pytest.FixtureRequest) -> None:
    assert broken_links(request.getfixturevalue(f"{site}_site")) == []


@pytest.mark.parametrize("site", ["seed", "corpus"])
def test_pages_are_parsed_without_an_error(site: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(f"{site}_site")
    for name in sample_of(folder):
        assert syntax_errors((folder / name).read_bytes()) == [], name


@pytest.mark.parametrize("site", ["seed", "corpus"])
def test_pages_are_valid(site: str, request: pytest.FixtureRequest) -> None:
    jar = os.environ.get(VNU)
    if not jar:
        pytest.skip(f"{VNU} does not name the checker's jar")
    folder: Path = request.getfixturevalue(f"{site}_site")
    pages = [str(folder / name) for name in sample_of(folder)]
    command = [program("java"), "-jar", jar, "--format", "json", "--exit-zero-always", *pages]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stderr)["messages"]
    assert [message for message in told if message["type"] == "error"] == []


def syntax_errors(page: bytes) -> list[str]:
    """Return where a page departs from the syntax of HTML, as the standard's own parser sees it."""
    parser = html5lib.HTMLParser()
    parser.parse(page, transport_encoding="utf-8")
    return [f"{place}: {error} {more}" for place, error, more in parser.errors]


PLANTED = {
    '<a href="no.html">': "leads to no file",
    '<a href="index.html#no">': "leads to no such place of its page",
    '<a href="#no">': "leads to no such place of its page",
    '<a href="../outside.html">': "leads out of the folder",
    '<a href="/events/index.html">': "works at the root of a server only",
    '<a href="events/">': "leads to no file",
    '<a href="javascript:alert(1)">': "leads to something else than the web",
    '<a href="data:text/html,x">': "leads to something else than the web",
    '<a href="//evil.example/">': "leads to something else than the web",
    f'<a href="{BASE}event/a">': "is an IRI whose page is here",
    '<svg><a href="no.html"></a></svg>': "leads to no file",
    '<img src="https://evil.example/pixel.png">': "takes something from another site",
    '<link rel="stylesheet" href="no.css">': "leads to no file",
    '<meta http-equiv="refresh" content="0; url=no.html">': "leads to no file",
    '<p id="x"><p id="x">': "id x stands twice",
}


@pytest.mark.parametrize("markup", PLANTED)
def test_the_checker_finds_a_broken_link(markup: str, tmp_path: Path) -> None:
    _small(tmp_path).joinpath("planted.html").write_text(f"<!doctype html><title>x</title>{markup}")
    (problem,) = broken_links(tmp_path)
    assert problem.startswith("planted.html: ")
    assert problem.endswith(PLANTED[markup])


def test_the_checker_lets_good_links_be(tmp_path: Path) -> None:
    links = '<a href="event/a.html#here"><a href="https://example.org/"><a href="?"><link rel="canonical" href="{}">'
    _small(tmp_path).joinpath("good.html").write_text(links.format(BASE + "event/a").replace('<a href="?">', ""))
    assert broken_links(tmp_path) == []


def test_the_parser_finds_an_error() -> None:
    assert syntax_errors(b"<!doctype html><title>x</title><p>fine") == []
    assert syntax_errors(b"<!doctype html><title>x</title><p title='a' title='b'>x") != []
    assert syntax_errors(b"<!doctype html><title>x</title><div><span></div>") != []


def _small(folder: Path) -> Path:
    shutil.rmtree(folder)
    (folder / "event").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>x</title>")
    (folder / "event/a.html").write_text('<!doctype html><title>x</title><p id="here">x')
    return folder
