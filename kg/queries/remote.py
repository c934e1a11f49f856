"""Queries asked of a SPARQL server.

In: an endpoint's URL and SPARQL text.  Out: the same Answer as from the embedded store.  The server must show the
union of its named graphs as its default graph (Oxigraph: --union-default-graph; Virtuoso does).
"""

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, parse_query_results

from kg.errors import StoreError
from kg.queries.answer import Answer, plain
from kg.queries.check import check_text
from kg.queries.paging import page
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
    answer, most = _asked(server, text, seconds, limit)
    if not most or len(answer.rows) < most or answer.cut_at is not None:
        return answer
    rows = list(_asked(server, page(text, answer.columns, most, 0), seconds, None)[0].rows)
    while len(rows) % most == 0 and rows and (limit is None or len(rows) <= limit):
        found = _asked(server, page(text, answer.columns, most, len(rows)), seconds, None)[0].rows
        if not found:
            break
        rows.extend(found)
    cut = limit is not None and len(rows) > limit
    return Answer(answer.columns, tuple(rows[:limit]), limit if cut else None)


def _asked(server: Server, text: str, seconds: float, limit: int | None) -> tuple[Answer, int]:
    """Return the server's answer and the most rows that it gives, 0 if it does not say."""
    body, headers = ask(server, text, seconds=seconds)
    try:
        answer = Answer.from_results(parse_query_results(body, format=QueryResultsFormat.JSON), limit)
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{server.query}: the answer is not SPARQL results in JSON ({error})") from error
    if answer.columns == (_VIRTUOSO_ASK,):  # 7.2.5 answers an ASK with a row of 0 or 1
        truth = Literal("true" if plain(answer.rows[0][0]) == "1" else "false", datatype=_BOOLEAN)
        answer = Answer(("answer",), ((truth,),))
    most = headers.get(_ROWS_HEADER, "")
    return answer, int(most) if most.isdecimal() else 0
