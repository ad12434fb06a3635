"""Which KPIs imports move: tried out in a transaction that is taken back, or kept with an import that is loaded."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from custodian.domain import companies, journeys, kpis, measures
from custodian.domain.desk import Progress
from custodian.domain.measures import Measured
from custodian.domain.periods import Period
from custodian.intake import committing, comparing
from custodian.intake.staging import Refused, Staged
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse

TOO_MANY_ROWS = 100_000  # from here on trying it out takes as long as loading it: only where somebody asks for it

Values = dict[tuple[str, date], float | None]


@dataclass(frozen=True)
class Move:
    """A KPI's month, before and after; None where there was or will be no value."""

    kpi: str
    month: date
    before: float | None
    after: float | None


class _TakenBack(Exception):
    pass


def of(warehouse: Warehouse, every: Sequence[Staged], told: Progress = lambda done, total, doing: None) -> list[Move]:
    """What loading all of these, one after the other, would move; newest month first. Those refused are left out."""
    found: list[Move] = []
    try:
        with warehouse.writing() as cursor:
            before = _values(cursor)
            touched: dict[str, list[committing.Days]] = {}
            for at, staged in enumerate(every, 1):
                told(0, 0, f"Trying out file {at} of {len(every)}" if len(every) > 1 else "Trying out what would move")
                touched.setdefault(staged.table, []).extend(_try(cursor, staged))
            for table, days in touched.items():
                if days:
                    keep_measures(cursor, table, _together(days))
            found = _differences(before, _values(cursor))
            raise _TakenBack
    except _TakenBack:
        return found


@contextmanager
def recorded(cursor: duckdb.DuckDBPyConnection, import_id: int) -> Iterator[None]:
    """Within, the KPIs are brought up to date with the import; what moved is kept beside it."""
    before = _values(cursor)
    yield
    found = _differences(before, _values(cursor))
    told = {
        "kpis": [move.kpi for move in found],
        "months": [move.month for move in found],
        "befores": [move.before for move in found],
        "afters": [move.after for move in found],
    }
    queries.do(cursor, "imports/add_moves", import_id=import_id, **told)


def kept(warehouse: Warehouse, import_id: int) -> list[Move]:
    """What an import moved when it was loaded, newest month first."""
    with warehouse.reading() as cursor:
        return [Move(*row) for row in queries.run(cursor, "imports/moves", import_id=import_id).iter_rows()]


def keep_measures(cursor: duckdb.DuckDBPyConnection, table: str, days: committing.Days) -> None:
    """Bring the KPIs and the companies' journeys up to date with the rows of these days."""
    first_day, last_day = days
    done = companies.match(cursor, table)
    if table in journeys.TABLES:
        journeys.keep(cursor)
    measures.keep(cursor, {table}, Period(first_day, last_day) if first_day and last_day else None, done)


def _try(cursor: duckdb.DuckDBPyConnection, staged: Staged) -> list[committing.Days]:
    """The first and last day that it touches; nothing where it is refused."""
    try:
        comparison = comparing.compare(cursor, staged)
    except Refused:
        return []
    return [committing.commit(cursor, staged, comparison, committing.next_id(cursor), "", datetime.min)]


def _together(every: Sequence[committing.Days]) -> committing.Days:
    """From the first to the last day of all; of those without days nobody knows."""
    firsts, lasts = [first for first, _ in every if first], [last for _, last in every if last]
    is_known = len(firsts) == len(lasts) == len(every)
    return (min(firsts), max(lasts)) if is_known else (None, None)


def _values(cursor: duckdb.DuckDBPyConnection) -> Values:
    rows = queries.run(cursor, "imports/values", first_day=date.min, last_day=date.max).iter_rows()
    return {
        (key, month): measures.value(kpis.catalogue()[key], Measured(month, "", numerator, denominator, None, 0))
        for key, month, numerator, denominator in rows
        if key in kpis.catalogue()
    }


def _differences(before: Values, after: Values) -> list[Move]:
    moved = [
        Move(kpi, month, before.get((kpi, month)), after.get((kpi, month)))
        for kpi, month in before.keys() | after.keys()
        if before.get((kpi, month)) != after.get((kpi, month))
    ]
    order = list(kpis.catalogue())
    return sorted(moved, key=lambda move: (-move.month.toordinal(), order.index(move.kpi)))
