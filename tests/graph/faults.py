"""A thousand small articles, 21 of them spoilt, each in its own way: what validation is tested and timed on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.mapper import quads_of
from kg.graph.register import rows_for
from kg.model import Reading
from kg.read.text import read_text
from kg.tools import Tools
from tests.graph.makers import KG, RDF, typed
from tests.made_up import PLACES, article

ARTICLES = 1_000
OA, PROV, WGS84 = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/prov#", "http://www.w3.org/2003/01/geo/wgs84_pos#"


@dataclass(frozen=True)
class Fault:
    """What is done to the first quad of a property: its value replaced, or the quad left out, or doubled."""

    shape: str
    property: str
    value: NamedNode | Literal | None = None
    doubled: bool = False
    of: str = ""  # what the node's IRI must hold

    def spoil(self, quads: Sequence[Quad]) -> tuple[Quad, ...]:
        """Return the quads of an article with this fault in them."""
        first = next(q for q in quads if q.predicate.value == self.property and self.of in str(q.subject))
        new = () if self.value is None else (Quad(first.subject, first.predicate, self.value, first.graph_name),)
        return tuple(quad for quad in quads if quad != first or self.doubled) + new


FAULTS = (
    Fault("S01", KG + "document"),
    Fault("S02", KG + "sha256", Literal("abc")),
    Fault("S03", PROV + "wasGeneratedBy"),
    Fault("S05", KG + "inArticle", NamedNode(KG + "Article"), of="/report/"),
    Fault("S06", KG + "mainType", NamedNode(KG + "Event"), doubled=True),
    Fault("S07", RDF + "subject", Literal("gunmen")),
    Fault("S08", RDF + "predicate", NamedNode(KG + "document")),
    Fault("S09", RDF + "object", Literal("another"), doubled=True),
    Fault("S10", KG + "certainty", NamedNode(KG + "sure")),
    Fault("S11", KG + "polarity"),
    Fault("S11", KG + "tense", Literal("past")),
    Fault("S12", KG + "evidence"),
    Fault("S13", KG + "valueText"),
    Fault("S14", KG + "sourceText"),
    Fault("S16", OA + "start", typed("99999", "integer")),
    Fault("S16", OA + "end", typed("late", "integer")),
    Fault("S17", OA + "exact"),
    Fault("S19", WGS84 + "lat"),
    Fault("S20", KG + "placePrecision", Literal("about")),
    Fault("S21", KG + "low", typed("9999", "integer")),
    Fault("S23", KG + "confidence", typed("80", "decimal")),
)


@dataclass(frozen=True)
class Built:
    """An article's graph beside the register rows that it names."""

    document: str
    text: str
    quads: tuple[Quad, ...]
    context: tuple[Quad, ...]


def planted(tools: Tools) -> list[Built]:
    """Return ARTICLES articles, copies of a few under new names, with the faults planted among them (see `places`)."""
    readings = [tools.reading_of(read_text(article(place).encode(), document=f"{place}.txt")) for place in PLACES]
    made = [_copy(readings[number % len(readings)], number, tools) for number in range(ARTICLES)]
    for place, fault in places().items():
        made[place] = replace(made[place], quads=fault.spoil(made[place].quads))
    return made


def places() -> dict[int, Fault]:
    """Say which articles are spoilt, and how."""
    return {number * (ARTICLES // len(FAULTS)): fault for number, fault in enumerate(FAULTS)}


def _copy(reading: Reading, number: int, tools: Tools) -> Built:
    return beside_register(replace(reading, article=replace(reading.article, document=f"{number:04}.txt")), tools)


def beside_register(reading: Reading, tools: Tools) -> Built:
    """Map a reading to its graph, and find the register rows that it names."""
    quads = quads_of(reading, extractor="test", pipeline="test")
    named = {value.rsplit("/", 1)[-1] for quad in quads if (value := getattr(quad.object, "value", ""))}
    context = rows_for(sorted(named & tools.register_rows.keys()), tools.register_rows)
    return Built(reading.article.document, reading.article.text, quads, context)
