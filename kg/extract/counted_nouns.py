"""How many of a noun: the words before it are read as a quantity phrase.

In: a noun (or a numeral standing for one) in a spaCy Doc.  Out: Quantity with the token where the phrase begins.  The
words to the left become a string of one character a word and quantity phrases are regular expressions over it, so that
a wrong arc between a numeral and its noun does no harm; tags only end the noun phrase.

Conventions, where words are not numbers:
  - a plural of a number word is at least two of it: "dozens" (24, None), "scores" (40, None), "hundreds" (200, None);
  - "several", "many", "a few", "a number of" fix nothing: (None, None).  "a couple of" is at least two;
  - "about 10", "some 10", "an estimated 10" are 10, the only number that anybody named;
  - "nearly 40", "up to 40" give an upper bound only, "more than 50" is at least 51, "fewer than 10" at most 9.
"""

import re

from spacy.tokens import Token

from kg.extract.numerals import is_number_word, number_value
from kg.extract.time_words import MONTHS
from kg.model import Quantity

WINDOW = 12  # words before a noun that can still be of its phrase; longer ones were not seen to hold its number
PLURALS = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000, "tens": 20}
MEASURES = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months year years decade decades percent pc "
    "mm cm m km kg kilometer kilometers kilometre kilometres mile miles meter meters metre metres foot feet ton tons "
    "tonne tonnes dollar dollars euro euros pound pounds caliber calibre time times degrees % per yards gallons "
    "barrels pesos dinars lira roubles rubles acres hectares".split()
)

_ROWS = {
    "A": "at", "L": "least", "M": "most", "m": "more", "t": "than", "l": "fewer less", "x": "no", "z": "not", "u": "up",
    "G": "to", "S": "as", "y": "many", "V": "over above exceeding", "U": "under below", "e": "nearly almost",
    "k": "close", "b": "about around approximately roughly some estimated perhaps", "a": "a an", "f": "of", "C": "and",
    "O": "or", "h": "- – —", "B": "between", "N": "number total", "c": "couple", "p": "pair",
    "g": "several few numerous multiple various countless handful", "v": " ".join(PLURALS), "s": "so", "d": "both",
    "1": "single", "5": "half", "Z": "nobody none",
    "T": "the these those all its their his her our other another additional further only just 's ’s \" “ ”",
    "|": " ".join((*MONTHS, "$", "£", "€", "including", "per")),
}  # fmt: skip
_CLASS = {word: char for char, words in _ROWS.items() for word in words.split()}
_PHRASE_ENDS = frozenset("IN VBD VBZ VBP VB MD PRP WDT WP WRB TO CC . , : -LRB- -RRB- RP EX".split())

_MODIFIERS = r"(?:[_TmbsS1][_TmhbCsS1]*)?"
_NUMBER = re.compile(
    r"(?P<bound>AL|[xz]lt|AM|xmt|mt|V|uG|SyS|e|kG|lt|U|a?b|B|x)?(?P<blob>5?a?n(?:[hCOG]?n)*)(?P<open>Om)?(?:Os)?"
    rf"(?:fT|T)?{_MODIFIERS}$"
)
_VAGUE = re.compile(rf"(?P<plural>v(?:fv)?)f?{_MODIFIERS}$|(?P<scaled>a?gn)f?{_MODIFIERS}$")
_OPEN = re.compile(rf"(?:a?[gy]f?|a_?Nf|a?c(?P<two>f)|ap(?P<pair>f)|(?P<both>d)){_MODIFIERS}$")
_NONE = re.compile(r"(?:x|za1)(?:[_h][_mhb]*)?$")
_ARTICLE = re.compile(r"(?<!x)a1?(?:[_n5h][_nhmb]*)?$")
_LOW, _HIGH = frozenset({"AL", "xlt", "zlt"}), frozenset({"uG", "SyS", "xmt", "AM", "e", "kG"})
_SELF_COUNTING = frozenset("nvNcgdZ")  # a token of these classes is its own number: "dozens were hurt"

Counted = tuple[Quantity, int, bool]  # quantity, first token of the phrase, whether more than an article says so


def counted(noun: Token) -> Counted | None:
    """Return how many the words at and before the noun say, or None if they say nothing."""
    end = noun.i + 1 if _class(noun) in _SELF_COUNTING else noun.i
    first = max(noun.sent.start, end - WINDOW) if noun.doc.has_annotation("SENT_START") else max(0, end - WINDOW)
    tokens = [t for t in noun.doc[first:end] if not t.is_space]
    classes = "".join(_class(t) for t in tokens)
    own = end > noun.i
    for read in (_vague, _numeric, _open):
        found = read(tokens, classes, noun)
        if found is not None:
            return found
    return None if own and classes[-1] != "Z" else _none_or_one(tokens, classes, noun)


