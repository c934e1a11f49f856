"""Upper-case text -> mixed case, character for character, because parsers read capitals as names.

A small network reads the word vectors of each word and its neighbours and says which words keep their capital
(recipe/truecase.py trains it: F1 0.83 on the capitals of UD English PUD, where "not in the dictionary" gives 0.64).
Known names and short words in brackets or without vowels ("FMLN", "(UCA)") keep theirs.  Text that is not mostly
upper case is returned as it is.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from spacy.vocab import Vocab

from kg.language.word_class import CLASSES, word_class

UPPER_SHARE = 0.7  # headlines of mixed case stay far below, MUC-4 texts far above
KEEPS_CAPITAL = 0.4
WIDTH = 100  # of the word vectors
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\S")
_WORD = re.compile(r"[^\W\d_]")
_ALWAYS = frozenset(
    "i monday tuesday wednesday thursday friday saturday sunday january february april june july "
    "august september october november december".split()
)
_ACRONYM = re.compile(r"\(([A-Z]{2,6})\)|\b([B-DF-HJ-NP-TV-XZ]{2,5})\b")
_BREAK = re.compile(r"[.!?:][\"”)]*\s*\Z|\n\s*\n\s*\Z")
_TITLES = frozenset({"MR", "MRS", "DR", "ST", "LT", "SGT", "GEN", "COL", "KM", "KMS", "KG", "MM", "TH", "ND", "RD"})

Names = Callable[[str], Iterable[tuple[int, int, str]]]


def truecase(text: str, names: Names, vocab: Vocab) -> str:
    """Return the text with likely case; same length, so offsets hold.  `vocab` holds the word vectors."""
    letters = [char for char in text if char.isalpha()]
    if not letters or sum(char.isupper() for char in letters) < UPPER_SHARE * len(letters) or len(letters) < 20:
        return text
    tokens = list(_TOKEN.finditer(text))
    acronyms = {one or two for one, two in _ACRONYM.findall(text)} - _TITLES
    capital = "".join(_capitalise(piece) for piece in re.split(r"(\W+)", text))
    named = {i for start, end, _ in names(capital) for i in range(start, end)} if len(capital) == len(text) else set()
    likely = capitals([token[0] for token in tokens], vocab)
    out: list[str] = []
    at, begins = 0, True
    for token, capital_here in zip(tokens, likely, strict=True):
        begins = begins or bool(_BREAK.search(text, max(0, token.start() - 8), token.start()))
        word = token[0]
        if _WORD.match(word):
            ordinal = text[token.start() - 1 : token.start()].isdigit()  # "9TH"
            keep = begins or capital_here or token.start() in named or word.lower() in _ALWAYS
            keep = keep and not ordinal
            word = word if word in acronyms else _capitalise(word) if keep else word.lower()
            begins = False
        out += [text[at : token.start()], word]
        at = token.end()
    result = "".join(out) + text[at:]
    return result if len(result) == len(text) else text


def capitals(words: Sequence[str], vocab: Vocab) -> list[bool]:
    """Say for each word whether it keeps its capital inside a sentence."""
    if not words:
        return []
    if vocab.vectors_length != WIDTH:  # another pipeline than the shipped one
        return [not word_class(word.lower()) and len(word) > 3 and "'" not in word for word in words]
    own = np.array([features(word.lower(), vocab) for word in words], dtype=np.float32)
    blank = np.zeros((1, own.shape[1]), dtype=np.float32)
    rows = np.hstack([own, np.vstack([blank, own[:-1]]), np.vstack([own[1:], blank])])
    net = _network()
    hidden = np.maximum(rows @ net["hidden"] + net["hidden_bias"], 0)
    score = hidden @ net["out"] + net["out_bias"]
    return [bool(value) for value in (1 / (1 + np.exp(-score[:, 0])) > KEEPS_CAPITAL)]


def features(word: str, vocab: Vocab) -> Any:
    """The lower-case word as numbers: its vector, its possible parts of speech, whether it is unknown or short."""
    known = vocab.has_vector(word)
    vector = vocab.get_vector(word) if known else np.zeros(WIDTH, dtype=np.float32)
    possible = word_class(word)
    bits = [(possible >> i) & 1 for i in range(len(CLASSES))]
    return np.concatenate([vector, [*bits, not known, possible == 0, len(word) <= 3]])


@cache
def _network() -> Mapping[str, Any]:
    with np.load(Path(__file__).parent / "truecase.npz") as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays.files}


def _capitalise(word: str) -> str:
    return word[:1].upper() + word[1:].lower()
