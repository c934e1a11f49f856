"""Saved queries: a `.rq` file with YAML front matter in its `#+ ` lines, as grlc reads it.

In: a folder or a file.  Out: SavedQuery values.  `summary`, `description`, `tags`, `defaults` and `enumerate` are
grlc's; `parameters` and `columns` are this program's, which grlc passes over.  The text is a whole query that any
SPARQL tool runs as it stands; what its parameters are, parameters.py says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import QuerySolutions, Store

from kg.errors import QueryError
from kg.queries.check import MAX_BYTES, check_text
from kg.queries.parameters import Parameter, find_parameters

_FRONT = "#+"


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

    @property
    def sparql(self) -> str:
        """The text without its front matter."""
        return "".join(line for line in self.text.splitlines(keepends=True) if not line.startswith(_FRONT))


def load_queries(folder: Path) -> dict[str, SavedQuery]:
    """Read every `.rq` of a folder, by name; raise QueryError for one whose front matter is incomplete or untrue."""
    queries = {path.stem: read_query(path) for path in sorted(folder.glob("*.rq"))}
    for query in queries.values():
        if not (query.title and query.description and query.columns):
            raise QueryError(f"{query.name}.rq: its front matter lacks a summary, a description or columns")
        unexplained = [parameter.name for parameter in query.parameters if not parameter.meaning]
        if unexplained:
            raise QueryError(f"{query.name}.rq: its parameters do not explain {', '.join(unexplained)}")
        declared = tuple(column for column, _ in query.columns)
        if declared != (found := columns_of(query)):
            raise QueryError(f"{query.name}.rq declares the columns {_listed(declared)} and gives {_listed(found)}")
    return queries


def columns_of(query: SavedQuery) -> tuple[str, ...]:
    """Return the columns that a SELECT query's answers have; raise QueryError if it is none."""
    try:
        results = Store().query(query.text)
    except SyntaxError as error:
        raise QueryError(f"{query.name}.rq: not a SPARQL query: {error}") from error
    if not isinstance(results, QuerySolutions):
        raise QueryError(f"{query.name}.rq: a saved query is a SELECT query")
    return tuple(variable.value for variable in results.variables)


def read_query(path: Path) -> SavedQuery:
    """Read one query file, with or without front matter; raise QueryError if it cannot be used."""
    try:
        with path.open("rb") as file:
            text = file.read(MAX_BYTES + 1).decode("utf-8")
        check_text(text)
        front = yaml.safe_load("\n".join(_front_lines(text))) or {}
        if not isinstance(front, dict):
            raise QueryError("its front matter is no YAML of names and values")
        return _query(path.stem, text, front)
    except OSError as error:
        raise QueryError(f"{path}: cannot be read ({error.strerror}); `kg queries` lists the saved queries") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise QueryError(f"{path}: {error}") from error
    except QueryError as error:
        raise QueryError(f"{path}: {error}") from error


def _front_lines(text: str) -> list[str]:
    return [line.removeprefix(_FRONT) for line in text.splitlines() if line.startswith(_FRONT)]


def _query(name: str, text: str, front: Mapping[str, Any]) -> SavedQuery:
    columns = _mapping(front, "columns")
    return SavedQuery(
        name=name,
        title=str(front.get("summary", name)),
        description=" ".join(str(front.get("description", "")).split()),
        parameters=find_parameters(
            text, _mapping(front, "parameters"), _merged(front, "defaults"), _merged(front, "enumerate")
        ),
        columns=tuple((str(column), str(meaning)) for column, meaning in columns.items()),
        tags=tuple(map(str, front.get("tags", ()))),
        text=text,
    )


def _mapping(front: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = front.get(key) or {}
    if not isinstance(found, dict):
        raise QueryError(f"`{key}` in its front matter is no list of names with values")
    return found


def _merged(front: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return what grlc writes as a list of single entries as one mapping."""
    found = front.get(key) or []
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise QueryError(f"`{key}` in its front matter is no list of entries, as grlc wants it")
    return {str(name): value for entry in found for name, value in entry.items()}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
