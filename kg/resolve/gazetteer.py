"""The places a name may mean: GeoNames' cities, countries and US states, and the curated places of the register."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from kg.knowledge import GazetteerEntry
from kg.model import Place
from kg.resolve.divisions import Division, load_divisions
from kg.resolve.geonames import City, CityFile, load_cities, load_table
from kg.resolve.place_fold import fold, loosen

# A curated place counts like a city of this size against others of its name.
CURATED_POPULATION = 1_000_000
# One that lies in several countries (Middle East, Red Sea) is named in articles about any: no village rivals it.
MULTINATIONAL_POPULATION = 1_000_000_000

# "Ill.", "Pa.", "W.Va.", "Us": GeoNames has villages of these names, and none is meant.
_ABBREVIATION = re.compile(r"(?:\w{1,4}\.)+|\w{1,2}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean, with what speaks for it beside the context."""

    place: Place
    population: int
    admin1: str = ""
    own_name: bool = True  # the name is the place's main one, or a spelling of it; else one of its alternates
    curated: bool = False


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Curated names at hand; the cities are read when first asked for."""

    curated: Mapping[str, tuple[Candidate, ...]]  # by strict key
    curated_loose: Mapping[str, tuple[Candidate, ...]]
    aliases: Mapping[str, frozenset[int]]  # strict key -> ids of GeoNames cities that the register also calls so
    abbreviations: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)  # with their stops: "ky."
    country_names: Mapping[str, str] = field(default_factory=dict)  # ISO 3166-1 alpha-2 -> name

    @cached_property
    def cities(self) -> CityFile:
        """GeoNames' cities, read from their package."""
        return load_cities()

    def find(self, name: str) -> tuple[Candidate, ...]:
        """Find what a name may mean, most populous first."""
        key = fold(name)
        if abbreviated := self.abbreviations.get(_dotted(name if "." not in name else f"{name.rstrip('.')}.")):
            return abbreviated
        curated = tuple(map(_placed, self.curated.get(key) or self.curated_loose.get(loosen(key), ())))
        if _ABBREVIATION.fullmatch(name.strip()):
            return curated
        wanted = self.aliases.get(key, frozenset())
        cities = [_city(city, key, wanted) for city in (*self.cities.find(name), *self.cities.with_ids(wanted))]
        others = (*cities, *curated)
        divisions = list(_beyond([_division(found) for found in load_divisions().find(name)], others))
        if not (divisions or others):  # "Oconee and Jackson counties"
            divisions = [replace(_division(found), own_name=False) for found in load_divisions().counties(name)]
        unique = {candidate.place.key: candidate for candidate in (*cities, *divisions, *curated)}
        return tuple(sorted(unique.values(), key=lambda found: (-found.population, found.place.key)))

    def abbreviates(self, name: str) -> bool:
        """Whether a name with its stop is the abbreviation of a place ("Ky.")."""
        return _dotted(name) in self.abbreviations

    def candidates(self, name: str) -> tuple[Place, ...]:
        """Give the places a name may mean, most populous first."""
        return tuple(candidate.place for candidate in self.find(name))

    def listed(self, name: str) -> Place | None:
        """Give the one place that the register lists under a name, None if it lists none or several."""
        key = fold(name)
        found = self.curated.get(key) or self.curated_loose.get(loosen(key), ())
        return found[0].place if len(found) == 1 else None

    def country(self, code: str) -> Place | None:
        """Give the country of an ISO 3166-1 alpha-2 code."""
        label = self.country_names.get(code, "")
        found = (c.place for c in self.curated.get(fold(label), ()) if c.place.feature == "country")
        return next((place for place in found if place.country == code), None)

    def country_code(self, name: str) -> str | None:
        """Give the ISO 3166-1 alpha-2 code of a country's name, None for any other name."""
        return next((c.place.country for c in self.curated.get(fold(name), ()) if c.place.feature == "country"), None)


