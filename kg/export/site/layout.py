"""Where things have their pages: an IRI -> the path of a page, and links between pages.

Links are relative and end in a file's name, so that a site works from a file, and from any folder of a web server.
"""

import re
from functools import lru_cache

from kg.graph.iris import BASE

KINDS = ("event", "actor", "place", "article", "claim", "report")  # what has a page, or one that leads on
TURTLE, JSONLD = ".ttl", ".jsonld"
UP = "../"  # from a thing's page to the site's folder
_THING = re.compile(rf"{re.escape(BASE)}((?:{'|'.join(KINDS)})/[A-Za-z0-9][A-Za-z0-9_-]*)")
_WEB = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?", re.IGNORECASE)


@lru_cache(maxsize=100_000)
def thing_of(iri: str | None) -> str:
    """Return kind/key of a thing that has a page, "" for any other IRI."""
    found = _THING.fullmatch(iri or "")
    return found[1] if found else ""


def page_of(thing: str) -> str:
    """Return the path of a thing's page."""
    return f"{thing}.html"


def link_to(iri: str | None, up: str = UP) -> str:
    """Return a link to the page of an IRI, "" where it has none."""
    thing = thing_of(iri)
    return f"{up}{thing}.html" if thing else ""


def key(iri: str) -> str:
    """Return what ends an IRI."""
    return iri.rsplit("/", 1)[-1]


def web_address(text: str | None) -> str:
    """Return an address that a link may lead out to: http or https, and nothing else."""
    return text if text and _WEB.fullmatch(text) else ""
