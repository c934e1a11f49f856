"""Numbers in claims: whether two accounts count the same things differently."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.consolidate.facts import ActorFacts, ClaimFacts
from kg.consolidate.words import comparable_things, number, rival_things, side, thing, thing_line

Range = tuple[int | None, int | None]  # least and most, None where the words set no bound

Clash = tuple[tuple[ClaimFacts, ...], tuple[ClaimFacts, ...]]  # claims of two accounts that cannot both be right
_Tally = dict[str, list[tuple[Range | None, ClaimFacts]]]

# People killed or injured fall on sides ("3 soldiers and 14 militants"); people detained do not.
BY_SIDE = frozenset({"killed", "injured"})


def apart(one: Range, other: Range) -> bool:
    """Tell whether no number fits both: 14 and 23 do not, "at least 3" and 4 do."""
    return _less(one[1], other[0]) or _less(other[1], one[0])


def _less(most: int | None, least: int | None) -> bool:
    return most is not None and least is not None and most < least


def counts_differ(role: str, one: Sequence[ClaimFacts], other: Sequence[ClaimFacts]) -> bool:
    """Tell whether two accounts of a count contradict each other: no count of the one fits one of the other."""
    pairs = [(a, b) for a in one for b in other if _counted(a) and _counted(b) and _same_things(role, a, b)]
    return bool(pairs) and all(_clash(role, a, b) for a, b in pairs)


def _counted(claim: ClaimFacts) -> bool:
    return claim.low is not None or claim.high is not None


def _noun(claim: ClaimFacts) -> str:
    noun = thing(claim.text)
    return "" if noun.isdecimal() or number(noun) else noun


def side_of(claim: ClaimFacts) -> str:
    """Return whom a count of people counts: the side its words name, "" where it may be anybody."""
    return side(_noun(claim))


def counted_thing(claim: ClaimFacts) -> str:
    """Return what a count counts as far as it matters: three soldiers and three militants are not the same three."""
    if claim.role in BY_SIDE:
        return side_of(claim)
    return _noun(claim) if claim.role in ("destroyed", "count") else ""


def _same_things(role: str, one: ClaimFacts, other: ClaimFacts) -> bool:
    left, right = _noun(one), _noun(other)
    if role in BY_SIDE:
        return not side(left) or not side(right) or side(left) == side(right)
    if role == "destroyed":
        return not (left and right) or comparable_things(left, right)
    return True


def _clash(role: str, one: ClaimFacts, other: ClaimFacts) -> bool:
    """Hold two counts of comparable things against each other; a part may be less than the whole."""
    left, right = _noun(one), _noun(other)
    if role in BY_SIDE and bool(side(left)) != bool(side(right)):
        part, whole = (one, other) if side(left) else (other, one)
        return _less(whole.high, part.low)
    if role == "destroyed" and left and right and left != right:
        part, whole = (one, other) if right in thing_line(left)[1:] else (other, one)
        return _less(whole.high, part.low)
    return apart((one.low, one.high), (other.low, other.high))


def things_apart(one: Sequence[ClaimFacts], other: Sequence[ClaimFacts]) -> Clash | None:
    """Return the claims by which two accounts of things hit contradict each other, None if they do not.

    They do where they name the same sort of thing but none that could be one (an embassy, an airport); where they count
    one thing differently (three trucks, five trucks); and where as many of one sort are differently made up (three
    trucks; one Humvee and two tankers).  Naming more or fewer things is no contradiction.
    """
    left, right = _tally(one), _tally(other)
    if rival_things(left, right):
        sorts = {thing_line(t)[-1] for t in left if len(thing_line(t)) > 1} & {thing_line(t)[-1] for t in right}
        return _of_sorts(left, sorts), _of_sorts(right, sorts)
    for noun in left:
        ones, others = _counts_in(left, noun), _counts_in(right, noun)
        if ones and others and all(apart(a, b) for a in ones for b in others):
            return _counted_claims(left, {noun}), _counted_claims(right, {noun})
    if found := _made_up_differently(left, right):
        return found
    found = _made_up_differently(right, left)
    return (found[1], found[0]) if found else None


def _tally(claims: Sequence[ClaimFacts]) -> _Tally:
    found: _Tally = defaultdict(list)
    for claim in claims:
        label = claim.value.label if isinstance(claim.value, ActorFacts) else claim.text
        if isinstance(claim.value, ActorFacts) and claim.value.registered:
            continue
        counted = (claim.low, claim.high) if _counted(claim) else number(label) or number(claim.text)
        found[thing(label)].append((counted, claim))
    return found


def _counts_in(tally: _Tally, noun: str) -> list[Range]:
    return [counted for counted, _ in tally.get(noun, ()) if counted]


def _counted_claims(tally: _Tally, nouns: Iterable[str]) -> tuple[ClaimFacts, ...]:
    return tuple(claim for noun in sorted(nouns) for counted, claim in tally[noun] if counted)


def _of_sorts(tally: _Tally, sorts: Iterable[str]) -> tuple[ClaimFacts, ...]:
    return tuple(claim for noun, rows in tally.items() if thing_line(noun)[-1] in sorts for _, claim in rows)


def _made_up_differently(one: _Tally, other: _Tally) -> Clash | None:
    """Find parts in `other` that make the number of a thing of `one`, but not all of which can be that thing."""
    for noun in one:
        line, ranges = thing_line(noun), _counts_in(one, noun)
        if len(line) == 1 or not ranges:
            continue
        parts = {t for t in other if thing_line(t)[-1] == line[-1] and t != line[-1] and _counts_in(other, t)}
        strange = [t for t in parts if not comparable_things(t, noun)]
        total = sum(max(low or 0 for low, _ in _counts_in(other, t)) for t in parts)
        if strange and any(low == high == total for low, high in ranges):
            return _counted_claims(one, {noun}), _counted_claims(other, parts)
    return None
