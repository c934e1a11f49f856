"""The words of time, each with the one-character class by which the patterns of times.py know it.

A paragraph becomes a string of one character a word, so that a pattern of time is a regular expression over classes and
a new word is a row here.  Character codes:

    m month   a month that is also another word, or short (May, Jan): needs a neighbour   Q may, march in lower case
    w weekday   W weekdays
    d 1-31    j 3–5   o 3rd   O third   z 32-99   y year   c 1990s   q another number   I a, an   g few, several, couple
    D day   J week   Y year   u another unit   U units   p part of the day   S season   K weekend   H anniversary
    x today, yesterday …   X overnight   l last   k past   r recent   n next   t this   V previous, same   R every
    e earlier   E later   M early, late, mid   b end, beginning   A ago   Z after, before   L about, more, than
    i in   P on   N at, during …   4 for   s since   v until, by   B between   F from   G to   C and   T the   f of
    5 into   6 half, quarter   h dash   , comma   _ anything else
"""

import re
from functools import lru_cache

from kg.extract.numerals import number_value

MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|october oct|"
        "november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
# Months that are safe alone; the others are also verbs, adjectives, first names or abbreviations.
_PLAIN_MONTHS = frozenset("january february april june july september october november december".split())
# "Sun", "Sat", "Mon" and "Wed" are left out: newspapers, verbs and names are commoner.
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        "monday|tuesday tue tues|wednesday|thursday thu thur thurs|friday fri|saturday|sunday".split("|")
    )
    for name in names.split()
}
UNITS = {
    "second": "second", "minute": "minute", "min": "minute", "hour": "hour", "day": "day", "night": "day",
    "week": "week", "month": "month", "year": "year", "decade": "decade", "century": "century",
    "fortnight": "fortnight", "morning": "day", "evening": "day", "afternoon": "day",
}  # fmt: skip
PLURAL_UNITS = {f"{name}s": unit for name, unit in UNITS.items()} | {"centuries": "century", "mins": "minute"}
ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=1
    )
}
PARTS_OF_DAY = frozenset(
    "morning afternoon evening night dawn dusk noon midday midnight daybreak nightfall sunrise sunset".split()
)
SEASONS = frozenset("spring summer autumn winter".split())

_ROWS = {
    "D": "day", "J": "week", "Y": "year", "u": "minute hour month decade century fortnight",
    "U": " ".join(PLURAL_UNITS),
    "p": " ".join(sorted(PARTS_OF_DAY)),
    "S": " ".join(SEASONS), "K": "weekend", "H": "anniversary",
    "x": "today yesterday tomorrow tonight", "X": "overnight", "l": "last", "k": "past", "r": "recent",
    "n": "next coming upcoming", "t": "this", "V": "previous following same that preceding", "R": "every each",
    "e": "earlier", "E": "later", "M": "early late mid middle", "b": "end beginning start outset close", "A": "ago",
    "Z": "after before", "L": "about around approximately roughly nearly almost more less than least some under",
    "i": "in", "P": "on", "N": "at during over within throughout", "4": "for", "s": "since", "v": "until till by",
    "B": "between", "F": "from", "G": "to through thru", "C": "and", "T": "the", "f": "of", "I": "a an",
    "g": "few several couple", "5": "into", "6": "half quarter",
    "h": "- – — −", ",": ",", "O": " ".join(w for w in ORDINALS if w != "second"),
    "a": " ".join(w for w in MONTHS if w not in _PLAIN_MONTHS), "m": " ".join(_PLAIN_MONTHS),
    "w": " ".join(WEEKDAYS), "W": " ".join(f"{w}s" for w in WEEKDAYS if w.endswith("day")),
}  # fmt: skip
_CLASS = {word: char for char, words in _ROWS.items() for word in words.split()}
_CAPITALISED = frozenset("amwW")
_VERBS = frozenset({"may", "march", "mar"})
_NUMERALS = (
    ("o", re.compile(r"(?:[12]?(?:1st|2nd|3rd)|3[01](?:st|th)|[12]?[04-9]th|1[0-3]th)")),
    ("j", re.compile(r"\d{1,2}[-–—]\d{1,2}")),
    ("c", re.compile(r"(?:(?:19|20)\d0|[2-9]0)['’]?s")),
)
FIRST_YEAR, LAST_YEAR = 1900, 2099  # what news of armed conflict can name as a year in four digits


@lru_cache(maxsize=50_000)
def word_class(word: str, *, cased: bool) -> str:
    """Return the class character of a token; `cased` if the text tells names from words by capitals.

    Months that lost their capital on the way from upper case ("4 feb 90") still count beside a day.
    """
    lower = word.lower()
    char = _CLASS.get(lower) or _CLASS.get(lower.rstrip("."), "")
    if char in _CAPITALISED and char and cased and word[0].islower():
        return "Q" if lower in _VERBS else "a" if char == "a" else "_"
    if char:
        return char
    if lower[0].isdigit() or lower[0] in "'’":
        return _numeral_class(lower.lstrip("'’"))
    return "q" if number_value(lower) is not None else "_"


def _numeral_class(lower: str) -> str:
    if lower.isdecimal():
        if len(lower) <= 2:
            return "d" if 1 <= int(lower) <= 31 else "z"
        return "y" if len(lower) == 4 and FIRST_YEAR <= int(lower) <= LAST_YEAR else "q"
    for char, form in _NUMERALS:
        if form.fullmatch(lower):
            return char
    return "q" if number_value(lower) is not None else "_"
