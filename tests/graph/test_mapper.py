import subprocess
import sys
from dataclasses import replace
from itertools import permutations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from kg.errors import GraphError, GroundingError
from kg.graph.iris import article_iri, attribution_iri, claim_iri, graph_iri, report_iri, span_iri
from kg.graph.mapper import quads_of
from kg.graph.signatures import signature
from kg.keys import BASE
from kg.model import Actor, Article, Certainty, Claim, Polarity, Quantity, Span, Tense, TimeValue, Value
from tests.graph import makers
from tests.graph.makers import claim, iri, kg, quads, reading, report
from tests.graph.shown import only_claim, triples

DOCUMENT = "seeds/a.txt"
REPORT = report_iri(report().key)


def test_mapper_describes_the_article() -> None:
    found = quads(
        headline="Trucks burn",
        publisher="The Jerusalem Post",
        authors=("Tzvi Joffre",),
        published="2020-07-12T05:09",
        url="https://www.jpost.com/a",
    )
    rows = triples(found, article_iri(DOCUMENT))
    publisher = next(value for name, value in rows if name == "dcterms:publisher")
    activity = next(value for name, value in rows if name == "prov:wasGeneratedBy")
    assert rows == {
        ("rdf:type", "kg:Article"),
        ("kg:document", '"seeds/a.txt"'),
        ("kg:sha256", f'"{"0" * 64}"'),
        ("dcterms:title", '"Trucks burn"@en'),
        ("dcterms:publisher", publisher),
        ("dcterms:creator", '"Tzvi Joffre"'),
        ("dcterms:issued", '"2020-07-12T05:09:00"^^xsd:dateTime'),
        ("dcterms:language", '"en"'),
        ("schema:url", "https://www.jpost.com/a"),
        ("prov:wasGeneratedBy", activity),
    }
    assert triples(found, iri(publisher)) == {
        ("rdf:type", "kg:NewsOutlet"),
        ("rdfs:label", '"The Jerusalem Post"@en'),
        ("kg:linked", '"false"^^xsd:boolean'),
    }
    assert triples(found, iri(activity)) == {
        ("rdf:type", "prov:Activity"),
        ("kg:extractor", '"conflict-kg 0.1.0"'),
        ("kg:pipeline", '"en_ud_sm 1.0"'),
    }


def test_mapper_leaves_out_what_is_unknown() -> None:
    names = {name for name, _ in triples(quads(url="javascript:alert(1)", published="soon"), article_iri(DOCUMENT))}
    assert names == {"rdf:type", "kg:document", "kg:sha256", "dcterms:language", "prov:wasGeneratedBy"}


def test_mapper_links_a_registered_publisher_without_describing_it() -> None:
    told = replace(reading(publisher="Al-Araby"), publisher=makers.AL_ARABY)
    found = quads_of(told, extractor="x 1", pipeline="y 1")
    assert ("dcterms:publisher", "actor/al-araby-al-jadeed") in triples(found, article_iri(DOCUMENT))
    assert triples(found, iri("actor/al-araby-al-jadeed")) == set()


def test_mapper_describes_a_report() -> None:
    told = replace(reading(makers.TARGET), reports=(report(multiple=True),))
    trigger = report().trigger
    assert triples(quads_of(told, extractor="x 1", pipeline="y 1"), REPORT) == {
        ("rdf:type", "kg:Report"),
        ("kg:inArticle", str(article_iri(DOCUMENT))[1:-1].removeprefix(BASE)),
        ("rdfs:label", '"Three trucks were set on fire"@en'),
        ("kg:trigger", span_iri(DOCUMENT, trigger.start, trigger.end).value.removeprefix(BASE)),
        ("kg:mainType", "kg:Arson"),
        ("kg:multiple", '"true"^^xsd:boolean'),
        ("kg:signature", f'"{signature([makers.TARGET.evidence.quote])}"'),
        ("kg:target", "actor/00000000000000aa"),
    }


