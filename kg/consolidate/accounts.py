"""The words of two accounts, held against one another: the deed, the sentences, the stories around them, the names.

Words stand in for a day or a place that is not given.  They never speak against a time on which both agree (a wire and
a feature share few words), and never for one event where each names a place of its own.
"""

from collections.abc import Set
from datetime import timedelta
from typing import Final

from kg.consolidate import places, times
from kg.consolidate.facts import ReportFacts
from kg.consolidate.places import PlaceVerdict
from kg.consolidate.rarity import likeness, rare, weight
from kg.consolidate.times import TimeVerdict
from kg.consolidate.weights import Comparison, Weights
from kg.consolidate.words import fold, is_common, singular

SAME: Final = "same"
SENTENCE_LEVELS: Final = (0.1, 0.2, 0.3, 0.5)  # cosine of the weighed words; below the first: "other words"
STORY_LEVELS: Final = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4)
# From here on two stories are more often of one happening than of two: 458 pairs to 399 of 1,642 on ECB+ train.
SAME_STORY: Final = 0.15
# ... and share words of so many bits (two rare words have 22), those of the trade and the names of places left out: a
# year of attacks on one base shares these.
TELLING_BITS: Final = 20.0
NEWS_CYCLE: Final = timedelta(days=7)  # an older article that calls no day tells of something else.  Set, not measured
_SHOWN: Final = 4

OTHER: Final = "other"  # less alike than the first level
NAME_LEVELS: Final = ("none", "one", "two", "more")
# Each comparison's outcomes, as weights.toml counts them.
LEVELS: Final = {
    "deed": (SAME, "another"),
    "words": (OTHER, *map(str, SENTENCE_LEVELS)),
    "story": (OTHER, *map(str, STORY_LEVELS)),
    "names": NAME_LEVELS,
}
DAYS: Final = frozenset({TimeVerdict.SAME_DAY, TimeVerdict.SAME_MONTH_DAY})
COMMON_PLACES: Final = frozenset(
    {PlaceVerdict.SHARED_TWO, PlaceVerdict.SAME, PlaceVerdict.SHARED, PlaceVerdict.NEAR, PlaceVerdict.WITHIN}
)


def compare_deeds(one: ReportFacts, other: ReportFacts, weights: Weights) -> Comparison:
    """Compare what the triggers say was done."""
    if not (one.deed and other.deed):
        return Comparison("deed", 0.0, "unknown")
    level = SAME if one.deed == other.deed else "another"
    return _told("deed", level, f"{one.deed} and {other.deed}", one, other, weights)


def compare_sentences(one: ReportFacts, other: ReportFacts, weights: Weights) -> Comparison:
    """Compare the sentences that evidence the two reports."""
    if not (one.words and other.words):
        return Comparison("words", 0.0, "unknown")
    level = _level(likeness(one.words, other.words), SENTENCE_LEVELS)
    return _told("words", level, _shared(one.words & other.words), one, other, weights)


def compare_stories(one: ReportFacts, other: ReportFacts, weights: Weights) -> Comparison:
    """Compare all that the two articles tell; identifying where they tell one story and nothing else could decide."""
    if not (one.story and other.story):
        return Comparison("story", 0.0, "unknown")
    found = likeness(one.story, other.story)
    why = f"{found:.2f} alike ({_shared(one.story & other.story)})"
    level = _level(found, STORY_LEVELS)
    telling = _bits(one.story & other.story - _place_words(one) - _place_words(other)) >= TELLING_BITS
    stands_in = found >= SAME_STORY and telling and not _places_differ(one, other) and of_one_cycle(one, other)
    return _told("story", level, why, one, other, weights, identifying=stands_in)


def compare_names(one: ReportFacts, other: ReportFacts, weights: Weights) -> Comparison:
    """Compare the rare names of the two articles."""
    if not (one.story and other.story):
        return Comparison("names", 0.0, "unknown")
    common = rare(one.names & other.names)
    level = NAME_LEVELS[min(len(common), len(NAME_LEVELS) - 1)]
    return _told("names", level, _shared(common), one, other, weights)


def _told(
    name: str, level: str, why: str, one: ReportFacts, other: ReportFacts, weights: Weights, identifying: bool = False
) -> Comparison:
    bits = weights.of(name, level)
    if bits < 0 and times.best(one.dates, other.dates) is not TimeVerdict.UNKNOWN:
        bits = 0.0
    return Comparison(name, bits, why, identifying=identifying, level=level)


def _level(found: float, cuts: tuple[float, ...]) -> str:
    return next((f"{cut}" for cut in reversed(cuts) if found >= cut), OTHER)


def _shared(common: Set[str]) -> str:
    telling = sorted(common, key=lambda word: (-weight(word), word))[:_SHOWN]
    return f"both say {', '.join(telling)}" if telling else "nothing in common"


def _places_differ(one: ReportFacts, other: ReportFacts) -> bool:
    """Tell whether both name a place narrower than a country, and not one that could be the other's."""
    named = [[p for p in report.places if not p.wide] for report in (one, other)]
    return all(named) and places.best(one.places, other.places)[0] not in COMMON_PLACES


def _bits(words: Set[str]) -> float:
    return sum(weight(word) for word in words if not is_common(word))


def _place_words(report: ReportFacts) -> frozenset[str]:
    return frozenset(singular(word) for place in report.places for word in fold(place.label))


def of_one_cycle(one: ReportFacts, other: ReportFacts) -> bool:
    """Tell whether two articles, as far as their dates are known, can carry the same news."""
    for here, there in ((one, other), (other, one)):
        day = there.first_day or there.published
        if here.published and day and abs(here.published - day) > NEWS_CYCLE:
            return False
    return True
