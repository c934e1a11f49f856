"""Many queries, one after the other, in one process that can be stopped.

In: a store's folder and SPARQL texts.  Out: for each its Answer, or the error that it ended with.  A process a query
(run.py) takes longer to start than most saved queries to run; here one is started anew only after one was stopped.
"""

from collections.abc import Iterable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from kg.errors import QueryError, StoreError
from kg.queries.answer import Answer
from kg.queries.check import check_text
from kg.queries.run import MAX_ROWS, SECONDS
from kg.queries.worker import MEMORY, answer_of, limit_memory

Outcome = Answer | QueryError | StoreError


def run_several(
    folder: Path,
    texts: Iterable[str],
    *,
    seconds: float = SECONDS,
    limit: int | None = MAX_ROWS,
    memory: int = MEMORY,
) -> Iterator[Outcome]:
    """Run queries on the store in `folder`; each is stopped after `seconds`, and what follows still runs.

    `memory` bounds the address space of their process, in bytes; a query that needs more ends it.
    """
    asker: _Asker | None = None
    try:
        for text in texts:
            asker = asker or _Asker(folder, limit, memory)
            outcome = _refused(text) or asker.ask(text, seconds)
            if outcome is None:
                asker.close()
                asker = None
            yield outcome or QueryError(
                f"the query was stopped: it took more than {seconds:g} seconds, or too much memory"
            )
    finally:
        if asker:
            asker.close()


def _refused(text: str) -> QueryError | None:
    try:
        check_text(text)
    except QueryError as error:
        return error
    return None


class _Asker:
    """A process that answers one query after the other."""

    def __init__(self, folder: Path, limit: int | None, memory: int) -> None:
        context = get_context("spawn")
        self._end, far = context.Pipe()
        self._process = context.Process(target=_serve, args=(folder, limit, memory, far))
        self._process.start()
        far.close()

    def ask(self, text: str, seconds: float) -> Outcome | None:
        """Return what a query gives, None if its process had to be stopped or ended."""
        try:
            self._end.send(text)
            return self._end.recv() if self._end.poll(seconds) else None
        except (EOFError, OSError):
            return None

    def close(self) -> None:
        """Stop the process."""
        self._end.close()
        self._process.kill()
        self._process.join()


def _serve(folder: Path, limit: int | None, memory: int, end: Connection) -> None:
    limit_memory(memory)
    while True:
        try:
            text = end.recv()
        except EOFError:
            return
        end.send(answer_of(folder, text, limit))
