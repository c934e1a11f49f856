"""Each IRI of the graph leads to the document that is wanted: by nginx, by Apache, and by w3id.org's Apache."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.export.site.servers import server_files
from tests.export.site.programs import program
from tests.export.site.webservers import apache, nginx

ID = "5c6c2d272cc77e6c"
PAGES = (  # of every kind of document that a site has
    *(f"{kind}/{ID}" for kind in ("event", "actor", "place", "article", "claim", "report")),
    *("place/gn99237", "actor/al-araby-al-jadeed", "part/5c", "about"),
)
GONE = "00000000000000aa"
Documents = tuple[str, str | None, str | None]  # the page, Turtle, JSON-LD; None where there is none


def _of(stem: str, fragment: str = "") -> Documents:
    return f"{stem}.html{fragment}", f"{stem}.ttl{fragment}", f"{stem}.jsonld{fragment}"


ONTOLOGY = ("ontology/index.html", "ontology/ontology.ttl", "ontology/ontology.jsonld")
CODEBOOKS = ("ontology/index.html", "ontology/codebooks.ttl", None)
PARTS = ("span", "origin", "verdict", "position", "snapshot", "count", "change")
WHOLES = ("register", "events", "changes", "judgements", "inferred")
# An IRI, and the documents that tell of it.
LEADS: dict[str, Documents] = {
    **{f"{kind}/{ID}": _of(f"{kind}/{ID}") for kind in ("event", "actor", "place", "article", "claim", "report")},
    "actor/al-araby-al-jadeed": _of("actor/al-araby-al-jadeed"),
    "place/gn99237": _of("place/gn99237"),
    **{f"{kind}/{ID}": _of("part/5c", f"#{ID}") for kind in PARTS},
    f"claim/{ID}-2": _of(f"claim/{ID}"),
    f"np/{ID}": _of(f"claim/{ID}"),
    f"geometry/{ID}": _of(f"place/{ID}"),
    f"graph/article/{ID}": _of(f"article/{ID}"),
    **dict.fromkeys((f"graph/{name}" for name in WHOLES), _of("about")),
    f"activity/{ID}": _of("about"),
    f"judgement/{ID}": _of("about"),
    "software/conflict-kg-0.3.0": _of("about"),
    **dict.fromkeys(("ontology", "ontology/0.2.0", "graph/ontology"), ONTOLOGY),
    **dict.fromkeys(("scheme/acled", "scheme/acled/air-drone-strike"), CODEBOOKS),
    "release/2026-11-21": ("about.html", "release/2026-11-21/dataset.ttl", "release/2026-11-21/ro-crate-metadata.json"),
}
PAGE, TURTLE, JSONLD, NONE = 0, 1, 2, None
# An Accept header, and what it asks for (RFC 9110, 12.5.1); "" sends none.
ASKS: dict[str, int | None] = {
    "": PAGE,
    "*/*": PAGE,
    "text/html": PAGE,
    "text/turtle": TURTLE,
    "application/ld+json": JSONLD,
    "application/json": JSONLD,
    'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"': JSONLD,
    "TEXT/Turtle": TURTLE,
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": PAGE,  # browsers
    "text/turtle;q=0.9, text/html;q=0.8": TURTLE,
    "text/turtle;q=0.8, text/html;q=0.9": PAGE,
    "text/html;q=0.3, text/turtle;q=0.5, application/ld+json;q=0.7": JSONLD,
    "text/html ; q=0.2 , text/turtle ; q=1.0": TURTLE,
    "text/turtle, application/ld+json": TURTLE,
    "application/rdf+xml, text/turtle;q=0.9, */*;q=0.1": TURTLE,  # rdflib and its like
    "application/n-triples, application/ld+json;q=0.5, application/*;q=0.1": JSONLD,
    "text/*": PAGE,
    "text/*;q=0.3, application/ld+json;q=0.2": PAGE,
    "application/*": JSONLD,
    "text/html;q=0, */*": TURTLE,
    "text/html;q=0.0, text/turtle;q=0, */*;q=0.5": JSONLD,
    "text/turtle;q=0.05": TURTLE,
    "text/turtle;q=0.05, text/html;q=0": TURTLE,
    "application/pdf": NONE,
    "image/png, application/rdf+xml": NONE,
    "*/*;q=0": NONE,
    "text/html;q=0": NONE,
    "text/turtlex, xtext/turtle": NONE,
}
MEDIA = {"html": "text/html; charset=utf-8", "ttl": "text/turtle; charset=utf-8", "jsonld": "application/ld+json"}


class Answer(NamedTuple):
    """What a server says."""

    status: int
    headers: dict[str, str]
    body: str

    @property
    def media(self) -> str:
        return re.sub(r"\s*;\s*", "; ", self.headers["content-type"]).lower()


Ask = Callable[[str, str | None], Answer]


class Server(NamedTuple):
    """A server that runs: how to ask it for a path, and what its Location headers begin with."""

    ask: Ask
    before: str

    @property
    def knows_files(self) -> bool:
        """Tell whether the site is there, too; at w3id.org are only the rules."""
        return "example.org" not in self.before


def _site(root: Path) -> Path:
    """Write a site with one document of every kind."""
    for page in PAGES:
        for end in ("html", "ttl", "jsonld"):
            _file(root / f"{page}.{end}", f"{page} {end}")
    for name in ("index.html", "events/index.html", "ontology/index.html", "assets/site.css", "assets/site.js"):
        _file(root / name, name)
    for name in ("ontology.ttl", "ontology.jsonld", "codebooks.ttl"):
        _file(root / "ontology" / name, name)
    for name in ("dataset.ttl", "ro-crate-metadata.json", "conflict-kg.nq.gz"):
        _file(root / "release/2026-11-21" / name, name)
    _file(root / f"event/{GONE}.html", "withdrawn")
    _file(root / f"event/{GONE}.gone", "")
    return root


def _file(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Yield a folder that a server under another user can read, which pytest's own are not."""
    with tempfile.TemporaryDirectory(prefix="kg-site-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module", params=["nginx", "apache", "apache-in-a-folder", "w3id"])
