"""A KPI over the two periods of a comparison, each as one value, or why there is nothing to compare.

Whole months of a KPI that adds up come from the kept months; everything else is read from the rows themselves: medians,
distinct counts, days of a month, and rows that lie in several months and so belong to none of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial, reduce

import duckdb

from custodian.domain import comparisons, measures, periods, points, reach
from custodian.domain.comparisons import Compare, Comparison
from custodian.domain.kpis import Kpi
from custodian.domain.measures import Measured
from custodian.domain.periods import Period
from custodian.domain.points import Point
from custodian.domain.reach import Reaches
from custodian.warehouse import queries

NOT_ADDED = "cannot be added over months"


@dataclass(frozen=True)
class Rows:
    """What only the rows themselves can tell. Reading them takes its time; the screens remember the answers."""

    over: Callable[[Kpi, Period, str], list[Measured]]  # by the members of a split, '' in total
    reaches: Callable[[], Reaches]


@dataclass(frozen=True)
class Compared:
    """`missing` says why there is nothing to compare, '' where there is. Both points stand at their first months."""

    comparison: Comparison
    now: Point
    before: Point
    missing: str


@dataclass(frozen=True)
class Asked:
    """What the comparisons of a page have in common. `kept` holds all months that they may need."""

    month: date
    fiscal_year_starts: int
    today: date
    minimum_n: int
    kept: Mapping[tuple[str, date], Measured]
    rows: Rows


def rows_of(cursor: duckdb.DuckDBPyConnection) -> Rows:
    """Read as long as the cursor is open; how far the files reach is read once."""
    return Rows(partial(measures.over, cursor), cache(lambda: reach.of(cursor)))


def span(compare: Compare, month: date, fiscal_year_starts: int) -> Period:
    """All months that a comparison touches."""
    whole = comparisons.of(compare, month, fiscal_year_starts, until=date.max)
    both = whole.now.with_(whole.before)
    return Period(periods.month_of(both.first_day), periods.last_day(both.last_day))


def every(
    cursor: duckdb.DuckDBPyConnection,
    kpi: Kpi,
    compares: Sequence[Compare],
    month: date,
    today: date,
    minimum_n: int,
    rows: Rows,
) -> list[Compared]:
    """One KPI in several comparisons."""
    begins = fiscal_year_starts(cursor)
    touched = reduce(Period.with_, (span(compare, month, begins) for compare in compares))
    kept = measures.kept_months(cursor, [kpi.key], touched)
    asked = Asked(month, begins, today, minimum_n, kept, rows)
    return [of(kpi, compare, asked) for compare in compares]


def fiscal_year_starts(cursor: duckdb.DuckDBPyConnection) -> int:
    """The month, 1 to 12."""
    month: int = queries.run(cursor, "measures/fiscal_year_starts").item()
    return month


def of(kpi: Kpi, compare: Compare, asked: Asked) -> Compared:
    reaches = asked.rows.reaches()
    until = comparisons.last_whole_day(asked.today)
    whole = comparisons.of(compare, asked.month, asked.fiscal_year_starts, date.max)
    known = min(reach.until(kpi, whole.now, reaches), until)
    comparison = comparisons.of(compare, asked.month, asked.fiscal_year_starts, min(known, until))
    comparison = replace(comparison, ends_with_data=comparison.is_cut and known < min(whole.now.last_day, until))
    taken = tuple(_taken(kpi, period, asked, reaches) for period in (comparison.now, comparison.before))
    now, before = (
        points.point(kpi, one, periods.month_of(period.first_day), asked.minimum_n)
        for one, period in zip(taken, (comparison.now, comparison.before), strict=True)
    )
    missing = _missing(kpi, comparison, taken, asked, reaches)
    return Compared(comparison, now, before, missing or _too_little(kpi, comparison, now, before, asked.minimum_n))


def adds_months(kpi: Kpi) -> bool:
    """Are the months of the KPI its parts?"""
    return kpi.adds_up and kpi.measure == "sum"


def has_value_over(kpi: Kpi, period: Period) -> bool:
    """A KPI that neither adds up nor can be counted anew has no value beyond the month."""
    return adds_months(kpi) or kpi.measure != "sum" or kpi.rolling or _is_in_one_month(period)


def read_in(kpi: Kpi, period: Period) -> Period:
    """A rolling KPI reads over a longer period as in its last month."""
    return Period(periods.month_of(period.last_day), period.last_day) if kpi.rolling else period


def members(cursor: duckdb.DuckDBPyConnection, kpi: Kpi, period: Period, split: str, rows: Rows) -> dict[str, Measured]:
    """The KPI over a period by the members of a split; empty where it has no value over it."""
    found: dict[str, list[Measured]] = {}
    for part, is_kept in _parts(kpi, period, rows.reaches()):
        for one in measures.kept_members(cursor, kpi, part, split) if is_kept else rows.over(kpi, part, split):
            found.setdefault(one.member, []).append(one)
    return {member: added for member, months in found.items() if (added := measures.added(months))}


def is_kept(kpi: Kpi, period: Period, rows: Rows) -> bool:
    """Do the kept months alone tell the KPI over this period?"""
    return all(is_kept for _, is_kept in _parts(kpi, period, rows.reaches()))


def ranked(
    cursor: duckdb.DuckDBPyConnection, kpi: Kpi, period: Period, split: str, minimum_n: int, rows: Rows
) -> list[tuple[str, Point]]:
    """The members by name, greatest first; too few answers have no value."""
    found = members(cursor, kpi, period, split, rows).items()
    named = [(member or "not given", points.point(kpi, each, each.month, minimum_n)) for member, each in found]
    return sorted(named, key=lambda named: -(named[1].value or 0))


def _taken(kpi: Kpi, period: Period, asked: Asked, reaches: Reaches) -> Measured | None:
    found: list[Measured] = []
    for part, is_kept in _parts(kpi, period, reaches):
        kept = [asked.kept[kpi.key, month] for month in _months(part) if (kpi.key, month) in asked.kept]
        found += kept if is_kept else asked.rows.over(kpi, part, measures.IN_TOTAL)
    return measures.added(found)


def _parts(kpi: Kpi, period: Period, reaches: Reaches) -> list[tuple[Period, bool]]:
    """What adds up to the period, and whether it is kept as months."""
    period = read_in(kpi, period)
    if not has_value_over(kpi, period):
        return []
    adds_up = adds_months(kpi) and not reach.spans_months(kpi, reaches)
    parts = periods.by_whole_months(period) if adds_up else [period]
    return [(part, part.is_of_months and (adds_up or _is_in_one_month(part))) for part in parts]


def _missing(kpi: Kpi, comparison: Comparison, taken: Sequence[Measured | None], asked: Asked, reaches: Reaches) -> str:
    if not comparison.has_begun:
        return "no whole day is over yet"
    sides = (comparison.now, comparison.before)
    if not all(has_value_over(kpi, period) for period in sides):
        return NOT_ADDED
    for period, found in zip(sides, taken, strict=True):
        if found is None:
            return f"no data in {periods.name(period)}"
        if not kpi.rolling and (kpi.measure == "distinct" or found.denominator is None and kpi.measure == "sum"):
            # What grows with time must have all of its months on both sides.
            unknown = [month for month in _months(period) if not _is_known(kpi, month, asked, reaches)]
            if unknown:
                return f"no data in {_named(unknown)}"
    return ""


def _is_known(kpi: Kpi, month: date, asked: Asked, reaches: Reaches) -> bool:
    return (kpi.key, month) in asked.kept or reach.covers(kpi, month, reaches)


def _named(months: Sequence[date]) -> str:
    """All of them, if they follow upon each other."""
    first, last = months[0], months[-1]
    if len(months) == len(_months(Period(first, last))):
        return periods.name(Period(first, periods.last_day(last)))
    return f"{periods.name(Period(first, periods.last_day(first)))} and {len(months) - 1} more"


def _too_little(kpi: Kpi, comparison: Comparison, now: Point, before: Point, minimum_n: int) -> str:
    for period, found in ((comparison.now, now), (comparison.before, before)):
        if found.value is None:
            says = f"n = {found.n}, too few" if points.is_too_few(kpi, found.n, minimum_n) else "nothing to divide by"
            return f"{says} in {periods.name(period)}"
    return ""


def _months(period: Period) -> list[date]:
    return list(periods.months(period.first_day, period.last_day))


def _is_in_one_month(period: Period) -> bool:
    return periods.month_of(period.first_day) == periods.month_of(period.last_day)
