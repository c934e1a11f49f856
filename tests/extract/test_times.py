"""Times are read from token texts alone, so an untrained tokenizer serves, save where a verb looks ahead."""

from itertools import pairwise

import pytest
import spacy
from spacy.tokens import Doc

from kg.extract.times import TimeExpression, find_times

SUNDAY = "2020-07-12T05:09"
NLP = spacy.blank("en")


def found(text: str, published: str | None = SUNDAY) -> dict[str, TimeExpression]:
    doc = NLP(text)
    return {doc[e.start_token : e.end_token].text: e for e in find_times(doc, published=published)}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It happened on Saturday.", "Saturday", "2020-07-11"),
        ("He said so on Sunday.", "Sunday", "2020-07-12"),
        ("It happened last Sunday.", "last Sunday", "2020-07-05"),
        ("It is for next Tuesday.", "next Tuesday", "2020-07-14"),
        ("It happened last Friday.", "last Friday", "2020-07-10"),
        ("It happened on Friday last week.", "Friday last week", "2020-07-03"),
        ("It happened early on Friday.", "early on Friday", "2020-07-10"),
        ("It happened late Thursday.", "late Thursday", "2020-07-09"),
        ("On July 11 they came.", "July 11", "2020-07-11"),
        ("On 11 July they came.", "11 July", "2020-07-11"),
        ("On the 3rd of March they came.", "3rd of March", "2020-03-03"),
        ("On July 11, 2019 they came.", "July 11, 2019", "2019-07-11"),
        ("On Saturday, July 11, 2020, they came.", "Saturday, July 11, 2020", "2020-07-11"),
        ("On Jan. 3 they came.", "Jan. 3", "2020-01-03"),
        ("On December 5 they came.", "December 5", "2019-12-05"),
        ("On July 13 they came.", "July 13", "2020-07-13"),  # a day ahead: time zones
        ("On July 14 they came.", "July 14", "2019-07-14"),
        ("On 2020-07-11 they came.", "2020-07-11", "2020-07-11"),
        ("At 2020-07-11T22:30:00Z they came.", "2020-07-11T22:30:00Z", "2020-07-11"),
        ("On 13/01/2020 they came.", "13/01/2020", "2020-01-13"),
        ("On 03/01/2020 they came.", "03/01/2020", None),
        ("In June they came.", "June", "2020-06"),
        ("In July they came.", "July", "2020-07"),
        ("In August they came.", "August", "2019-08"),
        ("Last June they came.", "Last June", "2020-06"),
        ("In January this year they came.", "January this year", "2020-01"),
        ("In June 2019 they came.", "June 2019", "2019-06"),
        ("In 2019 they came.", "2019", "2019"),
        ("In the 1990s they came.", "the 1990s", "1990-01-01/1999-12-31"),
        ("They came yesterday.", "yesterday", "2020-07-11"),
        ("They came today.", "today", "2020-07-12"),
        ("They came overnight.", "overnight", "2020-07-11/2020-07-12"),
        ("They came last night.", "last night", "2020-07-11"),
        ("They came in the early hours of January 8.", "the early hours of January 8", "2020-01-08"),
        ("They came this week.", "this week", "2020-07-06/2020-07-12"),
        ("They came last week.", "last week", "2020-06-29/2020-07-05"),
        ("They came last month.", "last month", "2020-06"),
        ("They came last year.", "last year", "2019"),
        ("They came in recent days.", "recent days", "2020-07-05/2020-07-12"),
        ("They came in recent weeks.", "recent weeks", "2020-06-12/2020-07-12"),
        ("They came in recent months.", "recent months", "2019-07-12/2020-07-12"),
        ("They came in the past two weeks.", "the past two weeks", "2020-06-28/2020-07-12"),
        ("They came in the last 48 hours.", "the last 48 hours", "2020-07-10/2020-07-12"),
        ("They came over the weekend.", "the weekend", "2020-07-11/2020-07-12"),
        ("They came two days ago.", "two days ago", "2020-07-10"),
        ("They came three months ago.", "three months ago", "2020-04"),
        ("He died 20 years ago.", "20 years ago", "2000"),
        ("They came a few months ago.", "a few months ago", "2020-01-12/2020-05-12"),
        ("They came more than a year ago.", "more than a year ago", None),
        ("They came on New Year's Day.", "New Year's Day", "2020-01-01"),
        ("They fought between 3 and 5 January.", "between 3 and 5 January", "2020-01-03/2020-01-05"),
        ("They fought from Monday to Wednesday.", "from Monday to Wednesday", "2020-07-06/2020-07-08"),
        ("They fought on March 3–5.", "March 3–5", "2020-03-03/2020-03-05"),
        (
            "They fought from 30 December to 2 January 2020.",
            "from 30 December to 2 January 2020",
            "2019-12-30/2020-01-02",
        ),
        ("They fought from 2003 to 2006.", "from 2003 to 2006", "2003-01-01/2006-12-31"),
        ("They fought since June.", "since June", "2020-06-01/2020-07-12"),
        ("They fought until March 2019.", "until March 2019", "../2019-03-31"),
    ],
)
def test_times_value_with_publication_date(text: str, words: str, value: str | None) -> None:
    expressions = found(text)
    assert list(expressions) == [words]
    assert expressions[words].value.value == value


