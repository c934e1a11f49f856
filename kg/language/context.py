"""Words in context: a small transformer reads sentences together and says what part each word may play in an attack.

The network is MiniLM (six layers, 384 wide; Wang et al. 2020), trained further by recipe/context.py on MUC-4 and re3d
and stored with weights of eight bits.  It only proposes: extraction decides what becomes an argument or a relation.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from spacy.tokens import Span
from threadpoolctl import ThreadpoolController
from tokenizers import Tokenizer

from kg.in_context import Floats, InContext

DEFAULT = Path(__file__).parent / "en_context_sm"
WINDOW = 190  # word pieces that are read together, as in training
_START, _END = 101, 102


@dataclass(frozen=True)
class ContextModel:
    """The network; loaded on first use, once."""

    folder: Path = DEFAULT

    @cached_property
    def meta(self) -> dict[str, Any]:
        """Name, version, and the names of the parts and of the relations."""
        found: dict[str, Any] = json.loads((self.folder / "meta.json").read_text(encoding="utf-8"))
        return found

    @cached_property
    def _session(self) -> Any:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # the same sums in the same order
        return onnxruntime.InferenceSession(
            str(self.folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def _threads(self) -> ThreadpoolController:
        """NumPy's own threads wait for each other longer than these small products take: a third of all time."""
        _ = self._heads
        return ThreadpoolController()

    @cached_property
    def _tokenizer(self) -> Any:
        return Tokenizer.from_file(str(self.folder / "tokenizer.json"))

    @cached_property
    def _heads(self) -> dict[str, Floats]:
        with np.load(self.folder / "heads.npz") as stored:
            return {name: stored[name].astype(np.float32) for name in stored.files}

    def read(self, sentences: Sequence[Span]) -> list[InContext]:
        """Read an article's sentences, as many together as fit a window, in text order."""
        coded = [self._tokenizer.encode(sentence.text, add_special_tokens=False) for sentence in sentences]
        found: list[InContext] = []
        for window in _windows([len(code.ids) for code in coded]):
            pieces = [_START, *(x for i in window for x in coded[i].ids[:WINDOW]), _END]
            vectors = self._session.run(None, {"ids": np.array(pieces, dtype=np.int64)})[0]
            start = 1
            for i in window:
                size = min(len(coded[i].ids), WINDOW)
                found.append(self._of_sentence(sentences[i], coded[i], vectors[start : start + size]))
                start += size
        return found

    def _of_sentence(self, sentence: Span, code: Any, pieces: Floats) -> InContext:
        """Each token has the mean of its pieces' vectors, and the parts that its first piece plays."""
        owner = np.full(sentence.end_char - sentence.start_char + 1, -1)
        for n, token in enumerate(sentence):
            start = token.idx - sentence.start_char
            owner[start : start + len(token)] = n
        own = [int(owner[start]) for start, _ in code.offsets[: len(pieces)]]
        vectors = np.zeros((len(sentence), pieces.shape[1]), dtype=np.float32)
        counts = np.zeros(len(sentence), dtype=np.float32)
        first = np.full(len(sentence), -1)
        for k, n in enumerate(own):
            if n >= 0:
                vectors[n] += pieces[k]
                counts[n] += 1
                first[n] = k if first[n] < 0 else first[n]
        with self._threads.limit(limits=1, user_api="blas"):
            scores = pieces @ self._heads["parts_weight"] + self._heads["parts_bias"]
        parts = _softmax(scores.reshape(len(pieces), scores.shape[1] // 3, 3))
        nothing = np.zeros((1, *parts.shape[1:]), dtype=np.float32)
        nothing[:, :, 0] = 1
        means = (vectors / np.maximum(counts, 1)[:, None]).astype(np.float32)
        return InContext(means, np.concatenate([parts, nothing])[first])

    def relations(self, pairs: Sequence[tuple[Floats, Floats]]) -> Floats:
        """Probabilities of each relation between two phrases, given by the mean vector of each, in text order."""
        heads = self._heads
        one, other = np.stack([a for a, _ in pairs]), np.stack([b for _, b in pairs])
        with self._threads.limit(limits=1, user_api="blas"):
            hidden = np.concatenate([one, other, one * other], axis=1) @ heads["pair_weight"] + heads["pair_bias"]
            return _softmax(np.maximum(hidden, 0) @ heads["relation_weight"] + heads["relation_bias"])


def _windows(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Runs of whole sentences that fit a window together."""
    window: list[int] = []
    room = WINDOW
    for i, length in enumerate(lengths):
        if window and length > room:
            yield window
            window, room = [], WINDOW
        window.append(i)
        room -= min(length, WINDOW)
    if window:
        yield window


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares
