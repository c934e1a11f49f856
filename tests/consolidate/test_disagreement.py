"""Which roles of an event are contested."""

import pytest

from kg.consolidate.actors import Stand
from kg.consolidate.disagreement import contested, judge
from kg.consolidate.features import read_facts
from tests.consolidate.makers import PARENTS, A, Art, C, P, R, store_of
from tests.consolidate.seeds import OTHER, POST

IRAN = A("", slug="iran")
US = A("", slug="united-states")
ISLAMIC_STATE = A("", slug="islamic-state")
KATAIB = A("", slug="kataib-hezbollah")
MILITIAS = A("", slug="iraqi-militias")
POLICE = A("police sources", "AnonymousSource")


def stand(role: str, left: tuple[C, ...], right: tuple[C, ...]) -> Stand:
    store = store_of(Art("a.txt", (R("Attack", left),)), Art("b.txt", (R("Attack", right),)))
    return next(v.stand for v in judge(read_facts(store, PARENTS), PARENTS) if v.role == role)


def doer(actor: A, **kwargs: object) -> C:
    return C("perpetrator", actor, **kwargs)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (A("Gunmen"), A("an armed group"), Stand.COMPATIBLE),
        (A("unidentified militants"), A("rebels"), Stand.COMPATIBLE),
        (A("rebels"), A("the rebel group"), Stand.COMPATIBLE),
        (A("gunmen"), ISLAMIC_STATE, Stand.COMPATIBLE),
        (MILITIAS, KATAIB, Stand.COMPATIBLE),
        (A("", slug="us-army"), US, Stand.COMPATIBLE),
        (A("US forces", "StateForce", of="united-states"), US, Stand.AGREE),
        (IRAN, IRAN, Stand.AGREE),
        (MILITIAS, A("rebels"), Stand.CONTRADICT),
        (IRAN, US, Stand.CONTRADICT),
        (ISLAMIC_STATE, KATAIB, Stand.CONTRADICT),
        (IRAN, A("rebels"), Stand.CONTRADICT),
        (KATAIB, A("", slug="iraq"), Stand.CONTRADICT),
    ],
)
def test_disagreement_perpetrators(left: A, right: A, expected: Stand) -> None:
    assert stand("perpetrator", (doer(left),), (doer(right),)) is expected
    assert stand("perpetrator", (doer(right),), (doer(left),)) is expected


def test_disagreement_hedged_accusation_counts() -> None:
    assert stand("perpetrator", (doer(KATAIB, certainty="probable"),), (doer(IRAN),)) is Stand.CONTRADICT


def test_disagreement_hypothetical_accusation_does_not_count() -> None:
    assert stand("perpetrator", (doer(KATAIB, certainty="hypothetical"),), (doer(IRAN),)) is Stand.AGREE


def test_disagreement_joint_perpetrators_do_not_contradict_one_of_them() -> None:
    assert stand("perpetrator", (doer(IRAN), doer(KATAIB)), (doer(IRAN),)) is Stand.COMPATIBLE


def test_disagreement_between_voices_of_one_article() -> None:
    claims = (doer(ISLAMIC_STATE), doer(KATAIB, by=(POLICE,)))
    assert stand("perpetrator", claims, ()) is Stand.CONTRADICT


@pytest.mark.parametrize(
    ("denied", "asserted", "expected"),
    [
        (MILITIAS, MILITIAS, Stand.CONTRADICT),
        (IRAN, A("gunmen"), Stand.CONTRADICT),
        (IRAN, ISLAMIC_STATE, Stand.COMPATIBLE),
        (A("no group"), A("gunmen"), Stand.COMPATIBLE),
        (MILITIAS, KATAIB, Stand.CONTRADICT),
        (MILITIAS, ISLAMIC_STATE, Stand.COMPATIBLE),
    ],
    ids=["accused denies", "somebody must have accused", "another did it", "nobody", "one of them", "no rival"],
)
def test_disagreement_denied_perpetrator(denied: A, asserted: A, expected: Stand) -> None:
    assert stand("perpetrator", (doer(denied, positive=False),), (doer(asserted),)) is expected


