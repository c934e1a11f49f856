"""Snapshot -> what the page of any article may need from elsewhere: names, events and their verdicts, places.

Made once, handed to every process that writes pages; nothing asks the store again.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad

from kg.export.claims import event_of_reports
from kg.export.events import event_rows
from kg.export.graphs import Described, best_label, described, labels, local_name, pairs
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

    def event_link(self, event: str | None) -> Link:
        """Return the title of an event and its page; an empty link for none."""
        facts = self.events.get(event or "")
        return Link(facts.title, link_to(event)) if facts else Link("")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The background, with the graphs that pages of their own are made of."""

    background: Background
    events: Described  # graph/events
    register: Described
    names: Mapping[str, str]  # of everything, by IRI
    event_quads: list[Quad] = field(repr=False)
    register_quads: list[Quad] = field(repr=False)


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
    quads = {graph: sorted(store.quads(graph), key=str) for graph in (GRAPH_EVENTS, GRAPH_REGISTER)}
    register = described(store, GRAPH_REGISTER)
    return Gathered(known, events, register, labels(store), quads[GRAPH_EVENTS], quads[GRAPH_REGISTER])


def _types(store: Store) -> dict[str, str]:
    found = sorted((iri, local_name(kind.value)) for iri, kind in pairs(store, v.TYPE) if iri.startswith(_THINGS))
    return dict(reversed(found))


def _facts(row: Mapping[str, Any], words: Mapping[str, str]) -> EventFacts:
    kind = first_upper(words.get(row["type"], row["type"]))
    day = day_words(row["date_text"])
    place = Link(row["place_label"] or "", link_to(row["place_id"]))
    return EventFacts(", ".join(filter(None, (kind, place.text, day))), kind, place, day, dict(row))


def _places(store: Store, types: Mapping[str, str]) -> dict[str, Place]:
    names: dict[str, list[Any]] = defaultdict(list)
    for iri, label in pairs(store, v.LABEL):
        if iri.startswith(_THINGS[1]):
            names[iri].append(label)
    north, east, precision = (
        {iri: value.value for iri, value in sorted(pairs(store, term), key=str)}
        for term in (v.LATITUDE, v.LONGITUDE, NamedNode(v.KG + "placePrecision"))
    )
    found = {}
    for iri in sorted(kept for kept in types if kept.startswith(_THINGS[1])):
        point = (float(north[iri]), float(east[iri])) if iri in north and iri in east else (None, None)
        label = best_label(names[iri]) if names[iri] else local_name(iri)
        found[iri] = Place(label, link_to(iri), *point, precision.get(iri, "unknown"))
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


def article_slices(path: Path) -> Iterator[tuple[int, int]]:
    """Yield where the quads of each article's graph start and end in the file of a snapshot, in bytes."""
    graph, start, at = b"", 0, 0
    with path.open("rb") as lines:
        for line in lines:
            here = line[line.rindex(b" <") + 2 : -4]
            if here != graph:
                if graph.startswith(_ARTICLES.encode()):
                    yield start, at
                graph, start = here, at
            at += len(line)
    if graph.startswith(_ARTICLES.encode()):
        yield start, at
