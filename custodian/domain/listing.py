"""KPIs as plain rows, for the command line and the API: one row per KPI, period and member of a split."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from custodian.domain import kpis, measures, periods, points, readings
from custodian.domain.judging import Verdict
from custodian.domain.kpis import Kpi
from custodian.domain.measures import IN_TOTAL, Measured
from custodian.domain.periods import By, Period


class NotInCatalogue(ValueError):
    """A KPI or a split that does not exist, with those that do."""


@dataclass(frozen=True)
class Row:
    """`split` is the member of the split asked for, '' in total. Target and verdict belong to months in total."""

    key: str
    period: str
    split: str
    numerator: float | None
    denominator: float | None
    value: float | None
    low: float | None
    high: float | None
    n: int
    target: float | None
    verdict: Verdict | None
    complete: bool


def rows(
    cursor: duckdb.DuckDBPyConnection,
    keys: Sequence[str],
    span: Period,
    by: By,
    today: date,
    split: str = IN_TOTAL,
) -> list[Row]:
    """All KPIs if no key is given. A KPI that has no such split is left out, unless it was asked for by its key."""
    chosen = [_named(key) for key in keys] or list(kpis.catalogue().values())
    strangers = [kpi.key for kpi in chosen if split and split not in kpi.splits]
    if keys and strangers:
        raise NotInCatalogue(f"Expected a split of {', '.join(strangers)}; found “{split}”. {_splits(chosen)}")
    told = [kpi for kpi in chosen if kpi.key not in strangers]
    least = readings.minimum_n(cursor)
    asked = periods.periods(span.first_day, span.last_day, by)
    if by == "month":
        return list(_months(cursor, told, asked, split, today))
    return [
        _row(kpi, period, by, measured, least, today)
        for kpi in told
        for period in asked
        for measured in measures.over(cursor, kpi, period, split)
    ]


def _months(
    cursor: duckdb.DuckDBPyConnection, told: Sequence[Kpi], asked: Sequence[Period], split: str, today: date
) -> Iterator[Row]:
    whole, keys = Period(asked[0].first_day, asked[-1].last_day), [kpi.key for kpi in told]
    least = readings.minimum_n(cursor)
    kept = measures.kept(cursor, keys, whole, split)
    verdicts = {} if split else readings.verdicts(cursor, keys, today)
    targets = {} if split else {period.first_day: readings.targets(cursor, period.first_day) for period in asked}
    for key, *parts in kept.select("kpi", *Measured.__dataclass_fields__).iter_rows():
        measured = Measured(*parts)
        month = Period(measured.month, periods.last_day(measured.month))
        row = _row(kpis.catalogue()[key], month, "month", measured, least, today)
        if split:
            yield row
        else:
            target, verdict = targets[measured.month].get(key), verdicts[key][measured.month].verdict
            yield replace(row, target=target, verdict=verdict)


def _row(kpi: Kpi, period: Period, by: By, measured: Measured, least: int, today: date) -> Row:
    point = points.point(kpi, measured, period.first_day, least)
    return Row(
        key=kpi.key,
        period=_name(period, by),
        split=measured.member,
        numerator=measured.numerator,
        denominator=measured.denominator,
        value=point.value,
        low=point.low,
        high=point.high,
        n=point.n,
        target=None,
        verdict=None,
        complete=period.is_over(today),
    )


def _name(period: Period, by: By) -> str:
    first, last = period.first_day, period.last_day
    match by:
        case "month":
            return f"{first:%Y-%m}"
        case "quarter":
            return f"{first:%Y}-Q{(first.month + 2) // 3}"
        case "year":
            return f"{first:%Y}"
    return f"{first:%Y-%m}..{last:%Y-%m}"


def _named(key: str) -> Kpi:
    known = kpis.catalogue()
    if key not in known:
        raise NotInCatalogue(f"Expected the key of a KPI; found “{key}”. Choose from: {', '.join(known)}.")
    return known[key]


def _splits(chosen: Sequence[Kpi]) -> str:
    return " ".join(f"{kpi.key} splits by: {', '.join(kpi.splits) or 'nothing'}." for kpi in chosen)
