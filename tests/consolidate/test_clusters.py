"""Pairs into groups."""

import random

import pytest

from kg.consolidate.clusters import cluster
from kg.consolidate.features import read_facts
from kg.consolidate.pairs import candidates, matching, score
from tests.consolidate.makers import PARENTS, A, Art, C, P, R, store_of
from tests.consolidate.seeds import OTHER, POST

DAYS = ("2020-07-10", "2020-07-11", "--07-11", "2020-07", "2020-07-12")
ARTICLES = tuple(
    Art(
        f"{day}-{place}-{n}",
        (R("RocketAttack", (C("date", day), C("location", P(place)), C("perpetrator", A("", slug="iran")))),),
    )
    for day in DAYS
    for place in ("taji", "baghdad", "iraq")
    for n in range(3)
)


@pytest.mark.parametrize("seed", range(5))
def test_clusters_order_changes_nothing(seed: int) -> None:
    facts = list(read_facts(store_of(*ARTICLES), PARENTS))
    expected = cluster(facts, matching(facts))
    random.Random(seed).shuffle(facts)
    pairs = list(matching(facts))
    random.Random(seed).shuffle(pairs)
    assert cluster(facts, pairs) == expected


def test_clusters_hold_no_contradiction() -> None:
    facts = read_facts(store_of(*ARTICLES), PARENTS)
    groups = cluster(facts, matching(facts))
    assert max(len(group) for group in groups) >= 6
    assert sum(len(group) for group in groups) == len(facts)
    assert not [(a, b) for group in groups for a in group for b in group if a.iri != b.iri and score(a, b).contradicts]


def test_pairs_candidates_come_from_different_articles() -> None:
    facts = read_facts(store_of(POST, OTHER), PARENTS)
    found = [(a.article, b.article) for a, b in candidates(facts)]
    assert found
    assert all(a != b for a, b in found)


def test_pairs_candidates_leave_out_vague_and_unasserted_reports() -> None:
    vague = R("RocketAttack", (C("location", P("iraq")), C("perpetrator", A("", slug="iran"))))
    denied = R("RocketAttack", (C("location", P("taji")), C("date", "2020-07-11")), positive=False)
    articles = [Art(f"{n}.txt", (report,)) for report in (vague, denied) for n in (id(report), id(report) + 1)]
    assert not list(candidates(read_facts(store_of(*articles), PARENTS)))


def test_pairs_score_is_the_sum_of_its_explained_weights() -> None:
    one, other = (
        r for r in read_facts(store_of(POST, OTHER), PARENTS) if r.main_type in ("Arson", "Attack") and r.asserted
    )
    pair = score(one, other)
    assert pair.score == pytest.approx(sum(float(line.rsplit(" ", 1)[1]) for line in pair.lines()))
    assert pair == score(other, one)
