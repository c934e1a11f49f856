"""How often claims found as this one was are right: a logistic model over the signs of how it was found.

The weights were fitted on claims that a person judged (tests/benchmarks/calibration.py fits and checks them), so that
of claims at 0.8 about eight in ten are right.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.model import Actor, Claim, Place, Polarity, Quantity, TimeValue


def with_confidence(claim: Claim) -> Claim:
    """Return the claim with all its signs and the confidence that they give, to two decimals."""
    signs = (*claim.signs, *_signs(claim))
    return replace(claim, signs=signs, confidence=confidence_of(signs))


def confidence_of(signs: Iterable[str], weights: Mapping[str, float] | None = None) -> float:
    """The share of claims with these signs that are right, by the shipped weights or others."""
    weights = weights or _weights()
    score = weights["always"] + sum(weights.get(sign, 0.0) for sign in sorted(set(signs)))
    return round(1 / (1 + math.exp(-score)), 2)


def _signs(claim: Claim) -> Iterable[str]:
    yield f"role {claim.predicate}"
    yield f"certainty {claim.certainty.value}"
    yield "spoken" if claim.said_by else "own voice"
    if claim.polarity is Polarity.NEGATIVE:
        yield "negative"
    match claim.value:
        case Actor(registered=True):
            yield "value registered"
        case Actor():
            yield f"value {claim.value.type}"
        case Place():
            yield f"place {'unknown' if claim.value.precision == 'unknown' else 'found'}"
        case TimeValue() | Quantity():
            yield "value normal"
    if len(claim.text.split()) > 6:
        yield "long value"


@cache
def _weights() -> Mapping[str, float]:
    path = Path(__file__).with_name("confidence.json")
    found: Mapping[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return found
