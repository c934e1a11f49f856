import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize
from rdflib import Graph

from kg.errors import GraphError
from kg.graph import iris, terms
from kg.keys import BASE, key_of
from tests.graph.makers import XSD

SUBJECT = NamedNode("http://example.org/s")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("e\u0301", "é"),
        ("a\x00b\x0cc\x7fd\x85e", "abcde"),
        ("tab\tnewline\nstay", "tab\tnewline\nstay"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("half \ud83d", "half \N{REPLACEMENT CHARACTER}"),
        ("نص 😀", "نص 😀"),
        ("\ufffe\uffff", ""),
        ('">\\ . <http://evil> <p> "', '">\\ . <http://evil> <p> "'),
    ],
)
def test_terms_literal_cleans(text: str, expected: str) -> None:
    assert terms.literal(text, "en").value == expected


@given(st.text(st.characters(exclude_categories=())))
def test_terms_literal_survives_any_text(text: str) -> None:
    triple = Triple(SUBJECT, SUBJECT, terms.literal(text, "en"))
    data = serialize([triple], format=RdfFormat.N_TRIPLES)
    assert data is not None
    assert [quad.triple for quad in parse(data, RdfFormat.N_TRIPLES)] == [triple]
    assert len(Graph().parse(data=data, format="nt")) == 1


@pytest.mark.parametrize("quote", ["e\u0301", "a\r\nb", "\x85\x93", "\ufeff"])
def test_terms_literal_keeps_a_quotation_exactly(quote: str) -> None:
    assert terms.literal(quote, "en", exact=True).value == quote


@pytest.mark.parametrize("quote", ["a\x0cb", "\x00", "\ud800", "\uffff"])
def test_terms_literal_refuses_a_quotation_that_rdf_cannot_carry(quote: str) -> None:
    with pytest.raises(GraphError, match=r"U\+"):
        terms.literal(quote, "en", exact=True)


@pytest.mark.parametrize("tag", ["e n", "english language", "en-", "toolonglanguage", 'en> "'])
def test_terms_literal_refuses_a_wrong_language_tag(tag: str) -> None:
    with pytest.raises(GraphError, match="language tag"):
        terms.literal("text", tag)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.jpost.com/middle-east/a-1?x=1#top", "https://www.jpost.com/middle-east/a-1?x=1#top"),
        (" http://EXAMPLE.org/a|b ", "http://example.org/a%7Cb"),
        ("https://bücher.example/ü?q=é", "https://xn--bcher-kva.example/%C3%BC?q=%C3%A9"),
        ("https://example.org/%zz%20", "https://example.org/%25zz%20"),
        ("https://[2001:db8::1]:8080/x", "https://[2001:db8::1]:8080/x"),
        ("https://example.org/<script>", "https://example.org/%3Cscript%3E"),
    ],
)
def test_terms_web_iri_is_ascii(url: str, expected: str) -> None:
    found = terms.web_iri(url)
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize(
    "url",
    [
        *("", "no address", "javascript:alert(1)", "file:///etc/passwd", "ftp://example.org/", "//example.org/"),
        *("http://", "http:///path", "http://a b/", "https://example.org/a b", "https://example.org/\nx"),
        *("http://user:password@example.org/", "http://example.org:99999/", "http://[::1", "http://exa<mple.org/"),
        "http://example.org/" + "a" * 3000,
        "http://" + "a" * 100 + ".org/",
        "https://example.org/\ud800",
    ],
)
def test_terms_web_iri_refuses(url: str) -> None:
    assert terms.web_iri(url) is None


@given(st.text())
def test_terms_web_iri_is_valid_or_none(text: str) -> None:
    found = terms.web_iri("https://example.org/" + text)
    if found is not None:
        line = serialize([Quad(found, SUBJECT, found)], format=RdfFormat.N_QUADS) or b""
        assert line.isascii()
        assert len(list(parse(line, RdfFormat.N_QUADS))) == 1


@pytest.mark.parametrize(
    ("value", "datatype", "lexical"),
    [
        ("2020-07-12", f"{XSD}date", "2020-07-12"),
        ("2020-07", f"{XSD}gYearMonth", "2020-07"),
        ("2020", f"{XSD}gYear", "2020"),
        ("--07-11", f"{XSD}gMonthDay", "--07-11"),
        ("--02-29", f"{XSD}gMonthDay", "--02-29"),
        ("--01", f"{XSD}gMonth", "--01"),
        ("2020-07-12T05:09", f"{XSD}dateTime", "2020-07-12T05:09:00"),
        ("2020-07-12T05:09Z", f"{XSD}dateTime", "2020-07-12T05:09:00Z"),
        ("2020-07-12T05:09:10+03:00", f"{XSD}dateTime", "2020-07-12T05:09:10+03:00"),
        ("2020-06-12/2020-07-12", "http://id.loc.gov/datatypes/edtf", "2020-06-12/2020-07-12"),
        ("2020-06-12/..", "http://id.loc.gov/datatypes/edtf", "2020-06-12/.."),
        ("../2020-06-12", "http://id.loc.gov/datatypes/edtf", "../2020-06-12"),
        ("2020-21", "http://id.loc.gov/datatypes/edtf", "2020-21"),
    ],
)
def test_terms_time_literal_is_typed(value: str, datatype: str, lexical: str) -> None:
    found = terms.time_literal(value)
    assert (found.datatype.value, found.value) == (datatype, lexical)


@pytest.mark.parametrize(
    "value", ["2020-02-30", "--02-30", "--13", "2020-13", "yesterday", "", "2020-07-12T25:00", "٢٠٢٠"]
)
def test_terms_time_literal_refuses(value: str) -> None:
    with pytest.raises(GraphError):
        terms.time_literal(value)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(33.5, "33.5"), (33.0, "33"), (-0.0, "0"), (1e-05, "0.00001"), (120.0, "120"), (-44.25, "-44.25")],
)
def test_terms_decimal_is_canonical(number: float, expected: str) -> None:
    assert terms.decimal(number).value == expected


@pytest.mark.parametrize("key", ["", "A", "a b", "../x", "a/b", "a#b", "é", "a--b", "a>"])
def test_iris_refuse_what_is_no_key(key: str) -> None:
    with pytest.raises(GraphError):
        iris.actor_iri(key)


@pytest.mark.parametrize("name", ["", "a b", "x>", "kg:Arson", "1x", "a\n"])
def test_iris_refuse_what_is_no_term(name: str) -> None:
    with pytest.raises(GraphError):
        iris.term_iri(name)


def test_iris_never_hold_the_document() -> None:
    found = iris.article_iri("seeds/Ünïcode <x>.txt").value
    assert found == BASE + "article/" + key_of("article", "seeds/Ünïcode <x>.txt")
    assert iris.graph_iri("seeds/x.txt").value == BASE + "graph/article/" + key_of("article", "seeds/x.txt")


@pytest.mark.parametrize(
    ("one", "other"), [(("ab", "c"), ("a", "bc")), (("a", ""), ("a",)), (("1:a",), ("a",)), (("",), ())]
)
def test_keys_differ_where_parts_differ(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert key_of(*one) != key_of(*other)


def test_keys_are_equal_in_every_normal_form_and_release() -> None:
    assert key_of("caf\u00e9") == key_of("cafe\u0301")
    assert key_of("article", "seeds/x.txt") == "6075f0f9fbf3070b"  # a change renames everything that was ever published
    assert len(key_of("name \udcff of a file that is not UTF-8")) == 16
