"""What two reports are compared by, and what each outcome weighs.

A weight is evidence for one event (+) or two (-) in the manner of Fellegi and Sunter's log ratios, here set by hand on
the cases of tests/consolidate; those of words (accounts.py) are counted.  A comparison that `vetoes` shows two events
whatever the sum; one that is `identifying` is evidence of this event rather than of its sort; one that `suffices`
needs no other.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from kg.consolidate import actors, places, times
from kg.consolidate.accounts import DAYS, compare_deeds, compare_names, compare_sentences, compare_stories
from kg.consolidate.facts import ReportFacts
from kg.consolidate.places import PlaceVerdict
from kg.consolidate.taxonomy import ASSASSINATION, ATTACK, comparable
from kg.consolidate.times import TimeVerdict
from kg.consolidate.weights import Comparison
from kg.consolidate.words import comparable_things, rival_things

TYPE_SAME: Final = 2.0
TYPE_KIND_OF: Final = 1.5  # Attack and Arson
TYPE_FAMILY: Final = 0.0  # Arson and ArmedAssault: no evidence either way
VICTIM_SAME: Final = 6.0  # a person is killed once: this comparison suffices, whatever the sum
VICTIM_SURNAME: Final = 2.0
PERPETRATOR_SAME: Final = 1.5
PERPETRATOR_FITS: Final = 0.5
PERPETRATOR_DIFFERS: Final = -1.0  # reports of one event disagree on this more than on anything
TARGET_SAME: Final = 1.5
TARGET_KIND: Final = 1.0  # a convoy and a convoy, trucks and a tanker
TARGET_DIFFERS: Final = -1.5  # an embassy and an airport
INSTRUMENT_FITS: Final = 0.5
INSTRUMENT_DIFFERS: Final = -1.0
COUNT_SAME: Final = 1.0
COUNT_DIFFERS: Final = -0.5
DATE_WEIGHTS: Final = {
    TimeVerdict.SAME_DAY: 3.0,
    TimeVerdict.SAME_MONTH_DAY: 2.5,  # weaker: it recurs every year
    TimeVerdict.SAME_PERIOD: 1.0,
    TimeVerdict.WITHIN: 1.0,
}
MULTIPLE_SAME_PERIOD: Final = 2.5  # "six rocket attacks in June" twice: the period is all the date there is
PLACE_WEIGHTS: Final = {
    PlaceVerdict.SHARED_TWO: 4.0,
    PlaceVerdict.SAME: 3.0,
    PlaceVerdict.SHARED: 2.0,
    PlaceVerdict.NEAR: 1.0,
    PlaceVerdict.WITHIN: 0.5,
}
_NAMED_PLACES: Final = frozenset({PlaceVerdict.SHARED_TWO, PlaceVerdict.SAME, PlaceVerdict.SHARED})
_TOO_BROAD: Final = frozenset({"State", "StateForce", "Coalition", "GovernmentBody"})  # as a target
CLOCKS: Final = timedelta(days=1)  # a paper west of the event may carry the day before


def compare_types(one: ReportFacts, other: ReportFacts) -> Comparison:
    """Compare event types; Assassination against another attack only fits with the same named victim."""
    both = f"{one.main_type} and {other.main_type}"
    murders = [ASSASSINATION in report.line for report in (one, other)]
    if murders[0] != murders[1] and not any(_same_people(one, other)):
        return Comparison("type", 0.0, f"{both} without a common victim", vetoes=True)
    if one.main_type == other.main_type:
        return Comparison("type", TYPE_SAME, f"both {one.main_type}")
    if comparable(one.line, other.line):
        return Comparison("type", TYPE_KIND_OF, f"{both}, one a kind of the other")
    if one.family == other.family == ATTACK:
        return Comparison("type", TYPE_FAMILY, f"{both}, both attacks")
    return Comparison("type", 0.0, both, vetoes=True)


def compare_dates(one: ReportFacts, other: ReportFacts) -> Comparison:
    """Compare times."""
    verdict = times.best(one.dates, other.dates)
    why = f"{_dates(one)} and {_dates(other)}: {verdict.value}"
    if verdict is TimeVerdict.APART:
        return Comparison("date", 0.0, why, vetoes=True)
    if one.multiple and verdict is TimeVerdict.SAME_PERIOD:
        return Comparison("date", MULTIPLE_SAME_PERIOD, why, identifying=True)
    return Comparison("date", DATE_WEIGHTS.get(verdict, 0.0), why, identifying=verdict in DAYS)


def _dates(report: ReportFacts) -> str:
    return ", ".join(d.text for d in report.dates) or "unknown"


def compare_publication(one: ReportFacts, other: ReportFacts) -> Comparison:
    """Veto where one article was published before the other's event: it cannot tell of it."""
    for early, late in ((one, other), (other, one)):
        if before(early.published, late.first_day):
            return Comparison("publication", 0.0, f"{early.published} is before {late.first_day}", vetoes=True)
    return Comparison("publication", 0.0, "after both")


