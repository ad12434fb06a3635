"""How far the loaded files reach: which months a table covers, and up to which day all of it can be known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from custodian.domain import periods
from custodian.domain.kpis import Kpi
from custodian.domain.periods import Period
from custodian.warehouse import queries, tables
from custodian.warehouse.tables import Table

BY_DAY = ("first_day", "last_day")
WEEKDAYS, FRIDAY = 20, 5  # of four weeks


@dataclass(frozen=True)
class Reach:
    """Of one table. `until` is None where nothing says so; `covered` are first and last months of its imports."""

    until: date | None
    covered: tuple[Period, ...]
    spans_months: bool  # does any of its rows lie in several months, and so belong to none?

    def covers(self, month: date) -> bool:
        return any(month in period for period in self.covered)


Reaches = Mapping[str, Reach]


def of(cursor: duckdb.DuckDBPyConnection) -> dict[str, Reach]:
    """By table; those that no import filled and that have no rows by day are not in it."""
    imported = queries.run(cursor, "measures/imported").to_dicts()
    return {
        table.name: found
        for table in tables.declared().values()
        if (found := _of_table(cursor, table, [each for each in imported if each["target"] == table.name]))
    }


def _of_table(cursor: duckdb.DuckDBPyConnection, table: Table, imported: list[dict[str, date]]) -> Reach | None:
    names = table.span if table.span == BY_DAY else (table.span[0], table.span[0])
    statement = queries.naming("measures/days_with_rows", table=table.name, first=names[0], last=names[1])
    last_day, weekdays, days_off, spans_months = queries.fetch(cursor, statement).row(0)
    dated = [each for each in imported if each["first_month"]]
    covered = tuple(Period(each["first_month"], periods.last_day(each["last_month"])) for each in dated)
    # What was loaded on a day cannot tell that day to its end; what ends with a month tells nothing of the next.
    loaded = [
        min(each["imported_on"] - timedelta(days=1), months.last_day)
        for each, months in zip(dated, covered, strict=True)
    ]
    seen = _seen_until(last_day, weekdays, days_off) if last_day else None
    known = [day for day in (max(loaded, default=None), seen) if day]
    return Reach(min(known, default=None), covered, spans_months) if covered or last_day else None


def _seen_until(last_day: date, weekdays: int, days_off: int) -> date | None:
    """Rows on all weekdays of four weeks tell that every day has some, and so where they end; fewer tell nothing."""
    if weekdays < WEEKDAYS:
        return None
    is_friday = last_day.isoweekday() == FRIDAY
    return last_day + timedelta(days=2) if is_friday and not days_off else last_day


def until(kpi: Kpi, period: Period, reaches: Reaches) -> date:
    """The last day of the period that all of the KPI's tables reach, as far as they end within it."""
    ends = [reaches[table].until for table in kpi.sources if table in reaches]
    return min((day for day in ends if day and day in period), default=period.last_day)


def known_on(kpi: Kpi, months: Iterable[date], reaches: Reaches, today: date) -> date:
    """Today, or the day after the KPI's files end where that is within its last month: not all of it is known then."""
    last = max(months, default=today)
    month = Period(periods.month_of(last), periods.last_day(last))
    ends = until(kpi, month, reaches)
    return today if ends == month.last_day else min(today, ends + timedelta(days=1))


def covers(kpi: Kpi, month: date, reaches: Reaches) -> bool:
    """Would rows of the month be there, if there were any? Tables that were never loaded are not asked."""
    loaded = [reaches[table] for table in kpi.sources if table in reaches and reaches[table].covered]
    return bool(loaded) and all(reach.covers(month) for reach in loaded)


def spans_months(kpi: Kpi, reaches: Reaches) -> bool:
    return any(reaches[table].spans_months for table in kpi.sources if table in reaches)
