"""The curated places as data: a failure names the entry to mend in ontology/register/places.ttl."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.graph.places import load_places
from kg.knowledge import GazetteerEntry
from tests.conftest import ROOT

FOLDER = Path(ROOT) / "ontology" / "register"
FEATURES = {"state", "country", "province", "region", "water", "facility", "area", "city"}
HEAD = """@prefix kg: <https://w3id.org/conflict-kg/ontology#> .
@prefix place: <https://w3id.org/conflict-kg/place/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wgs84: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
"""


@pytest.fixture(scope="module")
def entries() -> tuple[GazetteerEntry, ...]:
    return load_places(FOLDER)


def test_places_data_covers_the_seeds(entries: tuple[GazetteerEntry, ...]) -> None:
    slugs = {entry.slug for entry in entries}
    assert {"green-zone", "us-embassy-in-baghdad", "al-taqaddum-air-base", "middle-east", "gn6252001"} <= slugs
    assert sum(entry.country == "IQ" and entry.feature == "province" for entry in entries) == 19


def test_places_data_is_well_formed(entries: tuple[GazetteerEntry, ...]) -> None:
    for entry in entries:
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", entry.slug), entry
        assert entry.feature in FEATURES, entry
        assert entry.country is None or re.fullmatch("[A-Z]{2}", entry.country), entry
        numbered = re.fullmatch(r"gn\d+", entry.slug) is not None
        assert not numbered or entry.slug == f"gn{entry.geonames}", entry
        assert numbered or entry.geonames is None or entry.feature in {"province", "region", "area"}, entry
        assert all(name == name.strip() and name for name in (entry.label, *entry.aliases)), entry


def test_places_data_claims_no_more_precision_than_it_has(entries: tuple[GazetteerEntry, ...]) -> None:
    for entry in entries:
        if entry.latitude is None or entry.longitude is None:
            assert entry.precision != "near", entry
        else:
            assert entry.precision == "near", entry
            assert entry.feature not in {"country", "province", "region"}, entry
            assert round(entry.latitude, 1) == entry.latitude, entry
            assert round(entry.longitude, 1) == entry.longitude, entry


def test_places_data_gives_a_site_name_to_one_place(entries: tuple[GazetteerEntry, ...]) -> None:
    named = defaultdict(set)
    for entry in entries:
        for name in (entry.label, *entry.aliases):
            if entry.feature in {"facility", "area"}:
                named[name.casefold()].add(entry.slug)
    assert {name: slugs for name, slugs in named.items() if len(slugs) > 1} == {}


def test_places_data_marks_its_source() -> None:
    text = (FOLDER / "places.ttl").read_text("utf-8")
    assert text.count(" a kg:Place ;") == len(
        re.findall(r'dcterms:source "(?:GeoNames id; \w+: )?general knowledge, unverified"', text)
    )


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("place:x a kg:Place .", "place/x: needs one skos:prefLabel"),
        ('place:x skos:prefLabel "X"@en ; wgs84:lat 33.3 .', "place/x: give both wgs84:lat and wgs84:long"),
        ('place:x skos:prefLabel "X"@en ; wgs84:lat "north" ; wgs84:long 1.0 .', "place/x: needs one"),
        ("place:x a ", "places.ttl"),
    ],
)
def test_places_data_errors_name_the_entry(tmp_path: Path, turtle: str, message: str) -> None:
    (tmp_path / "places.ttl").write_text(HEAD + turtle, encoding="utf-8")
    with pytest.raises(OntologyError, match=re.escape(message)):
        load_places(tmp_path)


def test_places_data_missing_file(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"places\.ttl"):
        load_places(tmp_path)
