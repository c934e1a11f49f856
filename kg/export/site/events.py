"""The records of an event -> its page: its accounts side by side, what is contested, and what it rests on."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from kg.export.site.articles import Piece, data_links
from kg.export.site.background import Background
from kg.export.site.event_nodes import EventNode, envelope
from kg.export.site.figures import Point, map_of
from kg.export.site.layout import UP, key, thing_of
from kg.export.site.render import Head, render, safe
from kg.export.site.values import Account, EventFacts, Link, Told
from kg.export.site.words import day_words, first_upper

ABREAST = 4  # accounts in one table; more are not compared at a glance
SHOWN = 12  # claims of one position
_ORDER = (
    *("eventType", "perpetrator", "agent", "responsibilityClaim", "target", "victim", "object", "instrument"),
    *("location", "origin", "destination", "date", "killed", "injured", "detained", "destroyed", "count"),
)
_CODES = {
    "ACLED": ("acled_event_type", "acled_sub_event_type"),
    "PLOVER": ("plover_event_type", "plover_mode"),
    "GTD": ("gtd_attack_type", "gtd_target_type", "gtd_weapon_type"),
    "UCDP type of violence": ("ucdp_type_of_violence",),
}


class Row(NamedTuple):
    """What each account says about one role."""

    label: str
    contested: bool
    cells: tuple[tuple[object, ...], ...]


class Table(NamedTuple):
    """Accounts side by side."""

    accounts: tuple[Account, ...]
    rows: tuple[Row, ...]


class Words(NamedTuple):
    """A quote of one account, with the claims that rest on it."""

    pieces: tuple[Piece, ...]
    href: str
    claims: tuple[Link, ...]


def event_page(node: EventNode, told: Sequence[Told], accounts: Sequence[Account], known: Background) -> bytes:
    """Write the page of an event."""
    facts = known.events[node.iri]
    row = facts.row
    contested = [known.word(role) for role in row["contested"]]
    accounts = sorted(accounts, key=lambda account: (account.published or "~", account.article, account.report))
    numbers = f"{_count(len(accounts), 'account')}, {_count(row['independent_sources'] or 0, 'independent origin')}"
    told = sorted(told, key=lambda one: one.order)
    html = {one.claim: safe(one.html) for one in told}
    values = {
        "facts": facts,
        "numbers": numbers,
        "contested": ", ".join(contested),
        "counts": tuple(_counts(row)),
        "tables": tuple(_tables(accounts, told, known)),
        "words": tuple(_words(accounts, told)),
        "verdicts": tuple(_verdicts(node, html, known)),
        "agreed": [known.word(verdict.role) for verdict in node.verdicts if verdict.stand == "agreed"],
        "origins": tuple(_origins(node, accounts)),
        "counted_by": node.counted_by,
        "known": [day._replace(day=day_words(day.day)) for day in node.known],
        "codes": tuple(_codes(row)),
        "map": _map(facts, told, known),
    }
    head = Head(
        title=facts.title,
        description=f"{facts.title}: {numbers}" + (f"; contested: {', '.join(contested)}" if contested else ""),
        up=UP,
        section="events",
        iri=node.iri,
        data=data_links(node.iri),
    )
    return render("event.html", known.plan, head, values)


def _count(number: object, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _counts(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for role in ("killed", "injured", "detained"):
        if span := envelope(row[f"{role}_low"], row[f"{role}_high"]):
            yield role.capitalize(), span
    for text in row["side_counts"]:
        role, side, bounds = text.split(" ", 2)
        yield f"{role.capitalize()}, {side}", envelope(*bounds.split("-"))


def _tables(accounts: Sequence[Account], told: Sequence[Told], known: Background) -> Iterator[Table]:
    contested = set(known.events[told[0].event].row["contested"]) if told else set()
    cells: dict[tuple[str, str], list[object]] = {}
    for one in told:
        cells.setdefault((one.predicate, key(one.report)), []).append(safe(one.html))
    roles = sorted({role for role, _ in cells}, key=lambda role: (_ORDER.index(role) if role in _ORDER else 99, role))
    for at in range(0, len(accounts), ABREAST):
        some = tuple(accounts[at : at + ABREAST])
        rows = (
            Row(
                first_upper(known.word(role)),
                role in contested,
                tuple(tuple(cells.get((role, account.report), ())) for account in some),
            )
            for role in roles
        )
        yield Table(some, tuple(row for row in rows if any(row.cells)))


def _words(accounts: Sequence[Account], told: Sequence[Told]) -> Iterator[tuple[Account, tuple[Words, ...]]]:
    """Yield the quotes of each account, in the order of its text."""
    for account in accounts:
        own = [one for one in told if key(one.report) == account.report]
        groups = groupby(own, key=lambda one: one.order[2:4])
        yield account, tuple(_one_quote(list(found)) for _, found in groups)


def _one_quote(found: Sequence[Told]) -> Words:
    marks = sorted((len(one.quote.before), -len(one.quote.marked), one) for one in found if one.quote.marked)
    text = found[0].quote.before + found[0].quote.marked + found[0].quote.after
    pieces, at = [], 0
    for first, length, one in marks:
        if first >= at:
            pieces += [Piece(text[at:first], ""), Piece(text[first : first - length], one.statement.role.href)]
            at = first - length
    pieces.append(Piece(text[at:], ""))
    return Words(tuple(pieces), found[0].quote.href, tuple(one.statement.role for one in found))


class Shown(NamedTuple):
    """A position of a verdict, by the claims that take it."""

    side: str
    sources: str
    claims: tuple[object, ...]
    more: int


def _verdicts(node: EventNode, html: dict[str, Any], known: Background) -> Iterator[tuple[str, str, tuple[Shown, ...]]]:
    for verdict in node.verdicts:
        if verdict.stand == "agreed":
            continue
        positions = []
        for position in verdict.positions:
            claims = [html[key(claim)] for claim in position.claims if key(claim) in html]
            side = f"Side {position.side}" if position.side else ""
            sources = _count(position.sources, "independent origin")
            positions.append(Shown(side, sources, tuple(claims[:SHOWN]), max(0, len(claims) - SHOWN)))
        yield first_upper(known.word(verdict.role)), known.word(verdict.stand), tuple(positions)


def _origins(
    node: EventNode, accounts: Sequence[Account]
) -> Iterator[tuple[tuple[Link, ...], tuple[str, ...], tuple[Link, ...]]]:
    """Yield who speaks, why it counts as one voice, and which articles tell it on."""
    articles = {thing_of_href(account.article.href): account.article for account in accounts}
    for origin in node.origins:
        sources = tuple(
            articles.get(thing_of(iri)) or (link if link.text else Link("an article")) for iri, link in origin.sources
        )
        told = tuple(articles[thing_of(iri)] for iri in origin.told_in if thing_of(iri) in articles)
        yield sources, origin.why, told


def thing_of_href(href: str) -> str:
    """Return the thing that a link from a thing's page leads to."""
    return href.removeprefix(UP).removesuffix(".html")


def _codes(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for scheme, columns in _CODES.items():
        found = [row[column] for column in columns if row[column]]
        if found:
            yield scheme, " · ".join(", ".join(one) if isinstance(one, list) else str(one) for one in found)


def _map(facts: EventFacts, told: Sequence[Told], known: Background) -> object:
    points = []
    for iri in sorted({one.value for one in told if one.predicate in ("location", "origin", "destination")}):
        place = known.places.get(iri)
        if place and place.spot:
            points.append(Point(*place.spot, place.label, place.href, place.precision, facts.type, facts.day))
    return map_of(points, f"Places of: {facts.title}")
