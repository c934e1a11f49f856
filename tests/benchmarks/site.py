"""Measure the site of 10,000 articles: site.py [ARTICLES].

The store is that of release.py: the 60 short articles of tests/consolidate/corpus, copied under IRIs of their own.  As
in life, copies share the actors of the register; unlike life, they share those of one article, too, whose pages a real
store has in tens of thousands.  Printed as `name value`: seconds and processor seconds of all processes; the most
memory that this process took, and the largest of those that help it, the one that asks the saved queries among them;
pages, files and their size.  Release and site together may take 300 s on two cores and 2,048 MB.
"""

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

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
    with Store.open_read_only(store) as opened:
        began, before = time.perf_counter(), _processor_seconds()
        summary = publish(opened, out, plan)
        figures: dict[str, float] = {"seconds": time.perf_counter() - began}
        figures["processor_seconds"] = _processor_seconds() - before
    own, others = (resource.getrusage(who).ru_maxrss // 1024 for who in _WHO)
    files = [Path(folder) / name for folder, _, names in os.walk(out) for name in names]
    return figures | {
        "memory_mb": own,
        "memory_mb_of_a_helper": others,
        "pages": sum(path.suffix == ".html" for path in files),
        "files": len(files),
        "size_mb": sum(path.stat().st_size for path in files) / 1e6,
        **summary._asdict(),
    }


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
