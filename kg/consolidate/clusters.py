"""Scored pairs -> groups of reports, one group an event.

Greedy agglomeration by falling score, ties by IRI, so the order in which reports come
changes nothing.
A join needs one pair with enough evidence and no contradiction between any two members (complete link on the vetoes):
an undated report cannot tie two days together.  One article gives an event at most one report, save where it tells
of one deed twice without a day or place (_tells_two).
What a person has judged comes first: the same are joined whatever speaks against it, the others never meet.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.consolidate.comparisons import before, contradict
from kg.consolidate.facts import ReportFacts
from kg.consolidate.judged import NOTHING_JUDGED, Judged
from kg.consolidate.pairs import PairScore, outline


@dataclass(slots=True)
class _Group:
    """A group as it grows, with what a join must be checked against."""

    members: list[ReportFacts]
    articles: set[str]
    outlines: dict[int, ReportFacts]  # one member of each likeness
    oldest: date | None  # earliest publication
    first_day: date | None  # the latest of the members' first days


@dataclass(slots=True)
class _Grouping:
    groups: dict[str, _Group]  # by IRI of the member that the group is kept under
    kept_under: dict[str, str]
    apart: Mapping[str, frozenset[str]]  # reports that a person has judged not to be of one event
    verdicts: dict[tuple[int, int], bool] = field(default_factory=dict)


def cluster(
    reports: Iterable[ReportFacts], pairs: Iterable[PairScore], judged: Judged = NOTHING_JUDGED
) -> tuple[tuple[ReportFacts, ...], ...]:
    """Group reports by their matching pairs; each report is in exactly one group, groups and members in IRI order."""
    grouping = _singles(sorted(reports, key=lambda r: r.iri), judged)
    for left, right in judged.same:
        if left in grouping.kept_under and right in grouping.kept_under:
            _join(left, right, grouping, judged=True)
    for pair in sorted(pairs, key=lambda p: (-p.score, p.left, p.right)):
        _join(pair.left, pair.right, grouping)
    groups = (sorted(group.members, key=lambda r: r.iri) for group in grouping.groups.values())
    return tuple(tuple(group) for group in sorted(groups, key=lambda g: g[0].iri))


def _singles(reports: Sequence[ReportFacts], judged: Judged) -> _Grouping:
    numbers: dict[object, int] = {}
    groups = {}
    for report in reports:
        number = numbers.setdefault(outline(report), len(numbers))
        groups[report.iri] = _Group([report], {report.article}, {number: report}, report.published, report.first_day)
    apart: dict[str, set[str]] = defaultdict(set)
    for left, right in judged.apart:
        apart[left].add(right)
        apart[right].add(left)
    return _Grouping(groups, {r.iri: r.iri for r in reports}, {iri: frozenset(others) for iri, others in apart.items()})


def _join(left: str, right: str, grouping: _Grouping, *, judged: bool = False) -> None:
    here, there = grouping.kept_under[left], grouping.kept_under[right]
    if here == there:
        return
    one, other = grouping.groups[here], grouping.groups[there]
    if _judged_apart(one, other, grouping.apart) or (not judged and _contradict(one, other, grouping.verdicts)):
        return
    if len(one.members) < len(other.members):  # the smaller moves: each report moves at most log n times
        here, there, one, other = there, here, other, one
    one.members += other.members
    one.articles |= other.articles
    one.outlines |= other.outlines
    one.oldest = min((d for d in (one.oldest, other.oldest) if d), default=None)
    one.first_day = max((d for d in (one.first_day, other.first_day) if d), default=None)
    for report in other.members:
        grouping.kept_under[report.iri] = here
    del grouping.groups[there]


def _judged_apart(one: _Group, other: _Group, apart: Mapping[str, frozenset[str]]) -> bool:
    parted = {iri for report in one.members for iri in apart.get(report.iri, ())} if apart else set()
    return any(report.iri in parted for report in other.members) if parted else False


def _contradict(one: _Group, other: _Group, verdicts: dict[tuple[int, int], bool]) -> bool:
    if any(_tells_two(one, other, article) for article in one.articles & other.articles):
        return True
    if before(one.oldest, other.first_day) or before(other.oldest, one.first_day):
        return True
    return any(_cached(a, b, one, other, verdicts) for a in one.outlines for b in other.outlines)


def _tells_two(one: _Group, other: _Group, article: str) -> bool:
    """Tell whether an article that tells twice tells of two events; not if of one deed, and never when nor where.

    Of 27 such pairs of reports that ECB+ train and dev annotate, 22 are one event; one with a day or place of its own
    is as likely the attack of last month.
    """
    ours, theirs = ([r for r in group.members if r.article == article] for group in (one, other))
    return any(a.deed != b.deed or not (a.is_bare and b.is_bare) for a in ours for b in theirs)


def _cached(a: int, b: int, one: _Group, other: _Group, verdicts: dict[tuple[int, int], bool]) -> bool:
    key = (min(a, b), max(a, b))
    if key not in verdicts:
        verdicts[key] = contradict(one.outlines[a], other.outlines[b])
    return verdicts[key]
