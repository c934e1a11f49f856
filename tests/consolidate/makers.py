"""Hand-made stores in the shape of an article's named graph."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.consolidate.vocabulary import RDF_TYPE, RDFS_LABEL, XSD, term
from kg.graph.signatures import signature
from kg.keys import BASE, key_of

PARENTS: Mapping[str, str] = {
    "Attack": "Event",
    "ArmedAssault": "Attack",
    "Bombing": "Attack",
    "CarBombing": "Bombing",
    "Shelling": "Attack",
    "RocketAttack": "Shelling",
    "MissileStrike": "Shelling",
    "AirStrike": "Attack",
    "DroneStrike": "AirStrike",
    "Assassination": "Attack",
    "Arson": "Attack",
    "TerroristAttack": "Attack",
    "SecurityOperation": "Event",
    "Raid": "SecurityOperation",
    "Arrest": "SecurityOperation",
    "Statement": "Event",
    "Threat": "Statement",
}
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_DCT = "http://purl.org/dc/terms/"
REGISTER = NamedNode(BASE + "graph/register")


@dataclass(frozen=True)
class P:
    """A place: a gazetteer one by its slug in PLACES, or a relation to some of them."""

    label: str
    relation: str = ""
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True)
class A:
    """An actor; a slug makes it registered."""

    label: str
    type: str = "UnidentifiedActor"
    slug: str = ""
    of: str = ""


@dataclass(frozen=True)
class C:
    """A claim: value is a place, an actor, a number pair, an event class, or the lexical form of a date."""

    role: str
    value: P | A | tuple[int | None, int | None] | str
    text: str = ""
    positive: bool = True
    certainty: str = "certain"
    tense: str = "past"
    by: tuple[A, ...] = ()


@dataclass(frozen=True)
class R:
    """A report: its main type, and claims beside the type's."""

    type: str
    claims: tuple[C, ...]
    multiple: bool = False
    certainty: str = "certain"
    tense: str = "past"
    positive: bool = True
    passage: str = ""  # the words that it rests on
    by: tuple[A, ...] = ()  # who says that it happened


@dataclass(frozen=True)
class Art:
    document: str
    reports: tuple[R, ...]
    publisher: str = ""
    published: str = ""
    text: str = ""


# slug: (geonames id, label, latitude, longitude, feature)
PLACES = {
    "diwaniyah": (89341, "Ad Diwaniyah", 31.99, 44.93, "city"),
    "samawah": (98245, "As Samawah", 31.33, 45.28, "city"),
    "baghdad": (98182, "Baghdad", 33.34, 44.40, "city"),
    "mosul": (99072, "Mosul", 36.33, 43.12, "city"),
    "taji": (99999, "Taji", 33.52, 44.26, "city"),
    "iraq": (99237, "Iraq", 33.0, 44.0, "country"),
}
# slug: (label, class, country, part of)
ACTORS = {
    "united-states": ("United States", "State", "", ""),
    "us-army": ("United States Army", "StateForce", "united-states", ""),
    "iran": ("Iran", "State", "", ""),
    "iraq": ("Iraq", "State", "", ""),
    "islamic-state": ("Islamic State", "ArmedGroup", "", ""),
    "kataib-hezbollah": ("Kataib Hezbollah", "ArmedGroup", "iraq", "iraqi-militias"),
    "iraqi-militias": ("Iraqi militias", "ArmedGroup", "iraq", ""),
    "qasem-soleimani": ("Qasem Soleimani", "Person", "", ""),
    "al-araby-al-jadeed": ("Al-Araby Al-Jadeed", "NewsOutlet", "", ""),
    "al-sumaria": ("Al-Sumaria", "NewsOutlet", "", ""),
    "the-jerusalem-post": ("The Jerusalem Post", "NewsOutlet", "", ""),
}


