"""The one place where the screen meets the warehouse, and the only one that caches."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any, TypeVar, cast, get_args

import duckdb
import polars as pl

from custodian import settings
from custodian.domain import compared as comparing
from custodian.domain import courses as coursing
from custodian.domain import (
    freshness,
    headline,
    house,
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
from custodian.domain.kpis import Kpi
from custodian.domain.landings import Landing, Series
from custodian.domain.periods import Period
from custodian.domain.readings import Point, Reading
from custodian.domain.targets import Wish
from custodian.intake import formats, formulas
from custodian.settings import Settings
from custodian.ui import comparison
from custodian.ui.filters import Chosen
from custodian.warehouse import catalogues, queries
from custodian.warehouse.catalogues import Warehouse

_T = TypeVar("_T")


def in_force() -> Settings:
    return settings.load()


def warehouse() -> Warehouse:
    return house.open_once(in_force(), datetime.now())


@contextmanager
def cursor() -> Iterator[duckdb.DuckDBPyConnection]:
    with warehouse().reading() as reading:
        yield reading


def today() -> date:
    """The clock of the whole app."""
    return date.today()


def now() -> datetime:
    return datetime.now()


def currency() -> str:
    return in_force().currency


def catalogue() -> dict[str, Kpi]:
    return kpis.catalogue()


def names_of_kpis() -> dict[str, str]:
    """What the teams call them → key."""
    with cursor() as reading:
        return kpi_names.by_name(reading)


def of(keys: Iterable[str], chosen: Chosen) -> dict[str, Reading]:
    with cursor() as reading:
        return readings.of(reading, keys, chosen.month, chosen.compare, today(), rows())


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
    with cursor() as reading:
        known = readings.known_months(reading)
    return list(known), readings.default_month(known, today())


def fresh() -> Freshness:
    with cursor() as reading:
        return freshness.of(reading, today())


def awaited() -> int:
    """Exports of the last whole month that should be here and are late."""
    every = imports.history(warehouse())
    found = routine.expected(every, formats.declared(in_force().own_formats), today())
    return sum(one.state == "late" for one in found)


def filled_by(kpi: Kpi) -> str:
    return supplies.which_export(kpi)


def exports_for(kpi: Kpi) -> str:
    return supplies.exports(kpi)


def tools_for(kpi: Kpi) -> str:
    return supplies.which_tools(kpi)


def least() -> int:
    """Below this many answers, deals or enquiries no share is shown."""
    with cursor() as reading:
        return readings.minimum_n(reading)


def once(work: Callable[..., _T], *asked: Hashable) -> _T:
    """What `work` finds for what is asked, given a cursor: worked out once for each state of the ledger."""
    return cast(_T, _once(state(), work, *asked))


def state() -> str:
    """Another text whenever the ledger, or what it is counted with, is another."""
    used = in_force()
    held = _held() if catalogues.is_shared(used.ledger_place) else _held_after(warehouse().state)
    decisive = (*house.DECISIVE, "minimum_n", "fiscal_year_starts")
    return f"{used.ledger_place} {held} {[getattr(used, name) for name in decisive]}"


@lru_cache(maxsize=64)
def _held_after(_write: int) -> str:
    """Where no other process writes, what is held is another only after a write of our own."""
    return _held()


def _held() -> str:
    with cursor() as reading:
        return str(queries.run(reading, "pages/ledger_state").item())


@lru_cache(maxsize=4096)
def _once(_state: str, work: Callable[..., Any], *asked: Hashable) -> Any:  # noqa: ANN401
    with cursor() as reading:
        return work(reading, *asked)


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
    return Rows(partial(_once, now, measures.over), partial(_once, now, reach.of))


def members(kpi: Kpi, split: str, *over: Period) -> tuple[list[tuple[str, Point]], ...]:
    """The KPI over each period by the members of a split, greatest first; too few answers have no value."""
    return once(_members, kpi, split, *over)


def _members(
    reading: duckdb.DuckDBPyConnection, kpi: Kpi, split: str, *over: Period
) -> tuple[list[tuple[str, Point]], ...]:
    least, known = readings.minimum_n(reading), rows()
    return tuple(comparing.ranked(reading, kpi, period, split, least, known) for period in over)


def rows_behind(kpi: Kpi, period: Period, most: int) -> pl.DataFrame:
    with cursor() as reading:
        return measures.rows_behind(reading, kpi, comparing.read_in(kpi, period), most)


def rows_for_spreadsheets(kpi: Kpi, period: Period, most: int) -> str:
    """As CSV; text that a spreadsheet would run as a formula has an apostrophe before it."""
    return formulas.harmless_frame(rows_behind(kpi, period, most)).write_csv()


def target_path(kpi: Kpi, first: date, last: date) -> dict[date, float]:
    with cursor() as reading:
        return {each.month: each.value for each in targets.path(reading, kpi, Period(first, last))}


def courses(read: Mapping[str, Reading]) -> dict[str, Course]:
    with cursor() as reading:
        return coursing.of(reading, read, today(), rows())


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
