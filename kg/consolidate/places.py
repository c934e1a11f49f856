"""Places: holding two against each other, and two reports' places."""

from collections.abc import Iterable
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from kg.consolidate.facts import PlaceFacts

NEAR_KM = 15.0  # a city and its outskirts; towns a reader tells apart lie farther from one another
BEARING_KM = 300.0  # how far "south of Baghdad" is taken to reach
_EARTH_KM = 6371.0
_NORTH = {"north": 1, "south": -1}
_EAST = {"east": 1, "west": -1}
_BEARINGS = frozenset(
    {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"}
)  # the noun is a bearing ("south of Baghdad"), the adjective a part ("southern Baghdad")


class PlaceVerdict(StrEnum):
    """How two places stand to one another, best first."""

    SHARED_TWO = "share both ends"
    SAME = "same place"
    SHARED = "share one place"
    NEAR = "near one another"
    WITHIN = "one within the other"
    UNKNOWN = "unknown"
    APART = "apart"


def km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance in kilometres between two (latitude, longitude) pairs in degrees."""
    lat, long, lat2, long2 = (radians(v) for v in (*one, *other))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((long2 - long) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))


def is_bearing(place: PlaceFacts) -> bool:
    """Tell whether a place is only a direction from another."""
    return place.relation in _BEARINGS


def shared(one: PlaceFacts, other: PlaceFacts) -> frozenset[str]:
    """Return what two places rest on together: gazetteer places, or names where one of the two is unresolved."""
    unresolved = one.latitude is None or other.latitude is None
    return max(one.points & other.points, one.names & other.names if unresolved else frozenset(), key=len)


def compare(one: PlaceFacts, other: PlaceFacts) -> PlaceVerdict:
    """Hold two places against each other."""
    common = len(shared(one, other))
    distance = _distance(one, other)
    if one.wide or other.wide:
        return _wide(one, other, common)
    if is_bearing(one) or is_bearing(other):
        return _bearing(one, other, common, distance)
    if common:
        simple = not (one.relation or other.relation)
        return PlaceVerdict.SHARED_TWO if common > 1 else PlaceVerdict.SAME if simple else PlaceVerdict.SHARED
    if distance is None:
        return PlaceVerdict.APART if one.country and other.country and one.country != other.country else _UNKNOWN
    return PlaceVerdict.NEAR if distance <= NEAR_KM + one.reach_km + other.reach_km else PlaceVerdict.APART


_UNKNOWN = PlaceVerdict.UNKNOWN


def _distance(one: PlaceFacts, other: PlaceFacts) -> float | None:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    return km((one.latitude, one.longitude), (other.latitude, other.longitude))


def _wide(one: PlaceFacts, other: PlaceFacts, common: int) -> PlaceVerdict:
    """A country or province against anything: only another country is elsewhere."""
    if common or (one.country and one.country == other.country):
        return PlaceVerdict.WITHIN
    return PlaceVerdict.APART if one.country and other.country else _UNKNOWN


def _bearing(one: PlaceFacts, other: PlaceFacts, common: int, distance: float | None) -> PlaceVerdict:
    if common or distance is None:
        return PlaceVerdict.NEAR if common else _UNKNOWN
    if distance > BEARING_KM:
        return PlaceVerdict.APART
    agrees = _lies(one, other) and _lies(other, one)
    return PlaceVerdict.WITHIN if agrees else _UNKNOWN


def _lies(bearing: PlaceFacts, place: PlaceFacts) -> bool:
    """Tell whether `place` lies on the side of its anchor that the bearing names; true for no bearing."""
    if not is_bearing(bearing):
        return True
    north = sum(sign for word, sign in _NORTH.items() if bearing.relation.startswith(word))
    east = sum(sign for word, sign in _EAST.items() if bearing.relation.endswith(word))
    up = (place.latitude or 0.0) - (bearing.latitude or 0.0)
    right = (place.longitude or 0.0) - (bearing.longitude or 0.0)
    return north * up >= 0 and east * right >= 0


def specific(places: Iterable[PlaceFacts]) -> tuple[PlaceFacts, ...]:
    """Keep the most telling places: not countries beside towns, nor bearings beside named places."""
    kept = tuple(places)
    narrow = tuple(p for p in kept if not p.wide) or kept
    return tuple(p for p in narrow if not is_bearing(p)) or narrow


def best(ones: Iterable[PlaceFacts], others: Iterable[PlaceFacts]) -> tuple[PlaceVerdict, frozenset[str]]:
    """Hold two reports' places against each other: their best pair counts; also what that pair shares."""
    order = list(PlaceVerdict)
    right = specific(others)
    pairs = [(compare(a, b), shared(a, b)) for a in specific(ones) for b in right]
    known = [p for p in pairs if p[0] is not _UNKNOWN]
    return min(known, key=lambda p: order.index(p[0]), default=(_UNKNOWN, frozenset()))
