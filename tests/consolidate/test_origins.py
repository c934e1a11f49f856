"""How many voices an event rests on, and which reports only repeat one."""

import pytest

from kg.consolidate.features import read_facts
from kg.consolidate.origins import Origins, independent_sources
from kg.consolidate.reprints import is_reprint, reprints
from kg.graph.signatures import signature
from kg.keys import BASE
from tests.consolidate.makers import PARENTS, A, Art, C, R, store_of

ARABY = A("", slug="al-araby-al-jadeed")
SUMARIA = A("", slug="al-sumaria")
DAILY = A("The Daily Tribune", "NewsOutlet")
OFFICIALS = A("two officials", "AnonymousSource")
ARMY = A("", slug="us-army")
STORY = (
    "A bomb hidden in a parked van blew up outside the district court of Karsad on Monday morning, wounding nine "
    "people, three of them guards. The blast tore off the gate of the building and broke windows in two streets "
    "around it. Police closed the road to the market until noon and searched four other cars that stood nearby. "
    "Nobody has said who was behind it. A clerk who was about to enter heard a hiss before the van went up. The "
    "court has tried members of two smuggling rings this year, and its judges have been given guards since "
    "spring."
)
OTHER_ACCOUNT = (
    "Nine people were hurt on Monday when a van exploded in front of a courthouse in Karsad. The explosion, which"
    " came as staff arrived for work, damaged the entrance. Officers are looking for a man who was seen leaving "
    "the vehicle. It is the second attack on a court in the province since March, when a judge was shot on his "
    "way home. The governor promised new barriers. Shops along the road stayed shut for the day, and bus lines "
    "were led around the quarter."
)
EDITED = (
    STORY.replace("Monday morning", "Monday")
    .replace("nine people, three of them guards", "nine")
    .replace("Nobody has said who was behind it.", "No group has claimed it.")
)
CUT = STORY[: STORY.index("A clerk")]


def gunmen(*by: A, passage: str = "") -> R:
    """A report that puts all that it says in the mouth of a source, or nothing."""
    return R("Attack", (C("perpetrator", A("gunmen"), by=by),), passage=passage)


def count(*articles: Art) -> int:
    return independent_sources(read_facts(store_of(*articles), PARENTS))


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        ([Art("a", (gunmen(),)), Art("b", (gunmen(),))], 2),
        ([Art("a", (gunmen(ARABY),)), Art("b", (gunmen(ARABY),))], 1),
        ([Art("a", (gunmen(DAILY),)), Art("b", (gunmen(DAILY),))], 1),
        ([Art("a", (gunmen(OFFICIALS, ARABY),)), Art("b", (gunmen(ARABY),))], 1),
        ([Art("a", (gunmen(ARABY),)), Art("b", (gunmen(SUMARIA),))], 2),
        ([Art("a", (gunmen(),), publisher="al-sumaria"), Art("b", (gunmen(SUMARIA),))], 1),
        ([Art("a", (gunmen(),), publisher="al-sumaria"), Art("b", (gunmen(),), publisher="al-sumaria")], 1),
        ([Art("a", (gunmen(OFFICIALS),)), Art("b", (gunmen(OFFICIALS),))], 2),
        ([Art("a", (gunmen(ARABY), gunmen(SUMARIA)))], 2),
    ],
    ids=[
        "two",
        "one outlet",
        "one outlet by name",
        "one told the outlet",
        "two outlets",
        "citing its paper",
        "one publisher",
        "anonymous sources may be two",
        "one article cites two",
    ],
)
def test_origins_are_counted(articles: list[Art], expected: int) -> None:
    assert count(*articles) == expected


def test_origins_of_a_report_that_cites_two_are_not_joined() -> None:
    both = R(
        "Attack", (C("perpetrator", A("gunmen"), by=(ARABY,)), C("target", A("a convoy", "Object"), by=(SUMARIA,)))
    )
    assert count(Art("c", (both,))) == 2
    assert count(Art("a", (gunmen(ARABY),)), Art("b", (gunmen(SUMARIA),)), Art("c", (both,))) == 2


def test_origins_follow_what_a_publisher_takes_from_an_outlet() -> None:
    echo = Art("a", (gunmen(SUMARIA),), publisher="al-araby-al-jadeed")
    assert count(echo, Art("b", (gunmen(ARABY),))) == 1
    assert count(echo, Art("b", (gunmen(ARABY),)), Art("c", (gunmen(SUMARIA, ARABY),))) == 1


