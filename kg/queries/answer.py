"""The value that every way of running a query returns: column names and rows of RDF terms."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Row: TypeAlias = tuple[Term | None, ...]

_XSD_BOOLEAN = NamedNode("http://www.w3.org/2001/XMLSchema#boolean")


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows under named columns; None where a variable has no value.

    `cut_at` is the number of rows at which a limit ended the answer, None when it is whole.  An ASK gives one column
    `answer`, a CONSTRUCT the columns `subject`, `predicate` and `object`.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    cut_at: int | None = None

    @classmethod
    def from_results(cls, results: QuerySolutions | QueryBoolean | QueryTriples, limit: int | None = None) -> "Answer":
        """Read at most `limit` rows of what pyoxigraph returns."""
        if isinstance(results, QueryBoolean):
            truth = Literal("true" if results else "false", datatype=_XSD_BOOLEAN)
            return cls(("answer",), ((truth,),))
        if isinstance(results, QueryTriples):
            triples = ((triple.subject, triple.predicate, triple.object) for triple in results)
            return cls._cut(("subject", "predicate", "object"), triples, limit)
        columns = tuple(variable.value for variable in results.variables)
        return cls._cut(columns, (tuple(solution) for solution in results), limit)

    @classmethod
    def _cut(cls, columns: tuple[str, ...], rows: Iterable[Row], limit: int | None) -> "Answer":
        remaining: Iterator[Row] = iter(rows)
        kept = tuple(islice(remaining, limit))
        more = limit is not None and next(remaining, None) is not None
        return cls(columns, kept, limit if more else None)


def plain(term: Term | None) -> str:
    """Return a term's text without its datatype or language; the empty string for None."""
    if term is None:
        return ""
    return str(term) if isinstance(term, Triple) else term.value
