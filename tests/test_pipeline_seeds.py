"""What a whole build makes of the two seed articles."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from kg.export.tables import Row
from kg.graph.iris import BASE
from kg.store.embedded import Store
from tests.conftest import ROOT

POST, REBELS = "seeds/000_6c541b943a36558e.txt", "seeds/004_19c5b854e7ca1198.txt"
KG = f"{BASE}ontology#"


# What the seeds' claims rest on.


def texts() -> Mapping[str, str]:
    return {name: (ROOT / name).read_text(encoding="utf-8") for name in (POST, REBELS)}


def at(row: Row) -> tuple[int, int]:
    start, end = row["start"], row["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    return start, end


def test_pipeline_quotes_are_the_text(claims: Sequence[Row]) -> None:
    assert {row["document"] for row in claims} == {POST, REBELS}
    for row in claims:
        start, end = at(row)
        text = texts()[str(row["document"])]
        assert row["quote"] == text[start:end]
        assert str(row["quote"]).strip()


@pytest.mark.parametrize(
    ("document", "apart"),
    [
        (POST, "The Jerusalem Post - Israel News Coronavirus Israel News Opinion Middle East Diaspora U.S. Politics"),
        (POST, "By TZVI JOFFRE"),
        (POST, "JULY 12, 2020 05:09"),
        (POST, "U.S. army soldiers fuel a military truck at Qayyara airbase west of Mosul, Iraq, August 10, 2017"),
        (POST, "(photo credit: REUTERS/SUHAIB SALEM)\nGunmen"),
        (POST, "Seth J. Frantzman and Reuters contributed to this report."),
        (POST, "Tags Iraq United States militia"),
        (REBELS, "(Photo: US Marines)"),
        (REBELS, "Hai Lam\n"),
    ],
)
def test_pipeline_takes_no_claim_from_what_surrounds_the_article(
    claims: Sequence[Row], document: str, apart: str
) -> None:
    start = texts()[document].index(apart)
    end = start + len(apart.removesuffix("\nGunmen"))
    inside = [row for row in claims if row["document"] == document and at(row)[0] < end and at(row)[1] > start]
    assert inside == []


# What is said, by whom, how surely.


def found(claims: Sequence[Row], **wanted: object) -> list[Row]:
    return [row for row in claims if all(row[name] == value for name, value in wanted.items())]


def speakers(row: Row) -> list[object]:
    voices = row["said_by"]
    assert isinstance(voices, list)
    return [voice["text"] for voice in voices if isinstance(voice, dict)]


def test_pipeline_says_who_accuses_kataib_hezbollah(claims: Sequence[Row]) -> None:
    fire = found(claims, value_id=f"{BASE}actor/kataib-hezbollah", predicate="perpetrator")
    assert fire
    for row in fire:
        assert (row["certainty"], row["polarity"]) == ("possible", "positive")
        assert speakers(row) == ["US officials"]


@pytest.mark.parametrize(
    ("words", "said", "certainty"),
    [
        ("militias", ["Al-Araby"], "probable"),
        ("armed group", ["Iraqi security sources", "Iraqi Al-Sumaria news"], "certain"),
        ("militiamen", ["Iraqi military"], "possible"),
    ],
)
def test_pipeline_keeps_the_voice_of_an_attributed_perpetrator(
    claims: Sequence[Row], words: str, said: list[str], certainty: str
) -> None:
    rows = [row for row in found(claims, document=POST, predicate="perpetrator") if words in str(row["value_text"])]
    assert rows
    for row in rows:
        assert speakers(row)[-len(said) :] == said
        assert row["certainty"] == certainty


ATTRIBUTED = re.compile(r"according to|\b(?:told|accuse|quoted|said)\b", re.IGNORECASE)


def test_pipeline_leaves_no_registered_perpetrator_of_an_attributed_sentence_without_a_voice(
    claims: Sequence[Row],
) -> None:
    registered = [
        row
        for row in found(claims, predicate="perpetrator")
        if re.search(r"/actor/(?![0-9a-f]{16}$)", str(row["value_id"])) and ATTRIBUTED.search(str(row["quote"]))
    ]
    assert registered
    assert [row["quote"] for row in registered if not row["said_by"]] == []


def test_pipeline_leaves_no_bare_triple_of_a_hedged_claim(built: Path) -> None:
    with Store.open_read_only(built) as store:
        hedged = list(_stated(store, sure=False))
        sure = set(_stated(store, sure=True))
        bare = [triple for triple in hedged if triple not in sure and _holds(store, triple)]
    assert hedged
    assert bare == []


def test_pipeline_states_what_is_sure(built: Path) -> None:
    with Store.open_read_only(built) as store:
        sure = set(_stated(store, sure=True))
        assert sure
        assert all(_holds(store, triple) for triple in sure)


Stated = tuple[str, str, str]


def _stated(store: Store, *, sure: bool) -> Iterator[Stated]:
    """Yield the statements of reports' claims that are certain, positive and past, or those that are not."""
    words = "?certainty = kg:certain && ?polarity = kg:positive && ?tense = kg:past"
    answer = store.query(
        f"""PREFIX kg: <{KG}> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT DISTINCT ?s ?p ?o {{ ?c a kg:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
        kg:certainty ?certainty ; kg:polarity ?polarity ; kg:tense ?tense . ?s a kg:Report
        FILTER({words if sure else f"!({words})"}) }}"""
    )
    assert isinstance(answer, QuerySolutions)
    for row in answer:
        yield str(row[0]), str(row[1]), str(row[2])


def _holds(store: Store, triple: Stated) -> bool:
    return bool(store.query(f"ASK {{ {' '.join(triple)} }}"))


# Which reports are of one event.


def documents_of(claims: Sequence[Row], event: object) -> set[object]:
    return {row["document"] for row in claims if row["event"] == event}


def test_pipeline_makes_one_event_of_both_convoy_reports(claims: Sequence[Row], events: Sequence[Row]) -> None:
    arsons = [row for row in events if row["date_text"] == "2020-07-11"]
    assert len(arsons) == 1
    assert documents_of(claims, arsons[0]["event"]) == {POST, REBELS}
    # Al-Araby Al-Jadeed and Al-Sumaria, both cited by one article, and the other article, which cites no outlet.
    assert arsons[0]["independent_sources"] == 3


def test_pipeline_makes_one_event_of_the_killing_of_soleimani(claims: Sequence[Row]) -> None:
    killed = found(claims, value_id=f"{BASE}actor/qasem-soleimani", predicate="victim")
    assert {row["document"] for row in killed} == {POST, REBELS}
    assert len({row["event"] for row in killed}) == 1


def test_pipeline_merges_nothing_else_across_the_articles(events: Sequence[Row]) -> None:
    shared = [row for row in events if isinstance(row["articles"], list) and len(row["articles"]) > 1]
    assert sorted(str(row["type"]) for row in shared) == ["Arson", "Assassination"]
