"""The reports of an event -> what its node says of them together: origins, counts, verdicts, and how it all changed.

An event points to its origins, to a verdict on each role that more than one voice speaks of, to the counts of each
side, and to a snapshot of each day on which something about it was published: what was known by then.
"""

from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from kg.consolidate.actors import Stand
from kg.consolidate.disagreement import RoleVerdict, contested, judge
from kg.consolidate.envelopes import ROLES, Envelope, envelope, side_envelopes
from kg.consolidate.facts import ReportFacts
from kg.consolidate.origins import COUNTED_BY, Origin, Origins
from kg.consolidate.positions import Position
from kg.consolidate.taxonomy import Parents
from kg.consolidate.vocabulary import EVENTS, RDF_TYPE, RDFS_LABEL, XSD, term
from kg.keys import BASE, key_of

_INTEGER = NamedNode(XSD + "integer")
_DATE = NamedNode(XSD + "date")

# What points to a node that is one event's alone.
PARTS = frozenset(map(term, ("hasOrigin", "hasSideCount", "hasVerdict", "hasPosition", "hasSnapshot")))

Pair = tuple[NamedNode, NamedNode | Literal]


def account_quads(event: NamedNode, reports: Sequence[ReportFacts], parents: Parents) -> Iterator[Quad]:
    """Say all that holds of the reports of an event together."""
    origins = Origins(reports)
    yield from _quads(event, (*_counts(reports), *_sources(origins)))
    for origin in origins.all:
        yield from _linked(event, "hasOrigin", "origin", origin.key, _origin(origin))
    for role in ROLES:
        for side, bounds in side_envelopes(role, reports).items():
            yield from _linked(event, "hasSideCount", "count", f"{role} {side}", _side_count(role, side, bounds))
    verdicts = judge(reports, parents)
    for verdict in verdicts:
        if verdict.stand is Stand.CONTRADICT:
            yield Quad(event, term("contested"), term(verdict.role), EVENTS)
        if len({voice for position in verdict.positions for voice in position.voices}) > 1:
            yield from _verdict(event, verdict, origins)
    whole = (len(origins.all), tuple(v.role for v in verdicts if v.stand is Stand.CONTRADICT))
    yield from _snapshots(event, reports, parents, whole)


def _quads(subject: NamedNode, pairs: Sequence[Pair] | Iterator[Pair]) -> Iterator[Quad]:
    for predicate, value in pairs:
        yield Quad(subject, predicate, value, EVENTS)


def _node(event: NamedNode, kind: str, *name: str) -> NamedNode:
    return NamedNode(f"{BASE}{kind}/{key_of(event.value, *name)}")


def _linked(event: NamedNode, link: str, kind: str, name: str, pairs: Iterator[Pair]) -> Iterator[Quad]:
    node = _node(event, kind, name)
    yield Quad(event, term(link), node, EVENTS)
    yield from _quads(node, pairs)


def _whole(number: int) -> Literal:
    return Literal(str(number), datatype=_INTEGER)


def _bounds(bounds: Envelope, low: str, high: str) -> Iterator[Pair]:
    for name, value in ((low, bounds.low), (high, bounds.high)):
        if value is not None:
            yield term(name), _whole(value)


def _counts(reports: Sequence[ReportFacts]) -> Iterator[Pair]:
    for role in ROLES:
        yield from _bounds(envelope(role, reports), f"{role}Low", f"{role}High")


def _side_count(role: str, side: str, bounds: Envelope) -> Iterator[Pair]:
    yield RDF_TYPE, term("SideCount")
    yield term("aboutRole"), term(role)
    yield term("countedSide"), Literal(side)
    yield from _bounds(bounds, "low", "high")


def _sources(origins: Origins) -> Iterator[Pair]:
    yield term("independentSources"), _whole(len(origins.all))
    yield term("countedBy"), Literal(COUNTED_BY, language="en")


def _origin(origin: Origin) -> Iterator[Pair]:
    yield RDF_TYPE, term("Origin")
    if origin.is_iri:
        yield term("source"), NamedNode(origin.key)
    else:
        yield RDFS_LABEL, Literal(origin.key, language="en")
    for article in origin.articles:
        yield term("toldIn"), NamedNode(article)
    for reason in origin.why:
        yield term("why"), Literal(reason, language="en")


def _verdict(event: NamedNode, verdict: RoleVerdict, origins: Origins) -> Iterator[Quad]:
    node = _node(event, "verdict", verdict.role)
    yield Quad(event, term("hasVerdict"), node, EVENTS)
    yield Quad(node, RDF_TYPE, term("Verdict"), EVENTS)
    yield Quad(node, term("aboutRole"), term(verdict.role), EVENTS)
    yield Quad(node, term("stand"), term(verdict.stand.value), EVENTS)
    if verdict.why:
        yield Quad(node, term("why"), Literal(verdict.why, language="en"), EVENTS)
    for position in verdict.positions:
        least = min(claim.iri for _, claim in position.said)
        yield from _linked(node, "hasPosition", "position", least, _position(position, origins))


def _position(position: Position, origins: Origins) -> Iterator[Pair]:
    yield RDF_TYPE, term("Position")
    yield RDFS_LABEL, Literal(position.label, language="en")
    yield term("independentSources"), _whole(origins.count(position.said))
    if position.side is not None:
        yield term("side"), _whole(position.side)
    for _, claim in position.said:
        yield term("hasClaim"), NamedNode(claim.iri)


def _snapshots(
    event: NamedNode, reports: Sequence[ReportFacts], parents: Parents, whole: tuple[int, tuple[str, ...]]
) -> Iterator[Quad]:
    """Say what was known by each day of publication; a report without a day is in none.

    `whole` is how many origins all reports have and which roles they contest: the last day mostly has the same.
    """
    for day in sorted({report.published for report in reports if report.published}):
        known = [report for report in reports if report.published and report.published <= day]
        complete = len(known) == len(reports)
        sources, disputed = whole if complete else (Origins(known).number, contested(known, parents))
        node = _node(event, "snapshot", day.isoformat())
        yield Quad(event, term("hasSnapshot"), node, EVENTS)
        yield Quad(node, RDF_TYPE, term("Snapshot"), EVENTS)
        yield Quad(node, term("knownOn"), Literal(day.isoformat(), datatype=_DATE), EVENTS)
        yield Quad(node, term("reportCount"), _whole(len(known)), EVENTS)
        yield Quad(node, term("independentSources"), _whole(sources), EVENTS)
        yield from _quads(node, _counts(known))
        for role in disputed:
            yield Quad(node, term("contested"), term(role), EVENTS)
