"""The saved queries -> a page each: what it answers, its text and parameters, and its answer where it needs none.

An answer is shown where each of its rows says who speaks and how surely, or where it tells nothing of anybody.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.errors import KgError
from kg.export.site.background import Background
from kg.export.site.layout import UP, link_to
from kg.export.site.plan import HEAVY, HEAVY_FROM, QUERY_ROWS, QUERY_SECONDS, SitePlan
from kg.export.site.render import Head, render
from kg.export.site.values import Link
from kg.export.site.words import first_upper
from kg.graph.iris import BASE
from kg.queries import Answer, SavedQuery, bind, load_queries, run, run_several
from kg.queries.answer import Term, plain
from kg.store.embedded import Store

_SPEAKERS, _CERTAINTY = ("said_by", "accuser"), "certainty"
# Columns that tell who did what in the words of consolidation, or of several rows at once: no speaker stands beside.
_OUR_WORDS = frozenset({"label", "why"})
# Answers without a speaker that tell nothing of anybody: counts, places, names of sources, headlines with their papers.
_OF_NOBODY = frozenset({"deaths-by-month", "articles-by-publisher", "anonymous-sources", "events-for-map"})


class Shown(NamedTuple):
    """An answer as the page shows it; `note` says why there is none, or that it was cut."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Link, ...], ...]
    note: str


Answers = dict[str, Answer | KgError]


def answers_of(plan: SitePlan, store: Store | None, graphs: int) -> Answers:
    """Ask the queries whose answers are shown, by name: of `store`, or of the plan's folder in a process.

    `graphs` is how many the store has, about as many as articles.
    """
    asked = [query for _, query in sorted(load_queries(plan.queries).items()) if not _why_not(query, graphs)]
    return dict(zip((query.name for query in asked), _answers(asked, plan, store), strict=True))


def query_pages(answers: Answers, known: Background) -> list[tuple[str, bytes]]:
    """Return the path and bytes of each query's page, and of their list."""
    plan = known.plan
    queries = [query for _, query in sorted(load_queries(plan.queries).items())]
    pages = [(f"queries/{query.name}.html", _page(query, answers.get(query.name), known)) for query in queries]
    head = Head("Queries", "What the saved queries answer, with their texts and answers.", UP, "queries")
    return [*pages, ("queries/index.html", render("queries.html", plan, head, {"queries": queries}))]


def _why_not(query: SavedQuery, graphs: int) -> str:
    """Say why a query's answer is not shown, "" where it is."""
    if required := [parameter.name for parameter in query.parameters if parameter.required]:
        return f"It has no answer here: it wants to know {' and '.join(required)}."
    if not is_voiced([name for name, _ in query.columns]) and query.name not in _OF_NOBODY:
        return "Its answer is not shown here: its rows tell of several accounts, and name no speaker."
    if query.name in HEAVY and graphs >= HEAVY_FROM:
        return "It was not asked here: of so large a store it takes minutes. Ask it of one actor or event by kg query."
    return ""


def _answers(asked: Sequence[SavedQuery], plan: SitePlan, store: Store | None) -> Iterator[Answer | KgError]:
    if store is not None:
        yield from (_answer(query, store) for query in asked)
        return
    assert plan.store  # noqa: S101  one of both is given
    with Store.open_read_only(plan.store) as opened:
        texts = [bind(query, {}, opened.rdf) for query in asked]
    yield from run_several(plan.store, texts, seconds=QUERY_SECONDS, limit=QUERY_ROWS)


def _answer(query: SavedQuery, store: Store) -> Answer | KgError:
    try:
        return run(store.rdf, bind(query, {}, store.rdf), limit=QUERY_ROWS)
    except KgError as error:
        return error


def _page(query: SavedQuery, answer: Answer | KgError | None, known: Background) -> bytes:
    shown = _readable(answer, known) if isinstance(answer, Answer) else Shown((), (), _why_not(query, HEAVY_FROM))
    if isinstance(answer, KgError):
        shown = Shown((), (), f"It could not be answered here: {answer}.")
    head = Head(first_upper(query.title), query.description or query.title, UP, "queries")
    meanings = [(name, told) for name, told in query.columns if name in shown.columns or not shown.columns]
    values = {"query": query, "title": first_upper(query.title), "shown": shown, "meanings": meanings}
    return render("query.html", known.plan, head, values)


def is_voiced(columns: Sequence[str]) -> bool:
    """Tell whether each row of an answer says who speaks and how surely."""
    return _CERTAINTY in columns and any(speaker in columns for speaker in _SPEAKERS)


def _readable(answer: Answer, known: Background) -> Shown:
    """Put an answer in words, without the columns that no row fills."""
    filled = [any(row[at] is not None and plain(row[at]) for row in answer.rows) for at in range(len(answer.columns))]
    kept = [at for at, name in enumerate(answer.columns) if name not in _OUR_WORDS and filled[at]]
    rows = tuple(tuple(_cell(row[at], known) for at in kept) for row in answer.rows)
    note = f"The first {answer.cut_at} rows." if answer.cut_at else ""
    return Shown(tuple(answer.columns[at] for at in kept), rows, note or ("" if rows else "It has no rows."))


def _cell(term: Term | None, known: Background) -> Link:
    text = plain(term)
    if not isinstance(term, NamedNode):
        return Link(text)
    if text in known.events:
        return known.event_link(text)
    local = text.removeprefix(BASE)
    name = (
        known.word(local.removeprefix("ontology#")) if local.startswith("ontology#") else known.names.get(text, local)
    )
    named = local.startswith(("actor/", "place/"))
    return Link(name, known.link(text) if named else link_to(text))
