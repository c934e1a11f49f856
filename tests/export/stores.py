"""A small store: two articles, a register of two actors, and one event of both reports."""

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.iris import GRAPH_EVENTS, GRAPH_REGISTER, graph_iri
from kg.graph.vocabulary import LABEL, TYPE
from kg.keys import key_of
from kg.model import Actor, Claim, Place
from kg.store.embedded import Store
from tests.graph import makers
from tests.graph.makers import claim, iri, kg, quads, report, typed

FIRST, SECOND = "seeds/a.txt", "seeds/b.txt"
EVENT = iri("event/00000000000000ee")
REPORTS = tuple(iri(f"report/{report(document).key}") for document in (FIRST, SECOND))
LOOSE = claim("location", Place("gn99237", "Iraq", precision="country"), "Iraq")
SOLDIERS = Actor("00000000000000ab", "US troops", "StateForce", of_actor="united-states")


def small_store() -> Store:
    store = Store.in_memory()
    known = {"publisher": "The Jerusalem Post", "published": "2020-07-12T05:09"}
    store.replace_graph(graph_iri(FIRST), quads(document=FIRST, **known))
    other = (LOOSE, claim("victim", SOLDIERS, "US troops"), claim("perpetrator", makers.MILITIAS, "militias"))
    store.replace_graph(graph_iri(SECOND), quads(*other, document=SECOND))
    store.replace_graph(GRAPH_REGISTER, _register())
    store.replace_graph(GRAPH_EVENTS, _events())
    return store


def _register() -> list[Quad]:
    names = {"iraqi-militias": ("Iraqi militias", "en"), "al-araby-al-jadeed": ("Al-Araby Al-Jadeed", "en")}
    rows = [
        Quad(iri(f"actor/{slug}"), LABEL, Literal(n, language=tag), GRAPH_REGISTER) for slug, (n, tag) in names.items()
    ]
    rows.append(Quad(iri("actor/iraqi-militias"), LABEL, Literal("الفصائل", language="ar"), GRAPH_REGISTER))
    return rows


def _events() -> list[Quad]:
    rows: list[tuple[NamedNode, NamedNode | Literal]] = [
        (TYPE, kg("Arson")),
        (kg("hasReport"), REPORTS[0]),
        (kg("hasReport"), REPORTS[1]),
        (kg("independentSources"), typed("2", "integer")),
        (kg("contested"), kg("target")),
        (kg("contested"), kg("perpetrator")),
        (kg("dateText"), Literal("--07-11")),
        (kg("killedLow"), typed("0", "integer")),
        (kg("killedHigh"), typed("3", "integer")),
    ]
    side = iri("count/00000000000000cc")
    count: list[tuple[NamedNode, NamedNode | Literal]] = [
        (kg("aboutRole"), kg("killed")),
        (kg("countedSide"), Literal("forces")),
        (kg("low"), typed("3", "integer")),
    ]
    rows.append((kg("hasSideCount"), side))
    return [
        *(Quad(EVENT, predicate, value, GRAPH_EVENTS) for predicate, value in rows),
        *(Quad(side, predicate, value, GRAPH_EVENTS) for predicate, value in count),
    ]


def claim_iri_of(made: Claim, document: str = FIRST) -> str:
    return iri(f"claim/{key_of(document, made.key)}").value
