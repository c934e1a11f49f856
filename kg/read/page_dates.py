"""A parsed web page -> the time of publication that its markup states outright, never one guessed from its text."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement  # type: ignore[import-untyped]  # lxml has no type stubs of its own

from kg.read.dates import find_date

MAX_JSON = 1_000_000  # characters of one JSON-LD block
MAX_DEPTH = 50
_PROPERTIES = (
    "article:published_time", "og:published_time", "datepublished", "article:published", "article.published", "date",
    "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued", "pubdate", "publishdate", "publish-date",
    "publish_date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "originalpublicationdate",
    "citation_publication_date",
)  # fmt: skip
_STAMP = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d))?")
_COMPACT = re.compile(r"\s*(\d{4})(\d\d)(\d\d)\s*$")


def stated_date(tree: HtmlElement) -> str | None:
    """Find when a page says it was published: its meta elements, then JSON-LD, then <time>; ISO 8601, local time."""
    for candidates in (_from_meta(tree), _from_json(tree), _from_time(tree)):
        for candidate in candidates:
            if found := _iso(candidate):
                return found
    return None


def _iso(value: str) -> str | None:
    if stamp := _STAMP.match(value):
        return find_date("T".join(part for part in stamp.groups() if part))
    if compact := _COMPACT.match(value):
        return find_date("-".join(compact.groups()))
    return find_date(value)


def _from_meta(tree: HtmlElement) -> Iterator[str]:
    stated: dict[str, str] = {}
    for element in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            stated.setdefault((element.get(attribute) or "").casefold(), element.get("content") or "")
    return (stated[name] for name in _PROPERTIES if stated.get(name))


def _from_json(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("script"):
        source = element.text or ""
        if (element.get("type") or "").casefold() != "application/ld+json" or len(source) > MAX_JSON:
            continue
        try:
            yield from _published_in(json.loads(source), MAX_DEPTH)
        except (ValueError, RecursionError):
            continue  # broken JSON-LD states nothing


def _published_in(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, dict):
        stated = value.get("datePublished")
        if isinstance(stated, str):
            yield stated
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in children if depth else ():
        yield from _published_in(child, depth - 1)


def _from_time(tree: HtmlElement) -> Iterator[str]:
    """Take a <time> marked as publication's, or the only date of the article, or else of the page."""
    article = next(tree.iter("article"), tree)
    times = list(article.iter("time")) or list(tree.iter("time"))
    marked = [time for time in times if _is_publication(time)]
    dates = {found for time in times if (found := _iso(time.get("datetime") or ""))}
    chosen = marked or (times if len(dates) == 1 else [])
    return (time.get("datetime") or "" for time in chosen)


def _is_publication(time: HtmlElement) -> bool:
    return "pubdate" in time.attrib or "publi" in f"{time.get('itemprop')} {time.get('class')}".casefold()
