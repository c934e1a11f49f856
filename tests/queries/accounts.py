"""A small store of five articles on two events, whose accounts agree, differ, repeat one another and change."""

from collections.abc import Iterator
from dataclasses import replace

from pyoxigraph import Literal, Quad

from kg.consolidate import consolidate
from kg.graph.iris import GRAPH_EVENTS, GRAPH_REGISTER, graph_iri
from kg.graph.mapper import quads_of
from kg.graph.vocabulary import LABEL, TYPE
from kg.keys import key_of
from kg.model import Actor, Certainty, Claim, Place, Polarity, Quantity, Reading, Report, Source, Span, TimeValue, Value
from kg.store.embedded import Store
from tests.consolidate.makers import PARENTS
from tests.graph.makers import DIWANIYA, ROAD, SAMAWAH, article, iri, kg

SUMARIA = Actor("al-sumaria", "Al-Sumaria", "NewsOutlet", registered=True)
ARABY = Actor("al-araby-al-jadeed", "Al-Araby Al-Jadeed", "NewsOutlet", registered=True)
MILITIAS = Actor("iraqi-militias", "Iraqi militias", "ArmedGroup", registered=True)
REGISTER = (SUMARIA, ARABY, MILITIAS)
ROUTE = Place("00000000000000ac", "Samawah road", relation="road", anchors=(DIWANIYA, SAMAWAH))


def some(words: str) -> Actor:
    return Actor(key_of("actor", words), words, "UnidentifiedActor")


# One line a claim: predicate, value, its words, and what else; the sentence of each is its words alone.
Told = tuple[str, Value, str, dict[str, object]]
HEARD: dict[str, object] = {"said_by": (Source(SUMARIA, "Al-Sumaria", "reported"),)}
DAY: Told = ("date", TimeValue("2020-07-11", "2020-07-11", "2020-07-11", "day"), "on Saturday", {})
ARSON: Told = ("eventType", "Arson", "torched", {})
FIRST: list[Told] = [
    ARSON,
    DAY,
    ("location", ROAD, "between Diwaniya and Samawah", {}),
    ("perpetrator", some("gunmen"), "gunmen", {}),
    ("detained", Quantity(14, 14), "14 men", {}),
    ("killed", Quantity(3, None), "at least three guards", {}),
    ("responsibilityClaim", MILITIAS, "one of the militias", {"polarity": Polarity.NEGATIVE}),
]
SECOND: list[Told] = [
    ARSON,
    DAY,
    ("location", ROUTE, "the road to Samawah", {}),
    ("perpetrator", MILITIAS, "the militias", {"certainty": Certainty.PROBABLE}),
    ("detained", Quantity(14, 14), "fourteen suspects", {}),
    ("killed", Quantity(4, 4), "four guards", {}),
]
THIRD: list[Told] = [
    ARSON,
    DAY,
    ("location", ROUTE, "the Samawah road", HEARD),
    ("perpetrator", some("rebels"), "rebels", {}),
    ("detained", Quantity(23, 23), "23 people", {}),
    ("responsibilityClaim", MILITIAS, "the militias", {}),
]
ELSEWHERE: list[Told] = [("eventType", "Raid", "raided", HEARD), DAY, ("location", SAMAWAH, "in Samawah", HEARD)]


def store() -> Store:
    """Build the articles' graphs and consolidate them."""
    made = Store.in_memory()
    articles: list[tuple[str, str, list[Told], dict[str, str], Actor | None]] = [
        ("araby.txt", "Arson", FIRST, {"publisher": "Al-Araby Al-Jadeed", "published": "2020-07-12"}, ARABY),
        ("sumaria.txt", "Arson", SECOND, {"publisher": "Al-Sumaria", "published": "2020-07-13"}, SUMARIA),
        ("echo.txt", "Arson", THIRD, {"published": "2020-07-15"}, None),
        ("raid.txt", "Raid", ELSEWHERE, {}, None),
        ("raid-too.txt", "Raid", ELSEWHERE, {}, None),
    ]
    for document, kind, told, known, publisher in articles:
        reading = _reading(document, kind, told, known, publisher)
        made.replace_graph(graph_iri(document), quads_of(reading, extractor="x 1", pipeline="y 1"))
    made.replace_graph(GRAPH_REGISTER, _register())
    made.replace_graph(GRAPH_EVENTS, consolidate(made.rdf, PARENTS))
    return made


def _reading(document: str, kind: str, told: list[Told], known: dict[str, str], publisher: Actor | None) -> Reading:
    text = "\n".join(words for _, _, words, _ in told)
    source = replace(article(document), text=text, **known)  # type: ignore[arg-type]  # the fields of an article
    report = Report(key_of("report", document), kind, _span(told[0][2], text))
    claims = tuple(
        Claim(
            key=key_of(document, predicate, words),
            report=report.key,
            subject=None,
            subject_text=None,
            predicate=predicate,
            value=value,
            text=words,
            evidence=_span(words, text),
            **more,  # type: ignore[arg-type]  # the fields of a claim
        )
        for predicate, value, words, more in told
    )
    return Reading(source, (report,), claims, publisher=publisher)


def _span(words: str, text: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def _register() -> Iterator[Quad]:
    for actor in REGISTER:
        node = iri(f"actor/{actor.key}")
        yield Quad(node, TYPE, kg(actor.type), GRAPH_REGISTER)
        yield Quad(node, LABEL, Literal(actor.label, language="en"), GRAPH_REGISTER)
