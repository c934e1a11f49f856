"""Running this package's SELECT queries."""

from collections.abc import Iterator

from pyoxigraph import QuerySolutions, Store

from kg.consolidate.vocabulary import PREFIXES

Row = tuple[str | None, ...]


def rows(store: Store, query: str) -> Iterator[Row]:
    """Run a query of this package and yield its rows as strings, None where unbound."""
    solutions = store.query(PREFIXES + query)
    assert isinstance(solutions, QuerySolutions)  # noqa: S101  all queries here are SELECT
    for solution in solutions:
        # The data holds no blank nodes and no triple terms; asking each term for its class doubles the time.
        yield tuple([None if term is None else term.value for term in solution])