@pytest.mark.parametrize(
    ("text", "words", "value", "precision"),
    [
        ("On July 11 they came.", "July 11", "--07-11", "day"),
        ("In January this year they came.", "January this year", "--01", "month"),
        ("In the early hours of January 8 they came.", "the early hours of January 8", "--01-08", "day"),
        ("In June they came.", "June", "--06", "month"),
        ("On Wednesday they came.", "Wednesday", None, "unknown"),
        ("They came overnight.", "overnight", None, "unknown"),
        ("They came in recent weeks.", "recent weeks", None, "interval"),
        ("They came a few months ago.", "a few months ago", None, "unknown"),
        ("They came on March 3–5.", "March 3–5", None, "interval"),
    ],
)
def test_times_without_publication_date_never_has_a_year(
    text: str, words: str, value: str | None, precision: str
) -> None:
    expression = found(text, None)[words]
    assert (expression.value.value, expression.value.precision) == (value, precision)
    assert expression.value.earliest is None
    assert expression.value.latest is None
    assert not expression.anchor_used


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [
        ("They came on Saturday night.", "Saturday night", "2020-07-11", "2020-07-12"),
        ("They came earlier this month.", "earlier this month", "2020-07-01", "2020-07-12"),
        ("They come later this month.", "later this month", "2020-07-12", "2020-07-31"),
        ("In June they came.", "June", "2020-06-01", "2020-06-30"),
        ("On 03/01/2020 they came.", "03/01/2020", "2020-01-03", "2020-03-01"),
        ("In the summer of 2014 they came.", "the summer of 2014", "2014-01-01", "2014-12-31"),
        ("In February 2020 they came.", "February 2020", "2020-02-01", "2020-02-29"),
        ("On February 29 they came.", "February 29", "2020-02-29", "2020-02-29"),
    ],
)
def test_times_bounds(text: str, words: str, earliest: str, latest: str) -> None:
    value = found(text)[words].value
    assert (value.earliest, value.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("They fought for two years.", "two years", "duration"),
        ("It ended after 10 minutes of fire.", "10 minutes", "duration"),
        ("It was the worst in years.", "years", "duration"),
        ("It was a two-day battle.", "two-day", "duration"),
        ("They came three weeks earlier.", "three weeks earlier", "relative-to-event"),
        ("They came two days after the raid.", "two days after", "relative-to-event"),
        ("They came on the anniversary of the raid.", "the anniversary", "relative-to-event"),
        ("They came the next day.", "the next day", "relative-to-event"),
        ("They came at dawn.", "dawn", "relative-to-event"),
        ("They march on Fridays.", "Fridays", "repeated"),
        ("They march every Friday.", "every Friday", "repeated"),
    ],
)
def test_times_that_fix_nothing_alone_have_no_value(text: str, words: str, kind: str) -> None:
    expression = found(text)[words]
    assert expression.kind == kind
    assert expression.value.value is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("GUERRILLAS CAME ON 3 FEBRUARY.", "--02-03"),
        ("SAN SALVADOR, 4 FEB 90 -- GUERRILLAS CAME.", "1990-02-04"),
        ("San Salvador, 4 feb 90 -- guerrillas came.", "1990-02-04"),
        ("GUERRILLAS CAME IN MARCH 1989.", "1989-03"),
        ("Guerrillas came on 20 may.", "--05-20"),
        ("Guerrillas came on Thursday, 25 may.", "--05-25"),
    ],
)
def test_times_read_text_without_capitals(text: str, value: str) -> None:
    assert [e.value.value for e in found(text, None).values()] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "The troops may march on the second village.",
        "GUERRILLAS MAY ATTACK AND MARCH AWAY.",
        "Theresa May spoke; by Jun Ji-hye.",
        "The 20 May Brigade and the 14 July Movement claimed it.",
        "The Sunday Times named Black September.",
        "A man, 20 years old, and a 20-year-old woman came.",
        "Some 2000 troops left.",
        "Between 19 and 23 civilians fled.",
    ],
)
def test_times_leave_words_that_only_look_like_time(text: str) -> None:
    assert found(text) == {}


