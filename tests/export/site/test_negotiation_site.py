"""A published site behind nginx: every IRI that its store mints leads to a document that tells of it."""

import re
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.export.site.servers import server_files
from kg.graph.iris import BASE
from kg.store.embedded import Store
from tests.export.site.programs import program
from tests.export.site.test_negotiation import MEDIA
from tests.export.site.webservers import nginx

SOME = 4  # IRIs of each kind that are asked for
ACCEPTED = {"html": "text/html", "ttl": "text/turtle", "jsonld": "application/ld+json"}
# What the site tells of on a page only: its data are the release's.
PAGE_ONLY = re.compile(r"graph/(?!article)|activity/|ontology|scheme/")


@pytest.fixture(scope="module")
def address(seed_site: Path) -> Iterator[str]:
    program("curl")
    with tempfile.TemporaryDirectory(prefix="kg-site-") as work, nginx(seed_site, Path(work)) as running:
        yield running


@pytest.fixture(scope="module")
def iris(built: Path) -> dict[str, list[str]]:
    """Return some of the IRIs that the store holds, by kind, without the base."""
    kinds: dict[str, set[str]] = defaultdict(set)
    with Store.open_read_only(built) as store:
        for quad in store.rdf:
            for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
                iri = str(getattr(term, "value", ""))
                if iri.startswith(BASE):
                    name = iri.removeprefix(BASE).partition("#")[0]
                    kinds[name.rpartition("/")[0] or name].add(name)
    return {kind: sorted(names)[:SOME] for kind, names in sorted(kinds.items())}


def test_every_kind_of_iri_of_the_store_is_led_to_its_page(address: str, iris: dict[str, list[str]]) -> None:
    assert iris.keys() >= {"event", "actor", "place", "article", "claim", "report", "span", "origin", "graph/article"}
    assert iris.keys() >= {"geometry", "verdict", "position", "snapshot", "change", "activity", "graph", "ontology"}
    wrong = {}
    for name in (name for names in iris.values() for name in names):
        status, media, body, _ = _asked(f"{address}/{name}", "html")
        if (status, media) != (200, MEDIA["html"]) or "<h1" not in body:
            wrong[name] = status, media
    assert wrong == {}


@pytest.mark.parametrize("end", ["ttl", "jsonld"])
def test_every_kind_of_iri_of_the_store_is_led_to_its_data(address: str, iris: dict[str, list[str]], end: str) -> None:
    wrong = {}
    for name in (name for names in iris.values() for name in names if not PAGE_ONLY.match(name)):
        status, media, body, target = _asked(f"{address}/{name}", end)
        told = re.sub(r"-\d+$|^graph/", "", name)  # a link of a claim's chain stands with the claim
        key = told.rpartition("/")[2]
        if (status, media) != (200, MEDIA[end]) or key not in body:
            wrong[name] = status, media, target
    assert wrong == {}


def test_the_ontology_is_led_to_in_turtle(address: str) -> None:
    for name in ("ontology", "ontology/0.2.0", "graph/ontology", "scheme/acled/air-drone-strike"):
        status, media, body, _ = _asked(f"{address}/{name}", "ttl")
        assert (status, media) == (200, MEDIA["ttl"]), name
        assert "air-drone-strike" in body or "owl:Class" in body, name


def test_the_rules_are_published_along(seed_site: Path) -> None:
    published = {path.name: path.read_text("utf-8") for path in (seed_site / "servers").iterdir()}
    assert published == dict(server_files())


def _asked(url: str, end: str) -> tuple[int, str, str, str]:
    """Ask for an IRI and go where it leads; return status, media type, body and the last address."""
    told = "\n%{http_code} %{url_effective} %{content_type}"
    command = [program("curl"), "-s", "-L", "--max-time", "10", "-H", f"Accept: {ACCEPTED[end]}", "-w", told, url]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    body, _, last = done.stdout.rpartition("\n")
    status, target, media = last.split(" ", 2)
    return int(status), media.lower(), body, target
