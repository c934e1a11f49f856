"""The queries on how accounts stand to one another: exact answers on a small graph (accounts.py)."""

import csv
import io
from pathlib import Path

import pytest

from kg.queries import bind, load_queries, run, write_answer
from kg.resources import folder
from kg.store.embedded import Store
from tests.queries import accounts

ANSWERS = Path(__file__).parents[1] / "answers" / "accounts"
QUERIES = load_queries(folder("queries"))
CASES: dict[str, tuple[str, dict[str, str]]] = {
    "contested-facts": ("contested-facts", {}),
    "compatible-facts": ("contested-facts", {"stand": "kg:compatible"}),
    "corroboration": ("corroboration", {}),
    "single-origin-events": ("single-origin-events", {}),
    "single-origin-events-of-two": ("single-origin-events", {"reports": "2"}),
    "account-over-time": ("account-over-time", {}),
    "account-on-a-day": ("account-over-time", {"known-on": "2020-07-14"}),
    "responsibility-claims": ("responsibility-claims", {}),
}


@pytest.fixture(scope="module")
def store() -> Store:
    return accounts.store()


def answer(case: str, store: Store) -> str:
    name, values = CASES[case]
    out = io.StringIO()
    write_answer(run(store.rdf, bind(QUERIES[name], values, store.rdf)), "csv", out)
    return out.getvalue()


@pytest.mark.parametrize("case", sorted(CASES))
def test_accounts_are_answered_exactly(case: str, store: Store) -> None:
    """Mend a wanted change with `python -m tests.queries.test_accounts`, and read the difference."""
    wanted = (ANSWERS / f"{case}.csv").read_text(encoding="utf-8")
    assert list(csv.reader(io.StringIO(answer(case, store)))) == list(csv.reader(io.StringIO(wanted)))


def test_accounts_of_one_event_can_be_asked_for(store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(answer("account-over-time", store))))
    query = QUERIES["account-over-time"]
    out = io.StringIO()
    write_answer(run(store.rdf, bind(query, {"event": rows[0]["event"]}, store.rdf)), "csv", out)
    found = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert found == [row for row in rows if row["event"] == rows[0]["event"]]


def main() -> None:
    """Write the answers anew."""
    ANSWERS.mkdir(parents=True, exist_ok=True)
    made = accounts.store()
    for case in CASES:
        (ANSWERS / f"{case}.csv").write_text(answer(case, made), encoding="utf-8")


if __name__ == "__main__":
    main()
