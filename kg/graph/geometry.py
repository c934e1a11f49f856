"""A place -> its geometry as WKT (longitude first, WGS 84) with its accuracy, and its ACLED and UCDP precision codes.

A point has its coordinates; a relational place gets a shape of its gazetteer anchors: the line between two ends, the
sector in a compass direction of a town.  No geometry without the coordinates of every anchor.
"""

import math
import re
from dataclasses import dataclass

from kg.model import Place

# "South of Baghdad" has no end in the text.  The sector is drawn this far; its accuracy says that it may be all of it.
# A judgement: what lies farther off is named by another town.
REACH = 50_000  # metres
HALF_ANGLE = {1: 45.0, 2: 22.5}  # degrees either side of south; of south-west
# A road between two towns bends: it may leave the straight line by a share of its length.  A judgement, unmeasured.
BEND = 0.25
_METRES_A_DEGREE = 111_195.0
_STEPS = 4  # straight edges of a sector's arc
_BEARING = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
_DIRECTION = re.compile(r"(north|south)?-?(east|west)?")


@dataclass(frozen=True, slots=True)
class Geometry:
    """A shape in WKT and how far, in metres, the place may lie from it."""

    wkt: str
    accuracy: int


def geometry_of(place: Place) -> Geometry | None:
    """Return the geometry of a relational place, None where it has none to speak of."""
    points = [(a.longitude, a.latitude) for a in place.anchors if a.longitude is not None and a.latitude is not None]
    if not points or len(points) < len(place.anchors):
        return None
    if place.relation in {"between", "road"} and len(points) == 2:
        return Geometry(f"LINESTRING({_listed(points)})", round(BEND * _metres(*points)))
    if len(points) == 1 and (bearing := bearing_of(place.relation)) is not None:
        return Geometry(f"POLYGON(({_listed(_sector(points[0], *bearing))}))", REACH)
    return None


def bearing_of(relation: str) -> tuple[float, float] | None:
    """Return the degrees clockwise from north and the half angle of a compass word, None for any other word."""
    match = _DIRECTION.fullmatch(relation)
    words = [word for word in match.groups() if word] if match else []
    if not words:
        return None
    east = sum(math.sin(math.radians(_BEARING[word])) for word in words)
    north = sum(math.cos(math.radians(_BEARING[word])) for word in words)
    return math.degrees(math.atan2(east, north)) % 360, HALF_ANGLE[len(words)]


def precision_codes(place: Place) -> tuple[int | None, int | None]:
    """Return ACLED's geo-precision (1 town, 2 near a town, 3 region) and UCDP's where-precision, None for no code.

    UCDP: 1 the place itself, 2 near it (25 km), 3 district, 4 province, 5 a line or a vaguer area, 6 country, 7 sea.
    Of the codebooks as generally known.  ACLED has no code for a country or a sea, neither one for an unknown place.
    """
    if place.precision == "unknown":
        return None, None
    if place.feature == "water":
        return None, 7
    if place.precision == "country":
        return None, 6
    if place.precision == "exact":
        return 1, 1
    if place.relation in {"between", "road"} or bearing_of(place.relation) is not None:
        return (2 if place.precision == "near" else 3), 5
    if place.precision == "near":
        return 2, 2
    if place.relation:
        return 3, 5
    if place.country is None:
        return None, None  # Middle East
    return 3, {"district": 3, "province": 4, "state": 4}.get(place.feature, 5)


def _sector(apex: tuple[float, float], bearing: float, half: float) -> list[tuple[float, float]]:
    turns = [bearing + half * (step / _STEPS) for step in range(-_STEPS, _STEPS + 1)]
    return [apex, *(_moved(apex, turn) for turn in reversed(turns)), apex]  # counter-clockwise, as GeoSPARQL wants


def _moved(start: tuple[float, float], bearing: float) -> tuple[float, float]:
    north, east = (REACH * turn(math.radians(bearing)) / _METRES_A_DEGREE for turn in (math.cos, math.sin))
    return start[0] + east / math.cos(math.radians(start[1])), start[1] + north


def _metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    middle = math.radians((one[1] + other[1]) / 2)
    return _METRES_A_DEGREE * math.hypot(one[1] - other[1], (one[0] - other[0]) * math.cos(middle))


def _listed(points: list[tuple[float, float]]) -> str:
    return ", ".join(f"{east:.4f} {north:.4f}" for east, north in points)
