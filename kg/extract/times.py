"""Time expressions of a paragraph: a spaCy Doc and the day of publication in, TimeExpression values out.

Words are matched by class (time_words.py) against patterns (time_patterns.py) and read (time_readings.py); the
arithmetic and its conventions are in calendar_rules.py.  Only token texts are needed; tags and heads, where present,
settle doubtful cases.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc, Token

from kg.extract.calendar_rules import UNKNOWN, Anchor, PartialDate, anchor_day, day_value, interval_value, resolve
from kg.extract.time_patterns import PATTERNS
from kg.extract.time_readings import Reading, Words
from kg.extract.time_words import PARTS_OF_DAY, word_class
from kg.model import TimeValue


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words of time, as token offsets into their Doc, with what they fix."""

    start_token: int
    end_token: int
    value: TimeValue
    kind: str  # point, duration, relative-to-event, repeated
    anchor_used: bool  # the value rests on the day of publication


# A date before one of these is the name of a group or an upheaval ("20 May Brigade", "14 July movement").
_NAMED_BY_DATE = frozenset(
    "movement brigade brigades front group organization organisation command commando commandos battalion column "
    "regiment army militia faction alliance coalition party revolution martyrs unit committee cell guerrillas".split()
)
_NEWSPAPERS = frozenset("times telegraph mirror express mail post herald tribune star".split())
_NAME_BEFORE = frozenset("black bloody good palm easter holy ash operation".split())
# Months that may stand without a day though they are other words too; abbreviations may not ("By Jun Ji-hye").
_SHORT_MONTHS = frozenset({"may", "march", "august"})
_QUOTES = frozenset('"“”«»')
# The attacks of this day are named by it in whatever year (month, day).
_DAYS_THAT_ARE_NAMES = frozenset({(9, 11)})
_FUTURE_WORDS = frozenset("will wo 'll ’ll shall scheduled slated planned expected due".split())
_LIMITS = frozenset({"since", "until", "till", "by", "before", "after"})
_WEEK = 7  # a weekday in the present tense is the last one, as in headlines
_HEAD_STEPS = 4  # from a date up to its verb: date, "night of", verb, auxiliary
# What a numeral that looks like a year may follow; elsewhere "2000" counts something.
_YEAR_AFTER = frozenset(
    "in since until till by before after during of from to between and through late early mid the a an "
    "- – ( year".split()
)
_MONTH_AFTER = frozenset(
    "in since until till by before after during of from to between and through this last next".split()
)
_ANY_ONE = frozenset({"a", "an", "one", "any", "some"})  # "on a Friday" is any Friday, "a Friday raid" the last one
_CLOCK_WORDS = frozenset("gmt utc local hours hrs est edt cet".split())

_NUMERIC = re.compile(
    r"(?<![\w/.-])(?:(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>(?:19|20)\d\d))(?![\w/])"
)
_HOLIDAY = re.compile(r"\b(?:new year['’]s (?:day|eve)|christmas (?:day|eve))\b", re.IGNORECASE)
_HOLIDAYS = {"new year's day": (1, 1), "new year's eve": (12, 31), "christmas day": (12, 25), "christmas eve": (12, 24)}


def find_times(doc: Doc, *, published: str | None, future: bool | None = None) -> tuple[TimeExpression, ...]:
    """Find the time expressions of a paragraph, in text order and without overlap.

    `published` is ISO 8601; less than a day is no anchor.  `future` says whether days without a year lie ahead; None
    asks the verb ("will meet on Friday").  "on" and "in" stay outside an expression, "since" and "until" belong to it.
    """
    today = anchor_day(published)
    text = doc.text  # spaCy puts it together anew at each call
    found = [*_numeric(doc, text), *_holidays(doc, text, today)]
    taken = {i for expression in found for i in range(expression.start_token, expression.end_token)}
    found.extend(_by_pattern(doc, text, today, future, taken))
    limited = (_with_anchor(_with_limit(doc, e, today), today) for e in found)
    return tuple(sorted(limited, key=lambda e: e.start_token))


def _with_anchor(found: TimeExpression, today: date | None) -> TimeExpression:
    """Say what the value was counted from, where it rests on the day of publication."""
    if not found.anchor_used or today is None:
        return found
    return replace(found, value=replace(found.value, anchor=today.isoformat(), anchored_on="publication"))


