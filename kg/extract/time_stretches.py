"""Readings of times that are counted from a date or are a stretch of a longer time: "two days before July 4"."""

from dataclasses import replace
from datetime import date, timedelta

from kg.extract import calendar_rules as calendar
from kg.extract.calendar_rules import UNKNOWN, PartialDate
from kg.extract.time_readings import Reading, Words, count_of, partial_date, unit_of
from kg.model import TimeValue

_HALVES = {"half": 2, "quarter": 4}
_FIRST_OR_SECOND = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_TO_SATURDAY = {4: 1, 5: 0, 6: -1, 0: -2}  # weekday -> days to the Saturday of the weekend that it belongs to


def two_days(words: Words) -> Reading | None:
    """ "April 13 and 14": two days in a row; of others the first is read alone."""
    first, second = (int("".join(filter(str.isdigit, w)) or 0) for w in words.of("do"))
    if second != first + 1:
        return None
    found = calendar.resolve(replace(partial_date(words), day=second), words.anchor)
    last = calendar.anchor_day(found[0].latest) if found else None
    if found is None or last is None:
        return Reading(replace(UNKNOWN, precision="interval")) if found else None
    return Reading(calendar.interval_value(last - timedelta(days=1), last), "point", found[1])


def year_and_number(words: Words) -> Reading | None:
    """ "2014-15" is two years, "2020-07" a month; "2009-10" could be either and stays unread."""
    year, number = int(words.words[0]), int(words.words[-1])
    years, months = number == year % 100 + 1, 1 <= number <= 12 and len(words.words[-1]) == 2
    if years and not months:
        return Reading(calendar.interval_value(date(year, 1, 1), date(year + 1, 12, 31)))
    return Reading(calendar.month_value(year, number)) if months and not years else None


def shifted(words: Words) -> Reading | None:
    """ "two days before July 4"; larger units than days are kept as words."""
    at = words.classes.index("Z")
    count, found = count_of(words.part(0, at)), calendar.resolve(partial_date(words.part(at + 1, None)), words.anchor)
    day = calendar.anchor_day(found[0].value) if found and found[0].precision == "day" else None
    if found is None or day is None or count is None or unit_of(words.part(0, at)) != "day":
        return Reading(UNKNOWN, "relative-to-event")
    step = timedelta(days=count if words.words[at] == "after" else -count)
    return Reading(calendar.day_value(day + step), "point", found[1])


def week_of(words: Words) -> Reading | None:
    """ "the week of July 6", "the weekend of July 4"."""
    found = calendar.resolve(partial_date(words), words.anchor)
    day = calendar.anchor_day(found[0].value) if found else None
    if found is None or day is None:
        return Reading(replace(UNKNOWN, precision="week" if "J" in words.classes else "interval"))
    value: TimeValue | None
    if "K" in words.classes:
        step = _TO_SATURDAY.get(day.weekday())
        saturday = day + timedelta(days=step) if step is not None else None
        value = calendar.interval_value(saturday, saturday + timedelta(days=1)) if saturday else UNKNOWN
    else:
        value = calendar.unit_value(day, "week")
    return Reading(value or UNKNOWN, "point", found[1])


def stretch(words: Words) -> Reading | None:
    """ "the last three months of 2019", "the first half of June", "the first week of May"."""
    at = words.classes.index("f")
    head = words.part(0, at)
    tail = words.part(at + 1, None)
    place = next((w for w in head.words if w == "last" or w in _FIRST_OR_SECOND), None)
    found = calendar.resolve(PartialDate(*_year_and_month(tail)), words.anchor)
    if place is None or found is None:
        return None
    first, last = calendar.anchor_day(found[0].earliest), calendar.anchor_day(found[0].latest)
    if first is None or last is None:
        return Reading(replace(UNKNOWN, precision="interval"))
    bounds = _portion(first, last, place, head) if "6" in head.classes else _counted(first, last, place, head)
    return Reading(calendar.interval_value(*bounds), "point", found[1]) if bounds else None


def _year_and_month(words: Words) -> tuple[int | None, int | None]:
    partial = partial_date(words)
    return partial.year, partial.month


def _portion(first: date, last: date, place: str, head: Words) -> tuple[date, date] | None:
    """Halves and quarters of a year; a half of a month has no agreed bounds, so the month stands."""
    parts = _HALVES[head.of("6")[0]]
    number = parts if place == "last" else _FIRST_OR_SECOND[place]
    months = 12 // parts
    if (last - first).days < 364 or number > parts:
        return (first, last) if number <= parts else None
    start = calendar.shift(first, "month", months * (number - 1))
    return start, calendar.shift(start, "month", months) - timedelta(days=1)


def _counted(first: date, last: date, place: str, head: Words) -> tuple[date, date] | None:
    unit, count = unit_of(head), count_of(head) or (1 if not head.of("U") else None)
    if count is None or unit not in ("day", "week", "month") or place not in ("first", "last"):
        return (first, last)  # "the first days of May": the month bounds them
    one = timedelta(days=1)
    if place == "first":
        return first, min(last, calendar.shift(first, unit, count) - one)
    return max(first, calendar.shift(last + one, unit, -count)), last
