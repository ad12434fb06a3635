"""From a KPI's facts to its values: computed at import, kept by month, read by the pages."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import cast

import duckdb
import polars as pl

from custodian.domain import kpis, periods
from custodian.domain.kpis import Kpi
from custodian.domain.periods import Period
from custodian.warehouse import queries, tables
from custodian.warehouse.tables import Table

ALL_TIME = Period(date.min, date(9999, 12, 31))
IN_TOTAL = ""


@dataclass(frozen=True)
class Measured:
    """One KPI in one period, kept as its parts so that it can be added up.

    `squares` is the sum of the squared numerators, where a margin is made of them; `n` is how many answers, deals or
    rows stand behind it.
    """

    month: date
    member: str
    numerator: float
    denominator: float | None
    squares: float | None
    n: int


def value(kpi: Kpi, measured: Measured | None) -> float | None:
    """Sum first, divide last; without a denominator there is no value. A score is in points from −100 to 100."""
    if measured is None:
        return None
    if measured.denominator is None:
        return measured.numerator
    if not measured.denominator:
        return None
    ratio = measured.numerator / measured.denominator
    return 100 * ratio if kpi.unit == "score" else ratio


def keep(
    cursor: duckdb.DuckDBPyConnection, touched: Set[str], span: Period | None, done: Set[str] = frozenset()
) -> None:
    """Compute anew every KPI that reads a table of `touched`, for the months of `span` (all months if None).

    Those that read a table of `done` were computed anew just before.
    """
    queries.do(cursor, "measures/joins_as_written")
    try:
        for kpi in kpis.catalogue().values():
            if touched & set(kpi.sources) and not done & set(kpi.sources):
                _keep_one(cursor, kpi, _reach(kpi, touched, span))
    finally:
        queries.do(cursor, "measures/joins_as_planned")


def _reach(kpi: Kpi, touched: Set[str], span: Period | None) -> Period:
    """The months of a KPI that rows of `span` may have changed."""
    # A contact's row has a date for each stage, so it counts in months that its table's span does not name.
    if span is None or any(_has_other_dates(tables.declared()[name]) for name in touched & set(kpi.sources)):
        return ALL_TIME
    return Period(
        ALL_TIME.first_day if kpi.looks_ahead else periods.month_of(span.first_day),
        ALL_TIME.last_day if kpi.looks_back else periods.last_day(span.last_day),
    )


def _has_other_dates(table: Table) -> bool:
    dates = {column.name for column in table.columns.values() if column.type in ("date", "moment")}
    return bool(dates - set(table.span))


def _keep_one(cursor: duckdb.DuckDBPyConnection, kpi: Kpi, reach: Period) -> None:
    days = {"first_day": reach.first_day, "last_day": reach.last_day}
    queries.do(cursor, "measures/forget", kpi=kpi.key, **days)
    splits = (IN_TOTAL, *kpi.splits)
    statement = queries.around("measures/keep", _measured(kpi, kpi.facts, *splits))
    cursor.execute(statement, {"kpi": kpi.key, "splits": list(splits), **days})


def _measured(kpi: Kpi, facts: str, *splits: str) -> str:
    """All splits in one pass over the facts."""
    every = queries.around("measures/facts", facts)
    members = ", ".join(split or "in_total" for split in splits)
    named = queries.around("measures/members", every, members=members)
    sets = ", ".join(f"(month, {member})" for member in members.split(", "))
    squared = "numerator" if kpi.margin in ("score", "mean") else "null"
    return queries.around(f"measures/{kpi.measure}", named, members=members, sets=sets, squared=squared)


def kept(cursor: duckdb.DuckDBPyConnection, keys: Iterable[str], span: Period, split: str = IN_TOTAL) -> pl.DataFrame:
    """kpi, month, split, member, numerator, denominator, squares, n: as materialised."""
    days = {"first_day": span.first_day, "last_day": span.last_day}
    return queries.run(cursor, "measures/kept", kpis=list(keys), split=split, **days)


def kept_months(
    cursor: duckdb.DuckDBPyConnection, keys: Iterable[str], span: Period
) -> dict[tuple[str, date], Measured]:
    """By KPI and month, in total."""
    rows = kept(cursor, keys, span).select("kpi", *Measured.__dataclass_fields__).iter_rows()
    return {(key, month): Measured(month, *parts) for key, month, *parts in rows}


def kept_members(cursor: duckdb.DuckDBPyConnection, kpi: Kpi, span: Period, split: str) -> list[Measured]:
    """Every kept month of every member of a split."""
    return [
        Measured(**row)
        for row in kept(cursor, [kpi.key], span, split).select(*Measured.__dataclass_fields__).to_dicts()
    ]


def over(cursor: duckdb.DuckDBPyConnection, kpi: Kpi, period: Period, split: str = IN_TOTAL) -> list[Measured]:
    """The KPI over any period taken as one, straight from the facts; one entry per member of the split.

    A rolling KPI reads as in the last month. One that neither adds up nor is a median or distinct count has no value
    beyond the month: the list is empty.
    """
    last_month = Period(periods.month_of(period.last_day), period.last_day)
    if not kpi.adds_up and kpi.measure == "sum" and period != last_month:
        return []
    period = last_month if kpi.rolling else period
    facts = queries.around("measures/as_one_period", kpi.facts)
    rows = queries.fetch(cursor, _measured(kpi, facts, split), first_day=period.first_day, last_day=period.last_day)
    return [Measured(**row) for row in rows.select(list(Measured.__dataclass_fields__)).to_dicts()]


def added(months: Sequence[Measured]) -> Measured | None:
    """Months of one KPI as one: sum first, divide last. A part that no month has stays away; None of no months."""
    if not months:
        return None

    def total(parts: Iterable[float | None]) -> float | None:
        known = [part for part in parts if part is not None]
        return fsum(known) if known else None

    return Measured(
        month=months[0].month,
        member=months[0].member,
        numerator=cast(float, total(one.numerator for one in months)),
        denominator=total(one.denominator for one in months),
        squares=total(one.squares for one in months),
        n=sum(one.n for one in months),
    )


def rows_behind(cursor: duckdb.DuckDBPyConnection, kpi: Kpi, period: Period, most: int = 1000) -> pl.DataFrame:
    """The KPI's facts of a period: its own columns, then file, part and line of the import they came from."""
    facts = queries.around("measures/facts", kpi.facts)
    counting = queries.around("measures/that_count", facts) if kpi.measure == "sum" else facts
    statement = queries.around("measures/rows_behind", counting)
    return queries.fetch(cursor, statement, first_day=period.first_day, last_day=period.last_day, most=most)
