"""Saved queries: a `.rq` file with TOML front matter in its `#+ ` lines.

In: a folder or a file.  Out: SavedQuery values.  A parameter is a variable whose name is `_NAME_TYPE`, standing in a
`VALUES (?_NAME_TYPE) { … }` clause of its own, which holds its default: `(UNDEF)` for any value, `{ }` for none, so
that a value must be given.  The text is therefore a whole query that any SPARQL tool runs as it stands.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import QueryError
from kg.queries.check import MAX_BYTES, check_text

TYPES = ("iri", "date", "integer", "string")
PLACE = re.compile(r"VALUES\s*\(\s*\?_(?P<name>[a-z]+(?:_[a-z]+)*)_(?P<type>[a-z]+)\s*\)\s*\{(?P<default>[^{}]*)\}")
_FRONT = "#+"
_ANY = "(UNDEF)"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query asks for."""

    name: str  # the command line's name without dashes in front: actor
    type: str  # iri, date, integer or string
    variable: str  # without its question mark: _actor_iri
    default: str | None  # as the query writes it; None when the default is any value
    required: bool
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with what its front matter says of it; `columns` and `parameters` in the order of the front matter."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[str, str], ...]  # name, meaning
    tags: tuple[str, ...]
    text: str


def load_queries(folder: Path) -> dict[str, SavedQuery]:
    """Read every `.rq` of a folder, by name; raise QueryError for one whose front matter is incomplete."""
    queries = {path.stem: read_query(path) for path in sorted(folder.glob("*.rq"))}
    for query in queries.values():
        if not (query.title and query.description and query.columns):
            raise QueryError(f"{query.name}.rq: its front matter lacks a title, a description or columns")
        unexplained = [parameter.variable for parameter in query.parameters if not parameter.meaning]
        if unexplained:
            raise QueryError(f"{query.name}.rq: [parameters] does not explain {', '.join(unexplained)}")
    return queries


def read_query(path: Path) -> SavedQuery:
    """Read one query file, with or without front matter; raise QueryError if it cannot be used."""
    try:
        with path.open("rb") as file:
            text = file.read(MAX_BYTES + 1).decode("utf-8")
        check_text(text)
        front = tomllib.loads("\n".join(_front_lines(text)))
        return _query(path.stem, text, front)
    except OSError as error:
        raise QueryError(f"{path}: cannot be read ({error.strerror}); `kg queries` lists the saved queries") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise QueryError(f"{path}: {error}") from error
    except QueryError as error:
        raise QueryError(f"{path}: {error}") from error


def _front_lines(text: str) -> list[str]:
    return [line.removeprefix(_FRONT).strip() for line in text.splitlines() if line.startswith(_FRONT)]


def _query(name: str, text: str, front: dict[str, Any]) -> SavedQuery:
    meanings = {str(key): str(value) for key, value in front.get("parameters", {}).items()}
    parameters = _parameters(text, meanings)
    missing = meanings.keys() - {parameter.variable for parameter in parameters}
    if missing:
        raise QueryError(f"no VALUES clause for the parameter {', '.join(sorted(missing))}")
    return SavedQuery(
        name=name,
        title=front.get("title", name),
        description=front.get("description", ""),
        parameters=parameters,
        columns=tuple((str(column), str(meaning)) for column, meaning in front.get("columns", {}).items()),
        tags=tuple(front.get("tags", ())),
        text=text,
    )


def _parameters(text: str, meanings: dict[str, str]) -> tuple[Parameter, ...]:
    """Find the parameters in the text, once each, in the order of their meanings and then of the text."""
    found: dict[str, Parameter] = {}
    for place in PLACE.finditer(text):
        parameter = _parameter(place, meanings)
        if found.setdefault(parameter.variable, parameter) != parameter:
            raise QueryError(f"?{parameter.variable} has two defaults")
    order = [*(variable for variable in meanings if variable in found), *(v for v in found if v not in meanings)]
    return tuple(found[variable] for variable in order)


def _parameter(place: re.Match[str], meanings: dict[str, str]) -> Parameter:
    variable = f"_{place['name']}_{place['type']}"
    if place["type"] not in TYPES:
        raise QueryError(f"?{variable} must end in one of {', '.join('_' + known for known in TYPES)}")
    default = " ".join(place["default"].split())
    return Parameter(
        name=place["name"].replace("_", "-"),
        type=place["type"],
        variable=variable,
        default=None if default in {"", _ANY} else default,
        required=not default,
        meaning=meanings.get(variable, ""),
    )
