"""A KPI as people look at it: this month's value, what it is compared with, whether the change is real, its past."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from custodian.domain import (
    baselines,
    compared,
    intervals,
    judging,
    kpis,
    marks,
    measures,
    periods,
    reach,
    uncertainty,
)
from custodian.domain.baselines import Baseline
from custodian.domain.compared import Compared, Rows
from custodian.domain.comparisons import Compare, Comparison
from custodian.domain.judging import Judgement, Verdict, Yardstick
from custodian.domain.kpis import Kpi
from custodian.domain.marks import Mark
from custodian.domain.measures import Measured
from custodian.domain.periods import Period
from custodian.domain.points import Point as Point
from custodian.domain.points import is_too_few as is_too_few
from custodian.domain.points import point as point
from custodian.domain.points import value
from custodian.domain.targets import paths
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
    yardstick: Yardstick | None = None  # what the month is judged by; None where the KPI has no data yet
    path: tuple[float | None, ...] = ()  # the targets of the months shown
    resets: tuple[Baseline, ...] = ()  # where somebody set the natural limits anew, oldest first

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

    @property
    def change_interval(self) -> intervals.Interval | None:
        """95 % interval of the change where the figure is a share, a score or a mean of a sample."""
        return uncertainty.of_change(self.kpi, self.figure, self.compared) if self.compared else None


@dataclass(frozen=True)
class _Asked:
    """What all readings of one call have in common."""

    month: date
    today: date
    minimum_n: int
    measured: dict[str, dict[date, Measured]]
    resets: dict[str, list[Baseline]]
    targets: dict[str, dict[date, float]]
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
    begins, least = compared.fiscal_year_starts(cursor), minimum_n(cursor)
    measured = measures.kept_months(cursor, every, measures.ALL_TIME)
    shown = Period(periods.shifted(month, 1 - MONTHS_SHOWN), periods.last_day(month))
    asked = _Asked(
        month=month,
        today=today,
        minimum_n=least,
        measured=_by_kpi(every, measured),
        resets=baselines.in_force(cursor),
        targets=paths(cursor, every, shown),
        compare=compare,
        beside=compared.Asked(month, begins, today, least, measured, rows or compared.rows_of(cursor)),
        marks=marks.of(cursor, (kpis.catalogue()[key] for key in every), shown),
    )
    return {kpi.key: _reading(kpi, asked) for kpi in chosen}


def verdicts(cursor: duckdb.DuckDBPyConnection, keys: Iterable[str], today: date) -> dict[str, dict[date, Judgement]]:
    """The verdict on every month of the KPIs' known history; the same that `of` gives of one month."""
    known = [kpis.catalogue()[key] for key in keys]
    least, resets = minimum_n(cursor), baselines.in_force(cursor)
    measured = _by_kpi([kpi.key for kpi in known], measures.kept_months(cursor, keys, measures.ALL_TIME))
    reaches = reach.of(cursor)
    return {
        kpi.key: judging.judge(
            kpi,
            _history(kpi, measured[kpi.key], least),
            resets.get(kpi.key, ()),
            reach.known_on(kpi, measured[kpi.key], reaches, today),
        )
        for kpi in known
    }


def targets(cursor: duckdb.DuckDBPyConnection, month: date) -> dict[str, float]:
    """Those in force in a month, by KPI."""
    return dict(queries.run(cursor, "measures/targets", month=month).iter_rows())


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


def _by_kpi(keys: Iterable[str], measured: Mapping[tuple[str, date], Measured]) -> dict[str, dict[date, Measured]]:
    """The whole past of each KPI by month: natural limits reach further back than what is shown."""
    found: dict[str, dict[date, Measured]] = {key: {} for key in keys}
    for (key, month), one in measured.items():
        found[key][month] = one
    return found


def _history(kpi: Kpi, measured: Mapping[date, Measured], minimum_n: int, to: date = date.min) -> judging.History:
    """From the first month known to the last one, or to `to` if that is later."""
    if not measured:
        return {}
    months = periods.months(min(measured), max(*measured, to))
    return {month: value(kpi, measured.get(month), minimum_n) for month in months}


def _reading(kpi: Kpi, asked: _Asked) -> Reading:
    measured, month, resets = asked.measured[kpi.key], asked.month, asked.resets.get(kpi.key, [])
    known_on = reach.known_on(kpi, measured, asked.beside.rows.reaches(), asked.today)
    judged = judging.judge(kpi, _history(kpi, measured, asked.minimum_n, month), resets, known_on)
    points = [
        _judged(point(kpi, measured.get(shown), shown, asked.minimum_n), judged.get(shown))
        for shown in periods.months(periods.shifted(month, 1 - MONTHS_SHOWN), month)
    ]
    now, aims = judged.get(month), asked.targets.get(kpi.key, {})
    found = Reading(
        kpi=kpi,
        month=month,
        points=tuple(points),
        compared=None,
        verdict=now.verdict if now else "no data",
        since=now.since if now else None,
        rule=_rule(now, month, known_on, asked.today)
        if now and now.verdict != "no data"
        else _why_silent(kpi, points[-1], asked.minimum_n),
        target=aims.get(month),
        path=tuple(aims.get(point.month) for point in points),
        is_complete=periods.last_day(month) < asked.today,
        beside=_reading(kpis.catalogue()[kpi.beside], asked) if kpi.beside else None,
        marks=asked.marks[kpi.key],
        yardstick=now.yardstick if now else None,
        resets=tuple(resets),
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


def _rule(judged: Judgement, month: date, known_on: date, today: date) -> str:
    is_cut_short = known_on <= periods.last_day(month) < today
    return f"the files end before {known_on.day} {known_on:%B}" if is_cut_short else judged.rule


def _why_silent(kpi: Kpi, now: Point, minimum_n: int) -> str:
    too_few = now.n and is_too_few(kpi, now.n, minimum_n)
    return f"n = {now.n}, too few" if too_few else "no data in this month"


def _judged(point: Point, by: Judgement | None) -> Point:
    if by is None:
        return point
    return replace(point, is_signal=by.is_signal, lower_limit=by.lower, centre=by.centre, upper_limit=by.upper)
