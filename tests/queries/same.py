"""Whether two stores give the same answer: the same rows, in the same order as far as ORDER BY says."""

import re
from collections import Counter

from kg.queries import Answer
from kg.queries.answer import Row

_ORDER = re.compile(r"\bORDER BY (?P<keys>.*)\s*$")
_KEY = re.compile(r"\?(\w+)")


def difference(text: str, here: Answer, there: Answer) -> str:
    """Return the first difference in words, empty where there is none.

    Rows that ORDER BY puts in one place may change places; of its keys those are compared that are columns.
    """
    if here.columns != there.columns:
        return f"columns {here.columns} and {there.columns}"
    mine, theirs = Counter(here.rows), Counter(there.rows)
    for sign, rows in (("-", mine - theirs), ("+", theirs - mine)):
        for row in rows:
            return f"{sign} {' | '.join(map(str, row))} ({sum(mine.values())} rows here, {sum(theirs.values())} there)"
    for number, pair in enumerate(zip(_placed(text, here), _placed(text, there), strict=True)):
        if pair[0] != pair[1]:
            return f"row {number} stands elsewhere: {pair[0]} and {pair[1]}"
    return ""


def _placed(text: str, answer: Answer) -> list[Row]:
    order = _ORDER.search(text)
    keys = [name for name in _KEY.findall(order["keys"] if order else "") if name in answer.columns]
    return [tuple(row[answer.columns.index(key)] for key in keys) for row in answer.rows]
