"""The network reads whole sentences in windows, gives a row for each token, and the same each time."""

import numpy as np
import pytest

from kg.language.context import WINDOW, ContextModel, _windows
from tests.extract.reading import tools


def sentences(text: str) -> list:  # type: ignore[type-arg]
    return list(tools().nlp(text).sents)


@pytest.fixture(scope="module")
def model() -> ContextModel:
    return tools().context


def test_windows_hold_whole_sentences_in_order() -> None:
    lengths = [100, 80, 20, 500, 5, 190, 1]
    found = list(_windows(lengths))
    assert [i for window in found for i in window] == list(range(len(lengths)))
    assert all(len(w) == 1 or sum(min(lengths[i], WINDOW) for i in w) <= WINDOW for w in found)


def test_each_token_has_a_row_of_probabilities(model: ContextModel) -> None:
    told = sentences("Gunmen killed three soldiers near Basra. The army blamed a militia for it.")
    for sentence, seen in zip(told, model.read(told), strict=True):
        assert seen.vectors.shape == (len(sentence), 384)
        assert seen.parts.shape == (len(sentence), len(tools().context.meta["parts"]), 3)
        assert np.allclose(seen.parts.sum(axis=2), 1, atol=1e-5)


def test_reading_twice_gives_the_same(model: ContextModel) -> None:
    told = sentences("Gunmen killed three soldiers near Basra.")
    assert np.array_equal(model.read(told)[0].parts, model.read(told)[0].parts)


@pytest.mark.parametrize(
    "text", ["", "   ", "word " * 2000, "\u202e\ufeff\U0001f4a3 \x07", "[SEP] [CLS] [MASK] killed"]
)
def test_odd_text_is_read(model: ContextModel, text: str) -> None:
    told = sentences(text)
    assert [len(seen.vectors) for seen in model.read(told)] == [len(sentence) for sentence in told]
