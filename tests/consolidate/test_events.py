"""Whole consolidations of hand-made stores."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.consolidate import consolidate, explain
from kg.consolidate.vocabulary import EVENTS, KG, RDF_TYPE, local
from kg.keys import BASE, key_of
from tests.consolidate.makers import PARENTS, A, Art, C, P, R, report_iri, store_of
from tests.consolidate.seeds import OTHER, POST

BASE_TAJI = (C("location", P("taji")), C("target", A("a base housing US forces", "Object", of="united-states")))


def text(term: object) -> str:
    assert isinstance(term, NamedNode | Literal)
    return term.value


def groups(store: Store) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for quad in consolidate(store, PARENTS):
        if quad.predicate.value == KG + "hasReport":
            found.setdefault(text(quad.subject), set()).add(text(quad.object))
    return {frozenset(reports) for reports in found.values()}


def values(quads: tuple[Quad, ...], report: str) -> dict[str, list[str]]:
    """Return what the event of a report says, by predicate; the type under "type"."""
    event = next(q.subject for q in quads if text(q.object) == report)
    found: dict[str, list[str]] = {}
    for q in quads:
        if q.subject == event:
            found.setdefault(local(q.predicate.value), []).append(text(q.object))
    return found


def merged(left: R, right: R, **articles: str) -> bool:
    store = store_of(Art("a.txt", (left,), **articles), Art("b.txt", (right,)))
    return frozenset({report_iri("a.txt"), report_iri("b.txt")}) in groups(store)


def test_consolidate_seeds_merge_the_convoy_attack_and_the_killing() -> None:
    post, other = POST.document, OTHER.document
    assert groups(store_of(POST, OTHER)) == {
        frozenset({report_iri(post, 0), report_iri(other, 0)}),
        frozenset({report_iri(post, 1), report_iri(other, 1)}),
        frozenset({report_iri(post, 2)}),
    }


def test_consolidate_seeds_say_what_is_computed() -> None:
    found = values(consolidate(store_of(POST, OTHER), PARENTS), report_iri(POST.document, 0))
    assert found["type"] == [KG + "Arson"]
    assert found["label"] == ["Arson between Diwaniya and Samawah, 2020-07-11"]
    assert [local(role) for role in found["contested"]] == ["eventType", "perpetrator", "target"]
    assert (found["dateEarliest"], found["dateLatest"]) == (["2020-07-11"], ["2020-07-11"])
    assert (found["killedLow"], found["killedHigh"]) == (["0"], ["0"])
    assert found["independentSources"] == ["3"]  # two outlets that the one cites, and the other
    assert len(found["countedBy"]) == 1


def test_consolidate_iri_is_the_hash_of_the_smallest_report_key() -> None:
    reports = [report_iri(POST.document, 0), report_iri(OTHER.document, 0)]
    quads = consolidate(store_of(POST, OTHER), PARENTS)
    expected = f"{BASE}event/{key_of(min(local(r) for r in reports))}"
    assert {text(q.subject) for q in quads if text(q.object) in reports} == {expected}


@pytest.mark.parametrize("seed", range(8))
def test_consolidate_order_changes_nothing(seed: int) -> None:
    plain = consolidate(store_of(POST, OTHER), PARENTS)
    assert consolidate(store_of(OTHER, POST, shuffle=seed), PARENTS) == plain


@pytest.mark.parametrize(
    "report",
    [
        R("Attack", (*BASE_TAJI, C("date", "2020-07-11")), certainty="hypothetical"),
        R("Attack", (*BASE_TAJI, C("date", "2020-07-11")), tense="future"),
        R("Attack", (*BASE_TAJI, C("date", "2020-07-11")), positive=False),
    ],
    ids=["hypothetical", "future", "denied"],
)
def test_consolidate_what_nobody_asserts_gets_no_event(report: R) -> None:
    asserted = R("Attack", (*BASE_TAJI, C("date", "2020-07-11")))
    store = store_of(Art("a.txt", (report,)), Art("b.txt", (asserted,)))
    assert groups(store) == {frozenset({report_iri("b.txt")})}


def test_consolidate_hedged_report_gets_an_event() -> None:
    store = store_of(Art("a.txt", (R("Attack", BASE_TAJI, certainty="possible"),)))
    assert groups(store) == {frozenset({report_iri("a.txt")})}


ROCKETS = R("RocketAttack", (*BASE_TAJI, C("date", "2020-07-11")))


@pytest.mark.parametrize(
    "other",
    [
        R("RocketAttack", (*BASE_TAJI, C("date", "2020-07-11"), C("perpetrator", A("militants")))),
        R("Attack", (C("location", P("taji")), C("date", "2020-07-11"), C("target", A("an airbase", "Object")))),
        R("Shelling", (C("location", P("near Taji", "near", ("taji",))), C("date", "--07-11"), BASE_TAJI[1])),
    ],
    ids=["same", "supertype", "near and yearless"],
)
def test_consolidate_other_words_for_one_event_merge(other: R) -> None:
    assert merged(ROCKETS, other)


@pytest.mark.parametrize(
    "other",
    [
        R("RocketAttack", (*BASE_TAJI, C("date", "2020-07-12"))),
        R("RocketAttack", (*BASE_TAJI, C("date", "--07-12"))),
        R("RocketAttack", (BASE_TAJI[1], C("location", P("mosul")), C("date", "2020-07-11"))),
        R("RocketAttack", (*BASE_TAJI, C("date", "2020-06"))),
        R("RocketAttack", (*BASE_TAJI, C("date", "2020-07"))),
        R("RocketAttack", BASE_TAJI),
        R("RocketAttack", ()),
        R("RocketAttack", (*BASE_TAJI, C("date", "2020-07-11"), C("count", (6, 6), "six")), multiple=True),
        R("Raid", (*BASE_TAJI, C("date", "2020-07-11"))),
        R("RocketAttack", (C("location", P("iraq")), C("date", "2020-07-11"), BASE_TAJI[1])),
        R("RocketAttack", (BASE_TAJI[0], C("date", "2020-07-11"), C("target", A("a hospital", "Object")))),
    ],
    ids=[
        "next day",
        "next day, yearless",
        "other town",
        "recap of last month",
        "some day of the month",
        "no date",
        "vague",
        "several",
        "other family",
        "only a country",
        "other target",
    ],
)
def test_consolidate_another_event_stays_apart(other: R) -> None:
    assert not merged(ROCKETS, other)


def test_consolidate_article_older_than_the_event_stays_apart() -> None:
    yearless = R("RocketAttack", (*BASE_TAJI, C("date", "--07-11")))
    assert merged(yearless, ROCKETS)
    assert merged(yearless, ROCKETS, published="2020-07-12")
    assert not merged(yearless, ROCKETS, published="2019-08-01")


def six(period: str, count: tuple[int | None, int | None] = (6, 6)) -> R:
    claims = (C("date", period), C("count", count, "some"), C("location", P("baghdad")))
    return R("RocketAttack", claims, multiple=True)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (six("2020-06"), True),
        (six("2020-05"), False),
        (six("2020-06", (7, 7)), False),
        (six("2020-06", (None, None)), False),
    ],
    ids=["same", "other month", "other count", "uncounted"],
)
def test_consolidate_several_merge_only_with_as_many_of_one_period(other: R, expected: bool) -> None:
    assert merged(six("2020-06"), other) is expected


SOLEIMANI = R("Assassination", (C("victim", A("", slug="qasem-soleimani")),))


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (R("Assassination", (C("victim", A("General Qasem Soleimani", "Person")),)), True),
        (R("DroneStrike", (C("target", A("Qasem Soleimani", "Person")), C("date", "2020-01-03"))), True),
        (R("Assassination", (C("victim", A("Abu Mahdi al-Muhandis", "Person")),)), False),
        (R("Assassination", (C("victim", A("Ali Soleimani", "Person")),)), False),
        (R("Assassination", (C("victim", A("Soleimani", "Person")),)), False),
        (R("DroneStrike", (C("date", "2020-01-03"), C("location", P("baghdad")))), False),
    ],
    ids=["name", "strike with a date", "other person", "namesake", "surname only", "no victim"],
)
def test_consolidate_named_victim(other: R, expected: bool) -> None:
    assert merged(SOLEIMANI, other) is expected


def test_consolidate_undated_report_does_not_tie_two_dates() -> None:
    def killing(date: str) -> R:
        return R("Assassination", (*SOLEIMANI.claims, C("date", date)))

    store = store_of(
        Art("a.txt", (killing("2020-01-03"),)), Art("b.txt", (SOLEIMANI,)), Art("c.txt", (killing("2019-01-03"),))
    )
    assert sorted(len(group) for group in groups(store)) == [1, 2]


def test_consolidate_reports_of_one_article_stay_apart() -> None:
    store = store_of(Art("a.txt", (ROCKETS, ROCKETS)), Art("b.txt", (ROCKETS,)))
    assert sorted(len(group) for group in groups(store)) == [1, 2]


def test_consolidate_large_block_still_merges() -> None:
    articles = [Art(f"{n}.txt", (SOLEIMANI,)) for n in range(80)]
    dated = R("Assassination", (*SOLEIMANI.claims, C("date", "2020-01-03")))
    articles += [Art(f"dated{n}.txt", (dated,)) for n in range(20)]
    assert [len(group) for group in groups(store_of(*articles))] == [100]


def test_consolidate_without_reports_gives_nothing() -> None:
    assert consolidate(store_of(), PARENTS) == ()


def test_explain_names_each_comparison() -> None:
    store = store_of(POST, OTHER)
    quads = consolidate(store, PARENTS)
    store.extend(quads)
    event = next(text(q.subject) for q in quads if text(q.object) == report_iri(POST.document, 0))
    (pair,) = explain(store, event, PARENTS)
    assert pair.matches
    assert {"date", "place", "type", "perpetrator", "target"} >= {line.split(":")[0] for line in pair.lines()}
    assert any("Ad Diwaniyah and As Samawah" in line and line.endswith("+4") for line in pair.lines())
    assert any("--07-11" in line and line.endswith("+2.5") for line in pair.lines())


def test_explain_unknown_event_is_empty() -> None:
    assert explain(store_of(POST), BASE + "event/0000000000000000", PARENTS) == []


def test_consolidate_writes_one_type_an_event_in_its_graph() -> None:
    quads = consolidate(store_of(POST, OTHER), PARENTS)
    assert {q.graph_name for q in quads} == {EVENTS}
    typed = [text(q.subject) for q in quads if q.predicate == RDF_TYPE and "/event/" in text(q.subject)]
    assert len(typed) == len(set(typed)) == 3
