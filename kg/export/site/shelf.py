"""Records on their way from the article that tells them to the page that gathers them, through files.

An event's, actor's or place's page holds what many articles say.  Each batch of articles leaves its records in a file
a shelf; whoever writes the pages of a shelf reads those files alone: the memory of a shelf, however large the store.
"""

import pickle
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

GATHERED = ("event", "actor", "place")  # kinds of things whose pages are gathered


class Shelves:
    """The records of one batch, by the shelf of the thing that they are about."""

    def __init__(self, folder: Path, shelves: int) -> None:
        self._folder, self._count = folder, shelves
        self._records: dict[str, list[tuple[str, Any]]] = defaultdict(list)

    def put(self, thing: str, record: NamedTuple) -> None:
        """Keep a record about a thing (kind/key)."""
        self._records[shelf_of(thing, self._count)].append((thing, record))

    def close(self, batch: str) -> None:
        """Write the records, in files that carry the name of the batch."""
        for shelf, records in sorted(self._records.items()):
            folder = self._folder / shelf
            folder.mkdir(exist_ok=True)
            (folder / batch).write_bytes(pickle.dumps(records, pickle.HIGHEST_PROTOCOL))


def shelf_of(thing: str, shelves: int) -> str:
    """Return the name of the shelf of a thing."""
    return f"{thing.partition('/')[0]}-{crc32(thing.encode()) % shelves}"


def things_on(folder: Path, shelf: str) -> Iterator[tuple[str, list[Any]]]:
    """Yield each thing of a shelf with its records, by thing."""
    found: dict[str, list[Any]] = defaultdict(list)
    for path in sorted((folder / shelf).glob("*")) if (folder / shelf).is_dir() else ():
        for thing, record in pickle.loads(path.read_bytes()):  # noqa: S301  written by our own processes
            found[thing].append(record)
    yield from sorted(found.items())
