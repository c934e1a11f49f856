"""The reports of one event -> its origins: the voices that it rests on, and which reports only repeat one.

An article that attributes anything of the event to a news outlet adds no voice of its own; nor does a reprint.
Counting too few voices makes an event look less sure than it is; counting an echo as a second voice makes a falsehood
look confirmed.  Where the two are in doubt, fewer are counted.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.consolidate.facts import ClaimFacts, ReportFacts
from kg.consolidate.reprints import reprints, tells
from kg.consolidate.vocabulary import local

COUNTED_BY = (
    "Origins: each outlet that a report attributes something of this event to, the innermost of a chain; an actor of "
    "the register, where a report puts all that it says in the mouth of such; else the publisher, or the article where "
    "the publisher is unknown. Articles or passages of which one holds half of the other are one text. What a "
    "publisher takes from an outlet is that outlet's."
)
_LOCAL_KEY = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Origin:
    """One voice: an outlet or other source (IRI, or folded name), or an article; who tells it on, and why it is one."""

    key: str
    articles: tuple[str, ...]
    why: tuple[str, ...]

    @property
    def is_iri(self) -> bool:
        """Tell whether the key names a thing in the graph."""
        return "://" in self.key


class Origins:
    """The origins of one event, found once."""

    def __init__(self, reports: Sequence[ReportFacts]) -> None:
        self._reports = sorted(reports, key=lambda r: r.iri)
        self._texts = _texts(self._reports)
        self._shared = [text for text in self._texts if len({r.article for r in text}) > 1]
        self._same = _Joined()
        self._repeats: dict[str, set[str]] = defaultdict(set)
        self._cited: dict[str, frozenset[str]] = {}
        self._ends: dict[str, frozenset[str]] = {}
        for text in self._texts:
            self._add(text)

    def _add(self, text: Sequence[ReportFacts]) -> None:
        own = sorted({_own(report) for report in text})
        for key in own[1:]:
            self._same.join(own[0], key)
        for report in text:
            for claim in report.claims:
                for outer in claim.outlets[1:]:
                    self._repeats[outer].add(claim.outlets[0])
        cited = _cited(text)
        for report in text:
            self._cited[report.iri] = cited or frozenset({own[0]})
        for key in own:
            self._repeats[key] |= cited

    @property
    def number(self) -> int:
        """How many origins there are."""
        return len(frozenset().union(*(self.of_report(report) for report in self._reports)))

    @cached_property
    def all(self) -> tuple[Origin, ...]:
        """Every origin, in the order of their keys."""
        told: dict[str, list[ReportFacts]] = defaultdict(list)
        for report in self._reports:
            for key in self.of_report(report):
                told[key].append(report)
        return tuple(
            Origin(key, tuple(sorted({r.article for r in told[key]})), tuple(self._why(key, told[key])))
            for key in sorted(told)
        )

    def of_report(self, report: ReportFacts) -> frozenset[str]:
        """Return the origins of a report."""
        return frozenset().union(*(self._resolved(key) for key in self._cited[report.iri]))

    def of_claim(self, report: ReportFacts, claim: ClaimFacts) -> frozenset[str]:
        """Return the origin of a claim; several where its report has several and the claim does not say which."""
        return self._resolved(claim.outlets[0]) if claim.outlets else self.of_report(report)

    def count(self, said: Iterable[tuple[ReportFacts, ClaimFacts]]) -> int:
        """Count the origins of some claims; one that may be of several is of one that is counted, if it can be."""
        voices = sorted({self.of_claim(*each) for each in said}, key=lambda v: (len(v), sorted(v)))
        counted: set[str] = set()
        for voice in voices:
            if voice.isdisjoint(counted):
                counted.add(min(voice))
        return len(counted)

    def _resolved(self, key: str) -> frozenset[str]:
        """Follow who repeats whom to those that repeat nobody; of outlets that only repeat one another, one."""
        if key not in self._ends:
            seen: set[str] = set()
            left = {self._same.of(key)}
            while left:
                here = left.pop()
                seen.add(here)
                left |= self._links.get(here, frozenset()) - seen
            ends = {end for end in seen if end in (onward := self._links.get(end, {end})) or not onward}
            self._ends[key] = frozenset(ends or {min(seen)})
        return self._ends[key]

    @cached_property
    def _links(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for key, others in self._repeats.items():
            found[self._same.of(key)] |= {self._same.of(other) for other in others}
        return {key: frozenset(others) for key, others in found.items()}

    def _why(self, key: str, told: Sequence[ReportFacts]) -> Iterable[str]:
        documents = {r.iri: r.document or local(r.article) for r in told}
        telling = [r for r in told if self._same.of(_own(r)) == key]
        citing = [r for r in told if r not in telling]
        if telling:
            yield "in its own voice: " + _list(documents[r.iri] for r in telling)
        if citing:
            yield "taken from it: " + _list(documents[r.iri] for r in citing)
        for text in self._shared:
            if text[0].iri in documents:
                yield "the same text: " + _list(r.document or local(r.article) for r in text)


def independent_sources(reports: Sequence[ReportFacts]) -> int:
    """Count the origins of an event's reports, as COUNTED_BY says."""
    return Origins(reports).number


def _list(names: Iterable[str]) -> str:
    return "; ".join(sorted(set(names)))


def _own(report: ReportFacts) -> str:
    return report.publisher or report.article


def _cited(text: Sequence[ReportFacts]) -> frozenset[str]:
    """Return whom the reports of one text attribute to: outlets, or else the sources that leave it no own voice."""
    claims = [claim for report in text for claim in report.claims]
    if outlets := frozenset(c.outlets[0] for c in claims if c.outlets):
        return outlets
    sources = [next((v for v in c.voices if _is_registered(v)), "") for c in claims]
    return frozenset(sources) if sources and all(sources) else frozenset()


def _is_registered(iri: str) -> bool:
    return not _LOCAL_KEY.fullmatch(local(iri))


def _texts(reports: Sequence[ReportFacts]) -> list[list[ReportFacts]]:
    """Group reports that are one text, as articles or as passages."""
    joined = _Joined()
    for texts in ([r.article_signature for r in reports], [r.signature for r in reports]):
        signatures = [text if tells(text) else "" for text in texts]
        first = {text: at for at, text in reversed(list(enumerate(signatures))) if text}
        for at, text in enumerate(signatures):
            if text and first[text] != at:
                joined.join(reports[first[text]].iri, reports[at].iri)
        distinct = sorted(first.values())
        for here, there in reprints([signatures[at] for at in distinct]):
            joined.join(reports[distinct[here]].iri, reports[distinct[there]].iri)
    groups: dict[str, list[ReportFacts]] = defaultdict(list)
    for report in reports:
        groups[joined.of(report.iri)].append(report)
    return [groups[key] for key in sorted(groups)]


class _Joined:
    """Sets that only grow together (union-find); each is named by its least member."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def of(self, key: str) -> str:
        """Return the name of the set that holds a key."""
        while (parent := self._parents.get(key, key)) != key:
            key = parent
        return key

    def join(self, one: str, other: str) -> None:
        """Put two sets together."""
        least, most = sorted((self.of(one), self.of(other)))
        if least != most:
            self._parents[most] = least
