"""What a network says of a sentence's words, and what reads it: shared by language analysis and extraction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Span

Floats = NDArray[np.float32]
ENOUGH = 0.3  # least probability of each token of a phrase that plays a part


class Marked(NamedTuple):
    """Tokens of a sentence that likely play a part."""

    part: int
    start: int
    end: int
    score: float  # mean probability of its tokens


@dataclass(frozen=True)
class InContext:
    """What the network says of a sentence, a row for each token."""

    vectors: Floats  # (tokens, 384)
    parts: Floats  # (tokens, parts, 3): probabilities that the token is outside, begins, or continues a phrase

    @cached_property
    def phrases(self) -> tuple[Marked, ...]:
        """The phrases that likely play a part, by part, then in text order."""
        return tuple(marked for part in range(self.parts.shape[1]) for marked in self._of_part(part))

    def _of_part(self, part: int) -> Iterator[Marked]:
        inside = (1 - self.parts[:, part, 0]).tolist()
        begins = self.parts[:, part, 1].tolist()
        start = 0
        while start < len(inside):
            end = start + 1
            if inside[start] >= ENOUGH:
                while end < len(inside) and inside[end] >= ENOUGH and begins[end] < inside[end] / 2:
                    end += 1
                yield Marked(part, start, end, sum(inside[start:end]) / (end - start))
            start = end


class Reader(Protocol):
    """A network that reads sentences in context."""

    def read(self, sentences: Sequence[Span]) -> list[InContext]:
        """Read an article's sentences together, in text order."""

    def relations(self, pairs: Sequence[tuple[Floats, Floats]]) -> Floats:
        """Probabilities of each relation between two phrases, given by the mean vector of each, in text order."""
