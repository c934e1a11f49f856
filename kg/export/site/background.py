"""Snapshot -> what the page of any article may need from elsewhere: names, events and their verdicts, places.

Made once, handed to every process that writes pages; nothing asks the store again.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.export.claims import event_of_reports
from kg.export.events import event_rows
from kg.export.graphs import Described, Node, best_label, described, labels, local_name, pairs
from kg.export.release.rdf import claim_predicates
from kg.export.release.rows import background as background_store
from kg.export.release.snapshot import Snapshot
from kg.export.site.layout import link_to
from kg.export.site.plan import SitePlan
from kg.export.site.values import EventFacts, Link, Place
from kg.export.site.words import day_words, first_upper
from kg.graph import vocabulary as v
from kg.graph.iris import BASE, GRAPH_EVENTS, GRAPH_ONTOLOGY, GRAPH_REGISTER
from kg.store.embedded import Store

RIVALS = 20  # contradicting claims that a claim's page shows
_THINGS = (f"{BASE}actor/", f"{BASE}place/")
_ARTICLES = f"{BASE}graph/article/"
_NUMBERS = re.compile(r"(-?[\d.]+) (-?[\d.]+)")
_POSITION, _VERDICT = v.KG + "hasPosition", v.KG + "hasVerdict"


@dataclass(frozen=True, slots=True)
class Background:
    """What is known before any article is read."""

    words: Mapping[str, str]  # label of an ontology term, by local name
    names: Mapping[str, str]  # preferred name of the register's things, by IRI
    types: Mapping[str, str]  # class of actors and places, by IRI
    events: Mapping[str, EventFacts]  # by IRI
    event_of: Mapping[str, str]  # of a report
    rivals: Mapping[str, tuple[str, ...]]  # of a claim: those that contradict it, by IRI
    places: Mapping[str, Place]  # by IRI
    voiced: frozenset[str]  # predicates that only claims may state
    plan: SitePlan

    def word(self, name: str) -> str:
        """Return the label of an ontology term, by its local name; that name where it has none."""
        return self.words.get(name, name)

    def link(self, iri: str | None) -> str:
        """Return a link to an actor's or a place's page, "" where the store only names it and it has none."""
        return link_to(iri) if iri in self.types else ""

    def event_link(self, event: str | None) -> Link:
        """Return the title of an event and its page; an empty link for none."""
        facts = self.events.get(event or "")
        return Link(facts.title, link_to(event)) if facts else Link("")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The background, with what was read of the graphs that have pages of their own."""

    background: Background
    events: Described  # graph/events
    register: Described
    names: Mapping[str, str]  # of everything, by IRI


def gather(snapshot: Snapshot, plan: SitePlan) -> Gathered:
    """Read what pages need of all graphs but their own."""
    store = background_store(snapshot)
    words = {local_name(iri): label for iri, label in labels(store, GRAPH_ONTOLOGY).items() if iri.startswith(v.KG)}
    events = described(store, GRAPH_EVENTS)
    types = _types(store)
    facts = {str(row["event"]): _facts(row, words) for row in event_rows(store)}
    known = Background(
        words=words,
        names=labels(store, GRAPH_REGISTER),
        types=types,
        events=facts,
        event_of=event_of_reports(store),
        rivals=_rivals(events),
        places=_places(store, types),
        voiced=claim_predicates(plan.ontology),
        plan=plan,
    )
    return Gathered(known, events, described(store, GRAPH_REGISTER), labels(store))


def _types(store: Store) -> dict[str, str]:
    found = sorted((iri, local_name(kind.value)) for iri, kind in pairs(store, v.TYPE) if iri.startswith(_THINGS))
    return dict(reversed(found))


def _facts(row: Mapping[str, Any], words: Mapping[str, str]) -> EventFacts:
    kind = first_upper(words.get(row["type"], row["type"]))
    day = day_words(row["date_text"])
    place = Link(row["place_label"] or "", link_to(row["place_id"]))
    return EventFacts(", ".join(filter(None, (kind, place.text, day))), kind, place, day, dict(row))


