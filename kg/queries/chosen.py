"""Whether a query's `--limit` left something out.

In: a query's bound text.  Out: the query that counts what its innermost `LIMIT … # --limit` chooses, one more at most,
and that limit.  The number of rows does not tell: what is chosen makes one row, or several, or the same as another.
"""

from collections.abc import Callable

from kg.queries.answer import Answer, plain
from kg.queries.check import masked
from kg.queries.paging import prologue_end
from kg.queries.parameters import LIMIT


def left_out(text: str, ask: Callable[[str], Answer]) -> str:
    """Return the sentence that says that the limit left something out, empty where it did not; `ask` runs a query."""
    counting = _counting(text)
    if counting is None:
        return ""
    count, limit = counting
    chosen = int(plain(ask(count).rows[0][0]))
    return f"Only {limit:,} were put into words: there is more, so narrow the question or raise --limit." * (
        chosen > limit
    )


def _counting(text: str) -> tuple[str, int] | None:
    """Return the counting query and the limit; None for a query without such a limit."""
    found = LIMIT.search(text)
    if not found:
        return None
    limit = int(found["number"])
    bare = masked(text)
    inner = text[_opening(bare, found.start()) : found.start()]
    start = prologue_end(bare)
    return f"{text[:start]}\nSELECT (COUNT(*) AS ?chosen) WHERE {{ {{ {inner}\nLIMIT {limit + 1} }} }}", limit


def _opening(bare: str, end: int) -> int:
    """Return where the group begins that holds `end`: after its brace, or the whole query after its prologue."""
    depth = 0
    for at in range(end - 1, -1, -1):
        depth += {"}": 1, "{": -1}.get(bare[at], 0)
        if depth < 0:
            return at + 1
    return prologue_end(bare)
