"""Hand-made readings: the worked example of the design, and pieces to vary it."""

from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.mapper import quads_of
from kg.keys import BASE, key_of
from kg.model import (
    Actor,
    Article,
    Certainty,
    Claim,
    Place,
    Polarity,
    Quantity,
    Reading,
    Report,
    Source,
    Span,
    Tense,
    TimeValue,
    Value,
)

KG = f"{BASE}ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TEXT = (
    "Trucks burn\n"
    "Sources in the Interior Ministry told Al-Araby that it seems to have been one of the militias. "
    "Three trucks were set on fire between Diwaniya and Samawah on July 11.\n"
)
DIWANIYA = Place("gn98530", "Ad Diwaniyah", geonames=98530, latitude=31.99, longitude=44.93, precision="exact")
SAMAWAH = Place("gn99446", "As Samawah", geonames=99446, latitude=31.3, longitude=45.0, precision="exact")
ROAD = Place("00000000000000ab", "between Diwaniya and Samawah", relation="between", anchors=(DIWANIYA, SAMAWAH))
MILITIAS = Actor("iraqi-militias", "Iraqi militias", "ArmedGroup", registered=True)
TRUCKS = Actor("00000000000000aa", "Three trucks", "Object")
MINISTRY_SOURCES = Actor(
    "00000000000000cc", "Sources in the Interior Ministry", "AnonymousSource", within="iraqi-interior-ministry"
)
AL_ARABY = Actor("al-araby-al-jadeed", "Al-Araby Al-Jadeed", "NewsOutlet", registered=True)
CHAIN = (
    Source(MINISTRY_SOURCES, "Sources in the Interior Ministry", "told"),
    Source(AL_ARABY, "Al-Araby", None),
)


def iri(path: str) -> NamedNode:
    return NamedNode(BASE + path)


def kg(name: str) -> NamedNode:
    return NamedNode(KG + name)


def typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + datatype))


def span(quote: str, text: str = TEXT) -> Span:
    start = text.index(quote)
    return Span(start, start + len(quote), quote)


def article(document: str = "seeds/a.txt", **known: object) -> Article:
    base = Article(document=document, sha256="0" * 64, text=TEXT, blocks=())
    return replace(base, **known)  # type: ignore[arg-type]  # each test names real fields


def report(document: str = "seeds/a.txt", **changed: object) -> Report:
    base = Report(key_of("report", document), "Arson", span("set on fire"))
    return replace(base, **changed)  # type: ignore[arg-type]  # each test names real fields


def claim(
    predicate: str, value: Value, text: str, quote: str = "Three trucks were set on fire", **changed: object
) -> Claim:
    base = Claim(
        key=key_of("claim", predicate, text, repr(sorted(changed.items()))),
        report=report().key,
        subject=None,
        subject_text=None,
        predicate=predicate,
        value=value,
        text=text,
        evidence=span(quote),
    )
    return replace(base, **changed)  # type: ignore[arg-type]  # each test names real fields


def relation(subject: Actor, predicate: str, value: Value, text: str) -> Claim:
    return claim(predicate, value, text, report=None, subject=subject, subject_text="the militias")


HEDGED = claim(
    "perpetrator",
    MILITIAS,
    "one of the militias",
    "Sources in the Interior Ministry told Al-Araby that it seems to have been one of the militias",
    certainty=Certainty.PROBABLE,
    said_by=CHAIN,
)
TARGET = claim("target", TRUCKS, "Three trucks")
NOT_TERROR = claim("eventType", "TerroristAttack", "terrorist attack", polarity=Polarity.NEGATIVE)
PLANNED = claim("instrument", "fire", "fire", tense=Tense.FUTURE)
WHERE = claim("location", ROAD, "between Diwaniya and Samawah")
WHEN = claim("date", TimeValue("--07-11", None, None, "day"), "July 11")
DESTROYED = claim("destroyed", Quantity(3, 3), "Three trucks")
BACKED = relation(MILITIAS, "backedBy", Actor("iran", "Iran", "State", registered=True), "Iran-backed")
CLAIMS = (HEDGED, TARGET, NOT_TERROR, PLANNED, WHERE, WHEN, DESTROYED, BACKED)


def reading(*claims: Claim, document: str = "seeds/a.txt", **known: object) -> Reading:
    """Make a reading of one report; its claims have keys of their own in every document."""
    told = report(document)
    moved = tuple(
        replace(c, key=key_of(document, c.key), report=told.key if c.report is not None else None)
        for c in claims or CLAIMS
    )
    return Reading(article(document, **known), (told,), moved)


def quads(*claims: Claim, document: str = "seeds/a.txt", **known: object) -> tuple[Quad, ...]:
    return quads_of(
        reading(*claims, document=document, **known), extractor="conflict-kg 0.1.0", pipeline="en_ud_sm 1.0"
    )