def _class(token: Token) -> str:
    lower = token.lower_
    char = _CLASS.get(lower)
    if char:
        return char
    if is_number_word(lower):
        return "n"
    return "|" if token.tag_ in _PHRASE_ENDS else "_"


def _numeric(tokens: list[Token], classes: str, noun: Token) -> Counted | None:
    match = _NUMBER.search(classes)
    if match is None:
        return None
    start, end = match.span("blob")
    bound = match["bound"] or ""
    if _measures(tokens, end) or _is_date(tokens, match.start(), start) or _is_year(tokens[start:end], noun):
        return None
    if bound == "x":
        return (Quantity(0, 0), tokens[match.start()].i, True) if tokens[start].lower_ in ("one", "single") else None
    found = _blob(tokens, start, end, between=bound == "B")
    if found is None:
        return None
    quantity, at = found
    if at > start:
        return quantity, tokens[at].i, True
    return _bounded(quantity, "AL" if match["open"] else bound), tokens[match.start()].i, True


def _blob(tokens: list[Token], start: int, end: int, *, between: bool) -> tuple[Quantity, int] | None:
    """Read numerals and what joins them: one number, a range, or the last number of several."""
    words = [t.lower_ for t in tokens[start:end]]
    whole = number_value(" ".join(words))
    if whole is not None and not between:
        return Quantity(whole, whole), start
    for at, word in enumerate(words):
        low, high = number_value(" ".join(words[:at])), number_value(" ".join(words[at + 1 :]))
        joins = word in ("to", "or", "-", "–", "—") or (word == "and" and between)
        if joins and low is not None and high is not None and low < high:
            return Quantity(low * _shared_scale(words, at, low), high), start
    for at in range(start, end):
        value = number_value(" ".join(words[at - start :]))
        if value is not None and words[at - start] != "and":
            return Quantity(value, value), at
    return None


def _shared_scale(words: list[str], at: int, low: int) -> int:
    """ "two to three hundred" has hundreds on both sides."""
    return (
        (number_value(words[-1]) or 1)
        if at == 1 and low < 100 and words[-1] in ("hundred", "thousand", "million")
        else 1
    )


def _bounded(quantity: Quantity, bound: str) -> Quantity:
    low, high = quantity.low, quantity.high
    if low is None or high is None:
        return quantity
    if bound in _LOW:
        return Quantity(low, None)
    if bound in ("mt", "V"):
        return Quantity(low + 1, None)
    if bound in _HIGH:
        return Quantity(None, high)
    return Quantity(None, high - 1) if bound in ("lt", "U") else quantity


def _measures(tokens: list[Token], end: int) -> bool:
    """Tell "9 mm pistols" and "5 % of the men"."""
    return end < len(tokens) and tokens[end].lower_ in MEASURES


def _is_date(tokens: list[Token], start: int, blob: int) -> bool:
    """ "On July 3 gunmen …" has a day; "In June 14 people …" a number."""
    before = tokens[start - 1].lower_.rstrip(".") if start else ""
    return start == blob and before in MONTHS and (start < 2 or tokens[start - 2].lower_ != "in")


def _is_year(blob: list[Token], noun: Token) -> bool:
    text = blob[0].text
    return len(blob) == 1 and text.isdecimal() and len(text) == 4 and text[:2] in ("19", "20") and noun.tag_ != "NNS"


def _vague(tokens: list[Token], classes: str, _noun: Token) -> Counted | None:
    match = _VAGUE.search(classes)
    if match is None:
        return None
    words = [t.lower_ for t in tokens[match.start() : match.end()]]
    if match["scaled"]:
        scale = next((number_value(w) for w in words if number_value(w) is not None), None)
        return (Quantity(2 * scale, None), tokens[match.start()].i, True) if scale and scale >= 12 else None
    low = 1
    for word in words:
        low *= PLURALS.get(word, 1)
    if len(match["plural"]) > 1:
        low //= 2  # "tens of thousands" are two times ten thousand, not two times ten times two
    return Quantity(low, None), tokens[match.start()].i, True


def _open(tokens: list[Token], classes: str, _noun: Token) -> Counted | None:
    match = _OPEN.search(classes)
    if match is None:
        return None
    if match["both"] or match["pair"]:
        return Quantity(2, 2), tokens[match.start()].i, True
    return Quantity(2 if match["two"] else None, None), tokens[match.start()].i, True


def _none_or_one(tokens: list[Token], classes: str, noun: Token) -> Counted | None:
    match = _NONE.search(classes)
    if match or classes[-1:] == "Z":
        return Quantity(0, 0), tokens[match.start() if match else -1].i, True
    match = _ARTICLE.search(classes)
    if match and noun.tag_ not in ("NNS", "NNPS"):
        return Quantity(1, 1), tokens[match.start()].i, False
    return None
