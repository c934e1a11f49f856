"""Place mentions of one article -> places."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.graph.places import load_places
from kg.model import Place, PlaceMention
from kg.resolve.gazetteer import Gazetteer, load_gazetteer
from kg.resolve.places import resolve_places
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(load_places(Path(ROOT) / "ontology" / "register"))


def mention(text: str, *names: str, relation: str = "", head: str = "", start: int = 0) -> PlaceMention:
    return PlaceMention(start, start + len(text), text, names, relation, head)


def place_of(
    gazetteer: Gazetteer, wanted: PlaceMention, *others: str, focus: Sequence[str] = (), scope: str = ""
) -> Place:
    """Resolve a mention in an article that names the others too, far away from it."""
    rest = [mention(name, name, start=1000 * (n + 1)) for n, name in enumerate(others)]
    return resolve_places([wanted, *rest], gazetteer, focus_countries=focus, scope=scope)[wanted]


BETWEEN = mention("between Diwaniya and Samawah", "Diwaniya", "Samawah", relation="between")
HIGHWAY = mention("Samawah-Diwaniya highway", "Samawah", "Diwaniya", relation="road", head="highway")


@pytest.mark.parametrize(
    ("name", "others", "key"),
    [
        ("Tripoli", ("Libya",), "gn2210247"),
        ("Tripoli", ("Lebanon", "Lebanon", "Lebanon", "Beirut"), "gn266826"),
        ("Georgia", ("Tbilisi", "Russia"), "gn614540"),
        ("Georgia", ("Alabama", "Florida", "Atlanta", "United States"), "gn4197000"),
        ("Hama", ("Syria",), "gn170017"),
        ("Balad", ("Iraq",), "gn98112"),
        ("Singapore", (), "gn1880251"),
        ("Middle East", ("United States",) * 5, "middle-east"),
    ],
)
def test_places_choose_by_what_the_article_names(
    gazetteer: Gazetteer, name: str, others: tuple[str, ...], key: str
) -> None:
    assert place_of(gazetteer, mention(name, name), *others).key == key


@pytest.mark.parametrize("name", ["Victoria", "Union", "Tripoli", "Springfield"])
def test_places_leave_an_ambiguous_name_open(gazetteer: Gazetteer, name: str) -> None:
    place = place_of(gazetteer, mention(name, name))
    assert (place.geonames, place.latitude, place.precision, place.label) == (None, None, "unknown", name)
    assert "does not say which" in place.reason


def test_places_need_support_for_a_village(gazetteer: Gazetteer) -> None:
    village = mention("Qayyara", "Qayyara")
    assert place_of(gazetteer, village).geonames is None
    assert place_of(gazetteer, village, focus=["IQ"]).label == "Al Qayyārah"


def test_places_read_what_stands_beside_a_name(gazetteer: Gazetteer) -> None:
    one, two = mention("Victoria", "Victoria"), mention("Seychelles", "Seychelles", start=10)
    place = resolve_places([one, two], gazetteer, focus_countries=())[one]
    assert place.country == "SC"
    assert place.reason.startswith("in Seychelles, as the words beside the name say; other candidates: ")


def test_places_say_why(gazetteer: Gazetteer) -> None:
    tripoli = place_of(gazetteer, mention("Tripoli", "Tripoli"), focus=["LY"] * 9)
    assert tripoli.reason.startswith("in Libya, which the article names or implies 9 times; other candidates: ")
    assert place_of(gazetteer, mention("Balad", "Balad"), "Iraq").reason == "only candidate named Balad"


def test_places_do_not_depend_on_the_order_of_mentions(gazetteer: Gazetteer) -> None:
    names = ("Tripoli", "Beirut", "Sidon", "Tyre", "Lebanon", "Georgia", "Victoria")
    mentions = [mention(name, name, start=1000 * n) for n, name in enumerate(names)]
    forward = resolve_places(mentions, gazetteer, focus_countries=["LB"])
    backward = resolve_places(mentions[::-1], gazetteer, focus_countries=["LB"])
    assert forward == backward


def test_places_of_no_gazetteer_keep_their_words(gazetteer: Gazetteer) -> None:
    place = place_of(gazetteer, mention("Nowhereville", "Nowhereville"), "Iraq")
    assert (place.label, place.precision, place.reason) == ("Nowhereville", "unknown", "not in the gazetteer")
    assert len(place.key) == 16
    assert (place.latitude, place.longitude, place.country) == (None, None, None)


@pytest.mark.parametrize(
    ("wanted", "label", "precision", "anchors"),
    [
        (BETWEEN, "between Al Diwaniyah and As Samawah", "near", ["gn99762", "gn98530"]),
        (HIGHWAY, "Samawah-Diwaniya highway", "near", ["gn99762", "gn98530"]),
        (
            mention("Diwaniyah highway", "Diwaniyah", relation="road", head="highway"),
            "Diwaniyah highway",
            "region",
            ["gn99762"],
        ),
        (mention("south of Baghdad", "Baghdad", relation="south"), "south of Baghdad", "region", ["gn98182"]),
        (mention("southern Baghdad", "Baghdad", relation="southern"), "southern Baghdad", "near", ["gn98182"]),
        (mention("southern Iraq", "Iraq", relation="southern"), "southern Iraq", "region", ["gn99237"]),
        (mention("Mosul", "Mosul", relation="near"), "near Mosul", "near", ["gn99072"]),
        (
            mention("base in southern Baghdad", "Baghdad", head="base"),
            "base in southern Baghdad",
            "near",
            ["gn98182"],
        ),
        (mention("base in Iraq", "Iraq", head="base"), "base in Iraq", "country", ["gn99237"]),
        (mention("Nowhereville", "Nowhereville", relation="near"), "near Nowhereville", "unknown", None),
        (mention("US base", head="base"), "US base", "unknown", []),
    ],
)
def test_places_relational(
    gazetteer: Gazetteer, wanted: PlaceMention, label: str, precision: str, anchors: list[str] | None
) -> None:
    place = place_of(gazetteer, wanted, focus=["IQ"])
    assert (place.label, place.precision) == (label, precision)
    assert (place.latitude, place.longitude) == (None, None)
    if anchors is not None:
        assert [anchor.key for anchor in place.anchors] == anchors


def test_places_between_two_ends_is_one_place_both_ways(gazetteer: Gazetteer) -> None:
    back = mention("between Samawah and Diwaniyah", "Samawah", "Diwaniyah", relation="between")
    one, other = (place_of(gazetteer, wanted, focus=["IQ"]) for wanted in (BETWEEN, back))
    assert (one.key, one.label) == (other.key, other.label)
    assert one.key != place_of(gazetteer, HIGHWAY, focus=["IQ"]).key


def test_places_described_alike_in_two_articles_are_two(gazetteer: Gazetteer) -> None:
    base = mention("base in Baghdad", "Baghdad", head="base")
    assert place_of(gazetteer, base, scope="one").key != place_of(gazetteer, base, scope="two").key
    assert place_of(gazetteer, BETWEEN, scope="one").key == place_of(gazetteer, BETWEEN, scope="two").key


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        (mention("US Embassy in Baghdad", "Baghdad", head="embassy"), "us-embassy-in-baghdad"),
        (mention("Balad base", "Balad", head="base"), "balad-air-base"),
        (mention("Basra province", "Basra", head="province"), "basra-governorate-iq"),
        (mention("Baghdad’s fortified Green Zone", "Baghdad", head="zone"), "green-zone"),
        (mention("Ain al-Asad base in Anbar", "Anbar", head="base"), "ain-al-asad-air-base"),
        (mention("town of Balad", "Balad", head="town"), "gn98112"),
    ],
)
def test_places_described_in_words_of_the_register(gazetteer: Gazetteer, wanted: PlaceMention, key: str) -> None:
    assert place_of(gazetteer, wanted, focus=["IQ"]).key == key


def test_places_site_known_by_its_town(gazetteer: Gazetteer) -> None:
    embassy = mention("US Embassy", "US Embassy")
    assert place_of(gazetteer, embassy, "Baghdad", focus=["IQ"]).key == "us-embassy-in-baghdad"
    assert place_of(gazetteer, embassy, "Beirut").precision == "unknown"


@pytest.mark.parametrize("name", ["N.Y.", "N.Y"])
def test_places_know_an_abbreviation_without_its_last_stop(gazetteer: Gazetteer, name: str) -> None:
    assert [place.geonames for place in gazetteer.candidates(name)] == [5128638]


def test_places_take_no_word_for_an_abbreviation(gazetteer: Gazetteer) -> None:
    assert not gazetteer.candidates("Me")
    assert not gazetteer.candidates("Calif")


@pytest.mark.parametrize(
    ("others", "county"), [(("Georgia", "Georgia", "Atlanta", "United States"), "Oconee County"), ((), None)]
)
def test_places_know_a_county_by_its_bare_name_where_the_article_is_about_its_state(
    gazetteer: Gazetteer, others: Sequence[str], county: str | None
) -> None:
    found = place_of(gazetteer, mention("Oconee", "Oconee"), *others)
    assert (found.label if found.geonames else None) == county


@pytest.mark.parametrize(("behind", "country"), [("Iraq", "IQ"), ("Nosuchland", None)])
def test_places_of_unknown_name_lie_in_the_country_that_stands_beside(
    gazetteer: Gazetteer, behind: str, country: str | None
) -> None:
    wanted = mention("Nosuchtown", "Nosuchtown")
    beside = mention(behind, behind, start=wanted.end + 2)
    found = resolve_places([wanted, beside], gazetteer, focus_countries=())[wanted]
    assert (found.country, found.latitude, found.geonames) == (country, None, None)
