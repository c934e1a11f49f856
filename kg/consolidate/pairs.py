"""Facts -> scored pairs of reports that may tell of one event, each with its reasons.

Blocking proposes pairs; nothing is compared with everything.  Only reports of different articles are paired: within an
article the extractor has grouped already.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from kg.consolidate.accounts import SAME, SAME_STORY
from kg.consolidate.actors import name
from kg.consolidate.comparisons import COMPARISONS, TYPE_SAME, WORDINGS, contradict
from kg.consolidate.facts import DateFacts, ReportFacts
from kg.consolidate.places import specific
from kg.consolidate.rarity import likeness, rare, weight
from kg.consolidate.times import WINDOW_DAYS
from kg.consolidate.weights import Comparison, Weights, fitted
from kg.consolidate.words import fold_person, is_common

# Same type, same day and same town make 8; a type no closer than "some attack" makes 6 and wants one thing more, such
# as both ends of a road or a common target.  Set on hand-made cases: no annotated news with days and places is at hand.
THRESHOLD = 7.0
# Where no time is known, words must do: same deed, same story, and this sum.  ECB+ train, weights from other folds and
# all else equal: 4 gives precision 0.86 at recall 0.54, 5 0.86 at 0.52, 6 0.86 at 0.48, 8 0.91 at 0.34.
UNDATED = 5.0
IDENTIFYING_WITH_DAY = 1
IDENTIFYING_WITHIN_PERIOD = 3  # recurring attacks on one base in one month must not fall together
WORD_KEY = "told|"
WORD_KEYS = 12  # a report
WORD_BLOCK = 30  # reports; above this a word is not rare here, and its block is paired in linear time
LARGEST = 5  # outlines
BLOCK_ALL_PAIRS = 60  # reports; above this a block compares only its leaders (see _sparse)
LEADERS = 200


@dataclass(frozen=True, slots=True)
class PairScore:
    """Two reports held against each other: the sum, and each comparison that went into it."""

    left: str  # IRI of the report, left < right
    right: str
    score: float
    comparisons: tuple[Comparison, ...]

    @property
    def contradicts(self) -> bool:
        """Tell whether one comparison alone shows that these are two events."""
        return any(c.vetoes for c in self.comparisons)

    @property
    def matches(self) -> bool:
        """Tell whether the evidence suffices to call these one event."""
        if self.contradicts:
            return False
        if any(c.suffices for c in self.comparisons):
            return True
        by_name = {c.name: c for c in self.comparisons}
        one_story = by_name["story"].identifying and by_name["deed"].level == SAME
        if by_name["date"].weight == 0:
            return one_story and self.score >= UNDATED
        if self.score < THRESHOLD:
            return False
        identifying = sum(c.identifying for c in self.comparisons if c.name != "story")
        near = by_name["place"].weight > 0 and not by_name["place"].identifying
        identifying += near and by_name["type"].weight == TYPE_SAME and by_name["target"].weight > 0
        if not by_name["date"].identifying:
            return identifying >= IDENTIFYING_WITHIN_PERIOD
        # The day itself is counted among the identifying comparisons.
        return identifying + one_story >= 1 + IDENTIFYING_WITH_DAY

    def lines(self) -> tuple[str, ...]:
        """Explain the score, one comparison a line, those without news left out."""
        return tuple(f"{c.name}: {c.why} {c.weight:+g}" for c in self.comparisons if c.weight or c.vetoes)


def score(one: ReportFacts, other: ReportFacts, weights: Weights | None = None) -> PairScore:
    """Hold two reports against each other."""
    left, right = (one, other) if one.iri < other.iri else (other, one)
    bits = weights or fitted()
    made = (*(compare(left, right) for compare in COMPARISONS), *(tell(left, right, bits) for tell in WORDINGS))
    return PairScore(left.iri, right.iri, sum(c.weight for c in made), made)


def matching(reports: Iterable[ReportFacts], weights: Weights | None = None) -> Iterator[PairScore]:
    """Yield every pair of candidates whose evidence suffices."""
    yield from matched(candidates(reports), weights)


def matched(proposed: Iterable[tuple[ReportFacts, ReportFacts]], weights: Weights | None = None) -> Iterator[PairScore]:
    """Yield those of some pairs whose evidence suffices."""
    for left, right in proposed:
        if not contradict(left, right):  # most candidates end here, before their reasons are written out
            pair = score(left, right, weights)
            if pair.matches:
                yield pair


def candidates(reports: Iterable[ReportFacts]) -> Iterator[tuple[ReportFacts, ReportFacts]]:
    """Yield pairs of reports that share a block, each once."""
    blocks: dict[str, list[ReportFacts]] = defaultdict(list)
    for report in reports:
        for key in block_keys(report):
            blocks[key].append(report)
    seen: set[tuple[str, str]] = set()
    for key in sorted(blocks):
        for left, right in within(key, blocks[key]):
            if (left.iri, right.iri) not in seen:
                seen.add((left.iri, right.iri))
                yield left, right


def block_keys(report: ReportFacts) -> frozenset[str]:
    """Return the blocks a report falls in: a named victim, a day with a place or actor, a month with both, and a deed
    with each of the rarest words of its story.  They depend on nothing but the report.
    """
    if not report.asserted:
        return frozenset()
    actors = {n for a in (*report.doers, *report.targets) if not _is_thing(a.types) and (n := name(a))}
    places = {p for place in specific(report.scene) if not place.wide for p in (*place.points, *place.names)}
    named = report.place_names | rare(report.words & report.names)
    front = f"{report.family}|{'many' if report.multiple else 'one'}|"
    keys = {f"{front}victim|{fold_person(v.label)[-1]}" for v in report.victims}
    for day in report.dates:
        if day.days > WINDOW_DAYS:
            continue
        keys |= {f"{front}{when}|{x}" for when in _days(day) for x in places | actors}
        keys |= {f"{front}{when}|named {x}" for when in _days(day) for x in named}
        keys |= {f"{front}{when}|{p}|{a}" for when in _months(day) for p in places for a in actors}
    if report.deed and not report.multiple:
        keys |= {f"{front}{WORD_KEY}{report.deed}|{word}" for word in _rarest(report.story)}
    return frozenset(keys)


@lru_cache(maxsize=100_000)
def _rarest(story: frozenset[str]) -> tuple[str, ...]:
    found = sorted((word for word in story if not is_common(word)), key=lambda word: (-weight(word), word))
    return tuple(found[:WORD_KEYS])


def _is_thing(types: frozenset[str]) -> bool:
    return "Object" in types


def _days(when: DateFacts) -> frozenset[str]:
    """Name the days of a time as month and day, so that --07-11 and 2020-07-11 meet; the month if longer than two."""
    if when.earliest and when.latest and when.days <= 2:
        return frozenset(f"{d.month:02}-{d.day:02}" for d in (when.earliest, when.latest))
    return frozenset({f"{when.month:02}-{when.day:02}"}) if when.month and when.day else _months(when)


def _months(when: DateFacts) -> frozenset[str]:
    if when.earliest and when.latest:
        return frozenset(f"{d.month:02}" for d in (when.earliest, when.latest))
    return frozenset({f"{when.month:02}"}) if when.month else frozenset()


def within(key: str, block: Iterable[ReportFacts]) -> Iterator[tuple[ReportFacts, ReportFacts]]:
    """Yield the pairs that a block proposes, the smaller IRI first: all of different articles, fewer if it is large.

    A large block of one word pairs each report only with the first few of those alike in outline, and these with the
    first of the largest outlines.  Of one word, pairs whose stories differ are left out at once: their words will not
    join them, and what else could has its own blocks.
    """
    ordered = sorted(block, key=_iri)
    of_word = WORD_KEY in key
    if len(ordered) <= most_paired(key):
        proposed: Iterable[tuple[ReportFacts, ReportFacts]] = combinations(ordered, 2)
    else:
        proposed = _with_first(ordered) if of_word else _sparse(ordered)
    for left, right in proposed:
        if left.article != right.article and (not of_word or likeness(left.story, right.story) >= SAME_STORY):
            yield left, right


def most_paired(key: str) -> int:
    """Return up to how many reports a block pairs each with each."""
    return WORD_BLOCK if WORD_KEY in key else BLOCK_ALL_PAIRS


def _with_first(block: Sequence[ReportFacts]) -> Iterator[tuple[ReportFacts, ReportFacts]]:
    groups = _alike(block)
    for group in groups:
        yield from ((first, each) for first in group[:3] for each in group if first.iri < each.iri)
    largest = sorted(groups, key=lambda group: (-len(group), group[0].iri))
    for at, group in enumerate(largest[:LARGEST]):
        for other in largest[at + 1 :]:
            yield min(group[0], other[0], key=_iri), max(group[0], other[0], key=_iri)


def _alike(block: Sequence[ReportFacts]) -> list[list[ReportFacts]]:
    alike: dict[object, list[ReportFacts]] = defaultdict(list)
    for report in block:
        alike[outline(report)].append(report)
    return list(alike.values())


def _sparse(block: Sequence[ReportFacts]) -> Iterator[tuple[ReportFacts, ReportFacts]]:
    """Pair a large block in linear time: each report with the first few of those alike in all that can contradict,
    and these leaders with one another.  10,000 recaps of one killing give 30,000 pairs, not 50 million.
    """
    groups = _alike(block)
    leaders = [group[:3] for group in groups]
    for group in groups:
        yield from ((first, each) for first in group[:3] for each in group if first.iri < each.iri)
    for at, group in enumerate(leaders):
        for other in leaders[at + 1 : at + LEADERS]:
            yield from ((min(a, b, key=_iri), max(a, b, key=_iri)) for a in group[:2] for b in other[:2])


def _iri(report: ReportFacts) -> str:
    return report.iri


def outline(report: ReportFacts) -> tuple[object, ...]:
    """Return all that can contradict another report, so that reports alike in it need comparing only once."""
    return (
        report.main_type,
        report.types,
        report.multiple,
        report.occurrences,
        report.dates,
        tuple(p.iri for p in report.scene),
        tuple(fold_person(v.label) for v in report.victims),
    )
