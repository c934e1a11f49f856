"""Times counted from another event: dated through it where the article dates it, and by words alone elsewhere."""

import pytest

from kg.extract.times import find_times
from kg.model import TimeValue
from tests.extract.reading import read, tools

STRIKE_ON_FRIDAY = "An air strike hit a depot in Mosul on Friday."
AFTERWARDS = "The militia attacked the base two days after the strike."


def dates(text: str, published: str | None = "2020-07-12") -> dict[str, TimeValue]:
    claims = read(text, published).claims
    return {claim.text: claim.value for claim in claims if isinstance(claim.value, TimeValue)}


@pytest.mark.parametrize(
    ("text", "words", "day", "event"),
    [
        (f"{STRIKE_ON_FRIDAY} {AFTERWARDS}", "two days after the strike", "2020-07-12", "the strike"),
        (
            f"{STRIKE_ON_FRIDAY} The militia attacked the base the day after the strike.",
            "the day after the strike",
            "2020-07-11",
            "the strike",
        ),
        (
            f"{STRIKE_ON_FRIDAY} Gunmen kidnapped a judge three days before the strike.",
            "three days before the strike",
            "2020-07-07",
            "the strike",
        ),
    ],
)
def test_event_times_are_dated_through_an_event_that_the_article_dates(
    text: str, words: str, day: str, event: str
) -> None:
    value = dates(text)[words]
    assert (value.earliest, value.latest, value.precision) == (day, day, "day")
    assert (value.anchor, value.anchored_on) == ("2020-07-10", event)


@pytest.mark.parametrize(
    "before",
    [
        "An air strike hit a depot in Mosul.",  # undated
        "An air strike hit a depot in Mosul in June.",  # not to the day
        f"{STRIKE_ON_FRIDAY} A strike killed ten people in Basra on Saturday.",  # two of them
        f"{STRIKE_ON_FRIDAY} A strike killed ten people in Basra.",  # two of them, one dated
    ],
)
def test_event_times_keep_their_words_alone_where_the_event_has_no_one_day(before: str) -> None:
    value = dates(f"{before} {AFTERWARDS}")["two days after the strike"]
    assert (value.value, value.earliest, value.latest, value.precision) == (None, None, None, "unknown")
    assert (value.anchor, value.anchored_on) == (None, "the strike")


def test_event_times_without_any_anchor_have_no_day() -> None:
    assert dates(f"{STRIKE_ON_FRIDAY} {AFTERWARDS}", published=None)["two days after the strike"].earliest is None


def test_times_say_that_they_were_counted_from_publication() -> None:
    value = dates(STRIKE_ON_FRIDAY)["Friday"]
    assert (value.anchor, value.anchored_on) == ("2020-07-12", "publication")
    whole = dates("An air strike hit a depot in Mosul on 10 July 2020.")["10 July 2020"]
    assert (whole.anchor, whole.anchored_on) == (None, "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The truce expires on July 9.", "2020-07-09"),
        ("The truce expires on Friday.", "2020-07-10"),
        ("The truce expires on July 20.", "2020-07-20"),
        ("The truce expired on July 20.", "2019-07-20"),
    ],
)
def test_times_in_the_present_tense_are_of_the_nearer_year(text: str, day: str) -> None:
    assert [e.value.value for e in find_times(tools().nlp(text), published="2020-07-12")] == [day]
