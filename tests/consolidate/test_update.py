"""Events from one build to the next: what changed gives what everything at once gives, IRIs stay, history is told."""

import random
from collections import defaultdict
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, Store

from kg.consolidate import Index, consolidate, current, pairs, update
from kg.consolidate.account import PARTS
from kg.consolidate.facts import ReportFacts
from kg.consolidate.history import HAS_REPORT
from kg.consolidate.judged import EventJudgement, Told
from kg.consolidate.update import MOST_ARTICLES, Update
from kg.consolidate.vocabulary import ARTICLES, CHANGES, EVENTS, term
from kg.consolidate.weights import Weights
from kg.keys import BASE, key_of
from tests.consolidate.makers import PARENTS, A, Art, C, P, R, report_iri, store_of
from tests.consolidate.test_origins import ARABY, CUT, OFFICIALS, OTHER_ACCOUNT, STORY, SUMARIA

TOWNS = ("taji", "mosul", "baghdad", "samawah")
DAYS = ("2020-07-11", "2020-07-12", "--07-11", "2020-07-10/2020-07-11")
KILLED = A("Ali Karim", "Person")
Said = frozenset[tuple[str, object]]  # predicate, and value or what a node of the event's own says


class World:
    """A store with its cache, as builds leave them."""

    def __init__(self) -> None:
        self.store = store_of()
        self.index = Index.in_memory()

    def put(self, *articles: Art) -> None:
        for article in articles:
            self.remove(article.document)
            self.index.touch(graph_of(article.document).value)
            self.store.extend(q for q in store_of(article) if q.graph_name == graph_of(article.document))

    def remove(self, document: str) -> None:
        self.index.touch(graph_of(document).value)
        self.store.remove_graph(graph_of(document))

    def build(self, *judgements: EventJudgement) -> Update:
        found = update(self.store, self.index, PARENTS, judgements)
        for quad in found.removed:
            self.store.remove(quad)
        self.store.extend(found.added)
        self.index.commit()
        return found

    def event_of(self, document: str, number: int = 0) -> str:
        (quad,) = self.store.quads_for_pattern(None, HAS_REPORT, NamedNode(report_iri(document, number)), EVENTS)
        assert isinstance(quad.subject, NamedNode)
        return quad.subject.value


def graph_of(document: str) -> NamedNode:
    return NamedNode(ARTICLES + key_of("article", document))


def told(quads: Iterable[Quad]) -> set[Said]:
    """Return what each event says, without its IRI and those of its own nodes, which are made of it."""
    nodes: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        nodes[str(quad.subject)].append(quad)
    parts = {str(q.object) for told_so in nodes.values() for q in told_so if q.predicate in PARTS}
    assert parts <= nodes.keys()

    def said(node: str) -> Said:
        return frozenset(
            (str(q.predicate), said(str(q.object)) if q.predicate in PARTS else str(q.object)) for q in nodes[node]
        )

    return {said(event) for event in nodes.keys() - parts}


def events_of(store: Store) -> set[Said]:
    return told(store.quads_for_pattern(None, None, None, EVENTS))


def named(quads: Iterable[Quad]) -> set[str]:
    """Return the IRIs of events: of what has reports."""
    return {q.subject.value for q in quads if q.predicate == HAS_REPORT and isinstance(q.subject, NamedNode)}


def kinds(found: Update) -> list[str]:
    return sorted(change.kind for change in found.changes)


def strike(town: str, day: str, *more: C, published: str = "", type: str = "RocketAttack") -> tuple[R, ...]:
    return (R(type, (C("location", P(town)), C("date", day), C("target", A("a convoy", "Object")), *more)),)


def art(name: str, town: str = "taji", day: str = "2020-07-11", published: str = "2020-07-12", *more: C) -> Art:
    return Art(name, strike(town, day, *more), published=published)


