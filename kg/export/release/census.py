"""Snapshot -> how much of what there is, and a digest of what is said of each thing, in one pass."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from pyoxigraph import NamedNode, Quad

from kg.consolidate import PARTS
from kg.export.release.snapshot import Snapshot
from kg.graph.iris import BASE, GRAPH_EVENTS, GRAPH_REGISTER
from kg.graph.vocabulary import KG, TYPE

_DIGITS = 16  # hex digits of a digest, as of an id: it tells a change, it proves nothing
_KINDS = {
    "article": ("article", "report", "claim"),
    GRAPH_EVENTS.value: ("event",),
    GRAPH_REGISTER.value: ("actor", "place"),
}
_FIRST_DAY, _LAST_DAY = KG + "dateEarliest", KG + "dateLatest"


@dataclass
class Census:
    """Numbers of a store: quads by graph and property, things by class, and digests by IRI."""

    graphs: Counter[str] = field(default_factory=Counter)  # quads; those of articles under "article"
    articles: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    entities: int = 0
    digests: dict[str, str] = field(default_factory=dict)
    days: tuple[str, str] | None = None  # the first and the last day of events
    activities: dict[str, dict[str, str]] = field(default_factory=dict)  # what read the articles

    @property
    def quads(self) -> int:
        """All quads."""
        return sum(self.graphs.values())


def kind_of(iri: str) -> str:
    """Return what an IRI of ours names: article, report, claim, event, actor or place."""
    return iri.removeprefix(BASE).partition("/")[0]


def take_census(snapshot: Snapshot) -> Census:
    """Count a store."""
    census = Census()
    subjects: set[str] = set()
    typed: set[tuple[str, str]] = set()
    days: set[str] = set()
    for graph, quads in snapshot.graphs():
        is_article = graph.startswith(f"{BASE}graph/article/")
        census.articles += is_article
        census.graphs["article" if is_article else graph] += len(quads)
        census.digests |= _digests(graph, quads)
        for quad in quads:
            subject = str(quad.subject)
            census.properties[quad.predicate.value] += 1
            subjects.add(subject)
            if quad.predicate == TYPE and isinstance(quad.object, NamedNode):
                typed.add((quad.object.value, subject))
            elif quad.predicate.value in (_FIRST_DAY, _LAST_DAY):
                days.add(str(getattr(quad.object, "value", ""))[:10])
        _activities(quads, census)
    census.entities = len(subjects)
    census.classes = Counter(kind for kind, _ in typed)
    census.days = (min(days), max(days)) if days else None
    return census


def _activities(quads: list[Quad], census: Census) -> None:
    for quad in quads:
        if quad.predicate.value in (KG + "extractor", KG + "pipeline"):
            about = census.activities.setdefault(quad.subject.value, {})  # type: ignore[union-attr]  # no triple terms
            about[quad.predicate.value.removeprefix(KG)] = str(getattr(quad.object, "value", ""))


def _digests(graph: str, quads: list[Quad]) -> dict[str, str]:
    """Digest what a graph says of the things that it is the place of.

    A claim's chain of speakers is part of it, and so are the origins, verdicts, counts and snapshots of an event.
    """
    kinds = _KINDS.get("article" if graph.startswith(f"{BASE}graph/article/") else graph, ())
    found: dict[str, list[str]] = {}
    wholes = _wholes(quads)
    for iri, about in _by_thing(quads):
        whole = wholes.get(iri, iri)
        if kind_of(whole) in kinds:
            found.setdefault(whole, []).extend(about)
    return {
        iri: hashlib.sha256("\n".join(sorted(about)).encode()).hexdigest()[:_DIGITS] for iri, about in found.items()
    }


def _wholes(quads: list[Quad]) -> dict[str, str]:
    """Map each node that is one event's alone to the event."""
    above = {str(quad.object): str(quad.subject) for quad in quads if quad.predicate in PARTS}
    found = {}
    for part in above:
        whole = part
        while whole in above:
            whole = above[whole]
        found[part[1:-1]] = whole[1:-1]
    return found


def _by_thing(quads: list[Quad]) -> Iterator[tuple[str, list[str]]]:
    for subject, about in groupby(quads, key=lambda quad: quad.subject):
        if isinstance(subject, NamedNode):
            head, slash, key = subject.value.rpartition("/")
            iri = f"{head}{slash}{key.partition('-')[0]}" if head.endswith("/claim") else subject.value
            yield iri, [str(quad.triple) for quad in about]
