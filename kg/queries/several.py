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
from kg.queries.worker import answer_of, limit_memory

Outcome = Answer | QueryError | StoreError


def run_several(
    folder: Path,
    texts: Iterable[str],
    *,
    seconds: float = SECONDS,
    limit: int | None = MAX_ROWS,
) -> Iterator[Outcome]:
    """Run queries on the store in `folder`; each is stopped after `seconds`, and what follows still runs."""
    asker: _Asker | None = None
    try:
        for text in texts:
            asker = asker or _Asker(folder, limit)
            try:
                check_text(text)
                yield asker.ask(text, seconds)
            except QueryError as error:
                yield error
            if not asker.is_alive():
                asker.close()
                asker = None
    finally:
        if asker:
            asker.close()


class _Asker:
    """A process that answers one query after the other."""

    def __init__(self, folder: Path, limit: int | None) -> None:
        context = get_context("spawn")
        self._end, far = context.Pipe()
        self._process = context.Process(target=_serve, args=(folder, limit, far))
        self._process.start()
        far.close()

    def ask(self, text: str, seconds: float) -> Outcome:
        """Return what a query gives; raise QueryError, and end the process, if it takes too long or too much."""
        try:
            self._end.send(text)
            if self._end.poll(seconds):
                outcome: Outcome = self._end.recv()
                return outcome
        except (EOFError, OSError) as error:
            self._process.kill()
            self._process.join()
            raise QueryError("the query ended the process that ran it: it needs too much memory") from error
        self._process.kill()
        self._process.join()
        raise QueryError(f"the query was stopped after {seconds:g} seconds")

    def is_alive(self) -> bool:
        """Tell whether another query may be asked."""
        return self._process.is_alive()

    def close(self) -> None:
        """Stop the process."""
        self._end.close()
        self._process.kill()
        self._process.join()


def _serve(folder: Path, limit: int | None, end: Connection) -> None:
    limit_memory()
    while True:
        try:
            text = end.recv()
        except EOFError:
            return
        end.send(answer_of(folder, text, limit))
