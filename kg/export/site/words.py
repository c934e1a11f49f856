"""Values of the graph -> words for readers: days, kinds of events, sentences."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NO_YEAR = re.compile(r"--(\d\d)(?:-(\d\d))?")
_WHOLE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_SENTENCES = Path(__file__).parent / "sentences.toml"


def day_words(text: str | None) -> str:
    """Write a day, month, year, season or interval of EDTF for readers: 12 July 2020; what it is not, as it is."""
    if not text:
        return ""
    if "/" in text:
        first, _, last = text.partition("/")
        return f"{day_words(first) or '…'} to {day_words(last) or '…'}" if first not in ("", "..") else _until(last)
    if found := _NO_YEAR.fullmatch(text):
        return f"{_month(found[1], found[2])} (no year stated)"
    if found := _WHOLE.fullmatch(text):
        year, month, day = found.groups()
        if month in _SEASONS:
            return f"{_SEASONS[month]} {year}"
        return f"{_month(month, day)} {year}" if month else year
    return text


def _until(last: str) -> str:
    return f"until {day_words(last)}"


def _month(month: str, day: str | None) -> str:
    number = int(month)
    name = _MONTHS[number - 1] if 1 <= number <= len(_MONTHS) else month
    return f"{int(day)} {name}" if day else name


def first_upper(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar in ISO 8601."""
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


@cache
def _sentences() -> Mapping[str, tuple[str, str]]:
    """Read how claims are said as sentences."""
    return {name: (told[0], told[1]) for name, told in tomllib.loads(_SENTENCES.read_text(encoding="utf-8")).items()}


def sentence(predicate: str, label: str, names: Mapping[str, str], *, denied: bool) -> str:
    """Say a claim; `names` gives the words for {event}, {value} and {subject}."""
    plain = (f"{label}: {{value}}", f"not {label}: {{value}}")
    form = _sentences().get(predicate, plain)[denied]
    return re.sub(r"\{(\w+)\}", lambda found: names[found[1]], form)
