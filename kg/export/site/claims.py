"""A claim -> its page: the statement as a sentence, who says it through whom, its words, and what contradicts it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from kg.export.claims import Row
from kg.export.site.articles import anchor, data_links
from kg.export.site.background import Background
from kg.export.site.layout import UP, thing_of
from kg.export.site.plan import SitePlan
from kg.export.site.render import Head, Written, render, safe, shortened
from kg.export.site.statements import quote
from kg.export.site.values import Link, Quote, Statement
from kg.export.site.words import first_upper


class ClaimPage(NamedTuple):
    """What the page of a claim shows, but for the claims that contradict it."""

    iri: str
    statement: Statement
    html: Written
    quote: Quote
    start: int | None
    end: int | None
    event: Link
    polarity: str
    tense: str
    confidence: float
    reasons: tuple[tuple[str, str], ...]


def claim_page_of(row: Row, told: Statement, html: Written, known: Background) -> ClaimPage:
    """Take what the page shows from a row."""
    cells: dict[str, Any] = dict(row)
    reasons = [("Who the subject is", cells["subject_link_reason"]), ("What the value is", cells["link_reason"])]
    return ClaimPage(
        iri=cells["claim"],
        statement=told,
        html=html,
        quote=quote(row, quote_href(row)),
        start=cells["start"],
        end=cells["end"],
        event=known.event_link(cells["event"]),
        polarity=known.word(cells["polarity"]),
        tense=known.word(cells["tense"]),
        confidence=cells["confidence"],
        reasons=tuple((label, reason) for label, reason in reasons if reason),
    )


def quote_href(row: Row) -> str:
    """Return the link to the place of a claim on its article's page."""
    return f"{UP}{thing_of(str(row['article']))}.html#{anchor(str(row['claim']))}"


def write_claim(page: ClaimPage, rivals: Sequence[str], known: Background) -> bytes:
    """Write the page of a claim; `rivals` are those that contradict it, as HTML."""
    told = page.statement
    sentence = first_upper(told.sentence)
    title = f"{shortened(sentence)} – {told.surely}, says {told.says}"
    head = Head(title, title, UP, iri=page.iri, data=data_links(page.iri))
    values = {"page": page, "s": told, "sentence": sentence, "rivals": [safe(html) for html in rivals]}
    values |= {"html": safe(page.html.whole), "how": safe(page.html.how)}
    return render("claim.html", known.plan, head, values)


def write_forward(title: str, targets: Sequence[Link], why: str, plan: SitePlan, *, iri: str = "") -> bytes:
    """Write a page that leads on: to one thing at once, among several by choice, or says that all is gone."""
    only = targets[0].href if len(targets) == 1 else ""
    return render("forward.html", plan, Head(title, why, UP, iri=iri), {"targets": targets, "only": only})
