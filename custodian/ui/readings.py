"""What the screens ask of the warehouse, each thing asked once until somebody writes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import get_args

import duckdb
import polars as pl

from custodian.domain import compared as comparing
from custodian.domain import courses as coursing
from custodian.domain import (
    drivers,
    freshness,
    headline,
    imports,
    kpi_names,
    kpis,
    landings,
    measures,
    reach,
    readings,
    routine,
    supplies,
    targets,
)
from custodian.domain.compared import Compared, Rows
from custodian.domain.comparisons import Compare, Standard, TwoPeriods
from custodian.domain.courses import Course
from custodian.domain.freshness import Freshness
from custodian.domain.imports import Imported
from custodian.domain.kpis import Kpi
from custodian.domain.landings import Landing, Series
from custodian.domain.parts import Drivers
from custodian.domain.periods import Period
from custodian.domain.readings import Point, Reading
from custodian.domain.targets import Wish
from custodian.intake import formats, formulas
from custodian.ui.filters import Chosen
from custodian.ui.remembered import cursor as cursor
from custodian.ui.remembered import in_force as in_force
from custodian.ui.remembered import now as now
from custodian.ui.remembered import once as once
from custodian.ui.remembered import once_in, state
from custodian.ui.remembered import today as today
from custodian.ui.remembered import until_written as until_written
from custodian.ui.remembered import warehouse as warehouse
from custodian.warehouse import queries
from custodian.words import comparison


def currency() -> str:
    return in_force().currency


def catalogue() -> dict[str, Kpi]:
    return kpis.catalogue()


def names_of_kpis() -> dict[str, str]:
    """What the teams call them → key."""
    return until_written(kpi_names.by_name)


def of(keys: Iterable[str], chosen: Chosen) -> dict[str, Reading]:
    return until_written(_of, tuple(keys), chosen.month, chosen.compare, today())


def _of(
    reading: duckdb.DuckDBPyConnection, keys: tuple[str, ...], month: date, compare: Compare, day: date
) -> dict[str, Reading]:
    return readings.of(reading, keys, month, compare, day, rows())


def every(chosen: Chosen) -> dict[str, Reading]:
    return of(catalogue(), chosen)


def finding(every: Mapping[str, Reading]) -> str:
    return headline.headline(every.values())


def summary(every: Mapping[str, Reading]) -> str:
    """How many figures, how many of them really changed, and what they are compared with."""
    return " · ".join(filter(None, (headline.summary(every.values()), comparison.sentence(every.values()))))


def has_figures() -> bool:
    with cursor() as reading:
        return bool(queries.run(reading, "pages/has_figures").item())


def months() -> tuple[list[date], date | None]:
    """Those that any KPI knows, and the one to begin with."""
    known = until_written(readings.known_months)
    return list(known), readings.default_month(known, today())


def fresh() -> Freshness:
    return until_written(freshness.of, today())


def awaited() -> int:
    """Exports of the last whole month that should be here and are late."""
    found = routine.expected(history(), formats.declared(in_force().own_formats), today())
    return sum(one.state == "late" for one in found)


def history() -> list[Imported]:
    """Every import, newest first, those undone included."""
    return until_written(_history)


def _history(_: duckdb.DuckDBPyConnection) -> list[Imported]:
    return imports.history(warehouse())


def filled_by(kpi: Kpi) -> str:
    return supplies.which_export(kpi)


def exports_for(kpi: Kpi) -> str:
    return supplies.exports(kpi)


def tools_for(kpi: Kpi) -> str:
    return supplies.which_tools(kpi)


def least() -> int:
    """Below this many answers, deals or enquiries no share is shown."""
    return until_written(readings.minimum_n)


def compared(kpi: Kpi, chosen: Chosen) -> dict[Compare, Compared]:
    """The KPI in the comparison chosen freely, if there is one, and in all standard ones that differ."""
    every: list[Compare] = [*get_args(Standard)]
    if in_force().fiscal_year_starts == 1:
        every.remove("fiscal year")
    if isinstance(chosen.compare, TwoPeriods):
        every.insert(0, chosen.compare)
    return dict(zip(every, once(_compared, kpi, tuple(every), chosen.month, today()), strict=True))


def _compared(
    reading: duckdb.DuckDBPyConnection, kpi: Kpi, every: tuple[Compare, ...], month: date, day: date
) -> list[Compared]:
    return comparing.every(reading, kpi, every, month, day, readings.minimum_n(reading), rows())


def rows() -> Rows:
    """What only the rows themselves can tell, remembered for each state of the ledger."""
    now = state()
    return Rows(partial(once_in, now, measures.over), partial(once_in, now, reach.of))


def members(kpi: Kpi, split: str, *over: Period) -> tuple[list[tuple[str, Point]], ...]:
    """The KPI over each period by the members of a split, greatest first; too few answers have no value."""
    return once(_members, kpi, split, *over)


def _members(
    reading: duckdb.DuckDBPyConnection, kpi: Kpi, split: str, *over: Period
) -> tuple[list[tuple[str, Point]], ...]:
    least, known = readings.minimum_n(reading), rows()
    return tuple(comparing.ranked(reading, kpi, period, split, least, known) for period in over)


def shared_out(wanted: Iterable[Kpi], before: Period, now: Period) -> dict[str, list[Drivers]]:
    """The drivers of each KPI by each of its splits; worked out once for each state of the ledger."""
    return once(_shared_out, tuple(wanted), before, now)


def _shared_out(
    reading: duckdb.DuckDBPyConnection, wanted: tuple[Kpi, ...], before: Period, now: Period
) -> dict[str, list[Drivers]]:
    return drivers.every(reading, wanted, before, now, rows())


def rows_behind(kpi: Kpi, period: Period, most: int) -> pl.DataFrame:
    with cursor() as reading:
        return measures.rows_behind(reading, kpi, comparing.read_in(kpi, period), most)


def rows_for_spreadsheets(kpi: Kpi, period: Period, most: int) -> str:
    """As CSV; text that a spreadsheet would run as a formula has an apostrophe before it."""
    return formulas.harmless_frame(rows_behind(kpi, period, most)).write_csv()


def target_path(kpi: Kpi, first: date, last: date) -> dict[date, float]:
    return {each.month: each.value for each in until_written(targets.path, kpi, Period(first, last))}


def courses(read: Mapping[str, Reading]) -> dict[str, Course]:
    return until_written(_courses, tuple(read.values()), today())


def _courses(reading: duckdb.DuckDBPyConnection, read: tuple[Reading, ...], day: date) -> dict[str, Course]:
    return coursing.of(reading, {one.kpi.key: one for one in read}, day, rows())


def landing(course: Course) -> Landing:
    """Where the year will end; foreseen once for the same months."""
    return _landing(course.reading.kpi, course.series, course.year)


@lru_cache(maxsize=512)
def _landing(kpi: Kpi, series: Series, year: Period) -> Landing:
    return landings.of(kpi, series, year)


def decide_targets(wishes: Sequence[Wish]) -> list[Wish]:
    """All or none; returns those that changed something."""
    with warehouse().writing() as writing:
        return targets.decide_all(writing, wishes, now())
