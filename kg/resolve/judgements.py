"""A file of a person's judgements -> what they say of the names of one article.

A CSV with a header: `name` as the article writes it, `actor` (a slug of the register), `verdict` (same, or not same),
`document` (empty: every article) and, if wanted, `note`.  "Same" links the name to the actor whatever the rules say;
"not same" keeps the rules from linking it to that actor.
"""

import csv
import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.resolve.names import normalise

_COLUMNS = ("name", "actor", "verdict", "document")
_VERDICTS = {"same": True, "not same": False}
_EXAMPLE = "name,actor,verdict,document"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One row: whether a name means an actor, in one document or in all."""

    name: str  # its key
    actor: str
    same: bool
    document: str | None


@dataclass(frozen=True, slots=True)
class Judgements:
    """The rows that were judged; `mark` tells one set of rows from another, "" where there are none."""

    rows: tuple[Judgement, ...] = ()
    mark: str = ""

    def within(self, document: str) -> "Judgements":
        """Keep what holds for one document; what names it overrides what holds for all."""
        held = [row for row in self.rows if row.document in (None, document)]
        return Judgements(tuple(sorted(held, key=lambda row: row.document is None)), self.mark)

    def same_as(self, text: str) -> str | None:
        """Return the actor that a name was judged to mean."""
        key = normalise(text) if self.rows else ""
        return next((row.actor for row in self.rows if row.same and row.name == key), None)

    def parts(self, text: str, actor: str) -> bool:
        """Whether a name was judged not to mean an actor."""
        key = normalise(text) if self.rows else ""
        return any(not row.same and row.name == key and row.actor == actor for row in self.rows)


NO_JUDGEMENTS = Judgements()


def load_judgements(path: Path, actors: Collection[str]) -> Judgements:
    """Load a file of judgements; raise InputError naming the file and line of the first row that cannot be used."""
    try:
        data = path.read_bytes()
        lines = data.decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}: name a CSV file in UTF-8 with the columns {_EXAMPLE}") from error
    table = csv.DictReader(lines)
    if missing := [name for name in _COLUMNS[:3] if name not in (table.fieldnames or ())]:
        raise InputError(f"{path}:1: no column “{missing[0]}”: the first line is {_EXAMPLE}")
    found: list[Judgement] = []
    for row in table:
        judged = _judgement(row, f"{path}:{table.line_num}", actors)
        if other := next((r for r in found if r.same and judged.same and _clash(r, judged)), None):
            raise InputError(
                f"{path}:{table.line_num}: “{row['name']}” is already the same as {other.actor}: keep one of the two"
            )
        found.append(judged)
    return Judgements(tuple(found), hashlib.sha256(data).hexdigest()[:12])


def _clash(one: Judgement, other: Judgement) -> bool:
    return (one.name, one.document) == (other.name, other.document) and one.actor != other.actor


def _judgement(row: dict[str, str | None], at: str, actors: Collection[str]) -> Judgement:
    name, actor, verdict, document = ((row.get(column) or "").strip() for column in _COLUMNS)
    if not normalise(name):
        raise InputError(f"{at}: the name is empty: write it as the article does")
    if actor not in actors:
        raise InputError(f"{at}: no actor “{actor}” in the register: give the last part of its IRI, as in kg show")
    if verdict.casefold() not in _VERDICTS:
        raise InputError(f"{at}: “{verdict}” is no verdict: write same, or not same")
    return Judgement(normalise(name), actor, _VERDICTS[verdict.casefold()], document or None)
