"""Running this package's SELECT queries."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kg.consolidate.vocabulary import PREFIXES

Row = tuple[str | None, ...]


def rows(store: Store, query: str) -> Iterator[Row]:
    """Run a query of this package and yield its rows as strings, None where unbound."""
    solutions = store.query(PREFIXES + query)
    assert isinstance(solutions, QuerySolutions)  # noqa: S101  all queries here are SELECT
    for solution in solutions:
        yield tuple(t.value if isinstance(t, NamedNode | Literal) else None for t in solution)
