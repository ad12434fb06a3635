"""Where a KPI's fiscal year will end, as an interval beside what was promised for it.

What adds up ends at its year's total: the months that are over and what is foreseen for the rest. Everything else ends
at the level of the year's last month.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from custodian.domain import forecasts, paths, periods
from custodian.domain.forecasts import Expected
from custodian.domain.kpis import Kpi
from custodian.domain.periods import Period

MOST_AHEAD = 18  # months; further on nobody can see
Series = tuple[tuple[date, float | None], ...]


@dataclass(frozen=True)
class Landing:
    """`expected` is None where nothing is foreseen; `missing` then says why, '' where the year is over already."""

    kpi: Kpi
    year: Period
    months: tuple[tuple[date, Expected], ...]  # ahead, one after the other
    expected: Expected | None
    final: float | None  # of a year that is over
    missing: str = ""
    is_seasonal: bool = False

    @property
    def is_total(self) -> bool:
        return paths.is_sum(self.kpi)


def of(kpi: Kpi, series: Series, year: Period) -> Landing:
    """From a KPI's months that are over, oldest first and none left out, up to the year's last one."""
    known = _without_end(series)
    if not known:
        return _nothing(kpi, year, "no month has a figure yet")
    until, last_month = known[-1][0], periods.month_of(year.last_day)
    within = [(month, value) for month, value in known if month in year]
    gap = next((month for month, value in within if value is None), None)
    if gap and paths.is_sum(kpi):
        return _nothing(kpi, year, f"{gap:%B %Y} has no figure, so the year cannot be added up")
    so_far = sum(value for _, value in within if value is not None) if paths.is_sum(kpi) else 0.0
    if until >= last_month:
        final = so_far if paths.is_sum(kpi) else within[-1][1]
        return Landing(kpi, year, (), None, final)
    ahead = list(periods.months(periods.shifted(until, 1), last_month))
    if len(ahead) > MOST_AHEAD:
        return _nothing(kpi, year, f"the last figure is of {until:%B %Y}")
    values = [value for _, value in known]
    outlook = forecasts.outlook(values, len(ahead), kpi.bounds, so_far, sum(month in year for month in ahead))
    if outlook is None:
        count = sum(value is not None for value in values)
        return _nothing(kpi, year, f"too early to foresee: {count} of {forecasts.ENOUGH} months are known")
    expected = outlook.total if paths.is_sum(kpi) else outlook.last
    months = tuple(zip(ahead, outlook.months, strict=True))
    return Landing(kpi, year, months, expected, None, is_seasonal=outlook.is_seasonal)


def target(kpi: Kpi, path: Mapping[date, float], year: Period) -> float | None:
    """What was promised for the year's end: the sum of a whole path, or the target of the last month."""
    months = paths.months_of(year)
    if not paths.is_sum(kpi):
        return path.get(months[-1])
    return sum(path[month] for month in months) if all(month in path for month in months) else None


def _nothing(kpi: Kpi, year: Period, why: str) -> Landing:
    return Landing(kpi, year, (), None, None, why)


def _without_end(series: Series) -> list[tuple[date, float | None]]:
    """Up to the last month that has a figure."""
    known = list(series)
    while known and known[-1][1] is None:
        known.pop()
    return known