def test_origins_of_outlets_that_only_cite_one_another_are_one() -> None:
    left = Art("a", (gunmen(SUMARIA),), publisher="al-araby-al-jadeed")
    right = Art("b", (gunmen(ARABY),), publisher="al-sumaria")
    assert count(left, right) == 1


def said_by(source: A) -> R:
    return R("Attack", (C("perpetrator", A("gunmen"), by=(source,)),), positive=True)


def test_origins_of_one_statement_are_one_where_nothing_else_is_said() -> None:
    """The type of an event is a claim too: an article that says in its own voice that it happened is a voice."""
    facts = read_facts(store_of(Art("a", (said_by(ARMY),)), Art("b", (said_by(ARMY),))), PARENTS)
    assert independent_sources(facts) == 2
    store = store_of(Art("a", (R("Attack", (), by=(ARMY,)),)), Art("b", (R("Attack", (), by=(ARMY,)),)))
    assert independent_sources(read_facts(store, PARENTS)) == 1


@pytest.mark.parametrize(
    ("other", "expected"), [(STORY, 1), (EDITED, 1), (CUT, 1), (OTHER_ACCOUNT, 2)], ids=["same", "edited", "cut", "own"]
)
def test_origins_of_reprints_are_one(other: str, expected: int) -> None:
    assert count(Art("a", (gunmen(),), text=STORY), Art("b", (gunmen(),), text=other)) == expected
    apart = (Art("a", (gunmen(passage=CUT),), text=STORY), Art("b", (gunmen(passage=other),), text=OTHER_ACCOUNT))
    assert count(*apart) == expected  # a passage that stands in two articles


def test_origins_of_a_reprint_that_dropped_its_source_are_the_source() -> None:
    copy, cited = Art("a", (gunmen(),), text=EDITED), Art("b", (gunmen(ARABY),), text=STORY)
    (origin,) = Origins(read_facts(store_of(copy, cited), PARENTS)).all
    assert origin.key == f"{BASE}actor/al-araby-al-jadeed"
    assert len(origin.articles) == 2
    assert "the same text: a; b" in origin.why


def test_origins_say_why() -> None:
    facts = read_facts(store_of(Art("a", (gunmen(),), publisher="al-sumaria"), Art("b", (gunmen(SUMARIA),))), PARENTS)
    (origin,) = Origins(facts).all
    assert origin.why == ("in its own voice: a", "taken from it: b")


def test_origins_count_claims_once_an_origin() -> None:
    facts = read_facts(
        store_of(Art("a", (gunmen(ARABY),)), Art("b", (gunmen(SUMARIA),)), Art("c", (gunmen(ARABY),))), PARENTS
    )
    doers = [(r, c) for r in facts for c in r.claims if c.role == "perpetrator"]
    assert Origins(facts).count(doers) == 2
    assert Origins(facts).count([(r, c) for r, c in doers if r.document != "b"]) == 1


@pytest.mark.parametrize("shuffle", range(3))
def test_origins_do_not_depend_on_order(shuffle: int) -> None:
    articles = [Art(n, (gunmen(*by),), text=t) for n, by, t in (("a", (), STORY), ("b", (ARABY,), CUT), ("c", (), ""))]
    expected = Origins(read_facts(store_of(*articles), PARENTS)).all
    assert Origins(read_facts(store_of(*reversed(articles), shuffle=shuffle), PARENTS)).all == expected


def test_reprints_of_short_passages_are_not_told() -> None:
    short = "A bomb went off near the market in Karsad on Monday."
    assert not is_reprint(signature([short]), signature([short]))
    assert is_reprint(signature([STORY]), signature([STORY]))


def test_reprints_are_found_among_many() -> None:
    texts = [STORY, "", OTHER_ACCOUNT, CUT, OTHER_ACCOUNT[:300]]
    assert list(reprints([signature([text]) for text in texts])) == [(0, 3), (2, 4)]


def test_signature_is_the_same_in_every_run() -> None:
    """A stored signature is compared with those of later builds: this one must never change."""
    made = signature([STORY])
    assert made.startswith("99:vJNlGiWidThELsAk")
    assert len(made) == 3 + 344
    assert signature([]) == signature([" — "]) == ""
