"""The two seed articles from files to answers: what a reader would say of them, and the exact rows of every query."""

import csv
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.config import Settings
from kg.export.tables import claim_rows, event_rows
from kg.pipeline import build, reason
from kg.queries import bind, load_queries, run, write_answer
from kg.resources import folder
from kg.store.embedded import Store

ROOT = Path(__file__).parents[1]
ANSWERS = Path(__file__).parent / "answers" / "seeds"
QUERIES = load_queries(folder("queries"))
PARAMETERS = {
    "actor-names": {"actor": "Kata'ib Hezbollah"},
    "actor-parts": {"actor": "Popular Mobilization Forces"},
    "attacks-by-actor": {"actor": "Kataib Hezbollah"},
    "attacks-on-actor": {"actor": "United States"},
    "claims-by-source": {"source": "Al-Araby Al-Jadeed"},
    "claims-of-an-article": {"article": "seeds/004_19c5b854e7ca1198.txt"},
    "events-in-place": {"place": "Baghdad"},
    "events-near-point": {"latitude": "33.3", "longitude": "44.4", "tenths": "1"},
}
FIRST, SECOND = "seeds/000_6c541b943a36558e.txt", "seeds/004_19c5b854e7ca1198.txt"
Row = dict[str, object]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    place = tmp_path_factory.mktemp("seeds") / "store"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        summary = build([Path("seeds")], Settings(store=place))
    assert not summary.failed
    assert reason(place)  # what follows changes the answer of no query that does not ask for it
    with Store.open_read_only(place) as opened:
        yield opened


@pytest.fixture(scope="module")
def claims(store: Store) -> list[Row]:
    return [dict(row) for row in claim_rows(store)]


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_query_answers_exact_rows(name: str, store: Store) -> None:
    """Mend a wanted change with `python tests/test_seeds.py`, and read the difference."""
    wanted = (ANSWERS / f"{name}.csv").read_text(encoding="utf-8")
    assert list(csv.reader(io.StringIO(answer(name, store)))) == list(csv.reader(io.StringIO(wanted)))


def answer(name: str, store: Store) -> str:
    out = io.StringIO()
    write_answer(run(store.rdf, bind(QUERIES[name], PARAMETERS.get(name, {}), store.rdf)), "csv", out)
    return out.getvalue()


def voices(row: Row) -> list[str]:
    said_by = row["said_by"]
    assert isinstance(said_by, list)
    return [voice["label"] for voice in said_by]


@pytest.mark.parametrize(
    ("words", "chain", "certainty"),
    [
        ("Gunmen", ["Al-Araby Al-Jadeed"], "certain"),
        ("armed group", ["Iraqi security sources", "Al-Sumaria"], "certain"),
        ("one of the militias", ["Sources in the Iraqi Interior Ministry", "Al-Araby Al-Jadeed"], "probable"),
        ("Kataib Hezbollah group", ["US officials"], "possible"),
    ],
)
def test_seeds_keep_attackers_with_their_accusers(
    claims: list[Row], words: str, chain: list[str], certainty: str
) -> None:
    found = [row for row in claims if row["predicate"] == "perpetrator" and row["value_text"] == words]
    assert (chain, certainty) in [(voices(row), row["certainty"]) for row in found]
    assert all(voices(row) for row in found)


def test_seeds_quote_the_text_exactly(claims: list[Row]) -> None:
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in (FIRST, SECOND)}
    for row in claims:
        start, end = row["start"], row["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert texts[str(row["document"])][start:end] == row["quote"]


@pytest.mark.parametrize(
    "words",
    ["Israel News Coronavirus", "photo credit", "Tags Iraq", "TZVI JOFFRE", "contributed to this report", "Photo:"],
)
def test_seeds_take_no_claim_from_the_page_around_the_text(claims: list[Row], words: str) -> None:
    assert not [row["claim"] for row in claims if words in str(row["quote"])]


def test_seeds_make_one_event_of_the_convoy_attack_and_one_of_the_killing(store: Store) -> None:
    shared = [row for row in event_rows(store) if row["reports"] == 2 or isinstance(row["reports"], list)]
    rows = [(row["type"], row["articles"]) for row in event_rows(store)]
    both = sorted(str(kind) for kind, articles in rows if isinstance(articles, list) and len(articles) == 2)
    assert both == ["Arson", "Assassination"], shared


def test_seeds_never_invent_a_year(claims: list[Row]) -> None:
    dates = {str(row["value_label"]) for row in claims if row["document"] == SECOND and row["predicate"] == "date"}
    assert {"--07-11", "--01", "--01-08"} <= dates
    assert not [date for date in dates if date.startswith("20")]


def test_seeds_write_no_bare_triple_for_what_is_hedged(store: Store) -> None:
    hedged = (
        "PREFIX kg: <https://w3id.org/conflict-kg/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
        "ASK { ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:certainty ?sure . ?s ?p ?o "
        "FILTER(?sure != kg:certain) FILTER NOT EXISTS { ?d rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; "
        "kg:certainty kg:certain } }"
    )
    assert not store.query(hedged)


def main() -> None:
    """Write the answers anew."""

    with tempfile.TemporaryDirectory() as name:
        build([Path("seeds")], Settings(store=Path(name) / "store"))
        reason(Path(name) / "store")
        with Store.open_read_only(Path(name) / "store") as opened:
            ANSWERS.mkdir(parents=True, exist_ok=True)
            for query in QUERIES:
                (ANSWERS / f"{query}.csv").write_text(answer(query, opened), encoding="utf-8")


if __name__ == "__main__":
    main()
