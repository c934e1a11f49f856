"""What has a page -> the lists to browse, the search, and the first page."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from kg.export.site.article_job import ListedArticle
from kg.export.site.background import Background
from kg.export.site.figures import Moment, Point, map_of, timeline_of
from kg.export.site.gather_job import Listed
from kg.export.site.gathered import pager
from kg.export.site.layout import link_to
from kg.export.site.plan import ROWS
from kg.export.site.render import Head, render
from kg.export.site.values import EventFacts, Link
from kg.export.site.words import is_day
from kg.graph.iris import BASE

TELLERS = 3  # articles that a list names of an event
NEWEST = 12  # events on the first page
ENTRIES = 20_000  # of the search, in one file of its index
WORDLESS = frozenset({"Object", "UnidentifiedActor", "AnonymousSource"})  # actors without a name: in no list
_UP = "../"


class Site(NamedTuple):
    """What lists are made of."""

    articles: Sequence[ListedArticle]
    events: Sequence[Listed]
    actors: Sequence[Listed]
    places: Sequence[Listed]
    claims: int


class Line(NamedTuple):
    """A row of a list: a link, and what is said beside it."""

    name: Link
    cells: tuple[str, ...]


def list_pages(site: Site, known: Background) -> Iterator[tuple[str, bytes]]:
    """Yield the path and bytes of the pages of all lists."""
    facts = {thing: known.events[BASE + thing] for thing in (event.thing for event in site.events)}
    events, media = sorted(site.events, key=lambda one: _newest(one, facts[one.thing])), _media(site)
    yield from _list(
        "events",
        "Events",
        "Newest first; those without a day last.",
        ("Event", "Told by", "Independent origins", "Contested"),
        [_event_line(one, facts[one.thing], media, known) for one in events],
        known,
    )
    named = sorted((actor for actor in site.actors if actor.type not in WORDLESS), key=_by_name)
    yield from _list(
        "actors",
        "Actors",
        "Those with a name, by name; at the end those that the register holds and no article names.",
        ("Actor", "Class", "Statements"),
        [_thing_line(actor) for actor in named],
        known,
    )
    places = sorted(site.places, key=_by_name)
    yield from _list(
        "places",
        "Places",
        "By name; at the end those that the register holds and no article names.",
        ("Place", "Class", "Statements"),
        [_thing_line(place) for place in places],
        known,
    )
    articles = sorted(site.articles, key=lambda a: (a.headline.published or "", a.thing), reverse=True)
    yield from _list(
        "articles",
        "Articles",
        "Newest first.",
        ("Article", "Statements"),
        [Line(Link(article_title(a), f"{_UP}{a.thing}.html"), (str(a.headline.claims),)) for a in articles],
        known,
    )


def _by_name(thing: Listed) -> tuple[bool, str, str]:
    return not thing.statements, thing.label.casefold(), thing.thing


def _thing_line(thing: Listed) -> Line:
    return Line(Link(thing.label, f"{_UP}{thing.thing}.html"), (thing.kind, str(thing.statements)))


def article_title(article: ListedArticle) -> str:
    """Return an article's headline with who published it: a headline is a statement, too."""
    title, medium = article.headline.title, article.headline.medium
    return f"“{title}” – {medium}" if title else medium


def _newest(event: Listed, facts: EventFacts) -> tuple[int, str]:
    day = str(facts.row["date_latest"] or facts.row["date_earliest"] or "")
    return -int("".join(filter(str.isdigit, day[:10])) or 0), event.thing


def _media(site: Site) -> dict[str, str]:
    """Return who published each article and when, by its IRI."""
    return {BASE + article.thing: article.headline.medium for article in site.articles}


def _event_line(event: Listed, facts: EventFacts, media: Mapping[str, str], known: Background) -> Line:
    row = facts.row
    told = sorted({media[article] for article in row["articles"] if article in media})
    more = f" and {len(told) - TELLERS} more" if len(told) > TELLERS else ""
    contested = ", ".join(known.word(role) for role in row["contested"])
    return Line(
        Link(facts.title, f"{_UP}{event.thing}.html"),
        ("; ".join(told[:TELLERS]) + more, str(row["independent_sources"] or ""), contested),
    )


