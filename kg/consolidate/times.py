"""Times: reading them from a claim, keeping the narrowest, and holding two against each other."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from kg.consolidate.facts import DateFacts

WINDOW_DAYS = 31  # a month: the longest window that is evidence for a day within it, rather than no news
NIGHT_DAYS = 2  # "the night of 11 July" spans two dates and is still one occasion

_YEARLESS = re.compile(r"--(\d\d)(?:-(\d\d))?$")


class TimeVerdict(StrEnum):
    """How two times stand to one another, best first."""

    SAME_DAY = "same day"
    SAME_MONTH_DAY = "same month and day, a year missing"
    SAME_PERIOD = "same period"
    WITHIN = "one within the other"
    UNKNOWN = "unknown"
    APART = "apart"


def read_date(value: str, earliest: str | None, latest: str | None) -> DateFacts:
    """Read a date claim's value and bounds; words that fix nothing give a time without bounds."""
    if found := _YEARLESS.match(value):
        return DateFacts(value, month=int(found[1]), day=int(found[2]) if found[2] else None)
    first, last = _iso(earliest or value), _iso(latest or value)
    return DateFacts(value, first, last) if first and last and first <= last else DateFacts(value)


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def narrowest(dates: Iterable[DateFacts]) -> tuple[DateFacts, ...]:
    """Keep the times that fix something and that contain no narrower one: "July 11" says all that "July" does."""
    known = sorted({d for d in dates if d.earliest or d.month}, key=lambda d: (d.days, d.text))
    kept: list[DateFacts] = []
    for each in known:
        if not any(k.days < each.days and compare(k, each) is not TimeVerdict.APART for k in kept):
            kept.append(each)
    return tuple(kept)


def compare(one: DateFacts, other: DateFacts) -> TimeVerdict:
    """Hold two times against each other."""
    if one.earliest and one.latest and other.earliest and other.latest:
        return _bounded(one.earliest, one.latest, other.earliest, other.latest)
    if one.month and other.month:
        return _yearless(one, other)
    if one.month and other.earliest and other.latest:
        return _across(one, other.earliest, other.latest)
    if other.month and one.earliest and one.latest:
        return _across(other, one.earliest, one.latest)
    return TimeVerdict.UNKNOWN


def _bounded(first: date, last: date, since: date, until: date) -> TimeVerdict:
    if last < since or until < first:
        return TimeVerdict.APART
    longest = max((last - first).days, (until - since).days) + 1
    if longest <= NIGHT_DAYS:
        return TimeVerdict.SAME_DAY
    if (first, last) == (since, until):
        return TimeVerdict.SAME_PERIOD
    return TimeVerdict.WITHIN if longest <= WINDOW_DAYS else TimeVerdict.UNKNOWN


def _yearless(one: DateFacts, other: DateFacts) -> TimeVerdict:
    if one.month != other.month or (one.day and other.day and one.day != other.day):
        return TimeVerdict.APART
    if one.day and other.day:
        return TimeVerdict.SAME_MONTH_DAY
    return TimeVerdict.SAME_PERIOD if one.day == other.day else TimeVerdict.WITHIN


def _across(yearless: DateFacts, since: date, until: date) -> TimeVerdict:
    days = (until - since).days + 1
    if days > WINDOW_DAYS:
        return TimeVerdict.UNKNOWN
    if yearless.day:
        if not _holds(yearless, since, until):
            return TimeVerdict.APART
        return TimeVerdict.SAME_MONTH_DAY if days <= NIGHT_DAYS else TimeVerdict.WITHIN
    return TimeVerdict.WITHIN if yearless.month in (since.month, until.month) else TimeVerdict.APART


def _holds(yearless: DateFacts, since: date, until: date) -> bool:
    """Tell whether the window, at most a month long, holds that month and day."""
    for year in {since.year, until.year}:
        try:
            found = date(year, yearless.month or 1, yearless.day or 1)
        except ValueError:  # 29 February of another year
            continue
        if since <= found <= until:
            return True
    return False


def best(ones: Iterable[DateFacts], others: Iterable[DateFacts]) -> TimeVerdict:
    """Hold two reports' times against each other: their best pair counts, UNKNOWN where one gives none."""
    order = list(TimeVerdict)
    others = tuple(others)
    verdicts = [compare(a, b) for a in ones for b in others]
    if TimeVerdict.APART in verdicts and all(v in (TimeVerdict.APART, TimeVerdict.UNKNOWN) for v in verdicts):
        return TimeVerdict.APART
    return min(verdicts, key=order.index, default=TimeVerdict.UNKNOWN)
