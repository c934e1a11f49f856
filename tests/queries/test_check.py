"""What a query's text may not hold, however it is hidden, and what only looks as if it did."""

import pytest

from kg.errors import QueryError
from kg.queries import check_text


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ex:a\\# . SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ex:a\\' . SERVICE <http://x/> { ?s ?p ?o } } # '",
        "SELECT * { ?s ?p '''a''''. SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { SERVI\\u0043E <http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o .SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ex:a.b.SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<http://x/> { ?s ?p ?o } }",
        "PREFIX ex: <http://x/> SELECT * { SERVICEex:a { ?s ?p ?o } }",
        "PREFIX : <http://x/> SELECT * { SERVICE:a { ?s ?p ?o } }",
        "PREFIX ex: <http://x/> SELECT * { SERVICESILENTex:a { ?s ?p ?o } }",
        "DEFINE get:soft 'replace' SELECT * { ?s ?p ?o }",
        "SELECT * FROM <http://x/> { ?s ?p ?o }",
        "SELECT * FROM NAMED <file:///x> { ?s ?p ?o }",
        "LOAD <http://x/>",
        "INSERT DATA { <a:b> <a:b> <a:b> }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
    ],
)
def test_check_refuses_what_reaches_out_or_changes_data(text: str) -> None:
    with pytest.raises(QueryError):
        check_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?from kg:from <http://service/load> }",
        "SELECT * { ?service kg:militaryService 'x'@en-service }",
        "SELECT * { ?s ?p 'SERVICE <x>' } # LOAD <http://x/>",
        'SELECT * { ?s ?p """DELETE " WHERE"""@en }',
        "SELECT * { ?s ?p '{{{{' FILTER(?s < 3 && ?p > 2) }",
    ],
)
def test_check_passes_words_that_only_look_dangerous(text: str) -> None:
    check_text(text)


@pytest.mark.parametrize(
    "text",
    ["{" * 65, "(" * 65, "SELECT * { FILTER(1<" + "(" * 65 + "2>1) }", "#" * (64 * 1024 + 1)],
    ids=["braces", "parentheses", "hidden-in-iri", "long"],
)
def test_check_refuses_depth_and_length(text: str) -> None:
    with pytest.raises(QueryError, match=r"deep|long"):
        check_text(text)