def test_disagreement_needs_another_voice() -> None:
    said = (doer(IRAN, positive=False, by=(POLICE,)), doer(A("gunmen"), by=(POLICE,)))
    assert stand("perpetrator", said, ()) is Stand.COMPATIBLE
    assert stand("perpetrator", said, (doer(A("gunmen")),)) is Stand.CONTRADICT


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (C("detained", (14, 14), "14 men"), C("detained", (23, 23), "23 suspects"), Stand.CONTRADICT),
        (C("killed", (3, None), "at least 3"), C("killed", (4, 4), "4 people"), Stand.COMPATIBLE),
        (C("killed", (3, None), "at least 3"), C("killed", (2, 2), "two"), Stand.CONTRADICT),
        (C("killed", (3, 3), "3 soldiers"), C("killed", (14, 14), "14 militants"), Stand.COMPATIBLE),
        (C("killed", (3, 3), "3 soldiers"), C("killed", (5, 5), "5 people"), Stand.COMPATIBLE),
        (C("killed", (5, 5), "5 soldiers"), C("killed", (3, 3), "3 people"), Stand.CONTRADICT),
        (C("killed", (3, 3), "3 soldiers"), C("killed", (3, 3), "3 militants"), Stand.COMPATIBLE),
        (C("killed", (3, 3), "three soldiers"), C("killed", (3, 3), "3 troops"), Stand.AGREE),
        (C("killed", (0, 0), "no casualties"), C("killed", (2, 2), "two drivers"), Stand.CONTRADICT),
        (C("destroyed", (3, 3), "three trucks"), C("destroyed", (3, None), "at least 3 vehicles"), Stand.COMPATIBLE),
        (C("destroyed", (3, 3), "three trucks"), C("destroyed", (4, 4), "4 vehicles"), Stand.COMPATIBLE),
        (C("destroyed", (3, 3), "three trucks"), C("destroyed", (2, 2), "two vehicles"), Stand.CONTRADICT),
    ],
)
def test_disagreement_counts(left: C, right: C, expected: Stand) -> None:
    assert stand(left.role, (left,), (right,)) is expected
    assert stand(left.role, (right,), (left,)) is expected


def things(role: str, *labels: str) -> tuple[C, ...]:
    return tuple(C(role, A(label, "Object")) for label in labels)


@pytest.mark.parametrize(
    ("role", "left", "right", "expected"),
    [
        ("target", ["three large trucks"], ["one Humvee armored vehicle", "two tankers"], Stand.CONTRADICT),
        ("target", ["three trucks"], ["five trucks"], Stand.CONTRADICT),
        ("target", ["three large trucks"], ["a convoy for US troops"], Stand.COMPATIBLE),
        ("target", ["three trucks"], ["two tankers"], Stand.COMPATIBLE),
        ("target", ["the US embassy"], ["the airport"], Stand.CONTRADICT),
        ("target", ["the US embassy", "the airport"], ["the airport"], Stand.COMPATIBLE),
        ("instrument", ["rockets"], ["a drone"], Stand.CONTRADICT),
        ("instrument", ["rockets"], ["Katyusha rockets"], Stand.COMPATIBLE),
    ],
)
def test_disagreement_things(role: str, left: list[str], right: list[str], expected: Stand) -> None:
    assert stand(role, things(role, *left), things(role, *right)) is expected
    assert stand(role, things(role, *right), things(role, *left)) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (P("taji"), P("iraq"), Stand.COMPATIBLE),
        (P("near Taji", "near", ("taji",)), P("taji"), Stand.COMPATIBLE),
        (P("taji"), P("taji"), Stand.AGREE),
        (P("taji"), P("mosul"), Stand.CONTRADICT),
        (P("south of Baghdad", "south", ("baghdad",)), P("samawah"), Stand.COMPATIBLE),
    ],
)
def test_disagreement_places(left: P, right: P, expected: Stand) -> None:
    assert stand("location", (C("location", left),), (C("location", right),)) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("2020-07-11", "--07-11", Stand.COMPATIBLE),
        ("2020-07-11", "2020-07", Stand.COMPATIBLE),
        ("2020-07-11", "2020-07-12", Stand.CONTRADICT),
    ],
)
def test_disagreement_dates(left: str, right: str, expected: Stand) -> None:
    assert stand("date", (C("date", left),), (C("date", right),)) is expected


