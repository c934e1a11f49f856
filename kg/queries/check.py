"""What a query's text must not hold, checked before any parser sees it.

In: SPARQL text.  Out: nothing, or a QueryError.  pyoxigraph has no switch against SERVICE, and deep nesting ends its
process (3,000 braces do; so do 30,000 terms of a sum, against which only the worker process of `run_limited` helps).
Its parser wants no space around a keyword: `trueSERVICE<x>{}`, `SERVICEex:a{}` and `ex:a.b.SERVICE<x>{}` all ask
another server.  So the word is refused wherever it is not plainly within a variable, a string, an IRI or a name.
"""

import re

from kg.errors import QueryError

MAX_BYTES = 64 * 1024
MAX_DEPTH = 64  # the deepest saved query has 9; pyoxigraph ends at about 3,000

# Order matters: an escaped character of a local name (ex:a\#b) must not open a comment or a string, and an IRI may
# hold a '#'.  Strings that do not end are left in place, so what follows them is checked.
_TOKENS = re.compile(
    r"""(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<escape>\\.)
      | (?P<string>\"{3}(?:\"{0,2}(?:\\.|[^"\\]))*\"{3} | '{3}(?:'{0,2}(?:\\.|[^'\\]))*'{3}
                  | "(?:\\.|[^"\\\n\r])*" | '(?:\\.|[^'\\\n\r])*')
      | (?P<comment>\#[^\n\r]*)""",
    re.VERBOSE | re.DOTALL,
)
# Variables, language tags, and names after their colon: no dot in them, after which parsers may begin a new word.
_NAMES = re.compile(r"[?$]\w+ | @[a-z]+(?:-[a-z0-9]+)* | :[a-z0-9_\u00c0-\ud7ff-]+", re.VERBOSE | re.IGNORECASE)
_SERVICE = re.compile("SERVICE", re.IGNORECASE)
_FORBIDDEN = re.compile(
    r"(?<![a-z0-9_-])(LOAD|FROM|DEFINE|INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH)(?![\w-])", re.IGNORECASE
)
_ASCII_ESCAPE = re.compile(r"\\u00[0-7][0-9a-f]|\\U000000[0-7][0-9a-f]", re.IGNORECASE)
_OPENING, _CLOSING = "{([", "})]"
_FETCHES = {
    "SERVICE": "asks another server",
    "LOAD": "fetches a document",
    "FROM": "may fetch a document",
    "DEFINE": "may make a server fetch documents",
}


def check_text(text: str) -> None:
    """Raise QueryError if a query is too long, too deep, reaches for the network, or changes data."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise QueryError(f"the query is {size:,} bytes long: at most {MAX_BYTES:,} are read")
    if _ASCII_ESCAPE.search(text):
        raise QueryError("the query writes an ASCII character as \\u…, which can hide a keyword: write it as it is")
    _check_depth(_TOKENS.sub(_brackets, text))
    bare = _NAMES.sub(" ", masked(text))
    if found := _SERVICE.search(bare) or _FORBIDDEN.search(bare):
        word = found[0].upper()
        raise QueryError(f"{word} is refused: it {_FETCHES.get(word, 'changes data')}, and queries here only read")


def masked(text: str) -> str:
    """Return a query's text, as long as it is, with spaces for IRIs, strings, comments and escaped characters."""
    return _TOKENS.sub(lambda token: " " * len(token[0]), text)


def _check_depth(text: str) -> None:
    depth = 0
    for character in text:
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth -= 1
        if depth > MAX_DEPTH:
            raise QueryError(f"the query is nested more than {MAX_DEPTH} deep: it would end the process that parses it")


def _brackets(token: re.Match[str]) -> str:
    """Keep the brackets of what may be an IRI or a comparison; count none of strings and comments."""
    if token.lastgroup != "iri":
        return " "
    return "".join(character for character in token[0] if character in _OPENING)
