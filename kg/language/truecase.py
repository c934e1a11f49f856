"""Upper-case text -> mixed case, character for character, because parsers read capitals as names.

A word that the English lexicon knows becomes lower case; one that it does not, or that stands in a known name,
keeps its capital.  Text that is not mostly upper case is returned as it is.
"""

import re
from collections.abc import Callable, Iterable

from kg.language.word_class import word_class

UPPER_SHARE = 0.7  # headlines of mixed case stay far below, MUC-4 texts far above
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ALWAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july "
    "august september october november december".split()
)


def truecase(text: str, names: Callable[[str], Iterable[tuple[int, int, str]]]) -> str:
    """Return the text with likely case; same length, so offsets hold."""
    letters = [char for char in text if char.isalpha()]
    if not letters or sum(char.isupper() for char in letters) < UPPER_SHARE * len(letters) or len(letters) < 20:
        return text
    capital = _WORD.sub(lambda match: _capitalise(match[0]), text)
    named = {i for start, end, _ in names(capital) for i in range(start, end)}
    out: list[str] = []
    at, begins = 0, True
    for match in _WORD.finditer(text):
        between = text[at : match.start()]
        begins = begins or bool(re.search(r"[.!?][\"”)]*\s", between))
        out += [between, _cased(match[0], keep=begins or match.start() in named)]
        at, begins = match.end(), False
    result = "".join(out) + text[at:]
    return result if len(result) == len(text) else text


def _cased(word: str, *, keep: bool) -> str:
    lower = word.lower()
    if keep or lower in _ALWAYS or (not word_class(lower) and len(word) > 3 and "'" not in word):
        return _capitalise(word)
    return lower


def _capitalise(word: str) -> str:
    return word[:1].upper() + word[1:].lower()
