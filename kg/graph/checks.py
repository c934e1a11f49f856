"""ontology/checks/*-violation.rq: queries of which any row is a fault, over the ontology's files or over a whole store.

A check's first lines of comment say what is wrong and what to do; its rows give ?node, ?value and, where one is at
fault, ?article.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError

_ENDING = "-violation.rq"


@dataclass(frozen=True, slots=True)
class Check:
    """One query; its name begins with what it is asked of, `ontology` or `store`."""

    name: str
    message: str
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One row: the node that is wrong, what it says, and the document that it is from."""

    node: str
    value: str | None
    article: str | None


def load_checks(folder: Path, kind: str) -> tuple[Check, ...]:
    """Load the checks of one kind in the order of their names; raise OntologyError for one that says nothing."""
    found = []
    for path in sorted(folder.glob(f"{kind}-*{_ENDING}")):
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        end = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
        message = " ".join(line.removeprefix("#").strip() for line in lines[:end])
        if not message:
            raise OntologyError(f"{path}: say in a comment at the top what is wrong and what to do")
        found.append(Check(path.name.removesuffix(_ENDING), message, text))
    return tuple(found)


def faults(store: ox.Store, check: Check) -> Iterator[Fault]:
    """Run a check over the union of a store's graphs and yield what it finds."""
    rows = store.query(check.text, use_default_graph_as_union=True)
    if not isinstance(rows, ox.QuerySolutions):
        raise OntologyError(f"{check.name}: a check is a SELECT")
    names = {variable.value for variable in rows.variables}
    for row in rows:
        cells = {name: row[name] for name in names}
        node, value, article = (_text(cells.get(name)) for name in ("node", "value", "article"))
        yield Fault(node or "?", value, article)


def fault_text(check: Check, found: Fault) -> str:
    """Write one fault for a person."""
    lines = [f"{check.name}: {check.message}"]
    lines += [f"    article: {found.article}"] if found.article else []
    lines += [f"    at {found.node}"]
    lines += [f"    value: {found.value}"] if found.value and found.value != found.node else []
    return "\n".join(lines)


def _text(term: object) -> str | None:
    if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode):
        return str(term.value)
    return None
