"""Where a key result will land on the last day of its period: always as an interval, with the chance of its target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from custodian.domain import forecasts, periods
from custodian.domain.forecasts import Bounds, Expected, Outlook
from custodian.domain.keyresults import Standing

MOST_AHEAD = 18  # months; further on nobody can see


@dataclass(frozen=True)
class Prospect:
    """`expected` is the figure of the period's last month; without one `missing` says why, '' where that is over."""

    expected: Expected | None = None
    chance: float = 0.0  # that the target is reached in that month
    missing: str = ""


def of(standing: Standing) -> Prospect:
    last_month = periods.month_of(standing.last_day)
    known = _without_end(standing.series)
    if standing.is_over:
        return Prospect()
    if not known:
        return Prospect(missing="too early to foresee: no month is known")
    ahead = sum(1 for _ in periods.months(periods.shifted(known[-1][0], 1), last_month))
    if ahead > MOST_AHEAD:
        return Prospect(missing=f"too far ahead to foresee: the last figure is of {known[-1][0]:%B %Y}")
    outlook = _outlook(tuple(value for _, value in known), ahead, standing.kpi.bounds)
    if outlook is None:
        count = sum(value is not None for _, value in known)
        return Prospect(missing=f"too early to foresee: {count} of {forecasts.ENOUGH} months are known")
    expected = outlook.last
    return Prospect(expected, expected.chance(standing.key_result.target, standing.kpi.direction))


@lru_cache(maxsize=1024)
def _outlook(values: tuple[float | None, ...], ahead: int, bounds: Bounds) -> Outlook | None:
    """The same months have the same outlook, so it is foreseen once."""
    return forecasts.outlook(values, ahead, bounds)


def _without_end(series: Sequence[tuple[date, float | None]]) -> list[tuple[date, float | None]]:
    """Up to the last month that has a figure."""
    known = list(series)
    while known and known[-1][1] is None:
        known.pop()
    return known
