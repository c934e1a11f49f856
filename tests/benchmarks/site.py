"""Measure the site of 10,000 articles: site.py [ARTICLES].

The store is that of release.py: the 60 short articles of tests/consolidate/corpus, copied under IRIs of their own.  As
in life, copies share the actors of the register; unlike life, they share those of one article, too, whose pages a real
store has in tens of thousands.  Printed as `name value`: seconds and processor seconds of all processes; the most
memory that they took at one time, and the most that one of them did; pages, files and their size.  Release and site
together may take 300 s on two cores and 2,048 MB.
"""

import os
import resource
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import Self

from kg.config import Settings
from kg.export.site import SitePlan, publish
from kg.pipeline import build
from kg.store.embedded import Store
from tests.benchmarks.common import ROOT, report
from tests.benchmarks.release import CORPUS
from tests.export.copies import copies

ARTICLES = 10_000
_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def measured(store: Path, out: Path) -> dict[str, float]:
    """Publish a store and measure it."""
    plan = SitePlan("2026-11-21", "bench", ROOT / "ontology", ROOT / "queries", store=store)
    with Store.open_read_only(store) as opened, _Watch() as watch:
        began, before = time.perf_counter(), _processor_seconds()
        summary = publish(opened, out, plan)
        figures: dict[str, float] = {"seconds": time.perf_counter() - began}
        figures["processor_seconds"] = _processor_seconds() - before
    files = [Path(folder) / name for folder, _, names in os.walk(out) for name in names]
    return figures | {
        "memory_mb": watch.most,
        "memory_mb_of_one": watch.most_of_one,
        "pages": sum(path.suffix == ".html" for path in files),
        "files": len(files),
        "size_mb": sum(path.stat().st_size for path in files) / 1e6,
        **summary._asdict(),
    }


class _Watch:
    """Looks every half second at the memory of this process and of all that it started (Linux only)."""

    def __init__(self) -> None:
        self.most = self.most_of_one = 0
        self._end = Event()
        self._thread = Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._end.wait(0.5):
            used = _memory_of(os.getpid())
            self.most = max(self.most, sum(used))
            self.most_of_one = max(self.most_of_one, *used)


def _memory_of(first: int) -> list[int]:
    """Return the resident megabytes of a process and of all below it."""
    parents, sizes = {}, {}
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):  # it has ended
            fields = dict(line.split(":", 1) for line in status.read_text("utf-8").splitlines() if ":" in line)
            number = int(status.parent.name)
            parents[number], sizes[number] = int(fields["PPid"]), int(fields.get("VmRSS", "0 kB").split()[0]) // 1024
    family = [first]
    for one in family:  # grows by the children of each
        family += [number for number, parent in parents.items() if parent == one]
    return [sizes.get(one, 0) for one in family]


def _processor_seconds() -> float:
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, _WHO))


def main() -> None:
    """Build, copy, publish and measure."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        build([CORPUS], Settings(store=place / "built"))
        with Store.open_read_only(place / "built") as source:
            copies(source, place / "many", articles)
        report(**{f"site_{key}": value for key, value in measured(place / "many", place / "out").items()})


if __name__ == "__main__":
    main()