REPORT = st.builds(
    lambda kind, town, day, named, killed, by: R(
        kind,
        (
            C("location", P(town)),
            *([C("date", day)] if day else []),
            *([C("target", KILLED)] if named else []),
            *([C("killed", (killed, killed), f"{killed} people", by=by)] if killed else []),
            C("perpetrator", A("gunmen"), by=by),
        ),
        passage=f"The shots were heard as the {kind} at {town} began, and went on there until late in the evening.",
    ),
    st.sampled_from(["RocketAttack", "Attack", "Assassination"]),
    st.sampled_from(TOWNS[:2]),
    st.sampled_from((*DAYS, "")),
    st.booleans(),
    st.sampled_from((0, 3, 14)),
    st.sampled_from(((), (ARABY,), (OFFICIALS, SUMARIA))),
)
STEP = st.tuples(
    st.integers(0, 7),
    st.lists(REPORT, max_size=2),
    st.sampled_from(["", "2020-07-12", "2020-07-13"]),
    st.sampled_from(["", "al-sumaria", "the-jerusalem-post"]),
    st.sampled_from(["", STORY, CUT, OTHER_ACCOUNT]),
    st.booleans(),
)
Step = tuple[int, list[R], str, str, str, bool]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(STEP, min_size=1, max_size=3), min_size=1, max_size=6), st.sampled_from([2, 60]))
def test_update_equals_everything_at_once(builds: list[list[Step]], block: int) -> None:
    """Whatever comes, changes and goes, in whatever order and portions; also in blocks too large to pair in full.

    Articles cite outlets, reprint one another and contradict one another, so that origins, counts and verdicts change.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairs, "BLOCK_ALL_PAIRS", block)
        world = World()
        for steps in builds:
            for number, reports, published, publisher, text, stays in steps:
                if stays:
                    world.put(Art(f"{number}.txt", tuple(reports), publisher, published, text))
                else:
                    world.remove(f"{number}.txt")
            world.build()
            assert events_of(world.store) == told(consolidate(world.store, PARENTS))


@pytest.mark.parametrize("seed", range(5))
def test_update_at_once_gives_the_same_iris_in_any_order(seed: int) -> None:
    articles = [art(f"{n}.txt", TOWNS[n % 4], DAYS[n // 4 % 2], f"2020-07-{13 + n % 5}") for n in range(24)]
    plain, other = World(), World()
    plain.put(*articles)
    random.Random(seed).shuffle(articles)
    other.put(*articles)
    plain.build()
    other.build()
    assert set(plain.store) == set(other.store)
    events = {q for q in plain.store if q.graph_name == EVENTS}
    assert len(named(events)) == 8
    assert set(consolidate(plain.store, PARENTS)) == events


def test_update_keeps_the_iri_when_an_older_report_comes() -> None:
    world = World()
    world.put(art("a.txt", published="2020-07-13"))
    world.build()
    before = world.event_of("a.txt")
    world.put(art("b.txt", published="2020-07-11"))
    found = world.build()
    assert world.event_of("a.txt") == world.event_of("b.txt") == before
    assert kinds(found) == ["Changed"]
    assert found.changes[0].gained == (report_iri("b.txt"),)
    from_scratch = named(consolidate(world.store, PARENTS))
    assert from_scratch == {f"{BASE}event/{key_of(report_iri('b.txt').rsplit('/', 1)[-1])}"} != {before}


def test_update_forwards_a_merged_event_and_takes_it_back() -> None:
    world = World()
    bridge = art("c.txt", "taji", "2020-07-11", "2020-07-12", C("victim", KILLED))
    world.put(Art("a.txt", (R("Attack", (C("victim", KILLED),)),)), art("b.txt"))
    world.build()
    one, other = world.event_of("a.txt"), world.event_of("b.txt")
    assert one != other
    world.put(bridge)
    merged = world.build()
    (kept,) = {world.event_of(name) for name in ("a.txt", "b.txt", "c.txt")}
    assert kept in (one, other)
    (lost,) = {one, other} - {kept}
    assert kinds(merged) == ["Changed", "Merged"]
    assert current(world.store, lost) == (kept,)
    world.remove("c.txt")
    split = world.build()
    assert {world.event_of("a.txt"), world.event_of("b.txt")} == {one, other}
    assert kinds(split) == ["Changed", "Split"]
    assert current(world.store, lost) == (lost,)


def test_update_withdraws_an_event_without_reports() -> None:
    world = World()
    world.put(art("a.txt"), art("b.txt", "mosul"))
    assert kinds(world.build()) == ["Added", "Added"]
    world.remove("a.txt")
    found = world.build()
    assert [(c.kind, c.lost) for c in found.changes] == [("Withdrawn", (report_iri("a.txt"),))]
    assert found.changes[0].label == "Rocket attack in Taji, 2020-07-11"


def test_update_of_an_article_read_anew_keeps_the_iri() -> None:
    """What is told before it gives a report another key; that no report of its old key is left is no new event."""
    world = World()
    world.put(art("a.txt"), art("b.txt", "mosul"))
    world.build()
    before = world.event_of("a.txt")
    plan = R("Raid", (C("location", P("samawah")),), certainty="hypothetical")
    world.put(Art("a.txt", (plan, *strike("taji", "2020-07-11")), published="2020-07-12"))
    found = world.build()
    assert world.event_of("a.txt", 1) == before
    assert kinds(found) == ["Changed"]
    world.index.set_note("basis", "another version")
    world.put(art("a.txt"))
    world.build()
    assert world.event_of("a.txt") == before


def test_update_without_news_changes_nothing() -> None:
    world = World()
    world.put(art("a.txt"), art("b.txt"))
    world.build()
    before = set(world.store)
    world.put(art("a.txt"))
    found = world.build()
    assert (found.removed, found.added, found.changes) == (frozenset(), frozenset(), ())
    assert set(world.store) == before


def test_update_reads_no_more_than_it_must(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    world.put(*(art(f"{n}.txt", TOWNS[n % 4], DAYS[n // 4 % 2]) for n in range(40)))
    world.build()
    read: list[ReportFacts] = []
    whole = pairs.score

    def counted(one: ReportFacts, other: ReportFacts, weights: Weights | None = None) -> pairs.PairScore:
        read.append(one)
        return whole(one, other, weights)

    monkeypatch.setattr(pairs, "score", counted)
    world.put(art("new.txt"))
    world.build()
    assert 0 < len(read) <= 10


def test_update_changes_are_numbered() -> None:
    world = World()
    numbers = []
    for name in ("a.txt", "b.txt", "b.txt"):  # the third brings nothing new
        world.put(art(name, "taji" if name == "a.txt" else "mosul"))
        world.build()
        told_so = world.store.quads_for_pattern(CHANGES, None, None, CHANGES)
        numbers.append([q.object.value for q in told_so if q.predicate == term("revision")])  # type: ignore[union-attr]
    assert numbers == [["1"], ["2"], ["2"]]


@pytest.mark.parametrize("when", ["before the store is written", "before the cache is committed"])
def test_update_killed_is_made_good(when: str) -> None:
    world = World()
    world.put(art("a.txt"))
    world.build()
    world.put(art("b.txt"))
    found = update(world.store, world.index, PARENTS)
    if when == "before the cache is committed":
        world.store.extend(found.added)
        for quad in found.removed - found.added:
            world.store.remove(quad)
    world.index._db.rollback()
    again = world.build()
    assert bool(again.changes) is (when == "before the store is written")
    assert events_of(world.store) == told(consolidate(world.store, PARENTS))


def test_update_without_its_cache_keeps_iris() -> None:
    world = World()
    world.put(art("a.txt", published="2020-07-13"))
    world.build()
    before = world.event_of("a.txt")
    world.index = Index.in_memory()
    world.put(art("b.txt", published="2020-07-11"))
    world.build()
    assert world.event_of("b.txt") == before


def test_update_of_much_at_once() -> None:
    world = World()
    world.put(art("a.txt", published="2020-07-10"))
    world.build()
    before = world.event_of("a.txt")
    world.put(*(art(f"{n}.txt") for n in range(MOST_ARTICLES + 1)))
    world.build()
    assert world.event_of("7.txt") == before


SAME = EventJudgement(Told("a.txt", ""), Told("b.txt", ""), True, "event-judgements.csv:2", "one strike")
APART = EventJudgement(Told("a.txt", ""), Told("b.txt", ""), False, "event-judgements.csv:2")


def test_update_keeps_to_judgements_and_forgets_them() -> None:
    world = World()
    world.put(art("a.txt"), art("b.txt", "mosul"), art("c.txt"))
    world.build()
    assert world.event_of("a.txt") == world.event_of("c.txt") != world.event_of("b.txt")
    world.build(SAME)
    assert world.event_of("a.txt") == world.event_of("b.txt")
    assert world.build(SAME).changes == ()
    world.put(art("d.txt", "mosul"))  # contradicts a.txt, so that b.txt alone cannot bring it in
    world.build(SAME)
    assert world.event_of("a.txt") == world.event_of("b.txt")
    world.build()
    assert world.event_of("a.txt") != world.event_of("b.txt") == world.event_of("d.txt")


def test_update_keeps_apart_what_a_third_report_ties() -> None:
    world = World()
    world.put(art("a.txt"), art("b.txt"))
    world.build()
    assert world.event_of("a.txt") == world.event_of("b.txt")
    world.put(*(art(f"{n}.txt") for n in range(4)))
    world.build(APART)
    assert world.event_of("a.txt") != world.event_of("b.txt")
    at_once = World()
    at_once.put(art("a.txt"), art("b.txt"), *(art(f"{n}.txt") for n in range(4)))
    at_once.build(APART)
    assert events_of(world.store) == events_of(at_once.store)
