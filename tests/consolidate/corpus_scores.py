"""The made corpus: its gold, which of the reports that a build found each gold row means, and the scores."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from kg.export.tables import Row

CORPUS = Path(__file__).parent / "corpus"


class Gold(NamedTuple):
    """The report that holds these words is about this event."""

    document: str
    words: str
    event: str


class Found(NamedTuple):
    """A gold row and the event that the product put its report in; None where it found no such report."""

    gold: Gold
    report: str | None
    event: str | None


def gold() -> list[Gold]:
    """Read gold.csv."""
    return [Gold(**row) for row in _rows("gold.csv")]


def near_misses() -> list[tuple[str, str]]:
    """Read near-misses.csv: pairs of events."""
    return [(row["event"], row["other"]) for row in _rows("near-misses.csv")]


def _rows(name: str) -> list[dict[str, str]]:
    with (CORPUS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def align(claims: Iterable[Row], events: Iterable[Row]) -> list[Found]:
    """Find the report of each gold row among the flat claims of a store, and its event."""
    by_document: dict[str, list[Row]] = {}
    for claim in claims:
        if claim["report"]:
            by_document.setdefault(Path(str(claim["document"])).name, []).append(claim)
    event_of = {str(report): str(row["event"]) for row in events for report in _strings(row["reports"])}
    found = []
    for row in gold():
        report = _report(row, by_document.get(row.document, ()))
        found.append(Found(row, report, event_of.get(report or "")))
    return found


def _strings(cell: object) -> Sequence[object]:
    return cell if isinstance(cell, list) else ()


def _report(row: Gold, claims: Sequence[Row]) -> str | None:
    """Choose the report evoked within the words, or with most values there, or with most claims of their sentence."""
    signs: dict[str, list[int]] = {}
    for claim in claims:
        if row.words not in str(claim["quote"]):
            continue
        count = signs.setdefault(str(claim["report"]), [0, 0, 0])
        value = str(claim["value_text"])
        within = value in row.words or row.words in value
        count[0] |= claim["predicate"] == "eventType" and within
        count[1] += within
        count[2] += 1
    return max(sorted(signs), key=lambda report: signs[report], default=None)


def pairwise(found: Sequence[Found]) -> Mapping[str, float]:
    """Score the pairs of gold rows that are of one event: precision, recall, F1."""
    same = {(a, b) for a, b in combinations(range(len(found)), 2) if found[a].gold.event == found[b].gold.event}
    told = {
        (a, b) for a, b in combinations(range(len(found)), 2) if found[a].event and found[a].event == found[b].event
    }
    right = len(same & told)
    precision, recall = right / len(told) if told else 0.0, right / len(same)
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"precision": precision, "recall": recall, "f1": f1, "pairs": len(same)}


def merged_near_misses(found: Sequence[Found]) -> list[tuple[Gold, Gold]]:
    """List the rows of two events of near-misses.csv that the product put in one."""
    pairs = {frozenset(pair) for pair in near_misses()}
    return [
        (a.gold, b.gold)
        for a, b in combinations(found, 2)
        if a.event and a.event == b.event and frozenset({a.gold.event, b.gold.event}) in pairs
    ]
