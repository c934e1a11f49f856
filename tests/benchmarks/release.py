"""Measure a release of 10,000 articles and read one of 1,000 back: release.py [ARTICLES] [READ_BACK].

The 60 short articles of tests/consolidate/corpus are built by the pipeline, and their graphs copied under IRIs of
their own (about 250 quads an article).  Printed as `name value`: seconds and processor seconds of `kg export`, and the
most memory that its processes took at one time (the pages of a site have the rest of 300 s on two cores); and for each
library that reads a release back, how many statements it read otherwise than the store has them: 0 is right.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import rdflib

from kg.config import Settings
from kg.export.release.rdf import claim_predicates
from kg.graph.iris import GRAPH_CHANGES, GRAPH_EVENTS, GRAPH_INFERRED
from kg.graph.vocabulary import KG, LABEL
from kg.pipeline import build
from kg.store.embedded import Store
from tests.benchmarks.common import ROOT, report
from tests.benchmarks.watch import size_of, watched
from tests.export import readers
from tests.export.copies import copies
from tests.export.readers import Statement

ARTICLES, READ_BACK = 10_000, 1_000
CORPUS = ROOT / "tests" / "consolidate" / "corpus"


def measured(folder: Path, out: Path) -> dict[str, float]:
    """Make a release and measure it."""
    figures = watched(["export", str(out), "--store", str(folder), "--issued", "2026-11-21"])
    with Store.open_read_only(folder) as store:
        return {"quads": len(store)} | figures | size_of(out)


def read_back(folder: Path, out: Path, place: Path) -> dict[str, float]:
    """Count the statements that each library reads otherwise than the store has them."""
    rdflib.NORMALIZE_LITERALS = False
    voiced = claim_predicates(ROOT / "ontology")
    with Store.open_read_only(folder) as store:
        everything = readers.of_oxigraph(store.quads())
        plain = readers.of_oxigraph(
            quad.triple
            for quad in store.quads()
            if quad.predicate.value not in voiced
            and quad.graph_name != GRAPH_INFERRED
            and quad.predicate.value != KG + "why"
            and not (quad.predicate == LABEL and quad.graph_name in (GRAPH_EVENTS, GRAPH_CHANGES))
        )
    figures: dict[str, float] = {"statements": len(everything), "statements_without_graphs": len(plain)}

    def compare(name: str, read: Callable[[], set[Statement]], kind: str) -> None:
        figures[name] = len(read() ^ (plain if kind in readers.PLAIN else everything))

    for kind in readers.FILES:
        compare(f"pyoxigraph_{kind}", lambda kind=kind: readers.by_oxigraph(out, kind), kind)  # type: ignore[misc]
        compare(f"rdflib_{kind}", lambda kind=kind: readers.by_rdflib(out, kind), kind)  # type: ignore[misc]
        if shutil.which("rapper") and kind != "jsonld":
            compare(f"rapper_{kind}", lambda kind=kind: readers.by_rapper(out, kind), kind)  # type: ignore[misc]
    compare("rdflib_ttl", lambda: readers.turtle_by_rdflib(out), "ttl")
    if shutil.which("rapper"):
        compare("rapper_ttl", lambda: readers.turtle_by_rapper(out), "ttl")
    if server := shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"):
        compare("oxigraph_server_nq", lambda: readers.by_server(out, server, place), "nq")
    return figures


def main() -> None:
    """Run both measurements."""
    many, few = (int(n) for n in (*sys.argv[1:], *map(str, (ARTICLES, READ_BACK)[len(sys.argv) - 1 :])))
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        build([CORPUS], Settings(store=place / "built"))
        with Store.open_read_only(place / "built") as source:
            copies(source, place / "few", few)
            copies(source, place / "many", many)
        report(**{f"release_{key}": value for key, value in measured(place / "many", place / "out").items()})
        measured(place / "few", place / "back")
        differ = read_back(place / "few", place / "back", place / "server")
        report(**{f"read_back_{key}": value for key, value in differ.items()})


if __name__ == "__main__":
    main()
