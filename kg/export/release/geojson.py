"""Rows of events -> GeoJSON (RFC 7946): where each was, with who says what of it and how surely."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.export.release.columns import SOURCED
from kg.export.release.rows import ENDS, Line, Tables
from kg.export.release.snapshot import packed

_NUMBERS = re.compile(r"(-?[\d.]+) (-?[\d.]+)")
_TOLD = (
    *("event", "type", "date_earliest", "date_latest", "date_precision", "place_id", "place_label", "place_precision"),
    *("independent_sources", "contested", "articles", "other_claims"),
)
_SAYS = ("value", "said_by", "certainty", "claim", "role")  # as rows.ENDS
Position = tuple[float, float]


def write_geojson(tables: Tables, paths: Iterable[Path]) -> None:
    """Write a feature an event; one without a known place has no geometry, as the standard allows."""
    (path,) = paths
    with packed(path) as out:
        out.write(b'{"type": "FeatureCollection", "features": [')
        before = b"\n"
        for line in tables.event_lines():
            out.write(before + json.dumps(_feature(line), ensure_ascii=False, separators=(",", ":")).encode())
            before = b",\n"
        out.write(b"\n]}\n")


def _feature(line: Line) -> dict[str, Any]:
    told = {name: line[name] for name in _TOLD} | {"statements": list(_statements(line))}
    return {"type": "Feature", "id": line["event"], "geometry": geometry(line), "properties": told}


def _statements(line: Line) -> Iterator[dict[str, str]]:
    for column in SOURCED:
        parts = (line[column + end] for end in ENDS)
        for cells in zip(*parts, strict=True):
            yield dict(zip(_SAYS, cells, strict=True))


def geometry(line: Line) -> dict[str, Any] | None:
    """Return the place of an event as a point, a line or an area; longitude first."""
    if line["latitude"] is not None:
        return {"type": "Point", "coordinates": [line["longitude"], line["latitude"]]}
    wkt = line["wkt"] or ""
    positions = [(float(east), float(north)) for east, north in _NUMBERS.findall(wkt)]
    if wkt.startswith("LINESTRING"):
        return {"type": "LineString", "coordinates": positions}
    if wkt.startswith("POLYGON"):
        return {"type": "Polygon", "coordinates": [_counterclockwise(positions)]}
    return None


def _counterclockwise(ring: list[Position]) -> list[Position]:
    """Turn a ring as RFC 7946 wants it, the area on its left."""
    twice_area = sum(x * v - u * y for (x, y), (u, v) in pairwise(ring))
    return ring if twice_area >= 0 else ring[::-1]
