"""The words of two accounts: where they may stand in for a day or a place, and where they may not."""

import random
from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.consolidate.accounts import LEVELS, SAME_STORY
from kg.consolidate.clusters import cluster
from kg.consolidate.facts import ReportFacts
from kg.consolidate.features import read_facts
from kg.consolidate.pairs import block_keys, candidates, matching, score
from kg.consolidate.rarity import likeness, rare, telling
from kg.consolidate.vocabulary import PREFIXES, term
from kg.consolidate.weights import fitted, from_tallies
from kg.keys import BASE, key_of
from tests.consolidate.makers import PARENTS, Art, C, P, R, report_iri, store_of

EXACT = NamedNode("http://www.w3.org/ns/oa#exact")
STORY = "Raiders killed the beekeeper Ludmila Okonjo outside the Brandywine orchard while her lodger Tennyson slept."
RETOLD = (
    "Neighbours of the Brandywine orchard, where Okonjo kept bees, say raiders killed her; lodger Tennyson slept on."
)
ELSEWHERE = (
    "Raiders killed the ferryman Casimir Adeyemi at the Wolverton quay while his cousin Philomena cooked supper."
)
TAJI, MOSUL = C("location", P("taji")), C("location", P("mosul"))
DAY = C("date", "2020-07-11")


def told(*accounts: tuple[str, str, R, str], trigger: str = "killed") -> Store:
    """Make a store of articles with one report and one sentence each: (document, sentence, report, published)."""
    store = store_of(*(Art(document, (report,), published=day) for document, _, report, day in accounts))
    for document, sentence, _, _ in accounts:
        quote(store, document, 0, sentence, trigger)
    return store


def quote(store: Store, document: str, number: int, sentence: str, trigger: str) -> None:
    """Say in which words a report is told."""
    report = report_iri(document, number)
    graph = NamedNode(f"{BASE}graph/article/{key_of('article', document)}")
    claim = NamedNode(f"{BASE}claim/{key_of(report, '0')}")
    for subject, name, span, text in (
        (claim, "evidence", NamedNode(f"{report}-said"), sentence),
        (NamedNode(report), "trigger", NamedNode(f"{report}-trigger"), trigger),
    ):
        store.extend([Quad(subject, term(name), span, graph), Quad(span, EXACT, Literal(text, language="en"), graph)])


def together(store: Store) -> bool:
    facts = read_facts(store, PARENTS)
    return len(cluster(facts, matching(facts))) == 1


def killing(*claims: C) -> R:
    return R("ArmedAssault", claims)


def test_accounts_of_one_story_need_no_day() -> None:
    assert together(told(("a", STORY, killing(), ""), ("b", RETOLD, killing(), "")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", STORY, killing(), ""), ("b", ELSEWHERE, killing(), "")),
        (("a", STORY, killing(DAY, TAJI), ""), ("b", STORY, killing(replace(DAY, value="2020-07-12"), TAJI), "")),
        (("a", STORY, killing(DAY, TAJI), ""), ("b", STORY, killing(DAY, MOSUL), "")),
        (("a", STORY, killing(TAJI), ""), ("b", STORY, killing(MOSUL), "")),
        (("a", STORY, killing(C("location", P("Oakham"))), ""), ("b", STORY, killing(C("location", P("Elmham"))), "")),
        (("a", STORY, killing(DAY), "2020-07-12"), ("b", STORY, killing(), "2020-08-20")),
        (("a", STORY, killing(), "2020-07-12"), ("b", STORY, killing(), "2020-08-20")),
        (("a", STORY, killing(DAY), ""), ("b", STORY, killing(C("date", "2020-06")), "")),
        (("a", STORY, killing(), ""), ("b", STORY, R("ArmedAssault", (), multiple=True), "")),
        (("a", STORY, killing(), ""), ("b", STORY, R("Arrest", ()), "")),
        (("a", "Raiders killed a man.", killing(), ""), ("b", "Raiders killed a man.", killing(), "")),
    ],
    ids=[
        "another story",
        "same place next day",
        "same day another town",
        "undated in two towns",
        "undated in two places that nobody resolved",
        "recap a month later",
        "a month between the articles",
        "recap of last month",
        "one and several",
        "another family",
        "nothing telling",
    ],
)
def test_accounts_of_two_events_stay_apart(one: tuple[str, str, R, str], other: tuple[str, str, R, str]) -> None:
    assert not together(told(one, other))


def test_accounts_of_another_deed_stay_apart() -> None:
    store = told(("a", STORY, killing(), ""), ("b", RETOLD, killing(), ""))
    quote(store, "c", 0, RETOLD, "robbed")
    other = store_of(Art("c", (killing(),)))
    store.extend(other)
    facts = read_facts(store, PARENTS)
    assert sorted(len(group) for group in cluster(facts, matching(facts))) == [1, 2]


def test_accounts_in_other_words_do_not_part_what_a_day_and_a_town_join() -> None:
    one, other = read_facts(store_of(*(Art(name, (killing(DAY, TAJI),)) for name in "ab")), PARENTS)
    assert score(one, other).matches
    accounts = (("a", STORY, killing(DAY, TAJI), ""), ("b", ELSEWHERE, killing(DAY, TAJI), ""))
    one, other = read_facts(told(*accounts), PARENTS)
    pair = score(one, other)
    assert pair.matches
    assert all(c.weight >= 0 for c in pair.comparisons if c.name in LEVELS)


