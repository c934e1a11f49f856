"""Calendar arithmetic: what a time named in part ("July 11", "Saturday", "last month") fixes, given an anchor day.

In: numbers and an anchor (the day of publication), never text.  Out: TimeValue.  A part that nothing fixes stays open:
without an anchor "July 11" is --07-11 with no earliest and no latest day.  Where a convention decides, it is a named
constant below.  The granularities are those of TIMEX3 (TIDES 2005, ISO 24617-1): "last week" is the calendar week
before, "three months ago" a month, "two days ago" a day.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from kg.model import TimeValue

# A day named without a year may lie this many days after publication and still be of that year: the place of the event
# can be a calendar day ahead of the newsroom.
TIME_ZONE_DAYS = 1

# "recent X" and "the past few X" reach back at most to where a writer would name the next larger unit: "recent weeks"
# are within a month, or they would be "recent months".  A convention of ours; TIMEX3 leaves them open (PAST_REF).
NEXT_UNIT = {
    "minute": ("day", 1), "hour": ("day", 1), "day": ("week", 1), "week": ("month", 1), "month": ("year", 1),
    "year": ("year", 10), "decade": ("year", 100),
}  # fmt: skip

# How many "a couple of", "a few", "several" are, as the widest usual reading.  A convention of ours, on the wide side.
VAGUE_COUNTS = {"couple": (2, 3), "few": (2, 6), "several": (3, 10)}

# Leap days need at most eight years back to the last one (1896 to 1904).
_LEAP_SEARCH_YEARS = 9
UNKNOWN = TimeValue(None, None, None, "unknown")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day that words such as "Saturday" count from, and whether they look ahead of it."""

    day: date | None
    future: bool = False


@dataclass(frozen=True, slots=True)
class PartialDate:
    """The fields of a date that the words name."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # 0 = Monday


def anchor_day(published: str | None) -> date | None:
    """Return the day of an ISO 8601 time of publication; None if it is not known to the day."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def day_value(day: date, *, until: date | None = None) -> TimeValue:
    """A day; `until` is the last day that it may run into ("Saturday night")."""
    return TimeValue(day.isoformat(), day.isoformat(), (until or day).isoformat(), "day")


def interval_value(first: date, last: date, precision: str = "interval") -> TimeValue:
    """All days from first to last."""
    return TimeValue(f"{first.isoformat()}/{last.isoformat()}", first.isoformat(), last.isoformat(), precision)


def month_value(year: int, month: int) -> TimeValue:
    """A calendar month."""
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return TimeValue(f"{year:04}-{month:02}", first.isoformat(), last.isoformat(), "month")


def year_value(year: int) -> TimeValue:
    """A calendar year."""
    return TimeValue(f"{year:04}", f"{year:04}-01-01", f"{year:04}-12-31", "year")


def shift(day: date, unit: str, count: int) -> date:
    """The day `count` units later (earlier if negative); the end of the month where the day does not exist."""
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + count * {"month": 1, "year": 12, "decade": 120}[unit]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def unit_value(day: date, unit: str) -> TimeValue | None:
    """The calendar unit that holds the day; weeks run from Monday to Sunday (ISO 8601)."""
    if unit == "day":
        return day_value(day)
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return interval_value(monday, monday + timedelta(days=6), "week")
    if unit == "month":
        return month_value(day.year, day.month)
    return year_value(day.year) if unit == "year" else None


def recent_interval(anchor: date, unit: str, *, future: bool) -> TimeValue:
    """ "Recent weeks" or "coming weeks": up to the next larger unit."""
    larger, count = NEXT_UNIT[unit]
    far = shift(anchor, larger, count if future else -count)
    return interval_value(min(anchor, far), max(anchor, far))


def weekend_value(anchor: date, word: str) -> TimeValue:
    """The Saturday and Sunday under way or last past; "last" is strictly past, "next" strictly to come."""
    saturday = anchor - timedelta(days=(anchor.weekday() - 5) % 7)
    if word == "last" and anchor <= saturday + timedelta(days=1):
        saturday -= timedelta(days=7)
    if word == "next":
        saturday += timedelta(days=7)
    return interval_value(saturday, saturday + timedelta(days=1))


def weekday_near(anchor: Anchor, weekday: int, word: str) -> date | None:
    """The day that a weekday's name means.

    Alone: the latest not after the anchor, which may be the anchor itself; the first not before it if it looks ahead.
    "last" and "next" leave the anchor's own day out; "this" stays in the anchor's Monday-to-Sunday week.
    """
    if anchor.day is None:
        return None
    back = (anchor.day.weekday() - weekday) % 7
    ahead = (weekday - anchor.day.weekday()) % 7
    if word == "next":
        return anchor.day + timedelta(days=ahead or 7)
    if word == "last":
        return anchor.day - timedelta(days=back or 7)
    if word == "this":
        return anchor.day + timedelta(days=weekday - anchor.day.weekday())
    return anchor.day + timedelta(days=ahead if anchor.future else -back)


def resolve(partial: PartialDate, anchor: Anchor, word: str = "") -> tuple[TimeValue, bool] | None:
    """Return the value of a partial date and whether the anchor was needed; None for a day that does not exist."""
    if partial.weekday is not None and partial.day is None:
        found = weekday_near(anchor, partial.weekday, word)
        return (day_value(found), True) if found else (UNKNOWN, False)
    month, day = partial.month, partial.day
    if month is None:
        return (year_value(partial.year), False) if partial.year else None
    if partial.year is None and anchor.day is None:
        yearless = _yearless(month, day)
        return (yearless, False) if yearless else None
    year = partial.year
    if year is None and anchor.day is not None:
        year = _nearest_year(month, day, anchor.day, "next" if anchor.future and not word else word)
    value = _in_year(year, month, day) if year else None
    if value and partial.year is None and not _is_weekday(value, partial.weekday):
        value = _yearless(month, day)  # "Wednesday, December 9" in a year where it was not: the year stays open
        return (value, False) if value else None
    return (value, partial.year is None) if value else None


def _is_weekday(value: TimeValue, weekday: int | None) -> bool:
    day = anchor_day(value.value)
    return weekday is None or day is None or day.weekday() == weekday


def _in_year(year: int, month: int, day: int | None) -> TimeValue | None:
    if day is None:
        return month_value(year, month)
    found = _day_or_none(year, month, day)
    return day_value(found) if found else None


def _yearless(month: int, day: int | None) -> TimeValue | None:
    if day is None:
        return TimeValue(f"--{month:02}", None, None, "month")
    leap_year = 2000  # so that 29 February exists
    return TimeValue(f"--{month:02}-{day:02}", None, None, "day") if _day_or_none(leap_year, month, day) else None


def _nearest_year(month: int, day: int | None, today: date, word: str) -> int | None:
    """The year of the latest such day or month not after today; for "next", of the first after it."""
    step = 1 if word == "next" else -1
    for year in range(today.year - step, today.year + step * _LEAP_SEARCH_YEARS, step):
        fits = _month_fits(year, month, today, word) if day is None else _day_fits(year, month, day, today, word)
        if fits:
            return year
    return None


def _month_fits(year: int, month: int, today: date, word: str) -> bool:
    """ "last June" is not the month under way, "June" and "this June" may be."""
    named, now = (year, month), (today.year, today.month)
    if word == "this":
        return year == today.year
    return named > now if word == "next" else named < now if word == "last" else named <= now


def _day_fits(year: int, month: int, day: int, today: date, word: str) -> bool:
    found = _day_or_none(year, month, day)
    if found is None:
        return False
    return found >= today if word == "next" else found <= today + timedelta(days=TIME_ZONE_DAYS)


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
