"""Signatures -> which texts are reprints of one another: whole articles, or passages told in the same words.

A signature is what kg/graph/signatures.py writes: how many rows of words a text has, and 128 values of MinHash.
"""

from base64 import b64decode
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

# Half of the shorter text stands in the longer one.  Set on ECB+ dev (tests/benchmarks/reprints.py; README.md there has
# the figures of train).  At 0.4, accounts that share no more than a quoted statement fall together; at 0.6, half of the
# reprints are missed that keep half of another text.
SHARED = 0.5
# Below this share of equal values the estimate is noise, which a text ten times as long would multiply by ten: of
# 18,000 pairs of articles on different events one reached 0.53 without this floor, none reaches SHARED with it.
LEAST_ALIKE = 0.1
LEAST_ROWS = 12  # rows of three words, a sentence of fourteen: shorter passages can be alike by chance


@lru_cache(maxsize=20_000)
def _read(text: str) -> tuple[int, NDArray[np.uint16]]:
    rows, _, values = text.partition(":")
    return int(rows), np.frombuffer(b64decode(values), dtype="<u2")


def tells(signature: str) -> bool:
    """Tell whether a signature is of a text long enough to be known again."""
    return bool(signature) and _read(signature)[0] >= LEAST_ROWS


def reprints(signatures: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the positions of each two texts of which one holds half of the other or more."""
    telling = [at for at, text in enumerate(signatures) if tells(text)]
    if len(telling) < 2:
        return
    rows = np.array([_read(signatures[at])[0] for at in telling])
    values = np.stack([_read(signatures[at])[1] for at in telling])
    for here in range(len(telling) - 1):
        alike = np.mean(values[here + 1 :] == values[here], axis=1)
        both, shorter = rows[here + 1 :] + rows[here], np.minimum(rows[here + 1 :], rows[here])
        common = alike * both / (1 + alike)  # of a Jaccard index and two sizes, how many rows two sets share
        for there in np.flatnonzero((alike >= LEAST_ALIKE) & (common >= SHARED * shorter)):
            yield telling[here], telling[here + 1 + int(there)]


def is_reprint(one: str, other: str) -> bool:
    """Tell whether one of two texts holds half of the other or more."""
    return next(reprints((one, other)), None) is not None
