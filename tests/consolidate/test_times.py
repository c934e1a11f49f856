"""Times held against each other."""

import pytest

from kg.consolidate.times import TimeVerdict, best, compare, narrowest, read_date


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2020-07-11", "2020-07-11", TimeVerdict.SAME_DAY),
        ("2020-07-11", "2020-07-12", TimeVerdict.APART),
        ("2020-07-11", "--07-11", TimeVerdict.SAME_MONTH_DAY),
        ("--07-11", "--07-11", TimeVerdict.SAME_MONTH_DAY),
        ("2020-07-11", "--07-12", TimeVerdict.APART),
        ("2020-02-28/2020-03-02", "--02-29", TimeVerdict.WITHIN),
        ("2021-02-28/2021-03-02", "--02-29", TimeVerdict.APART),
        ("--01", "--01-08", TimeVerdict.WITHIN),
        ("--01", "2020-01-03", TimeVerdict.WITHIN),
        ("--01", "2020-02-03", TimeVerdict.APART),
        ("2020-06-01/2020-06-30", "2020-06-01/2020-06-30", TimeVerdict.SAME_PERIOD),
        ("2020-06-01/2020-06-30", "2020-06-10", TimeVerdict.WITHIN),
        ("2020-01-01/2020-12-31", "2020-06-10", TimeVerdict.UNKNOWN),
        ("2020-01-01/2020-12-31", "2021-06-10", TimeVerdict.APART),
        ("overnight", "2021-06-10", TimeVerdict.UNKNOWN),
    ],
)
def test_times_compare(one: str, other: str, expected: TimeVerdict) -> None:
    left, right = (read_date(t, t.split("/")[0], t.rsplit("/", 1)[-1]) for t in (one, other))
    assert compare(left, right) is compare(right, left) is expected


def test_times_narrowest_drops_the_month_of_a_day() -> None:
    month, day = read_date("2020-07", "2020-07-01", "2020-07-31"), read_date("2020-07-11", "2020-07-11", "2020-07-11")
    other = read_date("2020-06", "2020-06-01", "2020-06-30")
    assert narrowest([month, day, other, read_date("overnight", None, None)]) == (day, other)


def test_times_best_takes_the_best_pair() -> None:
    days = [read_date(d, d, d) for d in ("2020-07-11", "2020-07-12")]
    assert best(days[:1], days) is TimeVerdict.SAME_DAY
    assert best(days, ()) is TimeVerdict.UNKNOWN
