"""What a site needs beside the store, and the bounds of its pages."""

from dataclasses import dataclass
from pathlib import Path

from kg.export.release.parts import CC_BY

ROWS = 200  # of a browsable list, and statements of an actor's or a place's page
QUERY_ROWS = 500  # of a saved query's answer
QUERY_SECONDS = 60.0  # no query of the 20 that are asked of any store takes over 8 s of 10,000 articles
# Queries that join all claims with all: 130 s and 3 GB, and 28 s, of 10,000 articles.  They are not asked of a store
# of so many, whose site would else depend on how busy a machine is.
HEAVY, HEAVY_FROM = frozenset({"actor-relationships", "first-reports"}), 2_000  # articles


@dataclass(frozen=True, slots=True)
class SitePlan:
    """What a site needs beside the store; the clock enters here alone, as `issued`."""

    issued: str  # YYYY-MM-DD
    version: str  # of the program
    ontology: Path
    queries: Path
    title: str = "conflict-kg"  # stands at the head of every page
    licence: str = CC_BY
    store: Path | None = None  # its folder: queries run on it in a process that can be stopped; None: in this one