def test_times_today_in_a_quotation_is_the_speakers_day() -> None:
    expression = found('He condemned "today\'s attack" on the base.')["today"]
    assert expression.value.value is None
    assert not expression.anchor_used


def test_times_day_that_names_an_attack_keeps_its_year_open() -> None:
    assert found("Since the attacks, the September 11 attacks, it changed.")["September 11"].value.value == "--09-11"


def test_times_weekday_that_does_not_fit_keeps_the_year_open() -> None:
    assert found("They came on Wednesday, December 9.")["Wednesday, December 9"].value.value == "--12-09"
    assert found("They came on Monday, December 9.")["Monday, December 9"].value.value == "2019-12-09"


@pytest.mark.parametrize(("published", "value"), [("2020", None), ("", None), ("2020-07-12", "2020-07-11")])
def test_times_anchor_must_be_a_day(published: str, value: str | None) -> None:
    assert found("They came on Saturday.", published)["Saturday"].value.value == value


@pytest.mark.parametrize(
    ("text", "value"), [("next June", "2021-06"), ("on Friday", "2020-07-17"), ("on July 20", "2020-07-20")]
)
def test_times_future_argument_looks_ahead(text: str, value: str) -> None:
    assert [e.value.value for e in find_times(NLP(text), published=SUNDAY, future=True)] == [value]


def test_times_future_verb_looks_ahead() -> None:
    words = ["They", "will", "meet", "on", "Friday", "."]
    doc = Doc(
        NLP.vocab, words, heads=[2, 2, 2, 4, 2, 2], deps=["nsubj", "aux", "ROOT", "case", "obl", "punct"],
        pos=["PRON", "AUX", "VERB", "ADP", "PROPN", "PUNCT"],
    )  # fmt: skip
    assert [e.value.value for e in find_times(doc, published=SUNDAY)] == ["2020-07-17"]


def test_times_offsets_are_ordered_and_apart() -> None:
    doc = NLP("On July 11, between 3 and 5 January, last week and on New Year's Day, and since June 2019 they came.")
    expressions = find_times(doc, published=SUNDAY)
    assert len(expressions) == 5
    assert all(a.end_token <= b.start_token for a, b in pairwise(expressions))
