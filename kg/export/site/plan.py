"""What a site needs beside the store, and the bounds of its pages."""

from dataclasses import dataclass
from pathlib import Path

from kg.export.release.parts import CC_BY

ROWS = 200  # of a browsable list, and statements of an actor's or a place's page
QUERY_ROWS = 500  # of a saved query's answer
QUERY_SECONDS = 5.0  # of 10,000 articles, two of 21 take longer, one of them two minutes and 3 GB
QUERY_MEMORY = 1_500 * 1024**2  # bytes of address space, of which a third is used when the limit is met


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
