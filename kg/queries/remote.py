"""Queries asked of a SPARQL server.

In: an endpoint's URL and SPARQL text.  Out: the same Answer as from the embedded store.  The server must show the
union of its named graphs as its default graph (Oxigraph: --union-default-graph; Virtuoso does).
"""

from http.client import HTTPException
from urllib.error import URLError
from urllib.parse import urlsplit

from pyoxigraph import QueryResultsFormat, parse_query_results
from SPARQLWrapper import JSON, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from kg.errors import QueryError, StoreError
from kg.queries.answer import Answer
from kg.queries.check import check_text

MAX_BYTES = 256 * 1024 * 1024
_ROWS_HEADER = "x-sparql-maxrows"  # the only sign that Virtuoso gives of having cut an answer


def run_remote(endpoint: str, text: str, *, seconds: float = 60.0, limit: int | None = None) -> Answer:
    """POST a SELECT or ASK query to `endpoint` (http or https); return at most `limit` rows.

    Raises QueryError if the text is refused here or there, StoreError if the server cannot be asked or understood.
    """
    check_text(text)
    if urlsplit(endpoint).scheme not in {"http", "https"}:
        raise StoreError(f"{endpoint}: an endpoint's URL begins with http:// or https://")
    body, rows_header = _posted(endpoint, text, seconds)
    try:
        answer = Answer.from_results(parse_query_results(body, format=QueryResultsFormat.JSON), limit)
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{endpoint}: the answer is not SPARQL results in JSON ({error})") from error
    if answer.cut_at is None and rows_header.isdecimal() and len(answer.rows) >= int(rows_header):
        return Answer(answer.columns, answer.rows, cut_at=len(answer.rows))
    return answer


def _posted(endpoint: str, text: str, seconds: float) -> tuple[bytes, str]:
    """Return the body of the server's answer, and its header that tells of a limit on rows ("" if none)."""
    wrapper = SPARQLWrapper(endpoint, returnFormat=JSON, agent="conflict-kg")
    wrapper.setOnlyConneg(True)
    wrapper.setMethod(POST)
    wrapper.setTimeout(max(1, round(seconds)))
    wrapper.setQuery(text)
    try:
        response = wrapper.query().response
        body: bytes = response.read(MAX_BYTES + 1)
        rows_header: str = response.headers.get(_ROWS_HEADER, "")
    except QueryBadFormed as error:
        raise QueryError(f"{endpoint} does not take the query: {error}") from error
    except (SPARQLWrapperException, HTTPException, URLError, OSError) as error:
        raise StoreError(f"{endpoint} cannot be asked: {error}") from error
    if len(body) > MAX_BYTES:
        raise StoreError(f"{endpoint}: the answer is longer than {MAX_BYTES:,} bytes: narrow the query")
    return body, rows_header
