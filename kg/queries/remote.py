"""Queries asked of a SPARQL server.

In: an endpoint's URL and SPARQL text.  Out: the same Answer as from the embedded store.  The server must show the
union of its named graphs as its default graph (Oxigraph: --union-default-graph; Virtuoso does).
"""

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, parse_query_results

from kg.errors import StoreError
from kg.queries.answer import Answer, Row, plain
from kg.queries.check import check_text
from kg.queries.paging import is_distinct, page
from kg.queries.run import MAX_ROWS
from kg.store.remote import Server, ask, server_at

_VIRTUOSO_ASK = "__ASK_RETVAL"
_BOOLEAN = NamedNode("http://www.w3.org/2001/XMLSchema#boolean")
_ROWS_HEADER = "X-SPARQL-MaxRows"  # the only sign that Virtuoso gives of having cut an answer


def run_remote(endpoint: str, text: str, *, seconds: float = 60.0, limit: int | None = MAX_ROWS) -> Answer:
    """POST a SELECT or ASK query to `endpoint` (http or https); return at most `limit` rows.

    An answer that the server cuts is asked for in pages.  Raises QueryError if the text is refused here or there,
    StoreError if the server cannot be asked or understood.
    """
    check_text(text)
    server = server_at(endpoint)
    answer, most = _asked(server, text, seconds)
    rows = list(answer.rows)
    if most and len(rows) >= most and (limit is None or len(rows) <= limit):
        rows = _paged(server, text, answer.columns, most, seconds, limit)
    if is_distinct(text):
        rows = list(dict.fromkeys(rows))  # Virtuoso lets a few equal rows of a thousand pass
    cut = limit is not None and len(rows) > limit
    return Answer(answer.columns, tuple(rows[:limit]), limit if cut else None)


def _paged(
    server: Server, text: str, columns: tuple[str, ...], most: int, seconds: float, limit: int | None
) -> list[Row]:
    """Return all rows of a query whose answer the server cuts at `most`, or more than `limit` of them."""
    rows = list(_asked(server, page(text, columns, most, 0), seconds)[0].rows)
    while len(rows) % most == 0 and rows and (limit is None or len(rows) <= limit):
        found = _asked(server, page(text, columns, most, len(rows)), seconds)[0].rows
        if not found:
            break
        rows.extend(found)
    return rows


def _asked(server: Server, text: str, seconds: float) -> tuple[Answer, int]:
    """Return the server's answer and the most rows that it gives, 0 if it does not say."""
    body, headers = ask(server, text, seconds=seconds)
    try:
        answer = Answer.from_results(parse_query_results(body, format=QueryResultsFormat.JSON))
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{server.query}: the answer is not SPARQL results in JSON ({error})") from error
    if answer.columns == (_VIRTUOSO_ASK,):  # 7.2.5 answers an ASK with a row of 0 or 1
        truth = Literal("true" if plain(answer.rows[0][0]) == "1" else "false", datatype=_BOOLEAN)
        answer = Answer(("answer",), ((truth,),))
    most = headers.get(_ROWS_HEADER, "")
    return answer, int(most) if most.isdecimal() else 0
