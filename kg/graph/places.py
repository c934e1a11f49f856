"""ontology/register/places.ttl -> GazetteerEntry values."""

from collections import defaultdict
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.errors import OntologyError
from kg.knowledge import GazetteerEntry

_BASE = "https://w3id.org/conflict-kg/"
_KG = _BASE + "ontology#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_PLACE = _BASE + "place/"
_GEONAMES = "https://sws.geonames.org/"

_Row = dict[str, list[str]]


def load_places(folder: Path) -> tuple[GazetteerEntry, ...]:
    """Load the curated places from the register folder, by slug; raise OntologyError naming the entry at fault."""
    path = folder / "places.ttl"
    rows: dict[str, _Row] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                rows[quad.subject.value][quad.predicate.value].append(quad.object.value)
    except (SyntaxError, OSError) as error:
        raise OntologyError(f"{path}: {error}") from error
    return tuple(_entry(iri, rows[iri], path) for iri in sorted(rows) if iri.startswith(_PLACE))


def _entry(iri: str, row: _Row, path: Path) -> GazetteerEntry:
    try:
        label = row[_SKOS + "prefLabel"][0]
        latitude, longitude = _degrees(row, "lat"), _degrees(row, "long")
        geonames = _first(row, _KG + "geonames")
        number = int(geonames.removeprefix(_GEONAMES).strip("/")) if geonames else None
    except (IndexError, ValueError) as error:
        raise OntologyError(f"{path}: {iri}: needs one skos:prefLabel, and numbers for lat, long, geonames") from error
    if (latitude is None) != (longitude is None):
        raise OntologyError(f"{path}: {iri}: give both wgs84:lat and wgs84:long, or neither")
    return GazetteerEntry(
        slug=iri.removeprefix(_PLACE),
        label=label,
        aliases=tuple(sorted({*row[_SKOS + "altLabel"], *row[_SKOS + "hiddenLabel"]} - {label})),
        feature=_first(row, _KG + "feature") or "",
        country=_first(row, _KG + "country"),
        geonames=number,
        latitude=latitude,
        longitude=longitude,
        precision=_first(row, _KG + "placePrecision") or "unknown",
    )


def _first(row: _Row, predicate: str) -> str | None:
    return min(row[predicate], default=None)


def _degrees(row: _Row, local: str) -> float | None:
    text = _first(row, _WGS84 + local)
    return float(text) if text else None
