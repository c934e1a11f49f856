"""Names of places, in the spellings of the news, against the gazetteer."""

from pathlib import Path

import pytest

from kg.graph.places import load_places
from kg.knowledge import GazetteerEntry
from kg.model import Place
from kg.resolve.gazetteer import Gazetteer, kilometres, load_gazetteer
from kg.resolve.place_fold import fold, loosen
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(load_places(Path(ROOT) / "ontology" / "register"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Diwaniya", "Ad Dīwānīyah"),
        ("Samawah", "As-Samāwa"),
        ("Deir ez-Zor", "Deir al-Zor"),
        ("Fallujah", "al-Faluja"),
        ("Ba'qubah", "Baquba"),
        ("Qayyara", "Al-Qayyarah"),
    ],
)
def test_place_fold_levels_romanisations(one: str, other: str) -> None:
    assert loosen(fold(one)) == loosen(fold(other))


@pytest.mark.parametrize(("one", "other"), [("Salvador", "El Salvador"), ("Basra", "Busra"), ("Homs", "Hama")])
def test_place_fold_keeps_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_place_fold_keeps_the_lines_of_a_text() -> None:
    assert fold("Al-Kut\nŞanʻā’\n St. Gallen ") == "al kut\nsana\nst gallen"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Diwaniya", "gn99762"),
        ("Diwaniyah", "gn99762"),
        ("Al Diwaniyah", "gn99762"),
        ("Samawa", "gn98530"),
        ("As Samawah", "gn98530"),
        ("Deir Ezzor", "gn170794"),
        ("Al-Shirqat", "gn91057"),
        ("Iraq", "gn99237"),
        ("U.S.", "gn6252001"),
        ("the United States", "gn6252001"),
        ("Ain al-Assad", "ain-al-asad-air-base"),
        ("Q-West", "qayyarah-airfield-west"),
        ("Al Taqaddum", "al-taqaddum-air-base"),
        ("al-Tanf", "al-tanf"),
        ("Ninewa province", "nineveh-governorate-iq"),
        ("Middle East", "middle-east"),
        ("Asia", "gn6255147"),
        ("Kentucky", "gn6254925"),
        ("Ky.", "gn6254925"),
        ("W. Va.", "gn4826850"),
        ("Saint Petersburg", "gn498817"),
        ("Rapides Parish", "gn4338356"),
        ("Anbar", "anbar-governorate-iq"),
    ],
)
def test_gazetteer_candidates_include(gazetteer: Gazetteer, name: str, key: str) -> None:
    assert key in [place.key for place in gazetteer.candidates(name)]


@pytest.mark.parametrize("name", ["", "'", "Nowhereville", "Ky", "Pa", "W.", "Hi", "Syrian"])
def test_gazetteer_candidates_of_no_place(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.candidates(name) == ()


def test_gazetteer_countries_and_states_have_no_point(gazetteer: Gazetteer) -> None:
    for name in ("Iraq", "Syria", "Texas", "Europe", "Anbar"):
        (place,) = [p for p in gazetteer.candidates(name) if p.feature != "city"]
        assert (place.latitude, place.longitude) == (None, None)
        assert place.precision in {"country", "region"}


def test_gazetteer_drops_dissolved_countries(gazetteer: Gazetteer) -> None:
    assert gazetteer.country_code("Serbia") == "RS"
    assert gazetteer.country_code("Netherlands Antilles") is None


@pytest.mark.parametrize(("name", "code"), [("US", "US"), ("Britain", "GB"), ("Baghdad", None), ("Georgia", "GE")])
def test_gazetteer_country_code(gazetteer: Gazetteer, name: str, code: str | None) -> None:
    assert gazetteer.country_code(name) == code


def test_gazetteer_takes_more_entries_without_python() -> None:
    entry = GazetteerEntry("new-town", "New Town Base", ("Newtown camp",), "facility", "IQ", None, 33.3, 44.4, "near")
    extended = load_gazetteer([entry])
    assert [place.key for place in extended.candidates("newtown camp")] == ["new-town"]


def test_gazetteer_reads_cities_only_when_asked() -> None:
    lazy = load_gazetteer()
    assert "cities" not in lazy.__dict__
    assert lazy.country_code("Iraq") == "IQ"
    assert "cities" not in lazy.__dict__


def test_gazetteer_measures_distance(gazetteer: Gazetteer) -> None:
    baghdad, mosul = (gazetteer.candidates(name)[0] for name in ("Baghdad", "Mosul"))
    assert kilometres(baghdad, mosul) == pytest.approx(355, abs=10)
    assert kilometres(baghdad, Place("x", "x")) is None