def store_of(*articles: Art, shuffle: int | None = None) -> Store:
    """Make a store of articles and of the register; `shuffle` seeds the order in which quads are added."""
    quads = [q for article in articles for q in article_quads(article)] + list(register_quads())
    if shuffle is not None:
        random.Random(shuffle).shuffle(quads)
    store = Store()
    store.extend(quads)
    return store


def report_iri(document: str, number: int = 0) -> str:
    return f"{BASE}report/{key_of('report', document, str(number))}"


def register_quads() -> Iterable[Quad]:
    for slug, (label, kind, country, part) in ACTORS.items():
        actor = NamedNode(f"{BASE}actor/{slug}")
        yield Quad(actor, RDF_TYPE, term(kind), REGISTER)
        yield Quad(actor, RDFS_LABEL, Literal(label, language="en"), REGISTER)
        for name, other in (("country", country), ("partOf", part)):
            if other:
                yield Quad(actor, term(name), NamedNode(f"{BASE}actor/{other}"), REGISTER)


def article_quads(article: Art) -> Iterable[Quad]:
    key = key_of("article", article.document)
    graph, iri = NamedNode(f"{BASE}graph/article/{key}"), NamedNode(f"{BASE}article/{key}")
    yield Quad(iri, RDF_TYPE, term("Article"), graph)
    yield Quad(iri, term("document"), Literal(article.document), graph)
    if article.publisher:
        yield Quad(iri, NamedNode(_DCT + "publisher"), NamedNode(f"{BASE}actor/{article.publisher}"), graph)
    if article.published:
        yield Quad(iri, NamedNode(_DCT + "issued"), Literal(article.published, datatype=NamedNode(XSD + "date")), graph)
    if article.text:
        yield Quad(iri, term("signature"), Literal(signature([article.text])), graph)
    for number, report in enumerate(article.reports):
        yield from _report(report, NamedNode(report_iri(article.document, number)), iri, graph)


def _report(report: R, iri: NamedNode, article: NamedNode, graph: NamedNode) -> Iterable[Quad]:
    yield Quad(iri, RDF_TYPE, term("Report"), graph)
    yield Quad(iri, term("inArticle"), article, graph)
    yield Quad(iri, RDFS_LABEL, Literal("a sentence", language="en"), graph)
    yield Quad(iri, term("mainType"), term(report.type), graph)
    if report.multiple:
        yield Quad(iri, term("multiple"), Literal("true", datatype=NamedNode(XSD + "boolean")), graph)
    if report.passage:
        yield Quad(iri, term("signature"), Literal(signature([report.passage])), graph)
    own = C("eventType", report.type, report.type, report.positive, report.certainty, report.tense, report.by)
    for number, claim in enumerate((own, *report.claims)):
        hypothetical = replace(claim, certainty="hypothetical") if report.certainty == "hypothetical" else claim
        yield from _claim(hypothetical, f"{BASE}claim/{key_of(iri.value, str(number))}", iri, graph)


def _claim(claim: C, key: str, report: NamedNode, graph: NamedNode) -> Iterable[Quad]:
    iri = NamedNode(key)
    value, extra = _value(claim, iri, graph)
    yield Quad(iri, RDF_TYPE, term("Claim"), graph)
    yield Quad(iri, NamedNode(_RDF + "subject"), report, graph)
    yield Quad(iri, NamedNode(_RDF + "predicate"), term(claim.role), graph)
    yield Quad(iri, NamedNode(_RDF + "object"), value, graph)
    yield Quad(iri, term("certainty"), term(claim.certainty), graph)
    yield Quad(iri, term("polarity"), term("positive" if claim.positive else "negative"), graph)
    yield Quad(iri, term("tense"), term(claim.tense), graph)
    text = claim.text or (claim.value if isinstance(claim.value, str) else getattr(claim.value, "label", ""))
    yield Quad(iri, term("valueText"), Literal(str(text), language="en"), graph)
    yield from extra
    here, link = iri, "attribution"
    for number, source in enumerate(claim.by, start=1):
        there = NamedNode(f"{key}-{number}")
        actor, described = _actor(source, graph)
        yield Quad(here, term(link), there, graph)
        yield Quad(there, term("source"), actor, graph)
        yield from described
        here, link = there, "via"


