"""Bring spellings of one place name together: a name in, two keys out.

The strict key forgives case, accents, apostrophes and hyphens.  The loose key also forgives what differs between
romanisations of Arabic, Persian, Kurdish and Pashto names: the article (al-, as-, ez-), -a/-ah/-eh, -iya/-iyah,
doubled letters, ou/oo/u, ee/i.  It is used only for places in `TRANSLITERATED` countries, where it was made for:
elsewhere it would make Salvador of El Salvador.

Both functions take a text of one name a line as well as a name, and keep the lines: folding the gazetteer's 375,000
names takes 0.6 s one by one and 0.24 s at once.
"""

import re
import unicodedata
from functools import lru_cache

TRANSLITERATED = frozenset(
    "AE AF BH DJ DZ EG ER IL IQ IR JO KW LB LY MA MR OM PK PS QA SA SD SO SY TD TN TR YE".split()
)

_DROPPED = b"'`."
_SPACED = bytes.maketrans(b"-_/,\t", b"     ")
_BEYOND_NFKD = {"‐": "-", "‑": "-", "–": "-", "ı": "i", "ə": "a", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae"}
_SHORTENED = (("saint ", "st "), ("mount ", "mt "), ("fort ", "ft "))
_SPACES = re.compile(r"  +")
_EDGES = re.compile(r"^ | $", re.MULTILINE)
_LOOSE = (
    (re.compile(r"\b(?:al|el|il|ul|ad|ar|as|at|an|az|ash|adh|ath|ed|er|es|et|ez|esh|edh) "), ""),
    (re.compile(r"([a-z])\1+"), r"\1"),
    (re.compile(r"ou"), "u"),
    (re.compile(r"[iy]+"), "i"),
    (re.compile(r"dh"), "d"),
    (re.compile(r"(?<=\w\w)[ae]h?\b"), "a"),
)


WORD = 24  # characters up to which a folded name is remembered: an article's words come again and again


def fold(name: str) -> str:
    """Give the strict key of a name, or of each line: lower case, without accents, apostrophes, stops or hyphens."""
    return _of_word(name) if len(name) <= WORD else _fold(name)


@lru_cache(maxsize=65_536)
def _of_word(name: str) -> str:
    return _fold(name)


def _fold(name: str) -> str:
    text = name.lower()
    for long, short in _SHORTENED:
        text = text.replace(long, short)
    if not text.isascii():
        for letter, plain in _BEYOND_NFKD.items():
            text = text.replace(letter, plain)
        text = unicodedata.normalize("NFKD", text)
    text = text.encode("ascii", "ignore").translate(_SPACED, _DROPPED).decode("ascii")
    return _EDGES.sub("", _SPACES.sub(" ", text))


def loosen(key: str) -> str:
    """Give the loose key of a strict key, or of each line: articles dropped, romanisations levelled."""
    text = key.replace("oo", "u").replace("ee", "i")
    for pattern, replacement in _LOOSE:
        text = pattern.sub(replacement, text)
    return text
