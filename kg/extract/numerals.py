"""Numbers in words and digits: text -> int, or None where it is not one whole number."""

import re

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
UNITS = {word: value for value, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, start=2)}
SCALES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_DECIMAL = re.compile(r"\d+\.\d+")


def number_value(text: str) -> int | None:
    """Return the whole number that a phrase spells ("1,200", "twenty-three", "2.5 million"), None if it spells none."""
    words = [w for w in re.split(r"[\s\-–]+", text.strip().lower()) if w]
    if words[:3] == ["half", "a", "dozen"] or words == ["half", "dozen"]:
        return 6
    if words and words[0] in ("a", "an") and len(words) > 1:
        words = ["one", *words[1:]]
    return _sum_of(words) if words else None


def is_number_word(text: str) -> bool:
    """Tell whether one lower-case token can be part of a number."""
    return (
        text in UNITS or text in SCALES or _DIGITS.fullmatch(text) is not None or _DECIMAL.fullmatch(text) is not None
    )


def _sum_of(words: list[str]) -> int | None:
    """Add up number words from left to right; two plain numbers side by side are not one number."""
    total = 0.0
    group: float | None = None
    for word in words:
        if word in SCALES:
            group = (1 if group is None else group) * SCALES[word]
            if SCALES[word] >= 1_000:
                total, group = total + group, None
        elif word != "and" or group is None:
            value = _plain(word)
            if value is None or (group is not None and not (word in UNITS and _can_follow(group, value))):
                return None
            group = (group or 0) + value
    number = total + (group or 0)
    return int(number) if number == int(number) else None


def _plain(word: str) -> float | None:
    if word in UNITS:
        return UNITS[word]
    if _DIGITS.fullmatch(word):
        return int(word.replace(",", ""))
    return float(word) if _DECIMAL.fullmatch(word) else None


def _can_follow(group: float, value: float) -> bool:
    """ "twenty" takes a one-digit number, "two hundred" anything below a hundred."""
    return (group % 100 == 0 and value < 100) or (20 <= group % 100 < 100 and group % 10 == 0 and 0 < value < 10)