def _places(store: Store, types: Mapping[str, str]) -> dict[str, Place]:
    names: dict[str, list[Node]] = defaultdict(list)
    for iri, name in pairs(store, v.LABEL):
        if iri.startswith(_THINGS[1]):
            names[iri].append(name)
    north, east, precision = (
        {iri: value.value for iri, value in sorted(pairs(store, term), key=str)}
        for term in (v.LATITUDE, v.LONGITUDE, NamedNode(v.KG + "placePrecision"))
    )
    middles = _middles(store)
    found = {}
    for iri in sorted(kept for kept in types if kept.startswith(_THINGS[1])):
        known = iri in north and iri in east
        latitude, longitude = (float(north[iri]), float(east[iri])) if known else (None, None)
        label = best_label(names[iri]) if names[iri] else local_name(iri)
        found[iri] = Place(label, link_to(iri), latitude, longitude, precision.get(iri, "unknown"), middles.get(iri))
    return found


def _middles(store: Store) -> dict[str, tuple[float, float]]:
    """Return the middle of the line or area of each relational place, north and east."""
    shapes = {shape: _NUMBERS.findall(text.value) for shape, text in pairs(store, v.AS_WKT)}
    found = {}
    for place, shape in pairs(store, v.HAS_GEOMETRY):
        if corners := [(float(north), float(east)) for east, north in shapes.get(shape.value, ())]:
            north, east = (sum(side) / len(corners) for side in zip(*corners, strict=True))
            found[place] = (north, east)
    return found


def _rivals(events: Described) -> dict[str, tuple[str, ...]]:
    """Say which claims contradict which: those of one verdict that stand on different sides."""
    found: dict[str, set[str]] = defaultdict(set)
    for verdict in verdicts(events):
        if _first(events, verdict, "stand") != "contradictory":
            continue
        sides = [
            (_first(events, position, "side"), [c.value for c in events[position].get(v.KG + "hasClaim", ())])
            for position in sorted(node.value for node in events[verdict].get(_POSITION, ()))
        ]
        for side, claims in sides:
            others = {claim for other, rivals in sides if other and side and other != side for claim in rivals}
            for claim in claims:
                found[claim] |= others
    return {claim: tuple(sorted(others)[:RIVALS]) for claim, others in found.items() if others}


def verdicts(events: Described) -> Iterator[str]:
    """Yield the verdicts of all events."""
    yield from sorted(node.value for row in list(events.values()) for node in row.get(_VERDICT, ()))


def _first(things: Described, iri: str, name: str) -> str:
    found = things[iri].get(v.KG + name, ()) if iri in things else ()
    return min((local_name(node.value) if isinstance(node, NamedNode) else node.value for node in found), default="")


Slices = Mapping[str, tuple[int, int]]  # graph -> where its quads start and end in the file of a snapshot, in bytes


def graph_slices(path: Path) -> Slices:
    """Find where each graph stands in the file of a snapshot."""
    slices: dict[str, tuple[int, int]] = {}
    graph, start, at = b"", 0, 0
    with path.open("rb") as lines:
        for line in lines:
            here = line[line.rindex(b" <") + 2 : -4]
            if here != graph:
                slices[graph.decode()] = (start, at)
                graph, start = here, at
            at += len(line)
    return {**slices, graph.decode(): (start, at)}


def article_slices(slices: Slices) -> list[tuple[int, int]]:
    """Return the slices of articles' graphs, in the order of the file."""
    return sorted(found for graph, found in slices.items() if graph.startswith(_ARTICLES))


def read_slice(path: Path, found: tuple[int, int]) -> list[Quad]:
    """Read the quads of a graph, in the order of their lines."""
    with path.open("rb") as file:
        file.seek(found[0])
        return list(parse(file.read(found[1] - found[0]), format=RdfFormat.N_QUADS))
