"""How news spells the actors of the register: the linker's precision and recall over a table of public knowledge.

A row is a noun phrase, the slugs that its article has linked before it, `acts` where the phrase acts or speaks, and
the entry that it names or NIL.  Print what fails with `python tests/resolve/test_name_variants.py`.
"""

import csv
from pathlib import Path
from typing import NamedTuple

from kg.graph.register import load_register
from kg.model import Mention
from kg.resolve.linking import RegisterIndex, build_index, link
from kg.resources import folder

TABLE = Path(__file__).with_name("name_variants.csv")
PRECISION, RECALL = 0.95, 0.90  # the floors that the table was made for
_CUT = {"of", "in", "at", "on", "for", "against"}


class Row(NamedTuple):
    """One line of the table."""

    name: str
    context: tuple[str, ...]
    acts: bool
    expected: str | None


def rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Row(
                row["name"],
                tuple(row["context"].split()),
                row["acts"] == "acts",
                None if row["expected"] == "NIL" else row["expected"],
            )
            for row in csv.DictReader(file)
        ]


def as_mention(name: str, *, acts: bool = False) -> Mention:
    """Read a phrase as the parser would: its head is the last word before a bracket or preposition."""
    words = name.split(" (", maxsplit=1)[0].split()
    cut = next((n for n, word in enumerate(words) if n and word in _CUT), len(words))
    head = words[cut - 1].casefold()
    return Mention(0, len(name), name, head, "", plural=acts and head.endswith("s"))


def linked(row: Row, index: RegisterIndex) -> str | None:
    found = link(as_mention(row.name, acts=row.acts), index, row.context, agentive=row.acts)
    return found.slug if found else None


def actors() -> RegisterIndex:
    return build_index(load_register(folder("ontology") / "register"))


def test_table_is_large_hard_and_about_known_actors() -> None:
    table, known = rows(), actors().entries
    assert len(table) >= 400
    assert sum(row.expected is None for row in table) * 3 >= len(table)
    assert len({row[:3] for row in table}) == len(table)
    named = {slug for row in table for slug in (*row.context, row.expected) if slug}
    assert not named - known.keys()


def test_linking_reaches_precision_and_recall_over_the_table() -> None:
    table, index = rows(), actors()
    found = [(row, linked(row, index)) for row in table]
    made = [slug == row.expected for row, slug in found if slug]
    wanted = [slug == row.expected for row, slug in found if row.expected]
    assert sum(made) / len(made) >= PRECISION, [(row.name, slug) for row, slug in found if slug not in (None, row[3])]
    assert sum(wanted) / len(wanted) >= RECALL, [row.name for row, slug in found if slug != row.expected]


if __name__ == "__main__":
    register = actors()
    for case in rows():
        if (answer := linked(case, register)) != case.expected:
            print(f"{case.name!r} {' '.join(case.context)} {'acts' if case.acts else ''}: {answer} for {case.expected}")
