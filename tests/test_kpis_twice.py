"""What must hold of any month and split of every KPI, on rows drawn by chance."""

from datetime import date, datetime
from functools import cache

import pytest

from custodian.domain import kpis, measures, periods
from custodian.domain.periods import Period
from custodian.warehouse import queries, tables
from custodian.warehouse.catalogues import Warehouse
from tests import chance, stories

KPIS = kpis.catalogue()
SEED = 20261031
MONTHS = list(periods.months(date(2024, 1, 1), date(2026, 3, 1)))
ADDING = [key for key, kpi in KPIS.items() if kpi.adds_up]
# There a row may lie in two months and belong to neither.
WITH_SPANS = {"campaign_days", "web_days", "search_days", "search_interest", "profile_days"}
Kept = dict[tuple[str, str, str, date], tuple[float | None, ...]]


@pytest.mark.parametrize("key", ADDING)
def test_the_parts_of_a_split_come_to_the_total(key: str) -> None:
    for split in KPIS[key].splits:
        for month in MONTHS:
            parts = [
                held for (kpi, of, _, when), held in everything().items() if (kpi, of, when) == (key, split, month)
            ]
            total = everything().get((key, "", "", month))
            assert (total is None) == (not parts)
            for place in range(4) if total else ():
                assert sum(part[place] or 0 for part in parts) == pytest.approx(total[place] or 0)


@pytest.mark.parametrize("key", [key for key in ADDING if not WITH_SPANS & set(KPIS[key].sources)])
def test_two_months_taken_as_one_come_to_both(key: str) -> None:
    first, second = date(2025, 1, 1), date(2025, 2, 1)
    with whole().reading() as cursor:
        both = measures.over(cursor, KPIS[key], Period(first, periods.last_day(second)))
    held = [everything()[key, "", "", month] for month in (first, second)]
    assert [(one.numerator, one.n) for one in both] == [
        (pytest.approx(sum(part[0] or 0 for part in held)), sum(part[3] or 0 for part in held))
    ]


@pytest.mark.parametrize("table", chance.DRAWS)
def test_computing_only_the_months_touched_is_computing_all(table: str) -> None:
    """An import into one table recomputes the months of its rows; whatever depends on them must not be left stale."""
    told = chance.company(SEED)
    later = [row for row in told[table] if touches(table, row, date(2024, 1, 1), date(2024, 2, 29))]
    before = {**told, table: [row for row in told[table] if row not in later]}
    warehouse = filled(before)
    with warehouse.writing() as cursor:
        measures.keep(cursor, set(told), None)
        stories.put(cursor, tables.declared()[table], later)
        measures.keep(cursor, {table}, span_of(table, later))
    assert later
    found = kept(warehouse)
    assert found.keys() == everything().keys()
    assert [place for place, parts in found.items() if parts != pytest.approx(everything()[place])] == []


def touches(table: str, row: chance.Told, first: date, last: date) -> bool:
    began, ended = tables.declared()[table].span
    days = [datetime.fromisoformat(day).date() for day in (row.get(began), row.get(ended)) if day]
    return any(first <= day <= last for day in days)


def span_of(table: str, rows: list[chance.Told]) -> Period:
    days = [
        datetime.fromisoformat(day).date()
        for row in rows
        for name in tables.declared()[table].span
        if (day := row.get(name))
    ]
    return Period(min(days), max(days))


def filled(told: dict[str, list[chance.Told]]) -> Warehouse:
    warehouse = stories.warehouse_holding({}, rates={"GBP": 1.25})
    with warehouse.writing() as cursor:
        for table, rows in told.items():
            stories.put(cursor, tables.declared()[table], rows)
    return warehouse


@cache
def whole() -> Warehouse:
    warehouse = filled(chance.company(SEED))
    with warehouse.writing() as cursor:
        measures.keep(cursor, set(chance.DRAWS), None)
    return warehouse


@cache
def everything() -> Kept:
    return kept(whole())


def kept(warehouse: Warehouse) -> Kept:
    """All that is kept: by KPI, split, member and month the numerator, denominator, squares and n."""
    found: Kept = {}
    with warehouse.reading() as cursor:
        for split in {"", *(split for kpi in KPIS.values() for split in kpi.splits)}:
            for row in queries.run(
                cursor, "measures/kept", kpis=list(KPIS), split=split, first_day=date.min, last_day=date.max
            ).iter_rows():
                kpi, month, _, member, *parts = row
                found[kpi, split, member, month] = tuple(parts)
    return found
