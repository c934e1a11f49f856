"""Answers for a person at a terminal: a table where it fits, else a block of lines a row.

In: an Answer.  Out: text on a stream.  IRIs of this graph are shortened; control characters, which scraped text may
hold and a terminal would obey, are replaced.
"""

import os
from typing import TextIO
from unicodedata import category

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.queries.answer import Answer, Term, plain

WIDTH = 120  # where the stream is no terminal
_SHORT = (("https://w3id.org/conflict-kg/ontology#", "kg:"), ("https://w3id.org/conflict-kg/", ""))
_EDGES = 3  # a column's padding and rule


def write_table(answer: Answer, out: TextIO) -> None:
    """Write a table, or cards when the table would not fit the width."""
    width = _width(out)
    console = Console(file=out, width=width, highlight=False, soft_wrap=False)
    cells = [[_shown(term) for term in row] for row in answer.rows]
    if not cells:
        console.print(Text("no rows"))
    elif _natural_width(answer.columns, cells) <= width:
        console.print(_table(answer.columns, cells))
    else:
        for number, row in enumerate(cells, 1):
            console.print(Text(f"─── {number} of {len(cells)}", style="bold"))
            console.print(_card(answer.columns, row))


def _width(out: TextIO) -> int:
    try:
        return os.get_terminal_size(out.fileno()).columns
    except (OSError, ValueError):
        return WIDTH


def _natural_width(columns: tuple[str, ...], cells: list[list[str]]) -> int:
    by_column = zip(columns, zip(*cells, strict=True), strict=True)
    longest = (max(map(len, (column, *values))) for column, values in by_column)
    return sum(length + _EDGES for length in longest)


def _table(columns: tuple[str, ...], cells: list[list[str]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(Text(column))
    for row in cells:
        table.add_row(*map(Text, row))
    return table


def _card(columns: tuple[str, ...], row: list[str]) -> Table:
    card = Table.grid(padding=(0, 2))
    card.add_column(style="dim", no_wrap=True)
    card.add_column(overflow="fold")
    for column, text in zip(columns, row, strict=True):
        if text:
            card.add_row(Text(column), Text(text))
    return card


def _shown(term: Term | None) -> str:
    text = plain(term)
    for long, short in _SHORT:
        if text.startswith(long):
            text = short + text.removeprefix(long)
            break
    text = " ".join(text.split())
    return "".join("\ufffd" if category(character) in {"Cc", "Cf", "Cs"} else character for character in text)
