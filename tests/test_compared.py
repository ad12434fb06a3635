"""Every KPI over both periods of every comparison, against a second computation; and why there may be nothing."""

from datetime import date
from functools import cache

import pytest

from custodian.domain import compared, kpis, measures, periods
from custodian.domain.compared import Compared
from custodian.domain.comparisons import Compare, TwoPeriods
from custodian.domain.periods import Period
from custodian.warehouse import tables
from custodian.warehouse.catalogues import Warehouse
from tests import chance, naive_periods, stories
from tests.test_comparisons import STANDARD

KPIS = kpis.catalogue()
SEED = 20261031
TODAY = date(2026, 1, 9)
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
@pytest.mark.parametrize("month", [date(2025, 9, 1), date(2024, 12, 1)])
def test_a_second_computation_agrees_over_whole_months(key: str, month: date) -> None:
    for compare in (*STANDARD, *FREE):
        agrees(key, taken(whole(), key, compare, month))


@each_kpi
@pytest.mark.parametrize("today", [date(2025, 9, 19), date(2024, 2, 29)])
def test_a_second_computation_agrees_while_the_month_is_not_over(key: str, today: date) -> None:
    for compare in STANDARD:
        found = taken(whole(), key, compare, periods.month_of(today), today)
        assert found.comparison.is_cut
        agrees(key, found)


def agrees(key: str, found: Compared) -> None:
    for period, point in ((found.comparison.now, found.now), (found.comparison.before, found.before)):
        expected = naive_periods.KPIS[key](drawn(), period)
        # Where there is nothing to count it is missing here and may be a 0 there.
        assert (point.value or 0) == pytest.approx(expected or 0, abs=1e-9), periods.name(period)
        assert point.value is not None or not expected
