"""The parts of a release as jobs that share nothing but the snapshot, so that two processes can do them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from kg.export.release.geojson import write_geojson
from kg.export.release.graphml import write_graphml
from kg.export.release.jsonld import write_jsonld
from kg.export.release.nanopub import write_nanopublications
from kg.export.release.parts import FILES, Part, Plan
from kg.export.release.rdf import WRITERS, Source
from kg.export.release.rows import Tables, write_tables
from kg.export.release.tables import write_csv, write_parquet

# What is made of the same rows or triples is one job; the longest first.
GROUPS = (
    (Part.CSV, Part.PARQUET, Part.GEOJSON, Part.GRAPHML),
    (Part.RDFXML, Part.NTRIPLES),
    (Part.NANOPUBLICATIONS,),
    (Part.JSONLD,),
    (Part.TURTLE,),
    (Part.NQUADS,),
    (Part.TRIPLE_TERMS,),
    (Part.TRIG,),
)
_OF_ROWS: dict[Part, Callable[[Tables, Sequence[Path]], None]] = {
    Part.CSV: write_csv,
    Part.PARQUET: write_parquet,
    Part.GEOJSON: write_geojson,
    Part.GRAPHML: write_graphml,
}


def write_group(parts: Sequence[Part], source: Source, folder: Path, plan: Plan) -> None:
    """Write the parts of a job into a folder; what it needs meanwhile goes into the source's own."""
    tables = write_tables(source.snapshot, source.scratch) if parts[0] in _OF_ROWS else None
    for part in parts:
        paths = [folder / file.name for file in FILES[part]]
        if tables:
            _OF_ROWS[part](tables, paths)
        elif part is Part.NANOPUBLICATIONS:
            write_nanopublications(source, paths[0], plan)
        elif part is Part.JSONLD:
            write_jsonld(source, paths[0])
        else:
            WRITERS[part](source, paths[0])