def _numeric(doc: Doc, text: str) -> Iterator[TimeExpression]:
    """ISO dates, and 03/01/2020 where only one order of day and month is possible."""
    for match in _NUMERIC.finditer(text):
        value = _iso_value(match["iso"]) if match["iso"] else _slashed(int(match["a"]), int(match["b"]), match["year"])
        span = doc.char_span(*match.span(), alignment_mode="expand")
        if value and span is not None:
            yield TimeExpression(span.start, span.end, value, "point", False)


def _iso_value(text: str) -> TimeValue | None:
    day = anchor_day(text)
    return day_value(day) if day else None


def _slashed(first: int, second: int, year: str) -> TimeValue:
    """Day and month in either order; where both are possible, they are the bounds and the words are kept."""
    values = (_iso_value(f"{year}-{month:02}-{day:02}") for month, day in ((first, second), (second, first)))
    days = sorted({v.value for v in values if v and v.value})
    if len(days) == 1:
        return _iso_value(days[0]) or UNKNOWN
    return TimeValue(None, days[0], days[-1], "unknown") if days else UNKNOWN


def _holidays(doc: Doc, text: str, today: date | None) -> Iterator[TimeExpression]:
    for match in _HOLIDAY.finditer(text):
        month, day = _HOLIDAYS[match[0].lower().replace("’", "'")]
        found = resolve(PartialDate(month=month, day=day), Anchor(today))
        span = doc.char_span(*match.span(), alignment_mode="expand")
        if found and span is not None:
            yield TimeExpression(span.start, span.end, found[0], "point", found[1])


def _by_pattern(
    doc: Doc, text: str, today: date | None, future: bool | None, taken: set[int]
) -> Iterator[TimeExpression]:
    tokens = [t for t in doc if not t.is_space]
    cased = not (text.isupper() or text.islower())
    classes = "".join("\0" if t.i in taken else word_class(t.text, cased=cased) for t in tokens)
    for pattern, reader in PATTERNS:
        for match in list(pattern.finditer(classes)):
            start, end = match.span()
            if start == end or "\0" in classes[start:end]:
                continue
            if _is_name_or_count(tokens, start, end, classes):
                classes = _closed(classes, start, end)
                continue
            inside = tokens[start:end]
            anchor = Anchor(today, _looks_ahead(inside[-1]) if future is None else future)
            words = Words(classes[start:end], tuple(t.lower_ for t in inside), anchor, _is_quoted(inside[0]))
            reading = reader(words)
            if reading is not None and future is None and _is_present(inside[-1]):
                reading = _nearer(reading, reader(replace(words, anchor=Anchor(today, True))), today)
            if reading is not None:
                classes = _closed(classes, start, end)
                yield _expression(inside, reading, words)


def _closed(classes: str, start: int, end: int) -> str:
    return classes[:start] + "\0" * (end - start) + classes[end:]


def _expression(inside: list[Token], reading: Reading, words: Words) -> TimeExpression:
    value, used = reading.value, reading.anchor_used
    if used and value.value and _names_an_attack(value, words):
        value, used = TimeValue(f"--{value.value[5:]}", None, None, "day"), False
    return TimeExpression(inside[0].i, inside[-1].i + 1, value, reading.kind, used)


def _names_an_attack(value: TimeValue, words: Words) -> bool:
    day = anchor_day(value.value)
    return day is not None and bool(words.of("ma")) and (day.month, day.day) in _DAYS_THAT_ARE_NAMES


def _is_name_or_count(tokens: list[Token], start: int, end: int, classes: str) -> bool:
    """Tell "20 May Brigade", "Sunday Times", "2000 troops" and "a 20-year-old man" from dates."""
    before = tokens[start - 1].lower_ if start else ""
    after = tokens[end] if end < len(tokens) else None
    matched = classes[start:end]
    if (after is not None and after.lower_ == "old") or _hyphen_old(tokens, end):
        return True
    if matched in ("y", "z") and (before not in _YEAR_AFTER or (after is not None and after.tag_ in ("NNS", "CD"))):
        return True
    if re.fullmatch("[BF]?y(?:[CG]y)?", matched) and any(t.lower_ in _CLOCK_WORDS for t in tokens[end : end + 3]):
        return True  # "from 1900 to 2100 GMT"
    if after is not None and after.lower_ == "of" and re.fullmatch("T?[lkrn].*[uUJYD]", matched):
        return True  # "the last days of the war"
    return _is_name(tokens, end, matched, before) or _is_any_day(after, matched, before)


def _is_any_day(after: Token | None, matched: str, before: str) -> bool:
    """ "It fell on a Friday": any; "a Friday raid" is the last one's."""
    return bool(re.fullmatch("wp?", matched)) and before in _ANY_ONE and not (after and after.tag_.startswith("NN"))