def test_mapper_labels_a_report_by_its_trigger_without_evidence() -> None:
    found = quads_of(replace(reading(), claims=()), extractor="x 1", pipeline="y 1")
    assert ("rdfs:label", '"set on fire"@en') in triples(found, REPORT)


def test_mapper_maps_the_worked_example() -> None:
    found = quads(makers.HEDGED)
    subject = only_claim(found)
    key = subject.value.rsplit("/", 1)[-1]
    evidence = makers.HEDGED.evidence
    where = span_iri(DOCUMENT, evidence.start, evidence.end)
    assert triples(found, subject) == {
        ("rdf:type", "kg:Claim"),
        ("rdf:subject", REPORT.value.removeprefix(BASE)),
        ("rdf:predicate", "kg:perpetrator"),
        ("rdf:object", "actor/iraqi-militias"),
        ("kg:certainty", "kg:probable"),
        ("kg:polarity", "kg:positive"),
        ("kg:tense", "kg:past"),
        ("kg:confidence", '"1"^^xsd:decimal'),
        ("kg:evidence", where.value.removeprefix(BASE)),
        ("kg:inArticle", article_iri(DOCUMENT).value.removeprefix(BASE)),
        ("kg:valueText", '"one of the militias"@en'),
        ("kg:attribution", f"claim/{key}-1"),
    }
    assert triples(found, attribution_iri(key, 1)) == {
        ("rdf:type", "kg:Attribution"),
        ("kg:source", "actor/00000000000000cc"),
        ("kg:cue", '"told"'),
        ("kg:sourceText", '"Sources in the Interior Ministry"@en'),
        ("kg:via", f"claim/{key}-2"),
    }
    assert triples(found, attribution_iri(key, 2)) == {
        ("rdf:type", "kg:Attribution"),
        ("kg:source", "actor/al-araby-al-jadeed"),
        ("kg:sourceText", '"Al-Araby"@en'),
    }
    assert triples(found, iri("actor/00000000000000cc")) == {
        ("rdf:type", "kg:AnonymousSource"),
        ("rdfs:label", '"Sources in the Interior Ministry"@en'),
        ("kg:within", "actor/iraqi-interior-ministry"),
    }
    assert triples(found, where) == {
        ("rdf:type", "kg:Span"),
        ("oa:hasSource", article_iri(DOCUMENT).value.removeprefix(BASE)),
        ("oa:start", f'"{evidence.start}"^^xsd:integer'),
        ("oa:end", f'"{evidence.end}"^^xsd:integer'),
        ("oa:exact", f'"{evidence.quote}"@en'),
    }
    assert triples(found, iri("actor/iraqi-militias")) == set()  # described in the register alone


@pytest.mark.parametrize("certainty", Certainty)
@pytest.mark.parametrize("polarity", Polarity)
@pytest.mark.parametrize("tense", Tense)
@pytest.mark.parametrize(
    ("predicate", "value"), [("perpetrator", makers.MILITIAS), ("eventType", "Arson"), ("killed", Quantity(3, 3))]
)
def test_mapper_writes_the_bare_triple_only_of_what_holds_plainly(
    certainty: Certainty, polarity: Polarity, tense: Tense, predicate: str, value: Value
) -> None:
    found = quads(claim(predicate, value, "words", certainty=certainty, polarity=polarity, tense=tense))
    bare = [q for q in found if q.predicate == kg(predicate)]
    plain = (certainty, polarity, tense) == (Certainty.CERTAIN, Polarity.POSITIVE, Tense.PAST)
    assert [q.subject for q in bare] == ([REPORT] if plain else [])
    (stated,) = [q.object for q in found if q.predicate == NamedNode(f"{makers.RDF}object")]
    assert all(q.object == stated for q in bare)


def test_mapper_writes_no_bare_triple_of_a_relation() -> None:
    found = quads(makers.BACKED)
    assert not [q for q in found if q.predicate == kg("backedBy")]
    assert {
        ("rdf:subject", "actor/iraqi-militias"),
        ("rdf:object", "actor/iran"),
        ("kg:subjectText", '"the militias"@en'),
    } <= triples(found, only_claim(found))