def _list(
    name: str, title: str, note: str, columns: tuple[str, ...], lines: Sequence[Line], known: Background
) -> Iterator[tuple[str, bytes]]:
    pages = max(1, -(-len(lines) // ROWS))
    for number in range(1, pages + 1):
        head = Head(
            title=title if number == 1 else f"{title}, page {number} of {pages}",
            description=f"{title} of this knowledge graph, {len(lines):,} in all.",
            up=_UP,
            section=name,
        )
        values = {
            "title": title,
            "note": note,
            "columns": columns,
            "total": len(lines),
            "lines": lines[(number - 1) * ROWS : number * ROWS],
            "pages": tuple(_renamed(link) for link in pager("page", number, pages)),
            "number": number,
        }
        yield f"{name}/{list_name(number)}", render("list.html", known.plan, head, values)


def list_name(number: int) -> str:
    """Return index.html, page-2.html, page-3.html …"""
    return "index.html" if number == 1 else f"page-{number}.html"


def _renamed(link: Link) -> Link:
    return link._replace(href=list_name(int(link.text)) if link.href else "")


def first_page(site: Site, known: Background) -> bytes:
    """Write the first page: how much there is, where and when it was, and what is newest."""
    facts = {event.thing: known.events[BASE + event.thing] for event in site.events}
    events, media = sorted(site.events, key=lambda one: _newest(one, facts[one.thing])), _media(site)
    newest = (_event_line(one, facts[one.thing], media, known) for one in events if facts[one.thing].row["date_latest"])
    values = {
        "counts": tuple(
            (Link(name, f"{name}/index.html"), f"{number:,}")
            for name, number in (
                ("events", len(site.events)),
                ("articles", len(site.articles)),
                ("actors", sum(one.type not in WORDLESS and one.statements > 0 for one in site.actors)),
                ("places", sum(one.statements > 0 for one in site.places)),
            )
        ),
        "claims": f"{site.claims:,}",
        "map": _map(facts, known),
        "timeline": timeline_of(list(_moments(facts)), "Events by day"),
        "newest": [_on_first_page(line) for line in islice(newest, NEWEST)],
    }
    head = Head(
        title="Who says what about armed conflict",
        description="News of armed conflict as a knowledge graph: who says what, how surely, and in which words.",
        up="",
    )
    return render("index.html", known.plan, head, values)


def _on_first_page(line: Line) -> Line:
    return line._replace(name=line.name._replace(href=line.name.href.removeprefix(_UP)))


def _map(facts: dict[str, EventFacts], known: Background) -> object:
    """Draw the places of all events, each once."""
    here = Counter(str(one.row["place_id"] or "") for one in facts.values())
    points = []
    for iri, count in sorted(here.items()):
        place = known.places.get(iri)
        if place and place.spot:
            label = f"{place.label}: {count} event{'s' if count > 1 else ''}"
            points.append(Point(*place.spot, label, link_to(iri, ""), place.precision, "events", "", count))
    return map_of(points, "Where events are said to have been")


def _moments(facts: dict[str, EventFacts]) -> Iterator[Moment]:
    for thing, one in sorted(facts.items()):
        first, last = (str(one.row[name] or "")[:10] for name in ("date_earliest", "date_latest"))
        if is_day(first) or is_day(last):
            yield Moment(first, last, one.title, f"{thing}.html", one.type)


def search_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the search's index: label, kind, page, other names."""
    entries: list[tuple[str, ...]] = [("event", one.label, one.thing) for one in site.events]
    entries += [("actor", one.label, one.thing, *one.other_names) for one in site.actors if one.type not in WORDLESS]
    entries += [("place", one.label, one.thing, *one.other_names) for one in site.places]
    entries += [("article", article_title(one), one.thing) for one in site.articles]
    entries.sort()
    for number, at in enumerate(range(0, max(1, len(entries)), ENTRIES), 1):
        lines = ",\n".join(json.dumps(entry, ensure_ascii=True) for entry in entries[at : at + ENTRIES])
        yield f"assets/search-index-{number}.js", f"kgIndex.push(\n{lines}\n);\n".encode()
