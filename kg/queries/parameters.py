"""The parameters of a query: variables in whose place a term is put.

In: a query's text and its front matter.  Out: Parameter values.  Names are grlc's: `?_actor_iri` must be given,
`?__actor_iri` may be, and without it stays a variable that has no value.  The end of the name is the type: `iri`,
`integer`, `number`, `literal`, `xsd_date`.  Such a variable stands only where a term may: in patterns, filters
and BIND, not in SELECT or BOUND.  A variable in a `VALUES (?_actor_iri) { … }` clause of its own is a
parameter too: `(UNDEF)` there is any value, `{ }` none, so that one must be given.  `LIMIT 100 # --limit` makes the
number a parameter."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import QueryError
from kg.queries.check import masked

TYPES = {
    "iri": "iri",
    "integer": "integer",
    "literal": "string",
    "number": "number",
    "string": "string",
    "xsd_date": "date",
    "date": "date",
}
_ENDS = "|".join(sorted(TYPES, key=len, reverse=True))
_VARIABLE = re.compile(rf"[?$](?P<variable>__?(?P<name>[a-zA-Z][a-zA-Z0-9]*(?:_[a-z]+)*?)_(?P<type>{_ENDS}))(?!\w)")
_VALUES = re.compile(r"VALUES\s*\(\s*\?(?P<variable>__?[a-zA-Z]\w*)\s*\)\s*\{(?P<default>[^{}]*)\}")
LIMIT = re.compile(r"\bLIMIT\s+(?P<number>\d+)[ \t]+#[ \t]*--limit\b")
_ANY = "(UNDEF)"
LIMIT_NAME = "limit"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query asks for."""

    name: str  # the command line's name without dashes in front: actor
    type: str  # iri, date, integer or string
    variable: str  # without its question mark: _actor_iri; empty for the limit
    default: str | None  # None when the default is any value
    required: bool
    meaning: str = ""
    kind: str = ""  # what an IRI names: actor, place, article, event, ontology
    pattern: str = ""  # SPARQL that binds ?value to each value that the data has
    choices: tuple[str, ...] = ()  # the only values, where these are few and known


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a query's text that a parameter's term replaces."""

    start: int
    end: int
    variable: str
    before: str = ""  # what stands before and after the term
    after: str = ""


def find_parameters(
    text: str, told: Mapping[str, Any], defaults: Mapping[str, Any], choices: Mapping[str, Any]
) -> tuple[Parameter, ...]:
    """Find the parameters in a text, once each, in the order in which the front matter explains them.

    Raises QueryError for one that the front matter explains and the text lacks.
    """
    found: dict[str, Parameter] = {}
    for name, (variable, type, required, default) in _found(text):
        about = told.get(name, "")
        about = about if isinstance(about, dict) else {"meaning": about}
        parameter = Parameter(
            name=name,
            type=type,
            variable=variable,
            default=str(defaults[name]) if name in defaults else default,
            required=required,
            meaning=str(about.get("meaning", "")),
            kind=str(about.get("kind", name)),
            pattern=str(about.get("values", "")),
            choices=tuple(map(str, choices.get(name, ()))),
        )
        if found.setdefault(name, parameter) != parameter:
            raise QueryError(f"the parameter {name} is two variables, or has two defaults")
    for name in (*told, *defaults, *choices):
        if name not in found:
            raise QueryError(f"its front matter tells of a parameter {name}, which the query lacks")
    order = [*told, *(name for name in found if name not in told)]
    return tuple(found[name] for name in order)


def _found(text: str) -> Iterator[tuple[str, tuple[str, str, bool, str | None]]]:
    bare = masked(text)
    clauses = _clauses(text, bare)
    own = {clause["variable"] for clause in clauses}
    for clause in clauses:
        variable = clause["variable"]
        match = _VARIABLE.fullmatch(f"?{variable}")
        if not match:
            raise QueryError(f"?{variable} must end in one of {', '.join('_' + end for end in TYPES)}")
        default = " ".join(clause["default"].split())
        shown = None if default in {"", _ANY} else default
        yield _name(match), (variable, TYPES[match["type"]], not default, shown)
    for match in _VARIABLE.finditer(bare):
        if match["variable"] not in own:
            required = not match["variable"].startswith("__")
            yield _name(match), (match["variable"], TYPES[match["type"]], required, None)
    for match in LIMIT.finditer(text):
        yield LIMIT_NAME, ("", "integer", False, match["number"])


def slots(text: str) -> Iterator[Slot]:
    """Yield the places for terms, in the order of the text."""
    bare = masked(text)
    clauses = _clauses(text, bare)
    own = {clause["variable"] for clause in clauses}
    found = [
        Slot(*clause.span(), clause["variable"], f"VALUES (?{clause['variable']}) {{ (", ") }") for clause in clauses
    ]
    found += [
        Slot(match.start(), match.end(), match["variable"])
        for match in _VARIABLE.finditer(bare)
        if match["variable"] not in own
    ]
    found += [Slot(*match.span("number"), "") for match in LIMIT.finditer(text)]
    yield from sorted(found, key=lambda slot: slot.start)


def _clauses(text: str, bare: str) -> list[re.Match[str]]:
    """Return the VALUES clauses of parameters, without those within a comment or a string."""
    return [clause for clause in _VALUES.finditer(text) if bare[clause.start()] != " "]


def _name(match: re.Match[str]) -> str:
    """Return the command line's name: known-on for ?__knownOn_xsd_date."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_", "-", match["name"]).lower()
