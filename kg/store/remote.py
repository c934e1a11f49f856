"""A SPARQL server: queries, updates and whole graphs over HTTP.

In: an address, SPARQL text, N-Triples.  Out: answers as bytes, or a StoreError that says what is wrong and what to do.
Queries and updates go through SPARQLWrapper, graphs through the Graph Store Protocol.  All that is sent may be sent
again without harm, so what fails for a while is tried again.  Credentials come from the environment; no redirect is
followed, and no other address is asked.
"""

import gzip
import json
import os
import time
import tomllib
import urllib.request
from ast import literal_eval
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPMessage, HTTPResponse
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urljoin, urlsplit

from SPARQLWrapper import JSON, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from kg.errors import QueryError, StoreError

USER_VARIABLE, PASSWORD_VARIABLE = "KG_ENDPOINT_USER", "KG_ENDPOINT_PASSWORD"
KINDS: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("servers.toml").read_text(encoding="utf-8"))
MAX_BYTES = 256 * 1024 * 1024
_BATCH, _UPDATE_BATCH = 10_000, 1_000  # triples of a request to a server that nothing is known of
_AGENT = "conflict-kg"
_SHOWN = 300  # characters of a server's complaint
_WAITS = (0.5, 1.0, 2.0, 4.0)  # seconds before each further try
_PASSING = frozenset({408, 429, 500, 502, 503, 504})  # statuses that may pass; Virtuoso's deadlocks are 500

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server takes queries, updates and graphs; `graphs` is None where only SPARQL Update is spoken."""

    query: str
    update: str
    graphs: str | None = None
    parameter: str = "graph"
    gzip: bool = False
    batch: int = _BATCH
    user: str = ""
    password: str = field(default="", repr=False)


class _Unavailable(StoreError):
    """What may pass: the server does not answer, or says that it cannot now."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: HTTPMessage, newurl: str) -> None:
        """Follow nothing: an address that nobody named is not asked, and a redirected POST would lose its body."""


def server_at(endpoint: str) -> Server:
    """Return the server whose queries go to `endpoint`, with the credentials of the environment; ask nothing.

    Raises StoreError for an address that is not http or https, or holds a password.
    """
    try:
        parts = urlsplit(endpoint)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise StoreError(f"{endpoint}: an endpoint's URL begins with http:// or https:// and names a host")
    if "@" in parts.netloc:
        raise StoreError(f"an endpoint's URL holds no password: set {USER_VARIABLE} and {PASSWORD_VARIABLE}")
    user, password = os.environ.get(USER_VARIABLE, ""), os.environ.get(PASSWORD_VARIABLE, "")
    return Server(endpoint, endpoint, user=user, password=password)


def writable_server(endpoint: str, kind: str | None = None, update: str | None = None) -> Server:
    """Return a server with its addresses for writing: those of its kind, which it is asked for if not given.

    With `update` all writing goes to that address by SPARQL Update.  Raises StoreError if the server does not answer
    as a SPARQL server does, or its kind is not known.
    """
    asked = server_at(endpoint)
    body, headers = ask(asked, "ASK {}", seconds=20)
    if not _is_answer(body):
        raise StoreError(f"{endpoint} is no SPARQL endpoint: it answers ASK {{}} with “{_shown(body)}”")
    if update:
        return _with(asked, update=server_at(update).query, batch=_UPDATE_BATCH)
    says = headers.get("Server", "")
    found = kind or next((name for name, known in KINDS.items() if known["says"].lower() in says.lower()), None)
    if found is None:
        named = f"“{says}”" if says else "nothing of itself"
        raise StoreError(f"{endpoint} says {named}: name its --kind ({', '.join(KINDS)}), or its --update address")
    known = KINDS[found]
    name = urlsplit(endpoint).path.rsplit("/", 1)[-1]

    def address(relative: str) -> str:
        return urljoin(endpoint, relative.format(name=name))

    return _with(
        asked,
        update=address(known["update"]),
        graphs=address(known["graphs"]),
        parameter=known.get("parameter", "graph"),
        gzip=known.get("gzip", False),
        batch=known.get("batch", _BATCH),
    )


def _is_answer(body: bytes) -> bool:
    try:
        return "head" in json.loads(body)
    except (ValueError, TypeError):
        return False


def _with(server: Server, **changed: Any) -> Server:
    return Server(**{"query": server.query, "user": server.user, "password": server.password, **changed})


def ask(server: Server, text: str, *, seconds: float = 60.0, patient: bool = False) -> tuple[bytes, HTTPMessage]:
    """POST a query; return the body of the answer, JSON results, and its headers; `patient` tries several times.

    Raises QueryError if the server does not take the query, StoreError if it cannot be asked.
    """

    def send() -> tuple[bytes, HTTPMessage]:
        wrapper = _wrapper(server.query, text, seconds)
        with _explained(server.query, QueryError), _opener(server):
            response: HTTPResponse = wrapper.query().response
            return response.read(MAX_BYTES + 1), response.headers

    body, headers = _tried(send) if patient else send()
    if len(body) > MAX_BYTES:
        raise StoreError(f"{server.query}: the answer is longer than {MAX_BYTES:,} bytes: narrow the query")
    return body, headers


