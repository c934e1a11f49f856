"""Running this package's SELECT queries."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, QuerySolutions, Store, Variable

from kg.consolidate.vocabulary import PREFIXES

Row = tuple[str | None, ...]


def rows(store: Store, query: str, graph: str | None = None) -> Iterator[Row]:
    """Run a query of this package and yield its rows as strings, None where unbound; `graph` binds ?g, if selected."""
    solutions = store.query(PREFIXES + query, substitutions={Variable("g"): NamedNode(graph)} if graph else {})
    assert isinstance(solutions, QuerySolutions)  # noqa: S101  all queries here are SELECT
    for solution in solutions:
        # The data holds no blank nodes and no triple terms; asking each term for its class doubles the time.
        yield tuple([None if term is None else term.value for term in solution])
