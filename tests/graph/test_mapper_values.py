from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode

from kg.model import Place, Quantity, Source, TimeValue, Value
from tests.graph import makers
from tests.graph.makers import claim, iri, kg, quads, typed
from tests.graph.shown import only_claim, triples


@pytest.mark.parametrize(
    ("predicate", "value", "expected"),
    [
        ("date", TimeValue("2020-07-11", "2020-07-11", "2020-07-11", "day"), typed("2020-07-11", "date")),
        ("date", TimeValue("--07-11", None, None, "day"), typed("--07-11", "gMonthDay")),
        ("date", TimeValue(None, None, None, "unknown"), Literal("words", language="en")),
        ("killed", Quantity(3, None), typed("3", "integer")),
        ("killed", Quantity(0, 0), typed("0", "integer")),
        ("killed", Quantity(19, 23), typed("19", "integer")),
        ("killed", Quantity(None, 5), Literal("words", language="en")),
        ("eventType", "Arson", kg("Arson")),
        ("instrument", "fire", Literal("fire", language="en")),
        ("target", makers.TRUCKS, iri("actor/00000000000000aa")),
        ("location", makers.DIWANIYA, iri("place/gn98530")),
    ],
)
def test_mapper_values_chooses_the_object(predicate: str, value: Value, expected: NamedNode | Literal) -> None:
    found = quads(claim(predicate, value, "words"))
    assert [q.object for q in found if q.predicate == NamedNode(f"{makers.RDF}object")] == [expected]


@pytest.mark.parametrize(
    ("predicate", "value", "expected"),
    [
        (
            "date",
            TimeValue("2020-07", "2020-07-01", "2020-07-31", "month"),
            {
                ("kg:earliest", '"2020-07-01"^^xsd:date'),
                ("kg:latest", '"2020-07-31"^^xsd:date'),
                ("kg:datePrecision", '"month"'),
            },
        ),
        ("date", TimeValue("--07-11", None, None, "day"), {("kg:datePrecision", '"day"')}),
        (
            "date",
            TimeValue("2020-07-11", "2020-07-11", "2020-07-11", "day", "2020-07-12", "publication"),
            {
                ("kg:earliest", '"2020-07-11"^^xsd:date'),
                ("kg:latest", '"2020-07-11"^^xsd:date'),
                ("kg:datePrecision", '"day"'),
                ("kg:anchorDate", '"2020-07-12"^^xsd:date'),
                ("kg:anchoredOn", '"publication"'),
            },
        ),
        ("killed", Quantity(19, 23), {("kg:low", '"19"^^xsd:integer'), ("kg:high", '"23"^^xsd:integer')}),
        ("killed", Quantity(3, None), {("kg:low", '"3"^^xsd:integer')}),
        ("killed", Quantity(0, 0), {("kg:low", '"0"^^xsd:integer'), ("kg:high", '"0"^^xsd:integer')}),
    ],
)
def test_mapper_values_bounds_times_and_numbers(predicate: str, value: Value, expected: set[tuple[str, str]]) -> None:
    found = quads(claim(predicate, value, "words"))
    bounds = {"kg:earliest", "kg:latest", "kg:datePrecision", "kg:low", "kg:high", "kg:anchorDate", "kg:anchoredOn"}
    assert {row for row in triples(found, only_claim(found)) if row[0] in bounds} == expected


def test_mapper_values_describes_a_relational_place_and_its_anchors() -> None:
    found = quads(makers.WHERE)
    assert triples(found, iri("place/00000000000000ab")) == {
        ("rdf:type", "kg:RelationalPlace"),
        ("rdfs:label", '"between Diwaniya and Samawah"@en'),
        ("kg:relation", '"between"'),
        ("kg:anchor", "place/gn98530"),
        ("kg:anchor", "place/gn99446"),
        ("kg:placePrecision", '"unknown"'),
        ("geo:hasGeometry", "geometry/00000000000000ab"),
    }
    assert triples(found, iri("geometry/00000000000000ab")) == {
        ("rdf:type", "geo:Geometry"),
        ("geo:asWKT", '"LINESTRING(44.9300 31.9900, 45.0000 31.3000)"^^geo:wktLiteral'),
        ("geo:hasMetricSpatialAccuracy", '"19253"^^xsd:decimal'),
    }
    assert triples(found, iri("place/gn99446")) == {
        ("rdf:type", "kg:Place"),
        ("rdfs:label", '"As Samawah"@en'),
        ("wgs84:lat", '"31.3"^^xsd:decimal'),
        ("wgs84:long", '"45"^^xsd:decimal'),
        ("kg:geonames", "https://sws.geonames.org/99446/"),
        ("kg:placePrecision", '"exact"'),
        ("kg:acledPrecision", '"1"^^xsd:integer'),
        ("kg:ucdpPrecision", '"1"^^xsd:integer'),
    }


def test_mapper_values_gives_half_a_position_to_no_place() -> None:
    found = quads(claim("location", Place("00000000000000ad", "a village", latitude=1.0), "a village"))
    assert not [q for q in found if "wgs84" in q.predicate.value]


def test_mapper_values_gives_score_and_reason_of_each_link() -> None:
    linked = replace(makers.MILITIAS, link=(0.95, "alias"))
    said = replace(claim("target", linked, "words"), said_by=(Source(linked, "the militias", None),))
    found = quads(said)
    scored = {(q.subject, q.object) for q in found if q.predicate == kg("linkScore")}
    reasons = {(q.subject, q.object) for q in found if q.predicate == kg("linkReason")}
    about = {only_claim(found), NamedNode(f"{only_claim(found).value}-1")}
    assert scored == {(subject, typed("0.95", "decimal")) for subject in about}
    assert reasons == {(subject, Literal("alias")) for subject in about}


def test_mapper_values_keeps_the_link_of_a_subject_apart() -> None:
    linked = replace(makers.MILITIAS, link=(0.6, "head"))
    found = quads(replace(makers.BACKED, subject=linked))
    names = ("subjectLinkScore", "subjectLinkReason", "linkScore", "linkReason")
    assert [[q.object for q in found if q.predicate == kg(name)] for name in names] == [
        [typed("0.6", "decimal")],
        [Literal("head")],
        [],
        [],
    ]
