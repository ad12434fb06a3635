"""A KPI as people look at it: this month's value, what it is compared with, whether the change is real, its past."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from custodian.domain import compared, judging, kpis, marks, measures, periods
from custodian.domain.compared import Compared, Rows
from custodian.domain.comparisons import Compare, Comparison
from custodian.domain.judging import Verdict
from custodian.domain.kpis import Kpi
from custodian.domain.marks import Mark
from custodian.domain.measures import Measured
from custodian.domain.periods import Period
from custodian.domain.points import Point as Point
from custodian.domain.points import is_too_few as is_too_few
from custodian.domain.points import point as point
from custodian.domain.signals import Limits
from custodian.warehouse import queries

MONTHS_SHOWN = 25


@dataclass(frozen=True)
class Reading:
    """Everything a card or a KPI page shows of one KPI in one month. `points` are 25 months, the chosen one last.

    `now` and `verdict` are the month's; `figure` is the value of the period that is compared, the month itself in most
    comparisons, `compared` that of the period before.
    """

    kpi: Kpi
    month: date
    points: tuple[Point, ...]
    compared: Point | None
    lower_limit: float | None
    centre: float | None
    upper_limit: float | None
    verdict: Verdict
    since: date | None  # the month the signal began
    rule: str  # which rule spoke, in words; why there is no verdict, where there is none; '' at normal variation
    target: float | None
    is_complete: bool  # is the month over?
    beside: "Reading | None" = None  # the other voice on the same question
    comparison: Comparison | None = None
    over: Point | None = None  # the value of a compared period that is not the month as kept
    missing: str = ""  # why there is nothing to compare with
    marks: tuple[Mark, ...] = ()  # what happened in the months shown, and changed definitions

    @property
    def now(self) -> Point:
        return self.points[-1]

    @property
    def figure(self) -> Point:
        """The value of the period that is compared."""
        return self.over or self.now

    @property
    def change(self) -> float | None:
        """Difference to the period before in the KPI's own unit (a share in fractions)."""
        if self.compared is None or self.compared.value is None or self.figure.value is None:
            return None
        return self.figure.value - self.compared.value


@dataclass(frozen=True)
class _Asked:
    """What all readings of one call have in common."""

    month: date
    is_complete: bool
    minimum_n: int
    measured: dict[tuple[str, date], Measured]
    targets: dict[str, float]
    compare: Compare | None
    beside: compared.Asked
    marks: dict[str, tuple[Mark, ...]]


def of(
    cursor: duckdb.DuckDBPyConnection,
    keys: Iterable[str],
    month: date,
    compare: Compare | None,
    today: date,
    rows: Rows | None = None,
) -> dict[str, Reading]:
    """The readings of the KPIs in the order asked for, each with the other voice beside it where there is one.

    `rows` answers what only the rows themselves can tell; whoever asks often remembers its answers.
    """
    month = periods.month_of(month)
    chosen = [kpis.catalogue()[key] for key in keys]
    every = {key for kpi in chosen for key in (kpi.key, kpi.beside) if key}
    span = Period(periods.shifted(month, 1 - MONTHS_SHOWN), periods.last_day(month))
    begins, least = compared.fiscal_year_starts(cursor), minimum_n(cursor)
    touched = span.with_(compared.span(compare, month, begins)) if compare else span
    measured = measures.kept_months(cursor, every, touched)
    asked = _Asked(
        month=month,
        is_complete=span.is_over(today),
        minimum_n=least,
        measured=measured,
        targets=dict(queries.run(cursor, "measures/targets", month=month).iter_rows()),
        compare=compare,
        beside=compared.Asked(month, begins, today, least, measured, rows or compared.rows_of(cursor)),
        marks=marks.of(cursor, (kpis.catalogue()[key] for key in every), span),
    )
    return {kpi.key: _reading(kpi, asked) for kpi in chosen}


def minimum_n(cursor: duckdb.DuckDBPyConnection) -> int:
    """Below this many answers no survey figure is shown."""
    least: int = queries.run(cursor, "measures/minimum_n").item()
    return least


def known_months(cursor: duckdb.DuckDBPyConnection) -> dict[date, int]:
    """Every month that any KPI knows, and how many do."""
    return dict(queries.run(cursor, "measures/months").iter_rows())


def default_month(known: Mapping[date, int], today: date) -> date | None:
    """The newest month that is over and that at least half as many KPIs know as know the best known one.

    None in an empty ledger; the newest month with data where none is over.
    """
    over = [month for month in known if periods.last_day(month) < today]
    full = [month for month in over if known[month] * 2 >= max(known.values())]
    return max(full or over or known, default=None)


def _reading(kpi: Kpi, asked: _Asked) -> Reading:
    first = periods.shifted(asked.month, 1 - MONTHS_SHOWN)
    points = [
        point(kpi, asked.measured.get((kpi.key, month)), month, asked.minimum_n)
        for month in periods.months(first, asked.month)
    ]
    silent = _why_silent(kpi, points[-1], asked.minimum_n)
    judged = judging.judge(kpi, {point.month: point.value for point in points}, asked.is_complete, silent)
    lower, upper = _within_nature(kpi, judged.natural)
    found = Reading(
        kpi=kpi,
        month=asked.month,
        points=tuple(_marked(point, point.month in judged.marked) for point in points),
        compared=None,
        lower_limit=lower,
        centre=judged.natural.centre if judged.natural else None,
        upper_limit=upper,
        verdict=judged.verdict,
        since=judged.since,
        rule=judged.rule,
        target=asked.targets.get(kpi.key),
        is_complete=asked.is_complete,
        beside=_reading(kpis.catalogue()[kpi.beside], asked) if kpi.beside else None,
        marks=asked.marks[kpi.key],
    )
    return _beside_before(found, compared.of(kpi, asked.compare, asked.beside)) if asked.compare else found


def _beside_before(reading: Reading, found: Compared) -> Reading:
    month = Period(reading.month, periods.last_day(reading.month))
    return replace(
        reading,
        comparison=found.comparison,
        over=None if found.comparison.now == month else found.now,
        compared=None if found.missing else found.before,
        missing=found.missing,
    )


def _why_silent(kpi: Kpi, now: Point, minimum_n: int) -> str:
    too_few = now.n and is_too_few(kpi, now.n, minimum_n)
    return f"n = {now.n}, too few" if too_few else "no data in this month"


def _marked(point: Point, is_signal: bool) -> Point:
    return Point(point.month, point.value, point.low, point.high, point.n, is_signal) if is_signal else point


def _within_nature(kpi: Kpi, natural: Limits | None) -> tuple[float | None, float | None]:
    if natural is None:
        return None, None
    least, most = kpi.bounds
    return max(natural.lower, least), min(natural.upper, most)
