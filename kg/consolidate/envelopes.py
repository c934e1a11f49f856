"""Counts that reports give -> envelopes: the least and the most that anybody says, never an average, never a sum."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.consolidate.counts import BY_SIDE, side_of
from kg.consolidate.facts import ClaimFacts, ReportFacts

ROLES = ("killed", "injured", "detained")


@dataclass(frozen=True, slots=True)
class Envelope:
    """The least and the most that any positive claim says; None where no claim sets that bound."""

    low: int | None
    high: int | None


def envelope(role: str, reports: Iterable[ReportFacts]) -> Envelope:
    """Return the least and the most that any claim says of all people killed, injured or detained.

    A count of one side ("3 soldiers") bounds the whole only from below, where other claims count the whole or another
    side: so many at least, and who counted the whole says the rest.  Where every claim counts one side, the same, that
    is what is known.
    """
    by_side = _by_side(role, reports)
    parts = [_envelope(claims) for side, claims in by_side.items() if side]
    whole = by_side.get("", ())
    if not whole and len(parts) > 1:
        return Envelope(max((p.low for p in parts if p.low is not None), default=None), None)
    if not whole:
        return parts[0] if parts else Envelope(None, None)
    found = _envelope(whole)
    least = max((p.low for p in parts if p.low is not None), default=None)
    if found.high is not None and least is not None and least > found.high:
        return Envelope(found.low, least)
    return found


def side_envelopes(role: str, reports: Iterable[ReportFacts]) -> Mapping[str, Envelope]:
    """Return the envelope of each side that claims count apart: forces, civilians, fighters, attackers."""
    by_side = _by_side(role, reports)
    return {side: _envelope(by_side[side]) for side in sorted(by_side) if side}


def _by_side(role: str, reports: Iterable[ReportFacts]) -> dict[str, list[ClaimFacts]]:
    found: dict[str, list[ClaimFacts]] = defaultdict(list)
    for report in reports:
        for claim in report.claims:
            if claim.role == role and claim.holds and (claim.low is not None or claim.high is not None):
                found[side_of(claim) if role in BY_SIDE else ""].append(claim)
    return found


def _envelope(claims: Sequence[ClaimFacts]) -> Envelope:
    lows = [c.low for c in claims if c.low is not None]
    highs = [c.high for c in claims if c.high is not None]
    return Envelope(min(lows, default=None), max(highs + lows) if highs else None)
