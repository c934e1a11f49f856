"""What does not depend on things: style, script, the pages about and search, and the recipes for web servers."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.export.site import servers
from kg.export.site.background import Background
from kg.export.site.figures import style_sheet
from kg.export.site.lists import Site
from kg.export.site.render import Head, render
from kg.graph.iris import BASE

_ASSETS = Path(__file__).parent / "assets"


def static_files(site: Site, indexes: Sequence[str], known: Background) -> Iterator[tuple[str, bytes]]:
    """Yield the path and bytes of each file; `indexes` are the files of the search's index."""
    yield "assets/site.css", (_ASSETS / "site.css").read_bytes() + style_sheet().encode()
    for name in ("site.js", "icon.svg"):
        yield f"assets/{name}", (_ASSETS / name).read_bytes()
    search = Head(
        "Search", "Search the names of events, actors and places and the headlines of articles.", "", "search"
    )
    yield "search.html", render("search.html", known.plan, search, {"indexes": indexes})
    about = Head("How to read this site", "What a statement, its speaker and its certainty are here.", "", "about")
    yield "about.html", render("about.html", known.plan, about, {"base": BASE, "claims": f"{site.claims:,}"})
    for name, text in servers.server_files().items():
        yield f"servers/{name}", text.encode()