@pytest.mark.parametrize(
    ("main", "claims", "other", "expected"),
    [
        ("Arson", (), "Attack", ()),
        ("RocketAttack", (), "DroneStrike", ("eventType",)),
        ("Arson", (C("eventType", "ArmedAssault"),), "ArmedAssault", ()),
        ("Arson", (C("eventType", "TerroristAttack", positive=False),), "Arson", ("eventType",)),
        ("Arson", (C("eventType", "Raid", positive=False),), "Arson", ()),
    ],
)
def test_disagreement_types(main: str, claims: tuple[C, ...], other: str, expected: tuple[str, ...]) -> None:
    store = store_of(Art("a.txt", (R(main, claims),)), Art("b.txt", (R(other, ()),)))
    assert contested(read_facts(store, PARENTS), PARENTS) == expected


def test_disagreement_of_the_seeds_is_what_a_reader_would_say() -> None:
    facts = [r for r in read_facts(store_of(POST, OTHER), PARENTS) if r.line[-1] == "Attack" and r.dates]
    convoy = [r for r in facts if r.asserted and not r.multiple and r.main_type in ("Arson", "Attack")]
    found = {v.role: v for v in judge(convoy, PARENTS)}
    assert {role for role, v in found.items() if v.stand is Stand.CONTRADICT} == {"eventType", "perpetrator", "target"}
    assert found["perpetrator"].why.count("militias") == 1
    assert "rebels" in found["perpetrator"].why
    assert "two tankers" in found["target"].why


def sides(role: str, *articles: tuple[C, ...]) -> dict[str, tuple[int | None, int]]:
    """Return the side of each position and how many claims take it."""
    store = store_of(*(Art(f"{n}.txt", (R("Attack", claims),)) for n, claims in enumerate(articles)))
    (verdict,) = (v for v in judge(read_facts(store, PARENTS), PARENTS) if v.role == role)
    return {p.label: (p.side, len(p.said)) for p in verdict.positions}


def test_disagreement_puts_rivals_on_sides_and_leaves_out_who_fits_all() -> None:
    found = sides("perpetrator", (doer(MILITIAS),), (doer(A("rebels")),), (doer(A("rebels")),), (doer(A("gunmen")),))
    assert found == {"rebels": (1, 2), "Iraqi militias": (2, 1), "gunmen": (None, 1)}


def test_disagreement_makes_a_side_of_each_count() -> None:
    counts = [(C("detained", (n, n), f"{n} men"),) for n in (14, 23, 14, 19)]
    assert sides("detained", *counts) == {"14 men": (1, 2), "19 men": (2, 1), "23 men": (3, 1)}


def test_disagreement_sides_hold_only_the_claims_that_clash() -> None:
    left = things("target", "three large trucks", "US military equipment", "the trucks")
    right = things("target", "a convoy", "one Humvee armored vehicle", "two tankers")
    found = sides("target", left, right)
    assert {label: side for label, (side, _) in found.items()} == {
        "three large trucks": 2,
        "US military equipment": None,
        "the trucks": None,
        "a convoy": None,
        "one Humvee armored vehicle": 1,
        "two tankers": 1,
    }


def test_disagreement_denial_stands_against_what_it_denies() -> None:
    found = sides("perpetrator", (doer(IRAN),), (doer(IRAN, positive=False),), (doer(US),))
    assert {label: side for label, (side, _) in found.items()} == {"Iran": 1, "not Iran": 2, "United States": 2}


def test_disagreement_responsibility_claimed_by_two_is_contested() -> None:
    claimed = (C("responsibilityClaim", ISLAMIC_STATE), C("responsibilityClaim", A("no group"), positive=False))
    assert stand("responsibilityClaim", claimed[:1], (C("responsibilityClaim", KATAIB),)) is Stand.CONTRADICT
    assert stand("responsibilityClaim", claimed[:1], (C("responsibilityClaim", ISLAMIC_STATE),)) is Stand.AGREE
    denied = (C("responsibilityClaim", ISLAMIC_STATE, positive=False),)
    assert stand("responsibilityClaim", claimed[:1], denied) is Stand.CONTRADICT
