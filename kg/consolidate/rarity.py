"""How telling a word is: words -> weights, from counts that ship with the package; never from the store itself.

`word_counts.tsv` says in how many of 2,215 passages of about 150 words each word occurs (in its singular, folded): the
treebanks that the language model was trained on (UD English EWT train, GUM news of CC BY, PUD), CC BY-SA 4.0.  Words in
fewer than three passages are left out, as are those that the table never saw: both weigh as if found in one.
"""

from collections.abc import Iterable, Set
from functools import lru_cache
from math import log2, sqrt
from pathlib import Path
from typing import Final

from kg.consolidate.words import fold, is_common, singular

PASSAGES: Final = 2_215
UNSEEN: Final = 1
TOO_COMMON: Final = PASSAGES // 20  # "people", "say": found in one passage of twenty, they tell nothing apart
RARE: Final = 9  # passages, at most: a word as rare as "Baghdad" or rarer may lead to another report
OF_THE_TRADE: Final = 40  # "convoy" and "gunman" are rare in everyday English and not in news of conflict


def _load() -> dict[str, int]:
    lines = (Path(__file__).parent / "word_counts.tsv").read_text(encoding="utf-8").splitlines()
    return {word: int(count) for word, count in (line.split("\t") for line in lines)}


_COUNTS: Final = _load()


@lru_cache(maxsize=200_000)
def passages(word: str) -> int:
    """Return in how many passages a word is to be expected."""
    return max(_COUNTS.get(word, UNSEEN), OF_THE_TRADE if is_common(word) else 0)


@lru_cache(maxsize=200_000)
def weight(word: str) -> float:
    """Return the information of a word in bits: log2 of one over its share of passages."""
    return log2(PASSAGES / passages(word))


def telling(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of texts that may tell one happening from another, folded and in the singular."""
    words = {singular(word) for text in texts for word in fold(text)}
    return frozenset(w for w in words if len(w) > 1 and passages(w) <= TOO_COMMON and not w.isdecimal())


def rare(words: Iterable[str]) -> frozenset[str]:
    """Return those words that few passages hold."""
    return frozenset(word for word in words if passages(word) <= RARE)


def likeness(ones: Set[str], others: Set[str]) -> float:
    """Return the cosine of two sets of words, each weighed by its information; 0 where one is empty."""
    common = sum(weight(w) ** 2 for w in ones & others)
    return common / sqrt(mass(ones) * mass(others)) if common else 0.0


@lru_cache(maxsize=100_000)
def mass(words: Set[str]) -> float:
    """Return the squared length of a set of words."""
    return sum(weight(w) ** 2 for w in words)
