"""Measure the site of 10,000 articles: site.py [ARTICLES].

The store is that of release.py: the 60 short articles of tests/consolidate/corpus, copied under IRIs of their own.  As
in life, copies share the actors of the register; unlike life, they share those of one article, too, whose pages a real
store has in tens of thousands.  Printed as `name value`: seconds and processor seconds of `kg publish`, the most memory
that its processes took at one time, and the most that one of them did; pages, files and their size.  Release and site
together may take 300 s on two cores and 2,048 MB.
"""

import sys
import tempfile
from pathlib import Path

from kg.config import Settings
from kg.pipeline import build
from kg.store.embedded import Store
from tests.benchmarks.common import report
from tests.benchmarks.release import CORPUS
from tests.benchmarks.watch import size_of, watched
from tests.export.copies import copies

ARTICLES = 10_000


def main() -> None:
    """Build, copy, publish and measure."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        build([CORPUS], Settings(store=place / "built"))
        with Store.open_read_only(place / "built") as source:
            copies(source, place / "many", articles)
        out = place / "out"
        figures = watched(["publish", str(out), "--store", str(place / "many"), "--issued", "2026-11-21"])
        report(articles=articles, **{f"site_{key}": value for key, value in (figures | size_of(out)).items()})


if __name__ == "__main__":
    main()
