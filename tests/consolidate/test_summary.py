"""What an event node says."""

import pytest

from kg.consolidate.envelopes import Envelope, envelope, side_envelopes
from kg.consolidate.features import read_facts
from kg.consolidate.summary import best_type, dates, label
from tests.consolidate.makers import PARENTS, A, Art, C, P, R, store_of


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (["Arson"], "Arson"),
        (["Attack", "Arson"], "Arson"),
        (["Shelling", "RocketAttack", "RocketAttack", "MissileStrike"], "RocketAttack"),
        (["RocketAttack", "MissileStrike"], "Shelling"),
        (["Arson", "ArmedAssault"], "Attack"),
    ],
)
def test_summary_best_type(types: list[str], expected: str) -> None:
    store = store_of(*(Art(f"{n}.txt", (R(t, ()),)) for n, t in enumerate(types)))
    assert best_type(read_facts(store, PARENTS), PARENTS) == expected


def test_summary_envelope_spans_positive_claims_only() -> None:
    claims = (
        C("killed", (3, None), "at least 3"),
        C("killed", (5, 5), "five"),
        C("killed", (50, 50), "fifty", positive=False),
        C("killed", (90, 90), "ninety", certainty="hypothetical"),
    )
    facts = read_facts(store_of(Art("a", (R("Attack", claims),))), PARENTS)
    assert envelope("killed", facts) == Envelope(3, 5)
    assert envelope("injured", facts) == Envelope(None, None)


def test_summary_without_an_upper_bound_gives_none() -> None:
    store = store_of(Art("a", (R("Attack", (C("killed", (3, None), "at least 3"),)),)))
    assert envelope("killed", read_facts(store, PARENTS)) == Envelope(3, None)


def killed(low: int | None, high: int | None, text: str) -> C:
    return C("killed", (low, high), text)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ((killed(3, 3, "3 soldiers"),), Envelope(3, 3)),
        ((killed(3, 3, "3 soldiers"), killed(5, 5, "5 troops")), Envelope(3, 5)),
        ((killed(3, 3, "3 soldiers"), killed(14, 14, "14 militants")), Envelope(14, None)),
        ((killed(3, 3, "3 soldiers"), killed(5, 5, "5 people")), Envelope(5, 5)),
        ((killed(3, 3, "3 soldiers"), killed(14, 14, "14 militants"), killed(17, 17, "17 people")), Envelope(17, 17)),
        ((killed(5, 5, "5 soldiers"), killed(3, 3, "3 people")), Envelope(3, 5)),
        ((killed(2, 2, "two civilians"), killed(None, None, "several fighters")), Envelope(2, 2)),
    ],
    ids=[
        "one side",
        "one side twice",
        "two sides",
        "part and whole",
        "both and whole",
        "part above whole",
        "uncounted",
    ],
)
def test_summary_envelope_does_not_mix_sides(claims: tuple[C, ...], expected: Envelope) -> None:
    facts = read_facts(store_of(*(Art(f"{n}", (R("Attack", (c,)),)) for n, c in enumerate(claims))), PARENTS)
    assert envelope("killed", facts) == expected


def test_summary_envelopes_of_sides() -> None:
    claims = (killed(3, 3, "3 soldiers"), killed(4, None, "at least four troops"), killed(14, 14, "14 militants"))
    facts = read_facts(store_of(Art("a", (R("Attack", claims),))), PARENTS)
    assert side_envelopes("killed", facts) == {"fighters": Envelope(14, 14), "forces": Envelope(3, 4)}
    assert side_envelopes("detained", facts) == {}


def test_summary_yearless_date_gives_no_year() -> None:
    store = store_of(Art("a", (R("Attack", (C("date", "--07-11"),)),)))
    assert dates(read_facts(store, PARENTS)) == (None, None, "--07-11")


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (
            R("RocketAttack", (C("location", P("baghdad")), C("date", "2020-07-11"))),
            "Rocket attack in Baghdad, 2020-07-11",
        ),
        (R("RocketAttack", (C("date", "2020-06"),), multiple=True), "Rocket attacks, 2020-06"),
        (R("Assassination", (C("victim", A("", slug="qasem-soleimani")),)), "Assassination of Qasem Soleimani"),
        (R("Raid", (C("location", P("Samawah highway", "road", ("samawah",))),)), "Raid on the Samawah highway"),
        (R("Raid", (C("location", P("southern Baghdad", "southern", ("baghdad",))),)), "Raid in southern Baghdad"),
        (R("Attack", (C("location", P("Baghdad")), C("location", P("Iraq")))), "Attack in Baghdad"),
        (R("Attack", (C("location", P("the village of Bartella")),)), "Attack in village of Bartella"),
        (R("Attack", (C("victim", A("Qasem Soleimani", "Person"), positive=False),)), "Attack"),
    ],
)
def test_summary_label(report: R, expected: str) -> None:
    facts = read_facts(store_of(Art("a", (report,))), PARENTS)
    assert label(report.type, facts) == expected
