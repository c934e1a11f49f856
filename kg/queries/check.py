"""What a query's text must not hold, checked before any parser sees it.

In: SPARQL text.  Out: nothing, or a QueryError.  pyoxigraph has no switch against SERVICE, and deep nesting ends its
process (3,000 braces do; so do 30,000 terms of a sum, against which only the worker process of `run_limited` helps).
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
_FORBIDDEN = re.compile(
    r"(?<![\w?$:.@-])(SERVICE|LOAD|FROM|INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH)(?![\w:-])", re.IGNORECASE
)
_ASCII_ESCAPE = re.compile(r"\\u00[0-7][0-9a-f]|\\U000000[0-7][0-9a-f]", re.IGNORECASE)
_OPENING, _CLOSING = "{([", "})]"
_REASONS = {"SERVICE": "asks another server", "LOAD": "fetches a document", "FROM": "may fetch a document"}


def check_text(text: str) -> None:
    """Raise QueryError if a query is too long, too deep, reaches for the network, or changes data."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise QueryError(f"the query is {size:,} bytes long: at most {MAX_BYTES:,} are read")
    if _ASCII_ESCAPE.search(text):
        raise QueryError("the query writes an ASCII character as \\u…, which can hide a keyword: write it as it is")
    _check_depth(_TOKENS.sub(_brackets, text))
    found = _FORBIDDEN.search(_TOKENS.sub(_blank, text))
    if found:
        word = found[1].upper()
        raise QueryError(f"{word} is refused: it {_REASONS.get(word, 'changes data')}, and queries here only read")


def _check_depth(text: str) -> None:
    depth = 0
    for character in text:
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth -= 1
        if depth > MAX_DEPTH:
            raise QueryError(f"the query is nested more than {MAX_DEPTH} deep: it would end the process that parses it")


def _blank(token: re.Match[str]) -> str:
    return " "


def _brackets(token: re.Match[str]) -> str:
    """Keep the brackets of what may be an IRI or a comparison; count none of strings and comments."""
    if token.lastgroup != "iri":
        return " "
    return "".join(character for character in token[0] if character in _OPENING)