def _is_name(tokens: list[Token], end: int, matched: str, before: str) -> bool:
    after = tokens[end] if end < len(tokens) else None
    if re.search("[do][ma]|[ma][do]|^[yz]$", matched) and (_names_a_group(tokens, end) or before in _NAMED_BY_DATE):
        return True
    if after is not None and "w" in matched and after.lower_ in _NEWSPAPERS and after.text[0].isupper():
        return True
    if re.search("[wma]", matched) and before in _NAME_BEFORE:
        return True
    if matched in ("m", "a") and before not in _MONTH_AFTER and _is_surname(after):
        return True
    return matched[-1] == "a" and not re.search("[do]", matched) and tokens[end - 1].lower_ not in _SHORT_MONTHS


def _names_a_group(tokens: list[Token], end: int) -> bool:
    """ "1920 Revolution Brigades": the word for a group follows, at once or after names."""
    for token in tokens[end : end + 4]:
        if token.lower_ in _NAMED_BY_DATE:
            return True
        if not token.text[0].isupper():
            return False
    return False


def _is_surname(after: Token | None) -> bool:
    return after is not None and after.tag_ == "NNP" and after.text[0].isupper() and not after.text.isupper()


def _hyphen_old(tokens: list[Token], end: int) -> bool:
    return end + 1 < len(tokens) and tokens[end].text == "-" and tokens[end + 1].lower_.startswith("old")


def _looks_ahead(token: Token) -> bool:
    """Tell whether the verb over a date is in the future."""
    for _ in range(_HEAD_STEPS):
        before = {c.lower_ for c in token.lefts}
        if token.lower_ in _FUTURE_WORDS or before & _FUTURE_WORDS or ("must" in before and "have" not in before):
            return True
        if token.pos_ in ("VERB", "AUX") or token.head == token:
            return False
        token = token.head
    return False


def _is_present(token: Token) -> bool:
    """Tell whether the verb over a date is in the present, which tells of what is to come as well as of what was."""
    for _ in range(_HEAD_STEPS):
        if token.pos_ in ("VERB", "AUX") or token.head == token:
            return token.tag_ in ("VBZ", "VBP")
        token = token.head
    return False


def _nearer(past: Reading, ahead: Reading | None, today: date | None) -> Reading:
    """ "The deal expires on June 24", "Gunmen kill five on June 14": of two years the one whose day is nearer."""
    days = [anchor_day(reading.value.value) if reading else None for reading in (past, ahead)]
    if ahead is None or today is None or days[0] is None or days[1] is None or (today - days[0]).days <= _WEEK:
        return past
    return ahead if days[1] - today < today - days[0] else past


def _is_quoted(token: Token) -> bool:
    """Tell whether an odd number of quotation marks stands before the token in its paragraph."""
    return sum(t.text in _QUOTES for t in token.doc[: token.i]) % 2 == 1


def _with_limit(doc: Doc, found: TimeExpression, today: date | None) -> TimeExpression:
    """ "since June" begins with June and runs on to publication; "until June" and "by June" end with June."""
    at = found.start_token - 1
    if at >= 0 and doc[at].lower_ == "the":
        at -= 1
    word = doc[at].lower_ if at >= 0 else ""
    value, day = found.value, doc[found.start_token].lower_ in PARTS_OF_DAY
    if found.kind != "point" or word not in _LIMITS or (day and word in ("before", "after")) or _is_of_noun(doc, found):
        return found
    if value.earliest is None or value.latest is None:
        open_value = TimeValue(None, None, None, "interval") if value.value else value
        return replace(found, start_token=at, value=open_value)
    if word in ("since", "after"):
        first = date.fromisoformat(value.earliest)
        last = today if today and today >= first else None
        limited = interval_value(first, last) if last else TimeValue(f"{first}/..", str(first), None, "interval")
        return replace(found, start_token=at, value=limited, anchor_used=found.anchor_used or last is not None)
    limited = TimeValue(f"../{value.latest}", None, value.latest, "interval")
    return replace(found, start_token=at, value=limited)


def _is_of_noun(doc: Doc, found: TimeExpression) -> bool:
    """ "after Friday's attack", "since the October 7 attacks": the date is the noun's, the limit is the event."""
    after = doc[found.end_token] if found.end_token < len(doc) else None
    return after is not None and (after.tag_ in ("NN", "NNS", "POS") or after.text in ("'s", "’s"))
