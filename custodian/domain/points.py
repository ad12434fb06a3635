"""One value of a KPI as people may see it: with its interval, and only where enough answers stand behind it."""

from dataclasses import dataclass
from datetime import date

from custodian.domain import intervals, measures
from custodian.domain.kpis import Kpi
from custodian.domain.measures import Measured


@dataclass(frozen=True)
class Point:
    """A month of a KPI, or a longer period from that month on; without `value` if there is nothing to divide by."""

    month: date
    value: float | None
    low: float | None  # 95 % interval of shares, scores and means
    high: float | None
    n: int
    is_signal: bool = False  # a natural-limits rule marks this month
    lower_limit: float | None = None  # the natural limits of this month, and their middle
    centre: float | None = None
    upper_limit: float | None = None


def point(kpi: Kpi, measured: Measured | None, month: date, minimum_n: int) -> Point:
    """Value and interval. Below the minimum number of answers a survey figure has neither."""
    n = measured.n if measured else 0
    known = value(kpi, measured, minimum_n)
    if measured is None or known is None:
        return Point(month, None, None, None, n)
    low, high = _interval(kpi, measured) or (None, None)
    return Point(month, known, low, high, n)


def value(kpi: Kpi, measured: Measured | None, minimum_n: int) -> float | None:
    return None if measured is None or is_too_few(kpi, measured.n, minimum_n) else measures.value(kpi, measured)


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
