"""The process that runs one query: python -m kg.queries.worker FOLDER ROWS.

In: SPARQL text on stdin.  Out: an Answer or an error, pickled, on stdout.  Its memory is limited, so that a query
that gathers more ends this process and not the machine.
"""

import pickle
import sys
from contextlib import suppress
from pathlib import Path

from pyoxigraph import Store

from kg.errors import QueryError, StoreError
from kg.queries.answer import Answer
from kg.queries.run import run

MEMORY = 4 * 1024**3  # bytes; the saved queries on 1,000 articles need under 0.4 of a GiB
MAX_ANSWER = 256 * 1024**2  # bytes


def main(folder: Path, limit: int | None) -> None:
    """Run the query that stdin holds and write what comes of it."""
    limit_memory()
    answer = pickle.dumps(answer_of(folder, sys.stdin.buffer.read().decode(), limit))
    if len(answer) > MAX_ANSWER:
        answer = pickle.dumps(QueryError(f"the answer is longer than {MAX_ANSWER:,} bytes: narrow the query"))
    sys.stdout.buffer.write(answer)


def answer_of(folder: Path, text: str, limit: int | None) -> Answer | QueryError | StoreError:
    """Run one query; return what it ended with."""
    try:
        store = Store.read_only(str(folder))
    except OSError as error:
        return StoreError(f"{folder}: the store cannot be opened ({error})")
    try:
        return run(store, text, limit=limit)
    except (QueryError, StoreError) as error:
        return error


def limit_memory(most: int = MEMORY) -> None:
    """Bound the address space of this process, in bytes."""
    with suppress(ImportError, ValueError, OSError):  # Windows lacks the module, some systems the limit
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) or None)