def load_gazetteer(extra: Iterable[GazetteerEntry] = ()) -> Gazetteer:
    """Load countries, US states and the curated places; cities are read on the first question about one."""
    entries = tuple(extra)
    tables = {**_countries(), **_states(), **_continents()}
    strict: dict[str, dict[str, Candidate]] = defaultdict(dict)
    loose: dict[str, dict[str, Candidate]] = defaultdict(dict)
    aliases: dict[str, set[int]] = defaultdict(set)
    for candidate in tables.values():
        strict[fold(candidate.place.label)][candidate.place.key] = candidate
    short: dict[str, tuple[Candidate, ...]] = {}
    for entry in entries:
        keys = {fold(name) for name in (entry.label, *entry.aliases) if not name.endswith(".")} - {""}
        if entry.geonames is not None and entry.feature == "city":
            for key in keys:
                aliases[key].add(entry.geonames)
            continue
        candidate = tables.get(entry.geonames or 0) or _curated(entry)
        short |= {_dotted(name): (candidate,) for name in entry.aliases if name.endswith(".")}
        for key in keys:
            strict[key][candidate.place.key] = candidate
            if entry.geonames is None:
                loose[loosen(key)][candidate.place.key] = candidate
    loose.pop("", None)
    return Gazetteer(
        curated={key: tuple(found.values()) for key, found in strict.items()},
        curated_loose={key: tuple(found.values()) for key, found in loose.items()},
        aliases={key: frozenset(ids) for key, ids in aliases.items()},
        abbreviations=short,
        country_names={
            c.place.country: c.place.label for c in tables.values() if c.place.feature == "country" and c.place.country
        },
    )


def _dotted(name: str) -> str:
    return name.replace(" ", "").lower() if name.endswith(".") else ""


def kilometres(one: Place, other: Place) -> float | None:
    """Give the great-circle distance of two places, None when either has no coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    north1, north2 = math.radians(one.latitude), math.radians(other.latitude)
    east = math.radians(other.longitude - one.longitude)
    cosine = math.sin(north1) * math.sin(north2) + math.cos(north1) * math.cos(north2) * math.cos(east)
    return 6371.0 * math.acos(max(-1.0, min(1.0, cosine)))


def _countries() -> dict[int, Candidate]:
    places = {}
    for row in load_table("countries").values():
        if row["iso"] in {"CS", "AN"}:  # dissolved; their ids are no longer in use
            continue
        place = Place(
            key=f"gn{row['geonameid']}",
            label=row["name"].strip(),
            geonames=row["geonameid"],
            country=row["iso"],
            precision="country",
            feature="country",
        )
        places[row["geonameid"]] = Candidate(place, row["population"], curated=True)
    return places


def _states() -> dict[int, Candidate]:
    places = {}
    for row in load_table("us_states").values():
        place = Place(
            key=f"gn{row['geonameid']}",
            label=row["name"],
            geonames=row["geonameid"],
            country="US",
            precision="region",
            feature="state",
        )
        places[row["geonameid"]] = Candidate(place, CURATED_POPULATION, admin1=row["code"], curated=True)
    return places


def _continents() -> dict[int, Candidate]:
    return {
        row["geonameId"]: Candidate(
            Place(
                key=f"gn{row['geonameId']}",
                label=row["name"],
                geonames=row["geonameId"],
                precision="region",
                feature="continent",
            ),
            MULTINATIONAL_POPULATION,
            curated=True,
        )
        for row in load_table("continents").values()
    }


def _curated(entry: GazetteerEntry) -> Candidate:
    place = Place(
        key=entry.slug,
        label=entry.label,
        geonames=entry.geonames,
        latitude=entry.latitude,
        longitude=entry.longitude,
        country=entry.country,
        precision=entry.precision,
        feature=entry.feature,
    )
    return Candidate(place, CURATED_POPULATION if entry.country else MULTINATIONAL_POPULATION, curated=True)


def _placed(candidate: Candidate) -> Candidate:
    """Give a curated province the admin1 code and the inhabitants of GeoNames."""
    division = load_divisions().by_id.get(candidate.place.geonames or 0)
    return candidate if division is None else replace(candidate, admin1=division.admin1)


def _division(found: Division) -> Candidate:
    place = Place(
        key=f"gn{found.geonames}",
        label=found.name,
        geonames=found.geonames,
        country=found.country,
        precision="region",
        feature="province" if found.level == 1 else "district",
    )
    return Candidate(place, min(found.population, CURATED_POPULATION), found.admin1, curated=found.level == 1)


def _beyond(divisions: Iterable[Candidate], others: Sequence[Candidate]) -> Iterator[Candidate]:
    """Leave out the divisions that the register has, and those whose town has the same name ("Idlib")."""
    known = {other.place.geonames for other in others}
    towns = {
        (other.place.country, other.admin1) for other in others if other.own_name and other.place.feature == "city"
    }
    for division in divisions:
        if division.place.geonames not in known and (division.place.country, division.admin1) not in towns:
            yield division


def _city(city: City, key: str, wanted: frozenset[int]) -> Candidate:
    own = fold(city.name)
    place = Place(
        key=f"gn{city.geonames}",
        label=city.name,
        geonames=city.geonames,
        latitude=city.latitude,
        longitude=city.longitude,
        country=city.country,
        precision="exact",
        feature="city",
    )
    same = own == key or loosen(own) == loosen(key) or city.geonames in wanted
    return Candidate(place, city.population, city.admin1, own_name=same)
