"""Measure consolidation on 10,000 generated reports: consolidation.py [REPORTS].

Reports of some 4,000 events are written as the graphs of articles, varied by a seeded generator: types, towns, days,
actors, targets, weapons, counts and named victims that agree or differ between the reports of one event, recaps, and
events of the same town or day.  Printed as `name value`: seconds and peak memory of consolidating all at once (floors
180 s and 2,048 MB on two cores), and the slowest and the median of adding one more article, ten times, to a store of
as many and to one of a hundredth (floor 1 s); `same_as_at_once` is 1 if the result is what consolidating all at once
gives.
"""

import random
import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from datetime import date, timedelta
from itertools import product
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from kg.consolidate import Index, consolidate, update
from kg.consolidate.history import HAS_REPORT
from kg.keys import BASE, key_of
from kg.store.embedded import Store
from tests.benchmarks.common import report
from tests.consolidate.makers import ACTORS, PARENTS, A, Art, C, P, R, article_quads, register_quads

REPORTS = 10_000
EACH = 2.5  # reports an event, on average
ADDED = 10
SEED = 20_260_101
TYPES = ("RocketAttack", "CarBombing", "ArmedAssault", "AirStrike", "Raid", "Arrest", "Arson", "Assassination")
TARGETS = ("a convoy", "an army base", "a market", "a police station", "three trucks", "a checkpoint", "a hotel")
WEAPONS = ("rockets", "a car bomb", "rifles", "mortar shells", "a drone")
DOERS = (*(A("", slug=slug) for slug in ACTORS if "militia" in slug or "state" in slug), A("gunmen"), A("militants"))
GIVEN, FAMILY = (
    ("Ali", "Omar", "Zainab", "Hassan", "Mariam", "Yusuf"),
    ("Karim", "Nazari", "Warsame", "Haddad", "Bello"),
)
STARTS = ("Kar", "Mab", "Tal", "Shen", "Dor", "Nis", "Bal", "Zor", "Hel", "Qam")
ENDS = ("ran", "bad", "mur", "shi", "gat", "zen", "dia", "kot")
FIRST = date(2020, 1, 1)
ARTICLE = f"{BASE}graph/article/"


class Events:
    """Generated events, each the source of reports that vary it."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.past: list[R] = []
        self.towns = [P(a + b + c) for a, b, c in product(STARTS, "aiou", ENDS)]

    def reports(self, number: int) -> list[Art]:
        """Return the articles that report the events, until there are so many reports."""
        articles: list[Art] = []
        while len(articles) < number:
            articles += self.event(len(articles))
        return articles[:number]

    def event(self, at: int) -> list[Art]:
        """Make an event, and one to four articles on it."""
        pick = self.random.choice
        kind, town, day = pick(TYPES), pick(self.towns), FIRST + timedelta(self.random.randrange(1_000))
        target, weapon, doer, killed = pick(TARGETS), pick(WEAPONS), pick(DOERS), self.random.randrange(1, 30)
        victim = A(f"{pick(GIVEN)} {pick(FAMILY)} {pick(FAMILY)}", "Person")
        found = []
        for number in range(self.random.randint(1, int(2 * EACH - 1))):
            told = [
                C("location", town),
                C("date", (day if self.random.random() < 0.95 else day + timedelta(1)).isoformat()),
            ]
            if self.random.random() < 0.8:
                told.append(C("target", A(target, "Object")))
            if self.random.random() < 0.5:
                told.append(C("instrument", A(weapon, "Object")))
            if self.random.random() < 0.6:
                told.append(C("perpetrator", doer, by=(A("", slug="al-sumaria"),)))
            if self.random.random() < 0.6:
                low = killed + pick((0, 0, 1, 2))
                told.append(C("killed", (low, low), f"{low} people"))
            if kind == "Assassination":
                told.append(C("victim", victim))
            published = day + timedelta(self.random.randint(1, 3))
            type_ = kind if self.random.random() < 0.8 else PARENTS[kind].replace("Event", kind)
            own = R(type_, tuple(told))
            recap = [pick(self.past)] if self.past and self.random.random() < 0.1 else []
            self.past.append(own)
            found.append(Art(f"{at + number}.txt", (own, *recap), "", published.isoformat()))
        return found


def apply(store: Store, index: Index) -> None:
    """Bring the events of a store up to date, as a build does."""
    found = update(store.rdf, index, PARENTS)
    store.change(found.removed, found.added)
    index.commit()


def add(store: Store, index: Index, article: Art) -> float:
    """Add an article and return the seconds that its consolidation takes."""
    quads = list(article_quads(article))
    graph = NamedNode(ARTICLE + key_of("article", article.document))
    began = time.perf_counter()
    index.touch(graph.value)
    store.replace_graph(graph, quads)
    apply(store, index)
    return time.perf_counter() - began


def filled(folder: Path, articles: list[Art]) -> tuple[Store, Index]:
    """Make a store of articles and consolidate it."""
    store = Store.open(folder)
    index = Index.open(folder)
    store.rdf.bulk_extend(list(register_quads()))
    for article in articles:
        store.rdf.extend(article_quads(article))
    return store, index


def says(quads: list[Quad]) -> set[frozenset[str]]:
    """Return what each event says, without its IRI."""
    events: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        events[str(quad.subject)].add(f"{quad.predicate} {quad.object}")
    return {frozenset(statements) for statements in events.values()}


def main() -> None:
    """Run every measurement."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS
    articles = Events(SEED).reports(number + ADDED)
    random.Random(SEED).shuffle(articles)
    held, later = articles[:-ADDED], articles[-ADDED:]
    events = NamedNode(f"{BASE}graph/events")
    figures: dict[str, float] = {"reports": number}
    with tempfile.TemporaryDirectory() as name:
        for size, some in (("few", held[: number // 100]), ("many", held)):
            store, index = filled(Path(name) / size, some)
            with store, index:
                began = time.perf_counter()
                apply(store, index)
                figures[f"seconds_{size}"] = time.perf_counter() - began
                store.optimize()
                taken = [add(store, index, article) for article in later]
                figures[f"added_to_{size}_median_seconds"] = statistics.median(taken)
                figures[f"added_to_{size}_slowest_seconds"] = max(taken)
                if size == "many":
                    figures["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                now = list(store.quads(events))
                figures[f"events_{size}"] = len({quad.subject for quad in now if quad.predicate == HAS_REPORT})
                if size == "many":
                    at_once = consolidate(store.rdf, PARENTS)
                    figures["same_as_at_once"] = int(says(now) == says(list(at_once)))
    report(**figures)


if __name__ == "__main__":
    main()
