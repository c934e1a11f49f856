"""What an outcome of a comparison weighs, in the manner of Fellegi and Sunter: levels -> bits of evidence.

`weights.toml` holds, for each comparison and each of its levels, how many pairs of reports had that outcome among pairs
of one event (`together`) and of two (`apart`).  A weight is the log2 of the ratio of the two shares, so that it can be
explained, added up, and fitted anew by counting (tests/benchmarks/ecbplus.py --fit).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import log2
from pathlib import Path
from typing import Final, TypeAlias

UNSEEN: Final = 0.5  # added to each count: a level never seen apart is no proof

Tally: TypeAlias = Mapping[str, tuple[int, int]]  # level -> (pairs of one event, pairs of two)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing compared, what came of it and why."""

    name: str
    weight: float
    why: str
    vetoes: bool = False  # shows two events, whatever the sum
    identifying: bool = False  # evidence of this event rather than of its sort
    suffices: bool = False  # needs no other evidence
    level: str = ""  # of a fitted comparison: the outcome that was counted


@dataclass(frozen=True)
class Weights:
    """Bits of evidence by comparison and level."""

    bits: Mapping[str, Mapping[str, float]]

    def of(self, comparison: str, level: str) -> float:
        """Return what a level weighs; nothing where it is unknown."""
        return self.bits[comparison].get(level, 0.0)


def from_tallies(tallies: Mapping[str, Tally]) -> Weights:
    """Turn counts of pairs into weights, to a tenth of a bit: the counts support no more."""
    return Weights({name: _bits(tally) for name, tally in tallies.items()})


def _bits(tally: Tally) -> dict[str, float]:
    together = sum(one + UNSEEN for one, _ in tally.values())
    apart = sum(two + UNSEEN for _, two in tally.values())
    return {
        level: round(log2((one + UNSEEN) / together) - log2((two + UNSEEN) / apart), 1)
        for level, (one, two) in tally.items()
    }


@cache
def fitted() -> Weights:
    """Return the weights that ship with the package."""
    tables = tomllib.loads((Path(__file__).parent / "weights.toml").read_text(encoding="utf-8"))
    return from_tallies({name: {k: (v[0], v[1]) for k, v in levels.items()} for name, levels in tables.items()})
