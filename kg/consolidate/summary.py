"""The reports of one event -> what its node says: best type, label, dates."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from kg.consolidate.facts import DateFacts, PlaceFacts, ReportFacts
from kg.consolidate.places import is_bearing, specific
from kg.consolidate.taxonomy import ATTACK, Parents, lineage, words
from kg.consolidate.times import narrowest

_VICTIM_TYPES = frozenset({"Assassination", "Abduction", "Arrest", "Release"})


def best_type(reports: Sequence[ReportFacts], parents: Parents) -> str:
    """Return the most specific type that most reports support.

    From the family downwards, to the subtype that most reports assert; a tie goes to what more reports mainly tell of,
    and stays at the common type where that ties too: no winner is picked silently.
    """
    claimed = [{t for kind in r.types for t in lineage(kind, parents)} for r in reports]
    main = [set(r.line) for r in reports]
    families = Counter(r.family for r in reports)
    here = min(families, key=lambda t: (-families[t], t))
    while True:
        below = {t for types in claimed for t in types if parents.get(t) == here}
        ranks = {t: (sum(t in c for c in claimed), sum(t in m for m in main)) for t in below}
        top = [t for t in sorted(below) if ranks[t] == max(ranks.values())]
        if len(top) != 1:
            return here
        here = top[0]


def dates(reports: Iterable[ReportFacts]) -> tuple[date | None, date | None, str]:
    """Return the earliest and latest day of the narrowest times, and how the best of these times is written."""
    found = [d for r in reports for d in r.dates]
    kept = narrowest(found)
    support = Counter(found)
    best = min(kept, key=lambda d: (d.earliest is None, d.days, -support[d], d.text), default=DateFacts(""))
    first = min((d.earliest for d in kept if d.earliest), default=None)
    return first, max((d.latest for d in kept if d.latest), default=None), best.text


def label(event_type: str, reports: Sequence[ReportFacts]) -> str:
    """Write a short English name of an event: "Arson between Diwaniya and Samawah, 2020-07-11"."""
    several = "s" if any(r.multiple for r in reports) else ""
    where, when = _where(reports), dates(reports)[2]
    return f"{words(event_type)}{several}{_whom(event_type, reports)}{where}" + (f", {when}" if when else "")


def _whom(event_type: str, reports: Sequence[ReportFacts]) -> str:
    if event_type not in _VICTIM_TYPES and not any(r.family == ATTACK and not r.places for r in reports):
        return ""
    names = Counter(v.label for r in reports for v in r.victims)
    preposition = "of" if event_type in _VICTIM_TYPES else "on"
    return f" {preposition} {min(names, key=lambda n: (-names[n], n))}" if names else ""


def _where(reports: Sequence[ReportFacts]) -> str:
    by_report = [r.places for r in reports]
    kept = specific({p.iri: p for places in by_report for p in places}.values())
    if not kept:
        return ""
    return _phrase(min(kept, key=lambda p: _rank(p, by_report)))


def _rank(place: PlaceFacts, by_report: Sequence[tuple[PlaceFacts, ...]]) -> tuple[object, ...]:
    """Put first the place whose points most reports name, then the narrower, then the plainer."""
    support = sum(any(p.points & place.points for p in places) for places in by_report)
    return -support, -len(place.points), place.relation != "between", place.relation, place.label, place.iri


def _phrase(place: PlaceFacts) -> str:
    text = place.label.removeprefix("the ").removeprefix("The ")
    if place.relation in ("between", "near") or is_bearing(place):
        return f" {text}" if text.lower().startswith(place.relation) else f" {place.relation} {text}"
    return f" on the {text}" if place.relation == "road" else f" in {text}"
