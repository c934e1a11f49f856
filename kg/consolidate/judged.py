"""A file of a person's judgements -> which reports are of one event, and which are not.

A CSV with a header: `document` and `words` name a report by its article and by words of it that tell of the event,
`other_document` and `other_words` a second one, `verdict` says same or not same; `note` is free.  The words may be left
empty where the article has one report, or where the document is a report's IRI.  "Same" puts both in one event whatever
the weights say, "not same" keeps them apart whatever else ties them; where both hold of a pair, not same wins.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from kg.errors import InputError

COLUMNS = ("document", "words", "other_document", "other_words", "verdict")
_VERDICTS = {"same": True, "not same": False}
_EXAMPLE = ",".join(COLUMNS)

Pair = tuple[str, str]  # IRIs of two reports, the smaller first


@dataclass(frozen=True, slots=True)
class Told:
    """A report as a person names it."""

    document: str
    words: str


@dataclass(frozen=True, slots=True)
class EventJudgement:
    """One row: whether two reports are of one event."""

    one: Told
    other: Told
    same: bool
    at: str  # file and line
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement whose two reports were found."""

    same: bool
    at: str
    note: str


@dataclass(frozen=True)
class Judged:
    """Pairs of reports that a person has judged, and what could not be used of the file, a sentence each."""

    decisions: Mapping[Pair, Decision] = field(default_factory=lambda: MappingProxyType({}))
    unused: tuple[str, ...] = ()

    @property
    def same(self) -> list[Pair]:
        """The pairs that are of one event, in order."""
        return sorted(pair for pair, decision in self.decisions.items() if decision.same)

    @property
    def apart(self) -> list[Pair]:
        """The pairs that are of two events, in order."""
        return sorted(pair for pair, decision in self.decisions.items() if not decision.same)


NOTHING_JUDGED = Judged()


def pair_of(one: str, other: str) -> Pair:
    """Put two reports in order."""
    return (one, other) if one < other else (other, one)


def load_event_judgements(path: Path) -> tuple[EventJudgement, ...]:
    """Load a file of judgements of events; raise InputError naming the file and line of the first unusable row."""
    try:
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}: name a CSV file in UTF-8 with the columns {_EXAMPLE}") from error
    table = csv.DictReader(lines)
    if missing := [name for name in COLUMNS if name not in (table.fieldnames or ())]:
        raise InputError(f"{path}:1: no column “{missing[0]}”: the first line is {_EXAMPLE}")
    found: dict[frozenset[Told], EventJudgement] = {}
    for row in table:
        judged = _judgement(row, f"{path}:{table.line_num}")
        before = found.setdefault(frozenset({judged.one, judged.other}), judged)
        if before.same != judged.same:
            raise InputError(f"{judged.at}: says the opposite of {before.at}: keep one of the two")
    return tuple(found.values())


def _judgement(row: Mapping[str, str | None], at: str) -> EventJudgement:
    document, words, other_document, other_words, verdict = ((row.get(name) or "").strip() for name in COLUMNS)
    for name, value in (("document", document), ("other_document", other_document)):
        if not value:
            raise InputError(f"{at}: no {name}: give the article as `kg build` names it, or a report's IRI")
    if verdict.casefold() not in _VERDICTS:
        raise InputError(f"{at}: “{verdict}” is no verdict: write same, or not same")
    one, other = Told(document, words), Told(other_document, other_words)
    if one == other:
        raise InputError(f"{at}: both sides are the same report: give other words, or another article")
    return EventJudgement(one, other, _VERDICTS[verdict.casefold()], at, (row.get("note") or "").strip())
