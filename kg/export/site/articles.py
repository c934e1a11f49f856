"""An article's graph -> its page: its quotes in order, the words that claims rest on marked, each with its claims.

The store holds quotes and no text, so the page shows these, with "…" for what is between them.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from kg.export.claims import Row
from kg.export.graphs import Described, StoredArticle, best_label
from kg.export.site.background import Background
from kg.export.site.layout import key, web_address
from kg.export.site.render import Head, render, safe, shortened
from kg.export.site.values import Link
from kg.export.site.words import day_words
from kg.graph import vocabulary as v


class Piece(NamedTuple):
    """A stretch of a passage; a marked one leads to the claim that rests on it."""

    text: str
    href: str


class About(NamedTuple):
    """Statements of one passage about one event."""

    event: Link
    statements: tuple[tuple[str, object], ...]  # key of the claim, its HTML


class Passage(NamedTuple):
    """Quotes that overlap, as one text."""

    pieces: tuple[Piece, ...]
    about: tuple[About, ...]


class _Span(NamedTuple):
    start: int
    end: int
    row: dict[str, Any]


def anchor(claim: str) -> str:
    """Return the name of a claim's place on the page of its article."""
    return f"claim-{key(claim)}"


def article_page(
    article: StoredArticle, things: Described, told: Sequence[tuple[Row, str]], known: Background
) -> bytes:
    """Write the page; `told` are the claims in their order, each with its HTML."""
    about = things.get(article.iri, {})
    title, publisher, day = headline(about), _publisher(told, things, article), day_words(_one(about, v.ISSUED.value))
    medium = ", ".join(filter(None, (publisher or article.document, day)))
    head = Head(
        title=shortened(f"“{title}”, {medium}" if title else medium),
        description=f"What {medium} reports: {len(told)} statements, each with its speaker, certainty and words.",
        up="../",
        section="articles",
        iri=article.iri,
        data=data_links(article.iri),
    )
    values = {
        "headline": title,
        "publisher": publisher or article.document,
        "publisher_href": known.link(_one(about, v.PUBLISHER.value)),
        "day": day,
        "facts": tuple(_facts(about, article)),
        "address": web_address(_one(about, v.URL.value)) or web_address(article.document),
        "passages": tuple(_passages(told, known)),
        "count": len(told),
    }
    return render("article.html", known.plan, head, values)


def data_links(iri: str) -> tuple[Link, ...]:
    """Return the links to the data beside a page."""
    name = key(iri)
    return Link("Turtle", f"{name}.ttl"), Link("JSON-LD", f"{name}.jsonld")


def headline(about: dict[str, list[Any]]) -> str:
    """Return an article's own headline."""
    found = about.get(v.TITLE.value)
    return best_label(found) if found else ""


def _publisher(told: Sequence[tuple[Row, str]], things: Described, article: StoredArticle) -> str:
    if told:
        return str(told[0][0]["publisher"] or "")
    publisher = _one(things.get(article.iri, {}), v.PUBLISHER.value)
    label = things.get(publisher, {}).get(v.LABEL.value) if publisher else None
    return best_label(label) if label else ""


def _one(about: dict[str, list[Any]], predicate: str) -> str:
    return min((node.value for node in about.get(predicate, ())), default="")


def _facts(about: dict[str, list[Any]], article: StoredArticle) -> Iterator[tuple[str, str]]:
    for label, predicate in (
        ("Author", v.CREATOR.value),
        ("Published", v.ISSUED.value),
        ("Language", v.LANGUAGE.value),
        ("Read from", v.KG + "document"),
        ("SHA-256 of its bytes", v.KG + "sha256"),
    ):
        if values := sorted(node.value for node in about.get(predicate, ())):
            yield label, ", ".join(values)


def _passages(told: Sequence[tuple[Row, str]], known: Background) -> Iterator[Passage]:
    spans, without = [], []
    for row, html in told:
        cells: dict[str, Any] = dict(row) | {"html": html}
        if cells["quote"] and cells["start"] is not None:
            spans.append(_Span(cells["start"], cells["start"] + len(cells["quote"]), cells))
        else:
            without.append(cells)
    for group in _overlapping(spans):
        yield Passage(tuple(_pieces(group)), tuple(_about((span.row for span in group), known)))
    if without:
        yield Passage((), tuple(_about(without, known)))


def _overlapping(spans: Iterable[_Span]) -> Iterator[list[_Span]]:
    group: list[_Span] = []
    end = -1
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if group and span.start >= end:
            yield group
            group = []
        group.append(span)
        end = max(end, span.end) if len(group) > 1 else span.end
    if group:
        yield group


def _pieces(group: Sequence[_Span]) -> Iterator[Piece]:
    """Join overlapping quotes, and cut them where the words of values begin and end."""
    start, text = group[0].start, ""
    for span in group:
        text += span.row["quote"][start + len(text) - span.start :]
    at = 0
    for first, last, claim in _marks(group):
        if first >= start + at:
            yield Piece(text[at : first - start], "")
            yield Piece(text[first - start : last - start], f"#{anchor(claim)}")
            at = last - start
    yield Piece(text[at:], "")


def _marks(group: Iterable[_Span]) -> list[tuple[int, int, str]]:
    """Find where the words of each claim's value stand; the longer first where two begin together."""
    found = []
    for span in group:
        words = span.row["value_text"] or ""
        at = span.row["quote"].find(words) if words else -1
        if at >= 0:
            found.append((span.start + at, span.start + at + len(words), span.row["claim"]))
    return sorted(found, key=lambda mark: (mark[0], -mark[1], mark[2]))


def _about(rows: Iterable[dict[str, Any]], known: Background) -> Iterator[About]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["event"] or "", []).append(row)
    for event, found in groups.items():
        yield About(known.event_link(event), tuple((anchor(row["claim"]), safe(row["html"])) for row in found))
