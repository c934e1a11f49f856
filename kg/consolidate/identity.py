"""Groups of reports, and the events that were -> the IRI of each group, and what became of the events.

An event keeps its IRI for as long as the larger part of its reports stays together; a new one is named after its
founder, the earliest published of its reports.  So all articles built at once give the same IRIs in whatever order they
are read, and an article that comes later, even if it was published before, changes none.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.consolidate.facts import ReportFacts
from kg.consolidate.vocabulary import local
from kg.keys import BASE, key_of

Groups = Sequence[tuple[ReportFacts, ...]]
Held = Mapping[str, frozenset[str]]  # event -> its reports
Trace = Mapping[str, frozenset[str]]  # event -> what its withdrawn reports leave: article and family of type


@dataclass(frozen=True, slots=True)
class Naming:
    """The IRI of each group, and where the reports of the events that were have gone."""

    names: tuple[str, ...]  # one a group
    heirs: Mapping[str, tuple[str, ...]]  # event that was -> events that hold its reports, itself perhaps among them


def name_events(groups: Groups, held: Held, traces: Trace, is_taken: Callable[[str], bool] = lambda _: False) -> Naming:
    """Name groups: by the events whose reports they hold, else by what replaced those reports, else by the founder.

    `held` are the events that these groups replace; `traces` lead from an event to articles that were read anew;
    `is_taken` tells whether another event, not among these, bears an IRI.
    """
    names: dict[int, str] = {}
    by_report = {report.iri: at for at, group in enumerate(groups) for report in group}
    shared: dict[tuple[str, int], int] = defaultdict(int)
    for event, reports in held.items():
        for report in reports & by_report.keys():
            shared[event, by_report[report]] += 1
    heirs: dict[str, set[int]] = defaultdict(set)
    for event, at in shared:
        heirs[event].add(at)
    given: set[str] = set()
    _hand_on(shared, groups, names, given)
    replaced = _by_trace(groups, traces)
    _hand_on(replaced, groups, names, given)
    for event, at in replaced:
        if names.get(at) == event:
            heirs[event].add(at)
    for at in sorted(set(range(len(groups))) - names.keys(), key=lambda at: founder(groups[at])):
        names[at] = _mint(groups[at], lambda iri: iri in given or is_taken(iri))
        given.add(names[at])
    return Naming(
        tuple(names[at] for at in range(len(groups))),
        {event: tuple(sorted({names[at] for at in heirs.get(event, ())})) for event in held},
    )


def founder(group: Iterable[ReportFacts]) -> tuple[date, str]:
    """Return what orders the founders of groups: day of publication, unknown ones last, and key of the report."""
    return min((report.published or date.max, local(report.iri)) for report in group)


def minted(group: Iterable[ReportFacts], number: int = 0) -> str:
    """Name a new event after its founder; `number` tells apart those that have borne the name before."""
    return f"{BASE}event/{key_of(founder(group)[1], *([str(number)] if number else []))}"


def _mint(group: Sequence[ReportFacts], is_taken: Callable[[str], bool]) -> str:
    number = 0
    while is_taken(name := minted(group, number)):
        number += 1
    return name


def _hand_on(shared: Mapping[tuple[str, int], int], groups: Groups, names: dict[int, str], given: set[str]) -> None:
    """Give each group the event that it shares most with; of several alike, the one its founder would give it."""

    def rank(key: tuple[str, int]) -> tuple[object, ...]:
        event, at = key
        return -shared[key], minted(groups[at]) != event, founder(groups[at]), event

    for event, at in sorted(shared, key=rank):
        if at not in names and event not in given:
            names[at] = event
            given.add(event)


def _by_trace(groups: Groups, traces: Trace) -> dict[tuple[str, int], int]:
    events: dict[str, set[str]] = defaultdict(set)
    for event, left in traces.items():
        for trace in left:
            events[trace].add(event)
    shared: dict[tuple[str, int], int] = defaultdict(int)
    for at, group in enumerate(groups) if events else ():
        for trace in {trace_of(report.article, report.family) for report in group}:
            for event in events.get(trace, ()):
                shared[event, at] += 1
    return shared


def trace_of(article: str, family: str) -> str:
    """Say what a withdrawn report leaves, by which its successor is known; the article or its graph may be given."""
    return f"{local(article)} {family}"
