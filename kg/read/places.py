"""The head of a wire report's first paragraph: "BAGHDAD, July 12 (Reuters) - ", "KABUL, May 3, 2021 — "."""

import re

from kg.read.patterns import AGENCIES, MONTHS, WEEKDAYS

LONGEST = 120  # characters of a place, date and agency
_AGENCY = re.compile(r"([^()\[\]\n]{0,70})[(\[]([^()\[\]\n]{2,40})[)\]]\s{0,3}(?:[-–—]{1,3}|:)\s{1,3}")
_CAPITALS = r"(?:[A-Z][A-Z.'’-]{1,25}[, ]{1,2}){0,4}[A-Z][A-Z.'’-]{2,25}"  # BAGHDAD, NEW DELHI
_WORDS = r"[A-Z][a-z.'’-]{2,25}(?: [A-Z][a-z.'’-]{2,25}){0,2}"  # Deir Ezzor
_COUNTRY = r"(?:, [A-Z][A-Za-z.]{1,15}(?: [A-Z][a-z]{2,15})?)?"
_DATE = rf"(?i:, (?:(?:{'|'.join(WEEKDAYS)}),? )?(?:{'|'.join(MONTHS)})\.? \d{{1,2}}(?:, (?:19|20)\d\d)?)"
_NAMED = r",? [(\[][A-Z][^()\[\]\n]{1,39}[)\]]"  # an agency that need not be known
_DASH = r"\s{0,3}(?:[–—]|--)\s{1,3}"
_OPENS = r"(?=[\"“‘']?[A-Z0-9])"  # what follows is a sentence, so "NATO — the alliance —" is none
_PLACES = tuple(
    re.compile(shape + _OPENS)
    for shape in (
        f"{_CAPITALS}{_COUNTRY}(?:{_DATE})?{_DASH}",
        f"{_WORDS}{_COUNTRY}{_DATE}{_DASH}",
        rf"{_CAPITALS}{_COUNTRY}(?:{_DATE})?{_NAMED}\s{{0,3}}[-–—]{{1,2}}\s{{1,3}}",
    )
)
_WORD = re.compile(r"[^\s,./]+")


def dateline_end(paragraph: str) -> int:
    """Find where the place and agency at a paragraph's head end; 0 where there is none."""
    head = paragraph[:LONGEST]
    agency = _AGENCY.match(head)
    if agency and _is_agency(agency[2]) and _is_place(agency[1]):
        return agency.end()
    place = next((found for pattern in _PLACES if (found := pattern.match(head))), None)
    # In a text in capitals every word looks like a place.
    return place.end() if place and not paragraph.isupper() else 0


def is_dateline(line: str) -> bool:
    """Tell a line that is a place and an agency alone: "Washington (CNN)"."""
    return line.endswith((")", "]")) and len(line) < LONGEST and dateline_end(f"{line} - ") > len(line)


def dateline_agency(dateline: str) -> str | None:
    """Name the agency of a dateline, if it is a known one."""
    agency = _AGENCY.match(f"{dateline} ")
    return agency[2].strip() if agency and _is_agency(agency[2]) else None


def _is_agency(name: str) -> bool:
    return name.strip().casefold() in AGENCIES


def _is_place(words: str) -> bool:
    """Tell "BAGHDAD, July 12" or "Mosul, Iraq": at most six words, all capitalised or of a date."""
    found = [word.casefold() for word in _WORD.findall(words)]
    capitalised = all(not word[0].isalpha() or word[0].isupper() for word in _WORD.findall(words))
    dates = sum(word in MONTHS or word in WEEKDAYS or word.isdigit() for word in found)
    return capitalised and len(found) - dates <= 5
