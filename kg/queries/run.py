"""Queries run on an embedded store, in this process or in one that can be stopped.

In: SPARQL text.  Out: an Answer.  pyoxigraph can neither be timed out nor cancelled, and some texts end its process,
so what a user wrote runs in a process of its own that opens the store read-only.
"""

from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from pyoxigraph import Store

from kg.errors import QueryError, StoreError
from kg.queries.answer import Answer
from kg.queries.check import check_text

SECONDS = 60.0  # for a query that a user wrote
MAX_ROWS = 100_000


def run(store: Store, text: str, *, limit: int | None = MAX_ROWS) -> Answer:
    """Run a query over the union of the store's graphs; return at most `limit` rows (None: all).

    For saved queries: nothing stops it.  Raises QueryError if the text is refused or is not SPARQL.
    """
    check_text(text)
    try:
        return Answer.from_results(store.query(text, use_default_graph_as_union=True), limit)
    except SyntaxError as error:
        raise QueryError(f"not a SPARQL query: {error}") from error
    except OSError as error:
        raise StoreError(f"the store cannot be read: {error}") from error


def run_limited(folder: Path, text: str, *, seconds: float = SECONDS, limit: int | None = MAX_ROWS) -> Answer:
    """Run a query on the store in `folder` in a process of its own, which is killed after `seconds`.

    Raises QueryError if the text is refused, is not SPARQL, takes too long or ends its process; StoreError if the
    store cannot be opened.
    """
    check_text(text)
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(sender, str(folder), text, limit), daemon=True)
    worker.start()
    sender.close()
    try:
        return _received(receiver, seconds)
    finally:
        worker.kill()
        worker.join()
        receiver.close()


def _received(receiver: Connection, seconds: float) -> Answer:
    if not receiver.poll(seconds):
        raise QueryError(f"the query was stopped after {seconds:g} seconds: narrow it, or allow it more time")
    try:
        result = receiver.recv()
    except EOFError as error:
        raise QueryError(
            "the query ended the process that ran it: it nests too deeply or needs too much memory"
        ) from error
    if isinstance(result, (QueryError, StoreError)):
        raise result
    if not isinstance(result, Answer):
        raise QueryError(f"the query's process answered with a {type(result).__name__}")
    return result


def _work(sender: Connection, folder: str, text: str, limit: int | None) -> None:
    """Answer over the pipe with an Answer or an error; runs in the worker."""
    try:
        store = Store.read_only(folder)
    except OSError as error:
        sender.send(StoreError(f"{folder}: the store cannot be opened ({error})"))
        return
    try:
        sender.send(run(store, text, limit=limit))
    except (QueryError, StoreError) as error:
        sender.send(error)
