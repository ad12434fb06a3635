"""How a KPI goes along its path in a chosen month: the month and the year to date, each beside what was promised."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import fmean

import duckdb

from custodian.domain import compared, measures, paths, periods, points, readings, targets
from custodian.domain.compared import Rows
from custodian.domain.landings import Series
from custodian.domain.measures import Measured
from custodian.domain.paths import Against
from custodian.domain.periods import Period
from custodian.domain.readings import Reading


@dataclass(frozen=True)
class Course:
    """`until` is the last month that counts: the chosen one if it is over, else the last before it that is.

    `held` says in how many months it was on its path or ahead, and of how many: for figures that have no year to date.
    `series` are all known months up to `until`, to foresee from.
    """

    reading: Reading
    year: Period
    until: date
    path: Mapping[date, float]
    in_month: Against | None
    to_date: Against | None
    held: tuple[int, int]
    series: Series


def of(
    cursor: duckdb.DuckDBPyConnection, read: Mapping[str, Reading], today: date, rows: Rows | None = None
) -> dict[str, Course]:
    """By KPI, for readings of one month. `rows` as in readings.of: a median's year to date is read from them."""
    if not read:
        return {}
    month = next(iter(read.values())).month
    year = paths.year_of(month, compared.fiscal_year_starts(cursor))
    known = targets.paths(cursor, read, year)
    kept = measures.kept_months(cursor, read, measures.ALL_TIME)
    least = readings.minimum_n(cursor)
    until = min(month, periods.shifted(periods.month_of(today), -1))
    rows = rows or compared.rows_of(cursor)
    return {
        key: _course(reading, year, until, known.get(key, {}), _of_one(kept, key), least, rows)
        for key, reading in read.items()
    }


def _of_one(kept: Mapping[tuple[str, date], Measured], key: str) -> dict[date, Measured]:
    return {month: one for (kpi, month), one in kept.items() if kpi == key}


def _course(
    reading: Reading,
    year: Period,
    until: date,
    path: Mapping[date, float],
    measured: Mapping[date, Measured],
    least: int,
    rows: Rows,
) -> Course:
    kpi = reading.kpi
    values = {point.month: point.value for point in reading.points}
    judged = next((point for point in reading.points if point.month == until), None)
    width = paths.width(judged.lower_limit, judged.centre, judged.upper_limit) if judged else None
    months = periods.months(min(measured, default=until), until)
    return Course(
        reading=reading,
        year=year,
        until=until,
        path=path,
        in_month=paths.in_month(kpi, values.get(until), path.get(until), until, width),
        to_date=_to_date(reading, year, until, path, measured, least, rows, width),
        held=paths.held(kpi, values, path, until, width),
        series=tuple((month, points.value(kpi, measured.get(month), least)) for month in months),
    )


def _to_date(
    reading: Reading,
    year: Period,
    until: date,
    path: Mapping[date, float],
    measured: Mapping[date, Measured],
    least: int,
    rows: Rows,
    width: float | None,
) -> Against | None:
    kpi, months = reading.kpi, tuple(periods.months(year.first_day, until))
    found = paths.to_date(kpi, measured, path, until, width)
    if found:
        behind = sum(measured[month].n for month in found.months)
        return None if points.is_too_few(kpi, behind, least) else found
    if kpi.rolling or kpi.measure == "sum" or not months or any(month not in path for month in months):
        return None
    whole = next(iter(rows.over(kpi, Period(months[0], periods.last_day(until)), measures.IN_TOTAL)), None)
    value = points.value(kpi, whole, least)
    if value is None:
        return None
    return Against(kpi, value, fmean(path[month] for month in months), (width or 0.0) / len(months) ** 0.5, months)
