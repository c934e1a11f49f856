"""graph/events -> what consolidation found of each event: verdicts, origins, and how the account changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad

from kg.export.graphs import Described, Node, local_name
from kg.export.release.jsonld import Names
from kg.export.site.data import data_of
from kg.export.site.layout import link_to, thing_of
from kg.export.site.values import Datum, Link
from kg.graph import vocabulary as v

STANDS = ("contradictory", "compatible", "agreed")  # in the order that a page shows them
_OUR_WORDS = frozenset({v.LABEL.value, v.KG + "why"})  # tell who did what in nobody's voice
_NODES = tuple(v.KG + name for name in ("hasVerdict", "hasOrigin", "hasSnapshot", "hasSideCount", "hasPosition"))
_KNOWN = ("knownOn", "reportCount", "independentSources")
_COUNTED = ("killed", "injured", "detained")


class Position(NamedTuple):
    """What some claims say alike."""

    side: str
    sources: int
    claims: tuple[str, ...]


class Verdict(NamedTuple):
    """How the claims about one role stand to one another."""

    role: str
    stand: str
    positions: tuple[Position, ...]


class Origin(NamedTuple):
    """A voice that an event rests on; sources and articles are IRIs, with a name where they have one here."""

    sources: tuple[tuple[str, Link], ...]
    why: tuple[str, ...]
    told_in: tuple[str, ...]


class Known(NamedTuple):
    """What was known of an event on a day."""

    day: str
    reports: str
    sources: str
    counts: str
    contested: str


class EventNode(NamedTuple):
    """What consolidation found of an event."""

    iri: str
    verdicts: tuple[Verdict, ...]
    origins: tuple[Origin, ...]
    counted_by: str
    known: tuple[Known, ...]
    data: tuple[Datum, ...]


def event_nodes(
    events: Described, quads: Iterable[Quad], names: Mapping[str, str], short: Names
) -> Iterator[tuple[str, EventNode]]:
    """Yield each event that has a page, with what was found of it."""
    data = _data(events, quads, short)
    for iri, row in events.items():
        if (thing := thing_of(iri)).startswith("event/") and v.KG + "hasReport" in row:
            node = _Node(events, iri, names)
            yield (
                thing,
                EventNode(iri, node.verdicts(), node.origins(), node.text("countedBy"), node.known(), data[iri]),
            )


def _data(events: Described, quads: Iterable[Quad], short: Names) -> dict[str, tuple[Datum, ...]]:
    """Write what is said of each event and of the nodes that belong to it."""
    owner: dict[str, str] = {}
    for iri, row in events.items():
        if v.KG + "hasReport" in row:
            nodes = [iri]
            for node in nodes:  # grows by what each node leads to
                owner[node] = iri
                nodes += [o.value for name in _NODES for o in events.get(node, {}).get(name, ())]
    written = data_of((quad for quad in quads if quad.predicate.value not in _OUR_WORDS), short)
    found: dict[str, list[Datum]] = defaultdict(list)
    for node, datum in written.items():
        if node in owner:
            found[owner[node]].append(datum)
    return {iri: tuple(data) for iri, data in found.items()}


class _Node:
    """One event in the graph."""

    def __init__(self, events: Described, iri: str, names: Mapping[str, str]) -> None:
        self._events, self._iri, self._names = events, iri, names

    def text(self, name: str, of: str | None = None) -> str:
        """Return the value of a property, of the event or of a node of it."""
        found = (node.value for node in self._values(name, of))
        return min(found, default="")

    def _values(self, name: str, of: str | None = None) -> list[Node]:
        return sorted(self._events.get(of or self._iri, {}).get(v.KG + name, ()), key=str)

    def verdicts(self) -> tuple[Verdict, ...]:
        """Return the verdicts, contradictions first."""
        found = []
        for node in self._values("hasVerdict"):
            role, stand = (local_name(self.text(name, node.value)) for name in ("aboutRole", "stand"))
            positions = sorted(map(self._position, self._values("hasPosition", node.value)))
            found.append(Verdict(role, stand, tuple(positions)))
        return tuple(sorted(found, key=lambda one: (STANDS.index(one.stand) if one.stand in STANDS else 9, one.role)))

    def _position(self, node: Node) -> Position:
        claims = tuple(claim.value for claim in self._values("hasClaim", node.value))
        return Position(self.text("side", node.value), int(self.text("independentSources", node.value) or 0), claims)

    def origins(self) -> tuple[Origin, ...]:
        """Return the voices that the event rests on."""
        return tuple(sorted(map(self._origin, self._values("hasOrigin"))))

    def _origin(self, node: Node) -> Origin:
        sources = tuple(
            (source.value, Link(name, link_to(source.value) if name else ""))
            for source in self._values("source", node.value)
            if isinstance(source, NamedNode)
            for name in [self._names.get(source.value, "")]
        )
        why = tuple(reason.value for reason in self._values("why", node.value))
        return Origin(sources, why, tuple(article.value for article in self._values("toldIn", node.value)))

    def known(self) -> tuple[Known, ...]:
        """Return what was known on each day."""
        days = []
        for node in self._values("hasSnapshot"):
            counts = [f"{role} {span}" for role in _COUNTED if (span := envelope(*self._bounds(role, node.value)))]
            contested = sorted(local_name(role.value) for role in self._values("contested", node.value))
            day, reports, sources = (self.text(name, node.value) for name in _KNOWN)
            days.append(Known(day, reports, sources, ", ".join(counts), ", ".join(contested)))
        return tuple(sorted(days))

    def _bounds(self, role: str, of: str) -> tuple[str, str]:
        return self.text(f"{role}Low", of), self.text(f"{role}High", of)


def envelope(low: object, high: object) -> str:
    """Write the least and the most that anybody says; an end that nobody gives stays open."""
    least, most = ("" if bound is None else str(bound) for bound in (low, high))
    if least == most:
        return least
    return f"{least} to {most}" if least and most else (f"at least {least}" if least else f"at most {most}")