@pytest.mark.parametrize(
    "wrong",
    [
        Span(0, 6, "trucks"),
        Span(1, 7, "Trucks"),
        Span(0, 0, ""),
        Span(-5, len(makers.TEXT), makers.TEXT[-5:]),
        Span(len(makers.TEXT) - 3, len(makers.TEXT) + 9, makers.TEXT[-3:]),
        Span(7, 6, ""),
    ],
)
def test_mapper_refuses_a_quote_that_is_not_the_text(wrong: Span) -> None:
    told = reading(makers.TARGET)
    for broken in (
        replace(told, claims=(replace(told.claims[0], evidence=wrong),)),
        replace(told, reports=(replace(told.reports[0], trigger=wrong),)),
    ):
        with pytest.raises(GroundingError, match=DOCUMENT):
            quads_of(broken, extractor="x 1", pipeline="y 1")


def test_mapper_keeps_a_quote_as_it_stands_in_the_file() -> None:
    text = "Trois vehicules\r\nbru\u0302le\u0301s"  # not NFC, and a Windows line end
    whole = Span(0, len(text), text)
    told = replace(
        reading(replace(makers.TARGET, evidence=whole)),
        article=article_of(text),
        reports=(report(trigger=whole),),
    )
    found = quads_of(told, extractor="x 1", pipeline="y 1")
    assert {
        q.object.value for q in found if q.predicate.value.endswith("#exact") and isinstance(q.object, Literal)
    } == {text}


def article_of(text: str) -> Article:
    return makers.article(text=text)


@pytest.mark.parametrize(
    "broken",
    [
        replace(makers.TARGET, report="0123456789abcdef"),
        replace(makers.TARGET, subject=makers.MILITIAS),
        replace(makers.TARGET, report=None),
        replace(makers.TARGET, key="../../etc"),
        replace(makers.TARGET, predicate="target> <x"),
        replace(makers.TARGET, value=Actor("0000", "x", "Armed Group")),
        replace(makers.NOT_TERROR, value="Not A Class"),
        replace(makers.WHEN, value=TimeValue("2020-02-30", None, None, "day")),
    ],
)
def test_mapper_refuses_what_would_break_the_graph(broken: Claim) -> None:
    told = replace(reading(makers.TARGET), claims=(broken,))
    with pytest.raises(GraphError):
        quads_of(told, extractor="x 1", pipeline="y 1")


def test_mapper_refuses_two_claims_under_one_key() -> None:
    told = reading(makers.TARGET)
    other = replace(told.claims[0], certainty=Certainty.POSSIBLE)
    with pytest.raises(GraphError, match="two different claims"):
        quads_of(replace(told, claims=(*told.claims, other)), extractor="x 1", pipeline="y 1")
    twice = replace(told, claims=told.claims * 2)
    assert quads_of(twice, extractor="x 1", pipeline="y 1") == quads_of(told, extractor="x 1", pipeline="y 1")


def test_mapper_stays_in_the_articles_graph_and_without_blank_nodes() -> None:
    found = quads()
    assert {q.graph_name for q in found} == {graph_iri(DOCUMENT)}
    assert not [q for q in found if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)]
    assert all(
        q.subject.value.startswith(BASE) and q.subject.value.isascii()
        for q in found
        if isinstance(q.subject, NamedNode)
    )
    assert len(set(found)) == len(found)


def test_mapper_gives_the_same_quads_in_any_order_of_claims() -> None:
    told = reading(makers.HEDGED, makers.TARGET, makers.WHERE)
    results = {
        quads_of(replace(told, claims=order), extractor="x 1", pipeline="y 1") for order in permutations(told.claims)
    }
    assert len(results) == 1


def test_mapper_gives_the_same_quads_under_any_hash_seed() -> None:
    code = "from tests.graph.makers import quads; print('\\n'.join(map(str, quads(publisher='P', authors=('A', 'B')))))"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert outputs != {""}


def test_mapper_names_claims_apart_from_their_attributions() -> None:
    assert claim_iri("00ab").value + "-1" == attribution_iri("00ab", 1).value