def update(server: Server, text: str, *, seconds: float = 300.0) -> None:
    """POST a SPARQL Update, which must do no harm when it is done twice; raise StoreError if it fails."""

    def send() -> None:
        wrapper = _wrapper(server.update, text, seconds)
        with _explained(server.update, StoreError), _opener(server):
            wrapper.query().response.read(MAX_BYTES)

    _tried(send)


def send_graph(server: Server, graph: str, triples: bytes, *, replace: bool, seconds: float = 300.0) -> None:
    """Put N-Triples in place of a graph, or (not `replace`) add them to it; raise StoreError if it fails."""
    if server.graphs is None:
        drop = f"DROP SILENT GRAPH <{graph}> ;\n" if replace else ""
        insert = f"INSERT DATA {{ GRAPH <{graph}> {{\n{triples.decode()}}} }}"
        update(server, drop + insert, seconds=seconds)
        return
    headers = {"Content-Type": "application/n-triples", "User-Agent": _AGENT}
    if server.gzip:
        triples, headers["Content-Encoding"] = gzip.compress(triples, 6, mtime=0), "gzip"
    address = f"{server.graphs}?{urlencode({server.parameter: graph})}"

    def send() -> None:
        request = urllib.request.Request(address, triples, headers, method="PUT" if replace else "POST")  # noqa: S310
        with _explained(str(server.graphs), StoreError), _opener(server):
            urllib.request.urlopen(request, timeout=seconds).close()  # noqa: S310  http or https: server_at

    _tried(send)


def drop_graph(server: Server, graph: str) -> None:
    """Remove a graph; one that is not there is no error."""
    update(server, f"DROP SILENT GRAPH <{graph}>")


def _wrapper(address: str, text: str, seconds: float) -> SPARQLWrapper:
    wrapper = SPARQLWrapper(address, returnFormat=JSON, agent=_AGENT)
    wrapper.setOnlyConneg(True)
    wrapper.setMethod(POST)
    wrapper.setTimeout(max(1, round(seconds)))
    wrapper.setQuery(text)
    return wrapper


@contextmanager
def _opener(server: Server) -> Iterator[None]:
    """Let urllib, through which SPARQLWrapper asks, answer this server's challenge, Basic or Digest."""
    handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
    if server.user:
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        for address in filter(None, (server.query, server.update, server.graphs)):
            passwords.add_password(None, address, server.user, server.password)
        handlers += [urllib.request.HTTPDigestAuthHandler(passwords), urllib.request.HTTPBasicAuthHandler(passwords)]
    urllib.request.install_opener(urllib.request.build_opener(*handlers))
    try:
        yield
    finally:
        urllib.request.install_opener(None)  # which brings urllib's own back


def _tried(send: Callable[[], Result]) -> Result:
    """Send; what may pass is sent again after a while."""
    for wait in _WAITS:
        try:
            return send()
        except _Unavailable:
            time.sleep(wait)
    return send()


@contextmanager
def _explained(address: str, refused: type[QueryError | StoreError]) -> Iterator[None]:
    """Turn what goes wrong at `address` into an error of ours; `refused` is raised for a text that it does not take."""
    try:
        yield
    except SPARQLWrapperException as error:
        cause = error.__context__
        status = cause.code if isinstance(cause, HTTPError) else 400
        raise _of_status(status, address, _said(error), refused) from error
    except HTTPError as error:
        raise _of_status(error.code, address, _shown(error.read(MAX_BYTES)), refused) from error
    except (HTTPException, URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", error) or type(error).__name__
        raise _Unavailable(
            f"{address} cannot be reached ({reason}): is the server running, and the URL right?"
        ) from error


_REMEDIES = {
    401: f"it wants credentials: set {USER_VARIABLE} and {PASSWORD_VARIABLE}, or mend them",
    403: f"the user that {USER_VARIABLE} names may not do this",
    404: "nothing is at this address: is it the server's SPARQL endpoint?",
    405: "this address does not take such requests: name the server's SPARQL endpoint, or its --update address",
    415: "this address does not take such data: name the server's SPARQL endpoint, or its --update address",
}


def _of_status(status: int, address: str, said: str, refused: type[QueryError | StoreError]) -> QueryError | StoreError:
    if 300 <= status < 400:
        return StoreError(f"{address} points elsewhere ({status}): name the address that it points to")
    remedy = _REMEDIES.get(status, "")
    message = f"{address} answers {status}: {remedy or said or 'no more is said'}"
    if status in _PASSING:
        return _Unavailable(message)
    return StoreError(message) if remedy else refused(message)


def _said(error: SPARQLWrapperException) -> str:
    """Return what the server said: SPARQLWrapper writes the bytes of the answer, as Python shows them, at the end."""
    _, _, shown = str(error).partition("Response:\n")
    return _shown(literal_eval(shown)) if shown else ""


def _shown(body: bytes) -> str:
    """Return the beginning of a server's complaint on one line, without control characters."""
    text = " ".join(body[: 4 * _SHOWN].decode("utf-8", "replace").split())[:_SHOWN]
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
