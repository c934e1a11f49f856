"""Times counted from another event: "two days after the strike" is dated where the article dates the strike.

Where it does not, or leaves open which strike is meant, the words stay and no day is given.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from spacy.tokens import Span, Token

from kg.extract.calendar_rules import UNKNOWN, anchor_day, day_value
from kg.extract.mentions import phrase
from kg.extract.numerals import number_value
from kg.model import Argument, Certainty, EventMention, Polarity, TimeValue

_COUNTED = re.compile(r"(?P<count>[\w-]+) days? (?P<way>after|before) ", re.IGNORECASE)
_ENDS = frozenset({"after", "before"})
_ONE = frozenset({"a", "the", "one"})
_DEFINITE = frozenset({"the", "that", "this"})
_ADJECTIVES = 3
_PHRASE_STEPS = 8  # from the preposition to its noun: "after the deadly drone strike"


def counted_from(span: Span) -> tuple[Token, Span] | None:
    """The noun that words such as "two days after" count from, and the words with it; only of a definite event."""
    doc, end = span.doc, span.end
    if span[-1].lower_ not in _ENDS or end >= len(doc) or doc[end].lower_ not in _DEFINITE:
        return None
    for token in doc[end + 1 : end + _PHRASE_STEPS]:
        if token.tag_ in ("NN", "NNP") and (token.i + 1 >= len(doc) or not doc[token.i + 1].tag_.startswith("NN")):
            return token, doc[span.start : token.i + 1]
        if token.tag_ not in ("JJ", "NN", "NNP", "CD", "VBN", "VBG", "HYPH", "POS"):
            return None
    return None


def unresolved(noun: Token) -> TimeValue:
    """A time that is known only by the event that it counts from."""
    return replace(UNKNOWN, anchored_on=phrase(noun).text)


def dated_by_events(events: Sequence[EventMention], text: str) -> tuple[EventMention, ...]:
    """Give a day to the times that count days from an event which the article, of this text, dates."""
    return tuple(
        replace(event, arguments=tuple(_dated(argument, event, events, text) for argument in event.arguments))
        if any(_is_open(argument) for argument in event.arguments)
        else event
        for event in events
    )


def _is_open(argument: Argument) -> bool:
    value = argument.filler
    return isinstance(value, TimeValue) and value.value is None and bool(value.anchored_on)


def _dated(argument: Argument, event: EventMention, events: Sequence[EventMention], text: str) -> Argument:
    value, counted = argument.filler, _COUNTED.match(argument.text)
    if not (_is_open(argument) and counted and isinstance(value, TimeValue)):
        return argument
    word = counted["count"].lower()
    count = 1 if word in _ONE else number_value(word)
    noun = argument.text.rsplit(" ", 1)[-1].lower()
    day = anchor_day(_day_of(noun, event, events))
    if count is None or day is None or _may_be_several(noun, text):
        return argument
    then = day + timedelta(days=count if counted["way"].lower() == "after" else -count)
    return replace(argument, filler=replace(day_value(then), anchor=day.isoformat(), anchored_on=value.anchored_on))


def _day_of(noun: str, event: EventMention, events: Sequence[EventMention]) -> str | None:
    """The one day of the one event that the article calls so; None if there may be several."""
    named = [e for e in events if e is not event and noun in (e.lemma, e.trigger.quote.lower())]
    days = {day for e in named for day in _days(e)}
    new = [e for e in named if not e.definite]  # "the strike" points back; "a strike" and a dated one may be others
    return days.pop() if len(days) == 1 and len(new) <= 1 and not any(e.plural for e in named) else None


def _may_be_several(noun: str, text: str) -> bool:
    """Whether the article tells of more than one such thing: of "strikes", of "a strike" twice, of "another strike"."""
    one = rf"\b(?:an?|another|one)\s+(?:[\w-]+\s+){{0,{_ADJECTIVES}}}{re.escape(noun)}\b"
    several = rf"\b{re.escape(noun)}e?s\b|\b(?:another|second|other)\s+(?:[\w-]+\s+)?{re.escape(noun)}\b"
    return len(re.findall(one, text, re.IGNORECASE)) > 1 or bool(re.search(several, text, re.IGNORECASE))


def _days(event: EventMention) -> set[str]:
    if event.certainty is not Certainty.CERTAIN or event.polarity is not Polarity.POSITIVE:
        return set()
    times = (a.filler for a in event.arguments if a.role == "date" and a.polarity is Polarity.POSITIVE)
    return {t.value for t in times if isinstance(t, TimeValue) and t.value and t.earliest == t.latest == t.value}
