"""The saved queries -> a page each: what it answers, its text and parameters, and its answer where it needs none.

An answer is shown where each of its rows says who speaks and how surely, or where it tells nothing of anybody.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.errors import KgError
from kg.export.site.layout import UP, link_to
from kg.export.site.plan import QUERY_ROWS, QUERY_SECONDS, SitePlan
from kg.export.site.render import Head, render
from kg.export.site.values import Link
from kg.export.site.words import first_upper
from kg.graph.iris import BASE
from kg.queries import Answer, SavedQuery, bind, load_queries, run, run_limited
from kg.queries.answer import Term, plain
from kg.store.embedded import Store

_SPEAKERS, _CERTAINTY = ("said_by", "accuser"), "certainty"
# Columns that tell who did what in the words of consolidation, or of several rows at once: no speaker stands beside.
_OUR_WORDS = frozenset({"label", "why"})
# Answers without a speaker that tell nothing of anybody: counts, places, names of sources, headlines with their papers.
_OF_NOBODY = frozenset({"deaths-by-month", "articles-by-publisher", "anonymous-sources", "events-for-map"})
_KINDS = ("event", "actor", "place", "article", "claim", "report")


class Shown(NamedTuple):
    """An answer as the page shows it; `note` says why there is none, or that it was cut."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Link, ...], ...]
    note: str


def query_pages(plan: SitePlan, store: Store | None) -> list[tuple[str, bytes]]:
    """Return the path and bytes of each page; queries run on `store`, or on the plan's folder in processes."""
    queries = load_queries(plan.queries)
    pages = [(f"queries/{name}.html", _page(query, plan, store)) for name, query in sorted(queries.items())]
    head = Head("Queries", "What the saved queries answer, with their texts and answers.", UP, "queries")
    values = {"queries": sorted(queries.values(), key=lambda query: query.name)}
    return [*pages, ("queries/index.html", render("queries.html", plan, head, values))]


def _page(query: SavedQuery, plan: SitePlan, store: Store | None) -> bytes:
    shown = _shown(query, plan, store)
    head = Head(first_upper(query.title), query.description or query.title, UP, "queries")
    values = {
        "query": query,
        "title": first_upper(query.title),
        "shown": shown,
        "meanings": tuple(
            (name, meaning) for name, meaning in query.columns if name in shown.columns or not shown.columns
        ),
    }
    return render("query.html", plan, head, values)


def _shown(query: SavedQuery, plan: SitePlan, store: Store | None) -> Shown:
    """Run a query, or say why it was not."""
    if required := [parameter.name for parameter in query.parameters if parameter.required]:
        return Shown((), (), f"It has no answer here: it wants to know {' and '.join(required)}.")
    names = tuple(name for name, _ in query.columns)
    if not is_voiced(names) and query.name not in _OF_NOBODY:
        return Shown((), (), "Its answer is not shown here: its rows tell of several accounts, and name no speaker.")
    try:
        answer = _run(query, plan, store)
    except KgError as error:
        return Shown((), (), f"It could not be answered here: {error}.")
    return _readable(answer)


def is_voiced(columns: Sequence[str]) -> bool:
    """Tell whether each row of an answer says who speaks and how surely."""
    return _CERTAINTY in columns and any(speaker in columns for speaker in _SPEAKERS)


def _run(query: SavedQuery, plan: SitePlan, store: Store | None) -> Answer:
    if store is not None:
        return run(store.rdf, bind(query, {}, store.rdf), limit=QUERY_ROWS)
    assert plan.store  # noqa: S101  one of both is given
    with Store.open_read_only(plan.store) as opened:
        text = bind(query, {}, opened.rdf)
    return run_limited(plan.store, text, seconds=QUERY_SECONDS, limit=QUERY_ROWS)


def _readable(answer: Answer) -> Shown:
    kept = [at for at, name in enumerate(answer.columns) if name not in _OUR_WORDS]
    rows = tuple(tuple(_cell(row[at]) for at in kept) for row in answer.rows)
    note = f"The first {answer.cut_at} rows." if answer.cut_at else ""
    return Shown(tuple(answer.columns[at] for at in kept), rows, note or ("" if rows else "It has no rows."))


def _cell(term: Term | None) -> Link:
    text = plain(term)
    if isinstance(term, NamedNode):
        local = text.removeprefix(BASE)
        return Link(local if local != text else text, link_to(text))
    return Link(text)


def columns_of(names: Sequence[str]) -> Iterator[str]:
    """Yield the names of columns for readers."""
    yield from (name.replace("_", " ") for name in names)
