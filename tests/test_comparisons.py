"""Which two periods stand side by side, and the values of both against a second computation."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from custodian.domain import comparisons, periods
from custodian.domain.comparisons import Comparison, Standard, TwoPeriods
from custodian.domain.periods import Period

STANDARD: list[Standard] = [
    "previous month", "same month last year", "year to date", "twelve months", "quarter", "fiscal year",
]  # fmt: skip
OVER = date(2099, 1, 1)


def told(
    compare: comparisons.Compare, month: str, until: date = OVER, fiscal_year_starts: int = 1
) -> tuple[str, str, bool]:
    found = comparisons.of(compare, date.fromisoformat(f"{month}-01"), fiscal_year_starts, until)
    return periods.name(found.now), periods.name(found.before), found.is_cut


@pytest.mark.parametrize(
    ("compare", "month", "now", "before"),
    [
        ("previous month", "2026-10", "October 2026", "September 2026"),
        ("previous month", "2026-01", "January 2026", "December 2025"),
        ("previous month", "2028-03", "March 2028", "February 2028"),
        ("same month last year", "2028-02", "February 2028", "February 2027"),
        ("year to date", "2026-10", "January–October 2026", "January–October 2025"),
        ("year to date", "2026-01", "January 2026", "January 2025"),
        ("year to date", "2026-12", "January–December 2026", "January–December 2025"),
        ("twelve months", "2026-10", "November 2025–October 2026", "November 2024–October 2025"),
        ("twelve months", "2026-12", "January–December 2026", "January–December 2025"),
        ("quarter", "2026-10", "October 2026", "July 2026"),
        ("quarter", "2026-11", "October–November 2026", "July–August 2026"),
        ("quarter", "2026-03", "January–March 2026", "October–December 2025"),
        ("fiscal year", "2026-10", "January–October 2026", "January–October 2025"),
    ],
)
def test_whole_months_stand_beside_as_many_whole_months(compare: Standard, month: str, now: str, before: str) -> None:
    assert told(compare, month) == (now, before, False)


@pytest.mark.parametrize(
    ("starts", "month", "now", "before"),
    [
        (4, "2026-10", "April–October 2026", "April–October 2025"),
        (4, "2026-03", "April 2025–March 2026", "April 2024–March 2025"),
        (4, "2026-04", "April 2026", "April 2025"),
        (11, "2026-10", "November 2025–October 2026", "November 2024–October 2025"),
        (12, "2026-01", "December 2025–January 2026", "December 2024–January 2025"),
    ],
)
def test_a_fiscal_year_begins_in_any_month(starts: int, month: str, now: str, before: str) -> None:
    assert told("fiscal year", month, fiscal_year_starts=starts) == (now, before, False)


@pytest.mark.parametrize(
    ("compare", "month", "until", "now", "before"),
    [
        ("previous month", "2026-11", date(2026, 11, 18), "1–18 November 2026", "1–18 October 2026"),
        ("previous month", "2026-11", date(2026, 11, 1), "1 November 2026", "1 October 2026"),
        ("previous month", "2026-10", date(2026, 10, 30), "1–30 October 2026", "September 2026"),
        # A February has too few days: both are cut to its 28.
        ("previous month", "2026-03", date(2026, 3, 30), "1–28 March 2026", "February 2026"),
        ("previous month", "2028-03", date(2028, 3, 30), "1–29 March 2028", "February 2028"),
        ("same month last year", "2028-02", date(2028, 2, 28), "1–28 February 2028", "February 2027"),
        ("same month last year", "2026-11", date(2026, 11, 18), "1–18 November 2026", "1–18 November 2025"),
        ("year to date", "2026-11", date(2026, 11, 18), "1 January–18 November 2026", "1 January–18 November 2025"),
        # As many days, not the same date: 2028 has a 29 February.
        ("year to date", "2028-03", date(2028, 3, 9), "1 January–9 March 2028", "1 January–10 March 2027"),
        ("year to date", "2028-11", date(2028, 10, 31), "January–October 2028", "January–October 2027"),
        ("quarter", "2026-05", date(2026, 5, 18), "1 April–18 May 2026", "1 January–17 February 2026"),
        ("quarter", "2026-12", date(2026, 11, 30), "October–November 2026", "July–August 2026"),
        ("twelve months", "2026-11", date(2026, 11, 18), "1 December 2025–18 November 2026",
         "1 December 2024–18 November 2025"),
    ],
)  # fmt: skip
def test_what_is_not_over_is_compared_with_as_many_days(
    compare: Standard, month: str, until: date, now: str, before: str
) -> None:
    assert told(compare, month, until) == (now, before, True)


def test_the_last_day_of_a_month_makes_it_whole() -> None:
    assert told("previous month", "2026-11", date(2026, 11, 30)) == ("November 2026", "October 2026", False)


def test_on_its_first_day_nothing_of_a_month_is_over() -> None:
    found = comparisons.of("previous month", date(2026, 11, 1), 1, comparisons.last_whole_day(date(2026, 11, 1)))
    assert not found.has_begun and not found.is_cut


def test_two_chosen_periods_stand_as_chosen_and_the_unfinished_one_cuts_the_other() -> None:
    quarters = comparisons.read("2026-10..2026-12~2025-10..2025-12")
    assert quarters
    assert told(quarters, "2026-10") == ("October–December 2026", "October–December 2025", False)
    assert told(quarters, "2026-10", date(2026, 11, 18)) == (
        "1 October–18 November 2026", "1 October–18 November 2025", True,
    )  # fmt: skip
    # An older period beside one that is not over yet is cut to it, too.
    turned = TwoPeriods(quarters.before, quarters.now)
    assert told(turned, "2026-10", date(2026, 11, 18))[0] == "October–December 2025"
    assert told(turned, "2026-10", date(2026, 12, 30))[:2] == (
        "1 October–30 December 2025",
        "1 October–30 December 2026",
    )


@pytest.mark.parametrize(
    ("said", "now", "before"),
    [
        ("2026-01..2026-03~2025-01..2025-03", "January–March 2026", "January–March 2025"),
        ("2026-03..2026-01~2025-03..2025-01", "January–March 2026", "January–March 2025"),
        ("2026-10~2025-10", "October 2026", "October 2025"),
        ("2026-01-05..2026-02-10~2025-01..2025-01", "5 January–10 February 2026", "January 2025"),
        ("2024-02-29~2023-02-28", "29 February 2024", "28 February 2023"),
    ],
)
def test_two_periods_are_read_from_the_address(said: str, now: str, before: str) -> None:
    found = comparisons.read(said)
    assert found and (periods.name(found.now), periods.name(found.before)) == (now, before)
    assert comparisons.read(comparisons.written(found)) == found


@pytest.mark.parametrize(
    "said",
    ["", "~", "2026-01", "2026-13~2025-01", "2026-01..~2025-01", "2026-02-30~2025-01", "0001-01~0001-01",
     "9999-12..9999-12~9999-12", "<script>~=1+1", "2026-01~2025-01~2024-01", "２０２６-01~2025-01"],
)  # fmt: skip
def test_nonsense_in_the_address_is_no_comparison(said: str) -> None:
    assert comparisons.read(said) is None


days = some.dates(date(2020, 1, 1), date(2040, 12, 31))
spans = some.tuples(days, days).map(lambda ends: Period(min(ends), max(ends)))
compares = some.one_of(some.sampled_from(STANDARD), some.builds(TwoPeriods, spans, spans))


@given(compares, days, some.integers(1, 12), days)
def test_no_comparison_reaches_beyond_what_is_over(
    compare: comparisons.Compare, month: date, starts: int, until: date
) -> None:
    whole = comparisons.of(compare, month, starts, date.max)
    found = comparisons.of(compare, month, starts, until)
    assert (found.now.first_day, found.before.first_day) == (whole.now.first_day, whole.before.first_day)
    assert found.now.days > 0 and found.before.days > 0
    assert found.now.last_day <= whole.now.last_day and found.before.last_day <= whole.before.last_day
    if found.has_begun:
        assert max(found.now.last_day, found.before.last_day) <= until
    if found.is_cut and not isinstance(compare, TwoPeriods):
        assert found.now.days == found.before.days or found.is_of_months


@given(some.sampled_from(STANDARD), days, some.integers(1, 12), days)
def test_standard_periods_of_whole_months_have_as_many(
    compare: Standard, month: date, starts: int, until: date
) -> None:
    found = comparisons.of(compare, month, starts, until)
    if found.has_begun and found.is_of_months:
        assert number_of_months(found.now) == number_of_months(found.before)
    assert found.now.last_day > found.before.last_day


def number_of_months(period: Period) -> int:
    return len(list(periods.months(period.first_day, period.last_day)))


def test_a_day_is_the_last_whole_one_when_it_is_over() -> None:
    assert comparisons.last_whole_day(date(2026, 3, 1)) == date(2026, 3, 1) - timedelta(days=1)
    assert Comparison(Period(OVER, OVER), Period(OVER, OVER)).is_of_one_month
