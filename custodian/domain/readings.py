"""A KPI as people look at it: this month's value, what it is compared with, whether the change is real, its past."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import duckdb

from custodian.domain import intervals, judging, kpis, measures, periods
from custodian.domain.judging import Verdict
from custodian.domain.kpis import Kpi
from custodian.domain.measures import Measured
from custodian.domain.periods import Period
from custodian.domain.signals import Limits
from custodian.warehouse import queries

Compare = Literal["previous month", "same month last year"]

MONTHS_SHOWN = 25
BACK: dict[Compare, int] = {"previous month": 1, "same month last year": 12}


@dataclass(frozen=True)
class Point:
    """A month of a KPI; `value` is None where there is nothing to divide by or too few answers."""

    month: date
    value: float | None
    low: float | None  # 95 % interval of shares, scores and means
    high: float | None
    n: int
    is_signal: bool = False  # a natural-limits rule marks this month


@dataclass(frozen=True)
class Reading:
    """Everything a card or a KPI page shows of one KPI in one month. `points` are 25 months, the chosen one last."""

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

    @property
    def now(self) -> Point:
        return self.points[-1]

    @property
    def change(self) -> float | None:
        """Difference to the compared month in the KPI's own unit (a share in fractions)."""
        if self.compared is None or self.compared.value is None or self.now.value is None:
            return None
        return self.now.value - self.compared.value


@dataclass(frozen=True)
class _Asked:
    """What all readings of one call have in common."""

    month: date
    compare: Compare
    is_complete: bool
    minimum_n: int
    measured: dict[tuple[str, date], Measured]
    targets: dict[str, float]


def of(
    cursor: duckdb.DuckDBPyConnection, keys: Iterable[str], month: date, compare: Compare, today: date
) -> dict[str, Reading]:
    """The readings of the KPIs in the order asked for, each with the other voice beside it where there is one."""
    month = periods.month_of(month)
    chosen = [kpis.catalogue()[key] for key in keys]
    every = {key for kpi in chosen for key in (kpi.key, kpi.beside) if key}
    span = Period(periods.shifted(month, 1 - MONTHS_SHOWN), periods.last_day(month))
    asked = _Asked(
        month=month,
        compare=compare,
        is_complete=span.is_over(today),
        minimum_n=minimum_n(cursor),
        measured=_measured(cursor, every, span),
        targets=dict(queries.run(cursor, "measures/targets", month=month).iter_rows()),
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


def point(kpi: Kpi, measured: Measured | None, month: date, minimum_n: int) -> Point:
    """Value and interval. Below the minimum number of answers a survey figure has neither."""
    n = measured.n if measured else 0
    value = measures.value(kpi, measured)
    if measured is None or value is None or is_too_few(kpi, n, minimum_n):
        return Point(month, None, None, None, n)
    low, high = _interval(kpi, measured) or (None, None)
    return Point(month, value, low, high, n)


def is_too_few(kpi: Kpi, n: int, minimum_n: int) -> bool:
    return "survey_answers" in kpi.sources and n < minimum_n


def _interval(kpi: Kpi, measured: Measured) -> intervals.Interval | None:
    above, below, squares = measured.numerator, measured.denominator, measured.squares
    if not kpi.margin or not below:
        return None
    if kpi.margin == "share":
        return intervals.of_share(above, below)
    if kpi.margin == "score":
        return intervals.of_score(above, squares or 0.0, below)
    return intervals.of_mean(above, squares or 0.0, below)


def _measured(cursor: duckdb.DuckDBPyConnection, keys: set[str], span: Period) -> dict[tuple[str, date], Measured]:
    rows = measures.kept(cursor, keys, span).select("kpi", *Measured.__dataclass_fields__).iter_rows()
    return {(key, month): Measured(month, *parts) for key, month, *parts in rows}


def _reading(kpi: Kpi, asked: _Asked) -> Reading:
    first = periods.shifted(asked.month, 1 - MONTHS_SHOWN)
    points = [
        point(kpi, asked.measured.get((kpi.key, month)), month, asked.minimum_n)
        for month in periods.months(first, asked.month)
    ]
    silent = _why_silent(kpi, points[-1], asked.minimum_n)
    judged = judging.judge(kpi, {point.month: point.value for point in points}, asked.is_complete, silent)
    lower, upper = _within_nature(kpi, judged.natural)
    return Reading(
        kpi=kpi,
        month=asked.month,
        points=tuple(_marked(point, point.month in judged.marked) for point in points),
        compared=_compared(points, asked.compare),
        lower_limit=lower,
        centre=judged.natural.centre if judged.natural else None,
        upper_limit=upper,
        verdict=judged.verdict,
        since=judged.since,
        rule=judged.rule,
        target=asked.targets.get(kpi.key),
        is_complete=asked.is_complete,
        beside=_reading(kpis.catalogue()[kpi.beside], asked) if kpi.beside else None,
    )


def _why_silent(kpi: Kpi, now: Point, minimum_n: int) -> str:
    too_few = now.n and is_too_few(kpi, now.n, minimum_n)
    return f"n = {now.n}, too few" if too_few else "no data in this month"


def _marked(point: Point, is_signal: bool) -> Point:
    return Point(point.month, point.value, point.low, point.high, point.n, is_signal) if is_signal else point


def _compared(points: Sequence[Point], compare: Compare) -> Point | None:
    compared = points[-1 - BACK[compare]]
    return compared if compared.n else None


def _within_nature(kpi: Kpi, natural: Limits | None) -> tuple[float | None, float | None]:
    if natural is None:
        return None, None
    least, most = kpi.bounds
    return max(natural.lower, least), min(natural.upper, most)
