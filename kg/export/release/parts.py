"""What a release is made of: the parts that may be asked for, their files, and what the maker must say."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from kg.graph.iris import BASE

NAME = "conflict-kg"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"


class Part(StrEnum):
    """A file of a release, or two where one format needs two; `kg export --format` takes these names."""

    NQUADS = "nq"
    TRIG = "trig"
    TURTLE = "ttl"
    JSONLD = "jsonld"
    RDFXML = "rdf"
    NTRIPLES = "nt"
    NANOPUBLICATIONS = "nanopub"
    TRIPLE_TERMS = "rdf12"
    CSV = "csv"
    PARQUET = "parquet"
    GEOJSON = "geojson"
    GRAPHML = "graphml"


class File(NamedTuple):
    """One file: its name, what it is as an IANA media type, how it is packed, and what it holds."""

    name: str
    media: str
    packed: str  # media type of the packing, "" if there is none
    title: str


_GZIP, _ZIP = "application/gzip", "application/zip"
FILES: dict[Part, tuple[File, ...]] = {
    Part.NQUADS: (File(f"{NAME}.nq.gz", "application/n-quads", _GZIP, "Everything, as N-Quads in canonical order"),),
    Part.TRIG: (File(f"{NAME}.trig.gz", "application/trig", _GZIP, "Everything, as TriG, graph by graph"),),
    Part.TURTLE: (File(f"{NAME}-turtle.zip", "text/turtle", _ZIP, "Everything, a Turtle file a graph"),),
    Part.JSONLD: (File(f"{NAME}.jsonld.gz", "application/ld+json", _GZIP, "Everything, as JSON-LD with short names"),),
    Part.RDFXML: (
        File(f"{NAME}.rdf.gz", "application/rdf+xml", _GZIP, "Claims and descriptions without graphs, as RDF/XML"),
    ),
    Part.NTRIPLES: (
        File(f"{NAME}.nt.gz", "application/n-triples", _GZIP, "Claims and descriptions without graphs, as N-Triples"),
    ),
    Part.NANOPUBLICATIONS: (
        File(f"{NAME}-nanopub.trig.gz", "application/trig", _GZIP, "A nanopublication of each claim"),
    ),
    Part.TRIPLE_TERMS: (
        File(f"{NAME}-rdf12.trig.gz", "application/trig", _GZIP, "The articles with RDF 1.2 triple terms"),
    ),
    Part.CSV: (
        File("claims.csv.gz", "text/csv", _GZIP, "The claims, a row each"),
        File("events.csv.gz", "text/csv", _GZIP, "The events, a row each"),
    ),
    Part.PARQUET: (
        File("claims.parquet", "application/vnd.apache.parquet", "", "The claims, a row each"),
        File("events.parquet", "application/vnd.apache.parquet", "", "The events, a row each"),
    ),
    Part.GEOJSON: (File("events.geojson.gz", "application/geo+json", _GZIP, "The events on the map"),),
    Part.GRAPHML: (File("actors.graphml.gz", "application/graphml+xml", _GZIP, "Who did what to whom, by claim"),),
}
IDS = File("ids.csv.gz", "text/csv", _GZIP, "Every IRI with a digest of what is said of it")
CHANGES = File("changes.csv.gz", "text/csv", _GZIP, "What became of each IRI since the release before")
WITHOUT_GRAPHS = (Part.RDFXML, Part.NTRIPLES)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a release needs beside the store; the clock enters here alone, as `issued`."""

    issued: str  # YYYY-MM-DD
    version: str  # of the program
    ontology: Path
    queries: Path
    licence: str = CC_BY
    previous: Path | None = None  # folder of the release before

    @property
    def iri(self) -> str:
        """The IRI of the release."""
        return f"{BASE}release/{self.issued}"
