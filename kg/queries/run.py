"""Queries run on an embedded store, in this process or in one that can be stopped.

In: SPARQL text.  Out: an Answer.  pyoxigraph can neither be timed out nor cancelled, and some texts end its process,
so queries run in a process of their own (worker.py) that opens the store read-only.
"""

import os
import pickle
import subprocess
import sys
from pathlib import Path

from pyoxigraph import Store

from kg.errors import QueryError, StoreError
from kg.queries.answer import Answer
from kg.queries.check import check_text

SECONDS = 60.0
MAX_ROWS = 100_000


def run(store: Store, text: str, *, limit: int | None = MAX_ROWS) -> Answer:
    """Run a query over the union of the store's graphs; return at most `limit` rows (None: all).

    Nothing stops it.  Raises QueryError if the text is refused or is not SPARQL.
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
    # -P: nothing is imported from the folder that the user happens to be in
    command = [sys.executable, "-P", "-m", "kg.queries.worker", str(folder), str(limit or 0)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(  # noqa: S603  this Python, and no shell
            command, input=text.encode(), capture_output=True, timeout=seconds, check=False, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise QueryError(
            f"the query was stopped after {seconds:g} seconds: narrow it, or allow it more time"
        ) from error
    if done.returncode:
        raise QueryError("the query ended the process that ran it: it nests too deeply or needs too much memory")
    result = pickle.loads(done.stdout)  # noqa: S301  written by our own process
    if isinstance(result, (QueryError, StoreError)):
        raise result
    if not isinstance(result, Answer):
        raise QueryError(f"the query's process answered with a {type(result).__name__}")
    return result