def test_accounts_that_share_only_the_town_stay_apart() -> None:
    sentence = "Gunmen killed a soldier near the base at Taji, officials at Taji said on Monday."
    assert not together(told(("a", sentence, killing(TAJI), ""), ("b", sentence, killing(TAJI), "")))


TWICE = Art("a", (killing(), killing()))


@pytest.mark.parametrize(
    ("article", "triggers", "sizes"),
    [
        (TWICE, ("killed", "killing"), [3]),
        (TWICE, ("killed", "robbed"), [1, 2]),
        (Art("a", (killing(DAY), killing())), ("killed", "killing"), [1, 2]),
        (Art("a", (killing(), killing(TAJI))), ("killed", "killing"), [1, 2]),
        (Art("a", (killing(), R("ArmedAssault", (), multiple=True))), ("killed", "killings"), [1, 2]),
    ],
    ids=["one deed", "two deeds", "one has a day", "one has a place", "one is of several"],
)
def test_accounts_of_one_article(article: Art, triggers: tuple[str, str], sizes: list[int]) -> None:
    store = store_of(article, Art("b", (killing(),)))
    for number, trigger in enumerate(triggers):
        quote(store, "a", number, STORY, trigger)
    quote(store, "b", 0, RETOLD, "killed")
    facts = read_facts(store, PARENTS)
    assert sorted(len(group) for group in cluster(facts, matching(facts))) == sizes


def many(count: int) -> list[ReportFacts]:
    sentences = [STORY, RETOLD, ELSEWHERE]
    accounts = [(f"{n}", sentences[n % 3], killing(*(DAY,) * (n % 7 == 0)), "") for n in range(count)]
    return list(read_facts(told(*accounts), PARENTS))


@pytest.mark.parametrize("seed", range(4))
def test_accounts_order_changes_nothing(seed: int) -> None:
    facts = many(30)
    expected = cluster(facts, matching(facts))
    assert sorted(len(group) for group in expected) == [10, 20]
    random.Random(seed).shuffle(facts)
    pairs = list(matching(facts))
    random.Random(seed).shuffle(pairs)
    assert cluster(facts, pairs) == expected


def test_accounts_large_blocks_stay_linear_and_merge() -> None:
    facts = many(300)
    assert len(list(candidates(facts))) < 20 * len(facts)
    assert sorted(len(group) for group in cluster(facts, matching(facts))) == [100, 200]


def test_block_keys_depend_on_nothing_but_the_report() -> None:
    alone = read_facts(told(("a", STORY, killing(DAY), "")), PARENTS)
    among = {r.iri: r for r in read_facts(told(("a", STORY, killing(DAY), ""), ("b", RETOLD, killing(), "")), PARENTS)}
    assert block_keys(alone[0]) == block_keys(among[alone[0].iri])
    assert any("okonjo" in key for key in block_keys(alone[0]))


def test_killings_of_two_people_are_one_occasion() -> None:
    people = R("ArmedAssault", (C("killed", (2, 2), "two women"),), multiple=True)
    counted = R("ArmedAssault", (C("killed", (2, 2), "two women"), C("count", (3, 3), "three")), multiple=True)
    year = R("ArmedAssault", (C("killed", (2, 2), "two women"), C("count", (1967, 1967), "1967")), multiple=True)
    facts = read_facts(told(("a", STORY, people, ""), ("b", STORY, counted, ""), ("c", STORY, year, "")), PARENTS)
    assert {r.document: r.multiple for r in facts} == {"a": False, "b": True, "c": False}
    struck = read_facts(told(("a", STORY, people, ""), trigger="attacks"), PARENTS)
    assert struck[0].multiple


def test_weights_are_the_log_ratio_of_the_shares() -> None:
    found = from_tallies({"deed": {"same": (30, 10), "another": (9, 29)}})
    assert found.of("deed", "same") == pytest.approx(1.5)  # log2((30.5 / 40) / (10.5 / 40))
    assert found.of("deed", "another") == pytest.approx(-1.6)
    assert found.of("deed", "unheard of") == 0


def test_weights_that_ship_cover_every_level_and_rise_with_likeness() -> None:
    shipped = fitted()
    assert {name: tuple(bits) for name, bits in shipped.bits.items()} == LEVELS
    for name in ("words", "story"):
        bits = list(shipped.bits[name].values())
        assert bits == sorted(bits)


def test_rarity_knows_names_from_words_of_the_trade() -> None:
    words = telling(["The militants attacked a convoy near Brandywine on Monday, people said; 42 died."])
    assert "people" not in words
    assert "42" not in words
    assert rare(words) == {"brandywine"}


def test_likeness_of_words() -> None:
    one, other = telling([STORY]), telling([ELSEWHERE])
    assert likeness(one, one) == pytest.approx(1)
    assert likeness(one, frozenset()) == 0
    assert likeness(one, other) == likeness(other, one) < SAME_STORY < likeness(one, telling([RETOLD]))


def test_store_prefixes_are_known() -> None:
    assert "http://www.w3.org/ns/oa#" in PREFIXES
