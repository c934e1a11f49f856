"""Claims about one role of an event -> the positions that they take, and who stands against whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.consolidate import actors
from kg.consolidate.counts import counted_thing
from kg.consolidate.facts import ActorFacts, ClaimFacts, PlaceFacts, ReportFacts
from kg.consolidate.words import fold

Said = tuple[ReportFacts, ClaimFacts]
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """What some claims say alike; `side` numbers those that contradict one another, None where it fits every side."""

    label: str
    positive: bool
    said: tuple[Said, ...]
    side: int | None = None

    @property
    def voices(self) -> frozenset[tuple[str, tuple[str, ...]]]:
        """Return who says so: article and sources of each."""
        return frozenset((report.article, claim.voices) for report, claim in self.said)


def key(claim: ClaimFacts) -> Key:
    """Return what makes two claims the same statement, to compare each only once in a large event."""
    value = claim.value
    if isinstance(value, ActorFacts):
        named = actors.name(value)
        value = named or actors.kind(value) + "|" + " ".join(fold(value.label))
    of_what = counted_thing(claim) if claim.low is not None or claim.high is not None else ""
    return (claim.positive, value.iri if isinstance(value, PlaceFacts) else value, claim.low, claim.high, of_what)


def words_of(claim: ClaimFacts) -> str:
    """Return the words of a claim's value."""
    if claim.text:
        return claim.text
    value = claim.value
    return value.label if isinstance(value, ActorFacts | PlaceFacts) else getattr(value, "text", str(value))


def positions(
    said: Sequence[Said], clashes: Iterable[tuple[Sequence[ClaimFacts], Sequence[ClaimFacts]]]
) -> tuple[Position, ...]:
    """Group claims by what they say, most claims first, and put those that contradict one another on sides."""
    grouped: dict[Key, list[Said]] = defaultdict(list)
    for report, claim in said:
        grouped[key(claim)].append((report, claim))
    rivals: dict[Key, set[Key]] = defaultdict(set)
    for ones, others in clashes:
        left, right = {key(c) for c in ones}, {key(c) for c in others}
        for one in left - right:
            rivals[one] |= right - left
        for other in right - left:
            rivals[other] |= left - right
    order = sorted(grouped, key=lambda k: (-len(grouped[k]), _label(grouped[k]), min(c.iri for _, c in grouped[k])))
    sides = _sides(order, rivals)
    return tuple(Position(_label(grouped[k]), bool(k[0]), tuple(grouped[k]), sides.get(k)) for k in order)


def _label(said: Sequence[Said]) -> str:
    """Return the words that most claims use, "not" before what they deny."""
    words = Counter(words_of(claim) for _, claim in said)
    chosen = min(words, key=lambda w: (-words[w], w))
    return chosen if said[0][1].positive else f"not {chosen}"


def _sides(order: Iterable[Key], rivals: dict[Key, set[Key]]) -> dict[Key, int]:
    """Give each position that has rivals the first side on which it has none."""
    sides: list[set[Key]] = []
    for one in order:
        if rivals.get(one):
            fitting = next((side for side in sides if side.isdisjoint(rivals[one])), None)
            if fitting is None:
                sides.append({one})
            else:
                fitting.add(one)
    return {one: number for number, side in enumerate(sides, start=1) for one in side}
