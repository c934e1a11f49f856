"""Pages of a long answer, for a server that cuts it.

In: a SELECT query, its columns, a page's size and first row.  Out: the query for that page.  Pages fit together only
if the rows have one order, so all columns are added to the query's own ORDER BY: rows that are still alike are equal.
The ordered query stands within the one that cuts pages: Virtuoso refuses to sort more rows than it returns at once,
but cuts pages from a sub-select that is sorted.
"""

import re

from kg.errors import QueryError
from kg.queries.check import masked

_DECLARATION = re.compile(r"\s*(?:PREFIX\s+[\w.-]*\s*:|BASE)\s*", re.IGNORECASE)
_SELECT = re.compile(r"\s*SELECT\b", re.IGNORECASE)
_DISTINCT = re.compile(r"\s*SELECT\s+DISTINCT\b", re.IGNORECASE)
_ORDER = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
_AFTER_ORDER = re.compile(r"\b(?:LIMIT|OFFSET|VALUES)\b|$", re.IGNORECASE)


def page(text: str, columns: tuple[str, ...], size: int, start: int) -> str:
    """Return the query for `size` rows from row `start`; raise QueryError if it is no SELECT query with columns."""
    bare = masked(text)
    body = prologue_end(bare)
    if not _SELECT.match(bare, body) or not columns:
        raise QueryError("the server cuts the answer, and only a SELECT query can be asked for in pages")
    group_end = _first_group_end(bare)
    order = _ORDER.search(bare, group_end)
    at = _AFTER_ORDER.search(bare, order.end() if order else group_end)
    cut = at.start() if at else len(text)
    names = " ".join(f"?{column}" for column in columns)
    ordered = f"{text[body:cut]}\n{'' if order else 'ORDER BY '}{names}\n{text[cut:]}"
    return f"{text[:body]}\nSELECT {names} WHERE {{ {{ {ordered}\n}} }} LIMIT {size} OFFSET {start}"


def is_distinct(text: str) -> bool:
    """Say whether a query asks for rows that differ."""
    bare = masked(text)
    return _DISTINCT.match(bare, prologue_end(bare)) is not None


def prologue_end(bare: str) -> int:
    """Return the index after the prefixes of a query's masked text."""
    at = 0
    while found := _DECLARATION.match(bare, at):
        at = found.end()
    return at


def _first_group_end(bare: str) -> int:
    """Return the index after the brace that ends the query's pattern."""
    depth = 0
    for at, character in enumerate(bare):
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                return at + 1
    raise QueryError("the query has no group { … }")
