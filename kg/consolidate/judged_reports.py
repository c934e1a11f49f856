"""Judgements of events and a store -> the reports that they mean.

Words mean the report whose trigger stands in them; else the only one that gives them as evidence.  A judgement whose
report is not there, or may be one of several, is not used, and a sentence says why.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.consolidate.judged import Decision, EventJudgement, Judged, Pair, Told, pair_of
from kg.consolidate.select import rows
from kg.consolidate.vocabulary import ARTICLES, JUDGEMENTS, RDF_TYPE, XSD, term
from kg.keys import BASE, key_of

_SPANS = """SELECT ?report ?start ?exact ?whose ?g { GRAPH ?g { ?report a kg:Report .
    { ?report kg:trigger ?span . BIND("trigger" AS ?whose) }
    UNION { ?claim rdf:subject ?report ; kg:evidence ?span . BIND("evidence" AS ?whose) }
    ?span oa:start ?start ; oa:exact ?exact } }"""
_APPLIED = f"""SELECT ?node ?report ?same ?at ?note {{ GRAPH <{JUDGEMENTS.value}> {{ ?node kg:judged ?report ;
    kg:sameEvent ?same ; dcterms:source ?at . OPTIONAL {{ ?node rdfs:comment ?note }} }} }}"""
_REPORTS = "SELECT ?report ?g { GRAPH ?g { ?report a kg:Report } }"


@dataclass(frozen=True, slots=True)
class _Span:
    report: str
    start: int
    text: str
    is_trigger: bool


class _NotFoundError(Exception):
    """A report that a judgement names and that is not there, or may be one of several."""


def resolve_judged(store: Store, judgements: Iterable[EventJudgement]) -> Judged:
    """Find the reports of each judgement."""
    decisions: dict[Pair, Decision] = {}
    unused: list[str] = []
    for row in judgements:
        try:
            pair = pair_of(_find(store, row.one), _find(store, row.other))
        except _NotFoundError as why:
            unused.append(f"{row.at}: not used: {why}")
            continue
        before = decisions.get(pair)
        if pair[0] == pair[1]:
            unused.append(f"{row.at}: not used: both sides mean {_short(pair[0])}: give words of two reports")
        elif before and before.same != row.same:
            unused.append(f"{row.at}: says the opposite of {before.at} of the same two reports: keep one of the two")
            decisions[pair] = before if not before.same else Decision(row.same, row.at, row.note)
        else:
            decisions.setdefault(pair, Decision(row.same, row.at, row.note))
    return Judged(decisions, tuple(unused))


def _find(store: Store, told: Told) -> str:
    name = told.document.removeprefix(BASE)
    if name.startswith("report/"):
        if (
            next(iter(rows(store, f"SELECT ?g {{ GRAPH ?g {{ <{BASE}{_checked(name)}> a kg:Report }} }}")), None)
            is None
        ):
            raise _NotFoundError(
                f"no report is called {told.document}: look for its IRI with `kg claims --format jsonl`"
            )
        return BASE + name
    graph = ARTICLES + key_of("article", told.document)
    reports = sorted({str(report) for report, _ in rows(store, _REPORTS, graph)})
    if not reports:
        raise _NotFoundError(f"no report of {told.document} is in the store: build the article, or correct its name")
    if not told.words:
        return _only(reports, f"{told.document} has {len(reports)} reports, and no words say which", {})
    spans = [
        _Span(str(report), int(start or 0), str(exact), whose == "trigger")
        for report, start, exact, whose, _ in rows(store, _SPANS, graph)
    ]
    return _by_words(told, spans)


def _checked(name: str) -> str:
    if not name.removeprefix("report/").isalnum():
        raise _NotFoundError(f"{name} is no report's IRI: it ends in sixteen letters and digits")
    return name


def _by_words(told: Told, spans: Iterable[_Span]) -> str:
    places = [(s, at) for s in spans if not s.is_trigger and (at := _place(told.words, s.text)) is not None]
    triggers = {s.report: s for s in spans if s.is_trigger}
    if not places:
        raise _NotFoundError(
            f"no report of {told.document} rests on the words “{told.words}”: copy them from its quote"
        )
    within = {
        t.report
        for t in triggers.values()
        for s, (start, end) in places
        if t.start < s.start + end and s.start + start < t.start + len(t.text)
    }
    found = sorted(within or {s.report for s, _ in places})
    named = {report: triggers[report].text for report in found if report in triggers}
    return _only(found, f"“{told.words}” may mean {len(found)} reports of {told.document}", named)


def _place(words: str, text: str) -> tuple[int, int] | None:
    at = text.casefold().find(words.casefold())
    return (at, at + len(words)) if at >= 0 else None


def _only(reports: list[str], problem: str, named: dict[str, str]) -> str:
    if len(reports) == 1:
        return reports[0]
    choice = ", ".join(
        f"{_short(report)} ({named[report]})" if report in named else _short(report) for report in reports
    )
    raise _NotFoundError(f"{problem}: give the IRI of one as the document, of {choice}")


def _short(iri: str) -> str:
    return iri.removeprefix(BASE)


def judgement_quads(judged: Judged) -> Iterator[Quad]:
    """Write the judgements that hold into graph/judgements, so that the graph says what a person decided."""
    for pair, decision in judged.decisions.items():
        node = NamedNode(f"{BASE}judgement/{key_of(*pair)}")
        yield Quad(node, RDF_TYPE, term("EventJudgement"), JUDGEMENTS)
        for report in pair:
            yield Quad(node, term("judged"), NamedNode(report), JUDGEMENTS)
        truth = Literal("true" if decision.same else "false", datatype=NamedNode(XSD + "boolean"))
        yield Quad(node, term("sameEvent"), truth, JUDGEMENTS)
        yield Quad(node, NamedNode("http://purl.org/dc/terms/source"), Literal(decision.at), JUDGEMENTS)
        if decision.note:
            yield Quad(
                node, NamedNode("http://www.w3.org/2000/01/rdf-schema#comment"), Literal(decision.note), JUDGEMENTS
            )


def read_judged(store: Store) -> Judged:
    """Read the judgements that held when the events of a store were made."""
    sides: dict[str, list[str]] = {}
    decisions: dict[str, Decision] = {}
    for node, report, same, at, note in rows(store, _APPLIED):
        sides.setdefault(str(node), []).append(str(report))
        decisions[str(node)] = Decision(same == "true", str(at), note or "")
    return Judged({pair_of(*pair): decisions[node] for node, pair in sides.items() if len(pair) == 2})
