"""What matched words of time mean: words with their classes in, a Reading out, or None where they are no time.

One function for each sort of expression; time_patterns.py says which words are which sort.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from kg.extract import calendar_rules as calendar
from kg.extract.calendar_rules import UNKNOWN, Anchor, PartialDate
from kg.extract.numerals import number_value
from kg.extract.time_words import MONTHS, ORDINALS, PLURAL_UNITS, UNITS, WEEKDAYS
from kg.model import TimeValue


@dataclass(frozen=True, slots=True)
class Words:
    """The matched words with their classes, and what they count from."""

    classes: str
    words: tuple[str, ...]  # lower case
    anchor: Anchor
    quoted: bool  # inside quotation marks: "today" is the speaker's day, not the paper's

    def of(self, classes: str) -> list[str]:
        """The words that have one of these classes, in order."""
        return [w for c, w in zip(self.classes, self.words, strict=True) if c in classes]

    def part(self, start: int, end: int | None) -> "Words":
        """A stretch of the words."""
        return replace(self, classes=self.classes[start:end], words=self.words[start:end])


@dataclass(frozen=True, slots=True)
class Reading:
    """What a pattern makes of its words."""

    value: TimeValue
    kind: str = "point"
    anchor_used: bool = False


_DIRECTION = {"l": "last", "k": "last", "n": "next", "t": "this", "r": "last"}
_ENDS = frozenset({"end", "close"})
_OFFSETS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}


def _direction(words: Words) -> str:
    return next((_DIRECTION[c] for c in words.classes if c in _DIRECTION), "")


def partial_date(words: Words) -> PartialDate:
    """Read the fields of one date."""
    days = [_day_number(w) for w in words.of("doO")]
    months = [MONTHS[w.rstrip(".")] for w in words.of("maQ")]
    years = [_year_number(w) for w in words.of("yz")]
    weekdays = [WEEKDAYS[w.rstrip(".")] for w in words.of("w")]
    return PartialDate(*(found[0] if found else None for found in (years, months, days, weekdays)))


def _day_number(word: str) -> int:
    return ORDINALS.get(word) or int(word.rstrip("stndrh"))


def _year_number(word: str) -> int:
    """Two digits are a year only from 69 (69-99 are 19xx in POSIX; below, they could be many things)."""
    digits = int(word.lstrip("'’"))
    return digits if digits > 99 else 1900 + digits


def single(words: Words) -> Reading | None:
    """A day, month or year, alone or with a word such as "last"; "this year" and "last year" give the year."""
    partial, direction = partial_date(words), _direction(words)
    if "z" in words.classes and (partial.year or 0) < 1969:
        return None
    if words.of("YJ"):
        return _in_unit(partial, direction, words)
    found = calendar.resolve(partial, words.anchor, direction)
    return Reading(_into_night(found[0], words), "point", found[1]) if found else None


def _in_unit(partial: PartialDate, direction: str, words: Words) -> Reading | None:
    """ "January this year", "Friday last week"."""
    day = words.anchor.day
    if day is None:
        found = calendar.resolve(partial, words.anchor)
        return Reading(found[0]) if found else None
    step = {"last": -1, "this": 0, "next": 1}[direction]
    if partial.month is not None:
        found = calendar.resolve(replace(partial, year=day.year + step), words.anchor)
        return Reading(found[0], "point", True) if found else None
    if partial.weekday is None:
        return None
    return Reading(calendar.day_value(day + timedelta(days=7 * step + partial.weekday - day.weekday())), "point", True)


def _into_night(value: TimeValue, words: Words) -> TimeValue:
    """A night named by its evening runs into the next day (TIMEX3: TNI of the day)."""
    if value.precision != "day" or value.latest is None or words.of("p")[-1:] != ["night"]:
        return value
    day = calendar.anchor_day(value.value)
    return calendar.day_value(day, until=day + timedelta(days=1)) if day else value


def span(words: Words) -> Reading | None:
    """A range: the end is resolved first, and the start counts back from it."""
    left, right = _two_ends(words)
    left = PartialDate(left.year, left.month or right.month, left.day, left.weekday)
    right = PartialDate(right.year or left.year, right.month or left.month, right.day, right.weekday)
    end = calendar.resolve(right, words.anchor)
    if end is None or end[0].latest is None:
        return Reading(replace(UNKNOWN, precision="interval")) if end else None
    last = calendar.anchor_day(end[0].latest)
    start = calendar.resolve(left, Anchor(last))
    first = calendar.anchor_day(start[0].earliest) if start else None
    if first is None or last is None or first > last:
        return None
    return Reading(calendar.interval_value(first, last), "point", end[1])


def _two_ends(words: Words) -> tuple[PartialDate, PartialDate]:
    if "j" in words.classes:
        first, second = (int(n) for n in re.split(r"[-–—]", words.of("j")[0]))
        whole = partial_date(words)
        return replace(whole, day=first), replace(whole, day=second)
    join = re.search("[CGhv5]", words.classes)
    at = join.start() if join else 0
    return partial_date(words.part(0, at)), partial_date(words.part(at + 1, len(words.classes)))


def deictic(words: Words) -> Reading | None:
    """ "today", "yesterday evening", "this morning", "last night"; unknown in a quotation, whose day is another."""
    day = words.anchor.day
    if day is None or words.quoted:
        return Reading(UNKNOWN)
    offsets = [_OFFSETS[w] for w in words.of("x")] or [-1 if "l" in words.classes else 0]
    day += timedelta(days=offsets[0])
    night = words.of("x") == ["tonight"] or "night" in words.words
    value = calendar.day_value(day, until=day + timedelta(days=1) if night else None)
    return Reading(_clipped(value, words) if "e" in words.classes else value, "point", True)


def overnight(words: Words) -> Reading | None:
    """ "overnight": the night before publication; with a weekday, the night before or after that day."""
    if words.of("w"):
        day = calendar.weekday_near(words.anchor, partial_date(words).weekday or 0, "")
        if day is None:
            return Reading(UNKNOWN)
        one = timedelta(days=1)
        return Reading(TimeValue(day.isoformat(), str(day - one), str(day + one), "day"), "point", True)
    day = words.anchor.day
    if day is None or words.quoted:
        return Reading(UNKNOWN)
    return Reading(calendar.interval_value(day - timedelta(days=1), day), "point", True)


def calendar_unit(words: Words) -> Reading | None:
    """ "this week", "last month", "earlier this year", "the end of next year": the calendar unit."""
    unit = UNITS[words.of("uYJ")[0]]
    if "b" in words.classes and not _direction(words) and words.of("b")[0] in _ENDS:
        return None  # "the end of the year" lies ahead or behind
    if unit not in ("week", "month", "year"):
        return None
    if words.anchor.day is None or words.quoted:
        return Reading(replace(UNKNOWN, precision=unit))
    step = {"last": -1, "next": 1}.get(_direction(words), 0)
    value = calendar.unit_value(calendar.shift(words.anchor.day, unit, step), unit)
    return Reading(_clipped(value, words), "point", True) if value else None


def _clipped(value: TimeValue, words: Words) -> TimeValue:
    """ "earlier this month" ends with publication, "later this month" begins with it."""
    today = words.anchor.day
    if today is None or value.earliest is None or value.latest is None or _direction(words) == "last":
        return value
    if "e" in words.classes:
        return replace(value, latest=min(value.latest, today.isoformat()))
    return replace(value, earliest=max(value.earliest, today.isoformat())) if "E" in words.classes else value


def weekend(words: Words) -> Reading | None:
    """A Saturday and Sunday, as the press of the West counts weekends."""
    if words.anchor.day is None:
        return Reading(UNKNOWN)
    return Reading(calendar.weekend_value(words.anchor.day, _direction(words)), "point", True)


def recent(words: Words) -> Reading | None:
    """ "recent weeks", "the last two days", "the coming months": an interval that ends or begins with publication."""
    unit, day, future = unit_of(words), words.anchor.day, "n" in words.classes
    if unit in ("minute", "second") and not words.of("qdzU"):
        return None  # "at the last minute"
    if day is None or words.quoted or unit not in calendar.NEXT_UNIT:
        return Reading(replace(UNKNOWN, precision="interval"))
    count = count_of(words)
    if count is None:
        return Reading(calendar.recent_interval(day, unit, future=future), "point", True)
    if unit in ("hour", "minute"):
        unit, count = "day", -(-count // (24 if unit == "hour" else 1440))
    far = calendar.shift(day, unit, count if future else -count)
    return Reading(calendar.interval_value(min(day, far), max(day, far)), "point", True)


def ago(words: Words) -> Reading | None:
    """ "two days ago": as fine as its unit; "a few months ago": the widest usual reading; "about a year ago": open."""
    unit, day, count = unit_of(words), words.anchor.day, count_of(words)
    if unit in ("hour", "minute", "second") and "L" not in words.classes and (count <= 24 if count else words.of("g")):
        return _hours_ago(words)
    if day is None or words.quoted or unit not in ("day", "week", "month", "year", "decade") or "L" in words.classes:
        return Reading(UNKNOWN)
    if count is not None:
        then = calendar.shift(day, unit, -count)
        value = calendar.unit_value(then, unit)
        return Reading(value, "point", True) if value else Reading(UNKNOWN)
    vague = next((w for w in words.of("g") if w in calendar.VAGUE_COUNTS), None)
    if vague is None:
        return Reading(UNKNOWN)
    few, many = calendar.VAGUE_COUNTS[vague]
    return Reading(
        calendar.interval_value(calendar.shift(day, unit, -many), calendar.shift(day, unit, -few)), "point", True
    )


def _hours_ago(words: Words) -> Reading:
    """The hour of publication is often unknown, so a few hours ago is that day or the one before."""
    day = words.anchor.day
    if day is None or words.quoted:
        return Reading(UNKNOWN)
    return Reading(calendar.interval_value(day - timedelta(days=1), day), "point", True)


def unit_of(words: Words) -> str:
    """The unit that is counted, in the singular."""
    word = words.of("uYJDU")[-1]
    return UNITS.get(word) or PLURAL_UNITS[word]


def count_of(words: Words) -> int | None:
    """How many units are counted; None where the words leave it open."""
    numbers = words.of("qdz")
    if numbers:
        return number_value(" ".join(numbers))
    if words.of("g"):
        return None
    return 1 if words.of("I") or (words.of("uYJD") and not words.of("U")) else None


def decade(words: Words) -> Reading | None:
    """ "the 1990s"; two digits ("the 90s") are of the twentieth century."""
    digits = int(re.sub(r"\D", "", words.of("c")[0]))
    first = digits if digits > 99 else 1900 + digits
    years = calendar.year_value(first), calendar.year_value(first + 9)
    value = TimeValue(f"{years[0].earliest}/{years[1].latest}", years[0].earliest, years[1].latest, "interval")
    return Reading(value)


def season(words: Words) -> Reading | None:
    """A season of a named year is bounded by that year only: which months it has depends on the hemisphere."""
    years = words.of("y")
    if not years:
        return Reading(replace(UNKNOWN, precision="season"))
    return Reading(replace(calendar.year_value(int(years[0])), precision="season"))


def fixed(kind: str) -> Callable[[Words], Reading | None]:
    """Make the reading of words that fix nothing by themselves."""
    return lambda words: Reading(UNKNOWN, kind)
