"""Many queries in one process: each answered, refused or stopped by itself."""

from pathlib import Path

from kg.errors import QueryError
from kg.queries import Answer, run_several
from kg.queries.answer import plain

ONE = "SELECT (1 AS ?n) WHERE {}"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SECONDS = 3.0


def test_several_go_on_after_one_that_takes_too_long(built: Path) -> None:
    texts = [ONE, ENDLESS, "SELECT * WHERE { SERVICE <http://example.org/> { ?a ?b ?c } }", "SELECT nonsense", ONE]
    first, endless, refused, wrong, last = run_several(built, texts, seconds=SECONDS)
    for answer in (first, last):
        assert isinstance(answer, Answer)
        assert [[plain(term) for term in row] for row in answer.rows] == [["1"]]
    assert isinstance(endless, QueryError)
    assert "stopped after 3 seconds" in str(endless)
    assert isinstance(refused, QueryError)
    assert "SERVICE" in str(refused)
    assert isinstance(wrong, QueryError)


def test_several_give_no_more_rows_than_asked(built: Path) -> None:
    (answer,) = run_several(built, ["SELECT ?a WHERE { ?a ?b ?c }"], limit=3)
    assert isinstance(answer, Answer)
    assert (len(answer.rows), answer.cut_at) == (3, 3)