def server(request: pytest.FixtureRequest, folder: Path) -> Iterator[Server]:
    """Run a server with the rules as they are published."""
    program("curl")
    work, root = folder / f"{request.param}-work", folder / f"{request.param}-site"
    work.mkdir()
    root.mkdir()
    rules = server_files()
    match request.param:
        case "nginx":
            running, before = nginx(_site(root), work), "/"
        case "apache":
            (_site(root) / ".htaccess").write_text(rules["apache.htaccess"], "utf-8")
            running, before = apache(root, work), "{address}/"
        case "apache-in-a-folder":
            (_site(root / "deep/kg") / ".htaccess").write_text(rules["apache.htaccess"], "utf-8")
            running, before = apache(root, work), "{address}/deep/kg/"
        case _:
            _file(root / "conflict-kg/.htaccess", rules["w3id.htaccess"])
            running, before = apache(root, work), "https://conflict-kg.example.org/"
    path = {"apache-in-a-folder": "/deep/kg", "w3id": "/conflict-kg"}.get(request.param, "")
    with running as address:
        yield Server(lambda iri, accept: _curl(f"{address}{path}/{iri}", accept), before.format(address=address))
    shutil.rmtree(root)


def _curl(url: str, accept: str | None) -> Answer:
    """Ask as a program would; no header at all for "", curl's own */* for None."""
    header = [] if accept is None else ["-H", f"Accept: {accept}" if accept else "Accept:"]
    done = subprocess.run(
        [program("curl"), "-s", "-i", "--max-time", "10", *header, url], capture_output=True, check=True
    )
    head, _, body = done.stdout.decode().partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines if ": " in line)
    return Answer(int(first.split()[1]), {name.lower(): value for name, value in headers.items()}, body)


@pytest.mark.parametrize("accept", ASKS)
def test_accept_header_chooses_the_document(server: Server, accept: str) -> None:
    answer, wanted = server.ask(f"event/{ID}", accept), ASKS[accept]
    assert "accept" in answer.headers["vary"].lower(), "a cache would give one reader what another asked for"
    if wanted is None:
        assert answer.status == 406
    else:
        assert (answer.status, answer.headers["location"]) == (303, f"{server.before}{LEADS[f'event/{ID}'][wanted]}")


@pytest.mark.parametrize("wanted", [PAGE, TURTLE, JSONLD], ids=["page", "turtle", "jsonld"])
@pytest.mark.parametrize("iri", LEADS)
def test_every_kind_of_iri_leads_to_its_documents(server: Server, iri: str, wanted: int) -> None:
    accept = ("text/html", "text/turtle", "application/ld+json")[wanted]
    answer, target = server.ask(iri, accept), LEADS[iri][wanted]
    if target is None and not server.knows_files:
        pytest.skip("w3id.org leads to the site, which says what it lacks")
    expected = (303, f"{server.before}{target}") if target else (406, None)
    assert (answer.status, answer.headers.get("location")) == expected


def test_a_document_is_sent_with_its_type(server: Server) -> None:
    if not server.knows_files:
        pytest.skip("w3id.org sends no documents")
    for end, media in MEDIA.items():
        answer = server.ask(f"event/{ID}.{end}", "*/*")
        assert (answer.status, answer.media, answer.body) == (200, media, f"event/{ID} {end}")
        assert "vary" not in answer.headers or "Accept-Encoding" in answer.headers["vary"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["access-control-allow-origin"] == "*"
    assert "default-src 'none'" in server.ask("index.html", None).headers["content-security-policy"]
    types = {name: server.ask(name, None).media for name in ("assets/site.css", "assets/site.js", "")}
    assert list(types.values()) == [f"text/{kind}; charset=utf-8" for kind in ("css", "javascript", "html")]


def test_the_documents_of_a_303_are_there(server: Server) -> None:
    if not server.knows_files:
        pytest.skip("w3id.org sends no documents")
    targets = {target.partition("#")[0] for leads in LEADS.values() for target in leads if target}
    assert {target: server.ask(target, None).status for target in targets} == dict.fromkeys(targets, 200)


def test_withdrawn_is_gone_and_unknown_is_not_found(server: Server) -> None:
    if not server.knows_files:
        pytest.skip("w3id.org leads to the site, which says what is gone")
    for path in (f"event/{GONE}", f"event/{GONE}.html", f"event/{GONE}.ttl"):
        answer = server.ask(path, None)
        assert (answer.status, answer.body) == (410, "withdrawn"), path
    for path in (
        "event/00000000000000bb",
        "event/x.html",
        "span/ff00000000000000",
        "no/such",
        "event/../../etc/passwd",
    ):
        assert server.ask(path, None).status == 404, path


def test_documents_are_led_to_by_their_names(server: Server) -> None:
    if server.knows_files:
        pytest.skip("only w3id.org leads documents on")
    answer = server.ask(f"event/{ID}.ttl", "text/html")
    assert (answer.status, answer.headers["location"]) == (302, f"{server.before}event/{ID}.ttl")


def test_both_apache_files_negotiate_by_the_same_lines() -> None:
    blocks = {
        re.search("# --- negotiation.*# --- end of negotiation", server_files()[name], re.DOTALL)[0]  # type: ignore[index]
        for name in ("apache.htaccess", "w3id.htaccess")
    }
    assert len(blocks) == 1
