"""A line that is a date -> ISO 8601, to the precision that it states."""

import re
from dataclasses import dataclass
from datetime import date, time

from kg.read.patterns import DATE_FILLERS, MONTHS, PUBLICATION_WORDS, UPDATE_WORDS, WEEKDAYS

LONGEST = 160
_TOKEN = re.compile(
    r"(?P<iso>(?<!\d)\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?(?!\d))|(?P<clock>(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?:\.\d{1,6})?)"
    r"|(?P<number>\d{1,8})|(?P<word>[^\W\d_]{1,20}(?:\.[^\W\d_])?)|(?P<mark>[^\w\s])"
)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?!\d)")
_CRAWLED = re.compile(r"date (\d{4}-\d\d-\d\d)\b")


@dataclass(frozen=True, slots=True)
class DateLine:
    """What a line of nothing but a date says; `published` is None where it gives no full or unambiguous date."""

    published: str | None
    label: str = ""  # "updated", "published", or "" for a bare date


def parse_date_line(line: str) -> DateLine | None:
    """Parse a line that is a date and nothing else ("Published 3 January 2020", "JULY 12, 2020 05:09"), else None."""
    if crawled := _CRAWLED.match(line):
        return DateLine(_iso(crawled[1]), "published")
    if len(line) > LONGEST:
        return None
    tokens = [(match.lastgroup or "", match[0].casefold()) for match in _TOKEN.finditer(line)]
    if not tokens or not all(map(_is_of_date, tokens)):
        return None
    words = {token for kind, token in tokens if kind == "word"}
    label = "updated" if words & UPDATE_WORDS else "published" if words & PUBLICATION_WORDS else ""
    numbers = any(kind not in {"word", "mark"} for kind, _ in tokens)
    dated = numbers and (words & MONTHS.keys() or "ago" in words or _NUMERIC.search(line))
    day = find_date(line)
    return DateLine(day, label) if day or dated or label else None


def _is_of_date(token: tuple[str, str]) -> bool:
    kind, value = token
    if kind == "word":
        return value in DATE_FILLERS or value in MONTHS or value in WEEKDAYS
    if kind == "number":
        return len(value) <= 2 or value[:2] in {"19", "20"}
    return kind != "mark" or value in ",.|-–—/()@•·:+;"


def find_date(text: str) -> str | None:
    """Find the first date with a year in a short text, with its time of day; 07/12/2020 is two dates, so None."""
    tokens = [(match.lastgroup or "", match[0].casefold()) for match in _TOKEN.finditer(text[:LONGEST])]
    for index, (kind, value) in enumerate(tokens):
        if kind == "iso" and (day := _iso(value)):
            return day if "T" in day else day + _clock(tokens, text)
        if kind == "word" and value in MONTHS and (day := _around(tokens, index)):
            return day if len(day) < 10 else day + _clock(tokens, text)
    if (numeric := _NUMERIC.search(text[:LONGEST])) and (day := _numeric(numeric)):
        return day + _clock(tokens, text)
    return None


def _iso(value: str) -> str | None:
    day = _day(int(value[:4]), int(value[5:7]), int(value[8:10]))
    return day and day + value[10:].upper()


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if 1800 <= year <= 2200 else None
    except ValueError:
        return None


def _around(tokens: list[tuple[str, str]], index: int) -> str | None:
    """Read "July 12, 2020", "12 July 2020", "12th of July, 2020" or "July 2020" around the month at `index`."""
    month = MONTHS[tokens[index][1]]
    before = [value for kind, value in tokens[max(0, index - 3) : index] if kind == "number"]
    after = [value for kind, value in tokens[index + 1 : index + 6] if kind == "number"]
    years = [value for value in after if len(value) == 4]
    if not years:
        return None
    year = int(years[0])
    days = [value for value in (*before[-1:], *after[: after.index(years[0])]) if len(value) <= 2]
    if not days:
        return f"{year:04}-{month:02}" if 1800 <= year <= 2200 else None
    return _day(year, month, int(days[-1]))


def _numeric(match: re.Match[str]) -> str | None:
    """Read 25/12/2020 or 12/25/2020; with dots the day stands first."""
    one, two, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "." or one > 12 or one == two:
        return _day(year, two, one)
    return _day(year, one, two) if two > 12 else None


def _clock(tokens: list[tuple[str, str]], text: str) -> str:
    for kind, value in tokens:
        if kind == "clock":
            hour, minute = (int(part) for part in value.split(":")[:2])
            at = text.casefold().find(value) + len(value)
            half = text[at : at + 5].casefold().replace(".", "").strip()[:2]
            if half in {"am", "pm"} and 1 <= hour <= 12:
                hour = hour % 12 + (12 if half == "pm" else 0)
            return f"T{time(hour, minute):%H:%M}" if hour < 24 and minute < 60 else ""
    return ""