def before(published: date | None, first_day: date | None) -> bool:
    """Tell whether an article is too old for an event, with a day's grace for time zones."""
    return bool(published and first_day and published < first_day - CLOCKS)


def compare_places(one: ReportFacts, other: ReportFacts) -> Comparison:
    """Compare locations."""
    verdict, common = places.best(one.scene, other.scene)
    labels = [", ".join(p.label for p in places.specific(report.scene)) or "unknown" for report in (one, other)]
    named = sorted({_place_name(iri, one) for iri in common} - {""})
    why = f"{labels[0]} and {labels[1]}: {verdict.value}" + (f" ({' and '.join(named)})" if named else "")
    told = named_by_other(one, other)
    if verdict not in (*_NAMED_PLACES, PlaceVerdict.APART) and told:
        return Comparison(
            "place", PLACE_WEIGHTS[PlaceVerdict.SHARED], f"both tell of {_list(sorted(told))}", False, True
        )
    vetoes = verdict is PlaceVerdict.APART
    return Comparison("place", PLACE_WEIGHTS.get(verdict, 0.0), why, vetoes, verdict in _NAMED_PLACES)


def named_by_other(one: ReportFacts, other: ReportFacts) -> frozenset[str]:
    """Return the names of the places of one that the other's sentences name without saying that it was there."""
    found: set[str] = set()
    for here, there in ((one, other), (other, one)):
        if all(place.wide for place in there.scene):
            found |= here.place_names & there.words & there.names
    return frozenset(found)


def _place_name(point: str, report: ReportFacts) -> str:
    for place in report.scene:
        if point in place.points and place.anchor_labels:
            return dict(zip(sorted(place.points), place.anchor_labels, strict=False)).get(point, "")
    return next((p.label for p in report.scene if p.iri == point), "")


def compare_victims(one: ReportFacts, other: ReportFacts) -> Comparison:
    """Compare persons killed or targeted by name; different ones are two assassinations."""
    same = _same_people(one, other)
    names = [", ".join(v.label for v in report.victims) for report in (one, other)]
    if True in same:
        attack = one.family == ATTACK
        return Comparison("victim", VICTIM_SAME, f"{names[0]} and {names[1]}", identifying=True, suffices=attack)
    if None in same:
        return Comparison("victim", VICTIM_SURNAME, f"{names[0]} and {names[1]}: a surname")
    murder = ASSASSINATION in one.line and ASSASSINATION in other.line
    return Comparison("victim", 0.0, f"{names[0]} and {names[1]}", vetoes=bool(same) and murder)


def _same_people(one: ReportFacts, other: ReportFacts) -> list[bool | None]:
    return [actors.same_person(a, b) for a in one.victims for b in other.victims]


def compare_perpetrators(one: ReportFacts, other: ReportFacts) -> Comparison:
    """Compare who is said to have done it."""
    stands = {actors.stand(a, b): (a, b) for a in one.doers for b in other.doers}
    named = [a for a in one.doers for b in other.doers if actors.name(a) and actors.name(a) == actors.name(b)]
    if named:
        return Comparison("perpetrator", PERPETRATOR_SAME, f"both {named[0].label}", identifying=True)
    for verdict, weight in (
        (actors.Stand.AGREE, PERPETRATOR_FITS),
        (actors.Stand.COMPATIBLE, PERPETRATOR_FITS),
        (actors.Stand.CONTRADICT, PERPETRATOR_DIFFERS),
    ):
        if verdict in stands:
            a, b = stands[verdict]
            return Comparison("perpetrator", weight, f"{a.label} and {b.label}: {verdict.value}")
    return Comparison("perpetrator", 0.0, "unknown")