def _value(claim: C, iri: NamedNode, graph: NamedNode) -> tuple[NamedNode | Literal, list[Quad]]:
    match claim.value:
        case P():
            return _place(claim.value, graph)
        case A():
            return _actor(claim.value, graph)
        case (low, high):
            bounds = [(n, v) for n, v in (("low", low), ("high", high)) if v is not None]
            integer = NamedNode(XSD + "integer")
            quads = [Quad(iri, term(n), Literal(str(v), datatype=integer), graph) for n, v in bounds]
            return (Literal(claim.text, language="en") if low is None else Literal(str(low), datatype=integer)), quads
        case str(text) if claim.role == "eventType":
            return term(text), []
        case str(text) if claim.role == "date":
            return _date(text, iri, graph)
        case _:
            return Literal(str(claim.value), language="en"), []


def _date(text: str, iri: NamedNode, graph: NamedNode) -> tuple[Literal, list[Quad]]:
    if text.startswith("--"):
        return Literal(text, datatype=NamedNode(XSD + "gMonthDay")), []
    first, _, last = text.partition("/")
    if len(text) == 7:  # 2020-06: June has 30 days, and no month in these tests more than 30 that matter
        first, last = f"{text}-01", f"{text}-30"
    date = NamedNode(XSD + "date")
    bounds = [("earliest", first), ("latest", last or first)]
    return Literal(text), [Quad(iri, term(n), Literal(v, datatype=date), graph) for n, v in bounds]


def _actor(actor: A, graph: NamedNode) -> tuple[NamedNode, list[Quad]]:
    if actor.slug:
        return NamedNode(f"{BASE}actor/{actor.slug}"), []
    iri = NamedNode(f"{BASE}actor/{key_of(graph.value, actor.label)}")
    quads = [
        Quad(iri, RDF_TYPE, term(actor.type), graph),
        Quad(iri, RDFS_LABEL, Literal(actor.label, language="en"), graph),
    ]
    if actor.of:
        quads.append(Quad(iri, term("ofActor"), NamedNode(f"{BASE}actor/{actor.of}"), graph))
    return iri, quads


def _place(place: P, graph: NamedNode) -> tuple[NamedNode, list[Quad]]:
    slug = next((s for s, row in PLACES.items() if row[1] == place.label or s == place.label), "")
    if slug and not place.relation:
        return _gazetteer(slug, graph)
    iri = NamedNode(f"{BASE}place/{key_of(place.label, place.relation, *place.anchors)}")
    quads = [
        Quad(iri, RDF_TYPE, term("RelationalPlace" if place.relation else "Place"), graph),
        Quad(iri, RDFS_LABEL, Literal(place.label, language="en"), graph),
    ]
    if place.relation:
        quads.append(Quad(iri, term("relation"), Literal(place.relation), graph))
    for slug in place.anchors:
        anchor, described = _gazetteer(slug, graph)
        quads += [Quad(iri, term("anchor"), anchor, graph), *described]
    return iri, quads


def _gazetteer(slug: str, graph: NamedNode) -> tuple[NamedNode, list[Quad]]:
    number, label, latitude, longitude, feature = PLACES[slug]
    iri, decimal = NamedNode(f"{BASE}place/gn{number}"), NamedNode(XSD + "decimal")
    return iri, [
        Quad(iri, RDF_TYPE, term("Place"), graph),
        Quad(iri, RDFS_LABEL, Literal(label, language="en"), graph),
        Quad(iri, NamedNode(_WGS84 + "lat"), Literal(str(latitude), datatype=decimal), graph),
        Quad(iri, NamedNode(_WGS84 + "long"), Literal(str(longitude), datatype=decimal), graph),
        Quad(iri, term("country"), Literal("IQ"), graph),
        Quad(iri, term("feature"), Literal(feature), graph),
    ]
