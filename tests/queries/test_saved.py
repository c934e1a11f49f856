"""The saved queries as data: each parses everywhere, says what it gives, and is in the index."""

from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib.plugins.sparql import prepareQuery

from kg.errors import QueryError
from kg.queries import SavedQuery, index_markdown, load_queries, read_query
from kg.resources import folder

QUERIES = load_queries(folder("queries"))


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
def test_saved_query_parses_and_explains_its_columns(query: SavedQuery) -> None:
    prepareQuery(query.text)
    variables = [variable.value for variable in Store().query(query.text).variables]
    assert variables == [column for column, _ in query.columns]


def test_saved_index_is_current() -> None:
    page = (folder("queries") / "README.md").read_text(encoding="utf-8")
    assert page == index_markdown(QUERIES), "run: python -m kg.queries.index"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("#+ title = unquoted\nASK {}", "Invalid value"),
        ("#+ [parameters]\n#+ _actor_iri = 'who'\nASK {}", "no VALUES clause"),
        ("ASK { VALUES (?_actor_colour) { (UNDEF) } }", "must end in"),
        ("ASK { VALUES (?_a_iri) { (UNDEF) } VALUES (?_a_iri) { } }", "two defaults"),
        ("ASK { SERVICE <http://x/> {} }", "SERVICE"),
    ],
)
def test_saved_names_the_file_and_the_fault(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "wrong.rq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=rf"wrong\.rq.*{complaint}"):
        read_query(path)


def test_saved_wants_front_matter_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "bare.rq").write_text("ASK {}", encoding="utf-8")
    with pytest.raises(QueryError, match="lacks a title"):
        load_queries(tmp_path)