def compare_targets(one: ReportFacts, other: ReportFacts) -> Comparison:
    """Compare what was attacked: by register, else by the sort of thing."""
    mine = {a.iri: a for a in one.targets if a.registered}
    same = [mine[a.iri] for a in other.targets if a.iri in mine]
    if same:
        telling = [a for a in same if not a.types & _TOO_BROAD]
        return Comparison("target", TARGET_SAME, f"both {(telling or same)[0].label}", identifying=bool(telling))
    ones, others = sorted(one.target_heads), sorted(other.target_heads)
    alike = [(a, b) for a in ones for b in others if comparable_things(a, b)]
    if alike:
        return Comparison("target", TARGET_KIND, f"{alike[0][0]} and {alike[0][1]}")
    weight = TARGET_DIFFERS if rival_things(ones, others) else 0.0
    return Comparison("target", weight, f"{_list(ones)} and {_list(others)}")


def _list(words: list[str]) -> str:
    return ", ".join(words) or "unknown"


def compare_instruments(one: ReportFacts, other: ReportFacts) -> Comparison:
    """Compare weapons."""
    ones, others = sorted(one.instruments), sorted(other.instruments)
    fits = any(comparable_things(a, b) for a in ones for b in others)
    weight = INSTRUMENT_FITS if fits else INSTRUMENT_DIFFERS if rival_things(ones, others) else 0.0
    return Comparison("instrument", weight, f"{_list(ones)} and {_list(others)}")


def compare_counts(one: ReportFacts, other: ReportFacts) -> Comparison:
    """Compare numbers of people killed, injured and detained; 0 and 1 are too common to tell."""
    pairs = [(a, b) for a in one.counts for b in other.counts if a[0] == b[0]]
    same = [a for a, b in pairs if a == b and a[1] is not None and a[1] > 1]
    if same:
        return Comparison("count", COUNT_SAME, f"both {same[0][1]} {same[0][0]}", identifying=True)
    apart = [(a, b) for a, b in pairs if not _overlap(a[1:], b[1:])]
    why = f"{apart[0][0][0]} {apart[0][0][1]} and {apart[0][1][1]}" if apart else "unknown"
    return Comparison("count", COUNT_DIFFERS if apart else 0.0, why)


def _overlap(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool:
    (low, high), (low2, high2) = one, other
    return not ((high is not None and low2 is not None and high < low2) or _above(low, high2))


def _above(low: int | None, high: int | None) -> bool:
    return low is not None and high is not None and low > high


def compare_occurrences(one: ReportFacts, other: ReportFacts) -> Comparison:
    """Hold "six rocket attacks" only against six of the same period, never against one."""
    if not one.multiple and not other.multiple:
        return Comparison("occurrences", 0.0, "one each")
    if one.multiple != other.multiple:
        return Comparison("occurrences", 0.0, "several and one", vetoes=True)
    counted = bool(one.occurrences) and one.occurrences == other.occurrences
    period = times.best(one.dates, other.dates) in DAYS | {TimeVerdict.SAME_PERIOD}
    return Comparison("occurrences", 0.0, "several of one period", vetoes=not (counted and period))


COMPARISONS: Final[tuple[Callable[[ReportFacts, ReportFacts], Comparison], ...]] = (
    compare_types,
    compare_dates,
    compare_places,
    compare_victims,
    compare_perpetrators,
    compare_targets,
    compare_instruments,
    compare_counts,
    compare_occurrences,
    compare_publication,
)
# What the words say; weighed by counts on ECB+, see weights.toml.
WORDINGS: Final = (compare_deeds, compare_sentences, compare_stories, compare_names)
# Those whose veto also holds between members of one event that no pair joined directly.
CONTRADICTIONS: Final = (compare_types, compare_occurrences, compare_dates, compare_places, compare_victims)


def contradict(one: ReportFacts, other: ReportFacts) -> bool:
    """Tell whether two reports cannot be of one event."""
    return any(compare(one, other).vetoes for compare in CONTRADICTIONS)
