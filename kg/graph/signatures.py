"""Texts -> a signature that tells, without the texts, how many of their words two articles or passages share.

MinHash (Broder 1997) over the sets of three words in a row: the share of equal values of two signatures estimates the
Jaccard index of the sets.  Consolidation compares signatures (kg/consolidate/reprints.py), so that the store need not
hold an article's text.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from typing import Any

from kg.model import CLAIM_BEARING, Article, Claim

WORDS = 3  # a row; of 2, 3 and 5, three tell edited reprints from other accounts best (tests/benchmarks/reprints.py)
VALUES = 128  # the estimate's standard error is at most 0.044
SEED = 1
_SCHEME = "affine32"  # named, since a later default would make stored signatures incomparable
_WORD = re.compile(r"\w+")


def article_signature(article: Article) -> str:
    """Return the signature of an article's headline and text, without captions, credits and menus."""
    return signature(article.text[b.start : b.end] for b in article.blocks if b.kind in CLAIM_BEARING)


def passage_signature(report: str, claims: Iterable[Claim]) -> str:
    """Return the signature of the sentences that evidence a report's claims, each taken once."""
    spans = {(c.evidence.start, c.evidence.end): c.evidence.quote for c in claims if c.report == report}
    return signature(spans[at] for at in sorted(spans))


def signature(texts: Iterable[str]) -> str:
    """Return how many rows of words the texts hold, and the lower half of each hash value in base 64; "" for none."""
    rows = {row for text in texts for row in _rows(text)}
    if not rows:
        return ""
    found = _minhash()
    found.update_batch([row.encode() for row in sorted(rows)])
    return f"{len(rows)}:{b64encode(found.hashvalues.astype('<u2').tobytes()).decode('ascii')}"


def _rows(text: str) -> Iterable[str]:
    words = [word.lower() for word in _WORD.findall(text)]
    return (" ".join(words[at : at + WORDS]) for at in range(max(1, len(words) - WORDS + 1)) if words)


def _minhash() -> Any:
    return _empty().copy()


@cache
def _empty() -> Any:
    from datasketch import MinHash  # noqa: PLC0415  two seconds of imports, of which most commands need none

    return MinHash(num_perm=VALUES, seed=SEED, scheme=_SCHEME)
