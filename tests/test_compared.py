"""Every KPI over both periods of every comparison, against a second computation; and why there may be nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from custodian.domain import compared, kpis, measures, periods, reach, readings
from custodian.domain.compared import Compared
from custodian.domain.comparisons import Compare, TwoPeriods
from custodian.domain.periods import Period
from custodian.warehouse import tables
from custodian.warehouse.catalogues import Warehouse
from tests import chance, naive_periods, stories
from tests.test_comparisons import STANDARD
from tests.test_readings import filled, searches

KPIS = kpis.catalogue()
SEED = 20261031
TODAY = date(2026, 11, 24)
FREE = [
    TwoPeriods(Period(date(2025, 2, 1), date(2025, 6, 30)), Period(date(2024, 3, 1), date(2024, 3, 31))),
    TwoPeriods(Period(date(2025, 2, 11), date(2025, 5, 7)), Period(date(2024, 7, 3), date(2024, 7, 3))),
]
each_kpi = pytest.mark.parametrize("key", KPIS)


def taken(
    warehouse: Warehouse, key: str, compare: Compare, month: date, today: date = TODAY, minimum_n: int = 0
) -> Compared:
    with warehouse.reading() as cursor:
        rows = compared.rows_of(cursor)
        return compared.every(cursor, KPIS[key], [compare], month, today, minimum_n, rows)[0]


@cache
def whole() -> Warehouse:
    warehouse = stories.warehouse_holding({}, rates={"GBP": 1.25}, fiscal_year_starts=7)
    told = chance.company(SEED)
    with warehouse.writing() as cursor:
        for table, rows in told.items():
            stories.put(cursor, tables.declared()[table], rows)
        measures.keep(cursor, set(told), None)
    return warehouse


@cache
def drawn() -> naive_periods.Rows:
    columns = {name: table.columns for name, table in tables.declared().items()}
    return {
        name: [
            {column: stories.typed(row.get(column), says.type) for column, says in columns[name].items()}
            for row in rows
        ]
        for name, rows in chance.company(SEED).items()
    }


@each_kpi
@pytest.mark.parametrize(
    ("month", "compares"), [(date(2025, 9, 1), (*STANDARD, *FREE)), (date(2024, 12, 1), STANDARD)], ids=["2025", "2024"]
)
def test_a_second_computation_agrees_over_whole_months(key: str, month: date, compares: list[Compare]) -> None:
    for found in remembered(key, compares, month, TODAY):
        agrees(key, found)


@each_kpi
@pytest.mark.parametrize("today", [date(2025, 9, 19), date(2024, 2, 29)])
def test_a_second_computation_agrees_while_the_month_is_not_over(key: str, today: date) -> None:
    for found in remembered(key, STANDARD, periods.month_of(today), today):
        assert found.comparison.is_cut
        agrees(key, found)


def remembered(key: str, compares: Sequence[Compare], month: date, today: date) -> list[Compared]:
    """As a page has it: what the rows of one period told is not read from them again."""
    with whole().reading() as cursor:
        return compared.every(cursor, KPIS[key], compares, month, today, 0, compared.Rows(over, reaches))


@cache
def over(kpi: kpis.Kpi, period: Period, split: str) -> list[measures.Measured]:
    with whole().reading() as cursor:
        return measures.over(cursor, kpi, period, split)


@cache
def reaches() -> reach.Reaches:
    with whole().reading() as cursor:
        return reach.of(cursor)


@cache
def naively(key: str, period: Period) -> float | None:
    return naive_periods.KPIS[key](drawn(), period)


def agrees(key: str, found: Compared) -> None:
    for period, point in ((found.comparison.now, found.now), (found.comparison.before, found.before)):
        expected = naively(key, period)
        # Where there is nothing to count it is missing here and may be a 0 there.
        assert (point.value or 0) == pytest.approx(expected or 0, abs=1e-9), periods.name(period)
        assert point.value is not None or not expected


def test_days_are_compared_with_as_many_days() -> None:
    """18 days of November are no fall from the whole of October."""
    found = taken(daily(date(2026, 10, 1), date(2026, 11, 18)), "branded_searches", "previous month", NOVEMBER, MID)
    assert (found.now.value, found.before.value, found.missing) == (180, 180, "")
    assert (found.comparison.is_cut, found.comparison.ends_with_data) == (True, False)


def test_what_is_of_today_already_is_not_compared_yet() -> None:
    found = taken(daily(date(2026, 10, 1), date(2026, 11, 19)), "branded_searches", "previous month", NOVEMBER, MID)
    assert (found.now.value, found.before.value) == (180, 180)


def test_files_that_end_earlier_cut_both_periods() -> None:
    found = taken(daily(date(2026, 10, 1), date(2026, 11, 12)), "branded_searches", "previous month", NOVEMBER, MID)
    assert periods.name(found.comparison.now) == "1–12 November 2026"
    assert (found.now.value, found.before.value, found.comparison.ends_with_data) == (120, 120, True)


def test_a_month_that_is_over_but_not_in_is_cut_too() -> None:
    found = taken(
        daily(date(2026, 10, 1), date(2026, 11, 12)), "branded_searches", "previous month", NOVEMBER, date(2026, 12, 3)
    )
    assert (periods.name(found.comparison.before), found.before.value) == ("1–12 October 2026", 120)


def test_a_campaign_that_runs_on_some_days_only_ends_no_month() -> None:
    """Only a table with rows on every one of 28 days tells by its last row how far it reaches."""
    rows = [
        f"de | voltara | 2026-{month}-{day:02} | 2026-{month}-{day:02} | 10"
        for month in ("09", "10")
        for day in (2, 20)
    ]
    found = taken(filled({"search_days": "\n".join([SEARCHES, *rows])}), "branded_searches", "previous month", OCTOBER)
    assert (periods.name(found.comparison.now), found.now.value, found.before.value) == ("October 2026", 20, 20)


def test_a_week_over_a_months_end_counts_in_the_quarter_that_holds_it_whole() -> None:
    rows = [
        "de | voltara | 2026-07-27 | 2026-08-02 | 7",
        "de | voltara | 2026-08-03 | 2026-08-09 | 5",
        "de | voltara | 2026-09-28 | 2026-10-04 | 100",
        "de | voltara | 2026-07-01 | 2026-07-01 | 1",
        "de | voltara | 2026-09-01 | 2026-09-01 | 1",
        "de | voltara | 2026-04-01 | 2026-06-30 | 3",
    ]
    warehouse = filled({"search_days": "\n".join([SEARCHES, *rows])})
    found = taken(warehouse, "branded_searches", "quarter", date(2026, 9, 1), date(2026, 11, 24))
    assert found.now.value == 7 + 5 + 1 + 1
    assert found.missing == "no data in April–June 2026"  # its months are known to nobody


def test_no_change_is_not_nothing_to_compare() -> None:
    found = taken(searches([100] * 25), "branded_searches", "year to date", OCTOBER)
    assert (found.now.value, found.before.value, found.missing) == (1000, 1000, "")


def test_a_period_before_that_is_not_wholly_loaded_is_not_compared() -> None:
    found = taken(searches([100] * 14), "branded_searches", "year to date", OCTOBER)  # from September 2025
    assert found.missing == "no data in January–August 2025"
    assert taken(searches([100] * 10), "branded_searches", "year to date", OCTOBER).missing == (
        "no data in January–October 2025"
    )


def test_a_month_missing_among_those_now_is_not_compared_either() -> None:
    warehouse = searches([100] * 25)
    with warehouse.writing() as cursor:
        cursor.execute("delete from ledger.search_days where first_day = date '2026-05-01'")
        measures.keep(cursor, {"search_days"}, None)
    assert taken(warehouse, "branded_searches", "year to date", OCTOBER).missing == "no data in May 2026"


def test_a_share_is_compared_though_some_months_have_no_answers() -> None:
    waves = [answers(date(2025, 3, 1), 20, 30), answers(date(2026, 3, 1), 30, 30), answers(date(2026, 9, 1), 15, 30)]
    warehouse = filled({"survey_answers": "\n".join([ANSWERS, *(row for wave in waves for row in wave)])})
    found = taken(warehouse, "satisfaction", "year to date", OCTOBER, minimum_n=10)
    assert (found.now.value, found.now.n, found.before.value, found.missing) == (0.75, 60, pytest.approx(2 / 3), "")
    assert found.now.low is not None and found.now.low < 0.75


def test_too_few_answers_have_no_value_over_any_period() -> None:
    waves = [answers(date(2025, 3, 1), 3, 7), answers(date(2026, 3, 1), 30, 30)]
    warehouse = filled({"survey_answers": "\n".join([ANSWERS, *(row for wave in waves for row in wave)])})
    found = taken(warehouse, "satisfaction", "year to date", OCTOBER, minimum_n=10)
    assert (found.before.value, found.before.n) == (None, 7)
    assert found.missing == "n = 7, too few in January–October 2025"


def test_a_kpi_that_has_no_value_beyond_the_month_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KPIS, "branded_searches", replace(KPIS["branded_searches"], adds_up=False))
    warehouse = searches([100] * 25)
    assert taken(warehouse, "branded_searches", "quarter", date(2026, 9, 1)).missing == "cannot be added over months"
    assert taken(warehouse, "branded_searches", "previous month", OCTOBER).missing == ""


def test_on_the_first_day_there_is_nothing_to_compare_yet() -> None:
    found = taken(daily(date(2026, 10, 1), date(2026, 11, 1)), "branded_searches", "previous month", NOVEMBER, NOVEMBER)
    assert found.missing == "no whole day is over yet"


def test_a_rolling_kpi_is_compared_as_it_stands_in_the_last_months() -> None:
    found = taken(whole(), "repeat_order_rate", "year to date", date(2025, 9, 1))
    assert found.now.value == taken(whole(), "repeat_order_rate", "previous month", date(2025, 9, 1)).now.value


@each_kpi
def test_the_members_of_a_split_are_those_of_the_facts(key: str) -> None:
    period = Period(date(2025, 2, 11), date(2025, 7, 31))
    with whole().reading() as cursor:
        for split in KPIS[key].splits:
            found = compared.members(cursor, KPIS[key], period, split, compared.Rows(over, reaches))
            direct = {one.member: one for one in measures.over(cursor, KPIS[key], period, split)}
            assert {member: one.numerator for member, one in found.items()} == pytest.approx(
                {member: one.numerator for member, one in direct.items()}
            )
            assert {member: one.n for member, one in found.items()} == {member: one.n for member, one in direct.items()}


OCTOBER, NOVEMBER, MID = date(2026, 10, 1), date(2026, 11, 1), date(2026, 11, 19)
SEARCHES = "property | term | first_day | last_day | impressions"
ANSWERS = "survey | response_id | question | answered_at | role | measure | value"


def daily(first: date, last: date) -> Warehouse:
    """Ten branded searches on every day."""
    days = [first + timedelta(days=after) for after in range((last - first).days + 1)]
    return filled({"search_days": "\n".join([SEARCHES, *(f"de | voltara | {day} | {day} | 10" for day in days)])})


def answers(day: date, satisfied: int, of: int) -> list[str]:
    return [
        f"csat {day} | {at} | q | {day} | customer | satisfaction | {5 if at < satisfied else 2}" for at in range(of)
    ]


def test_a_month_that_is_not_wholly_loaded_is_not_judged() -> None:
    """Half a month loaded late is no real decline."""
    warehouse = daily(date(2025, 1, 1), date(2026, 11, 12))
    with warehouse.reading() as cursor:
        found = readings.of(cursor, ["branded_searches"], NOVEMBER, "previous month", date(2026, 12, 5))
        every = readings.verdicts(cursor, ["branded_searches"], date(2026, 12, 5))
    reading = found["branded_searches"]
    assert (reading.verdict, reading.rule, reading.is_complete) == (
        "too early",
        "the files end before 13 November",
        True,
    )
    assert (reading.now.value, reading.figure.value, reading.change) == (120, 120, 0)
    assert [every["branded_searches"][month].verdict for month in (OCTOBER, NOVEMBER)] == [
        "normal variation",
        "too early",
    ]


def test_days_off_do_not_end_the_files_and_days_without_rows_tell_nothing() -> None:
    friday = date(2026, 10, 30)
    days = [friday - timedelta(days=back) for back in range(60)]
    weekdays = [day for day in days if day.isoweekday() <= 5]
    orders = [f"erp | {day} | Alpha | {day} | 100 | EUR" for day in weekdays]
    for rows, until in ((orders, date(2026, 11, 1)), (orders[:20:2], None)):
        warehouse = filled(
            {"orders": "\n".join(["tool | document_no | company | ordered_on | amount | currency", *rows])}
        )
        with warehouse.reading() as cursor:
            assert reach.of(cursor)["orders"].until == until
