"""Which KPIs an import would move: computed inside a transaction that is taken back."""

from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from custodian.domain import kpis, measures
from custodian.domain.measures import Measured
from custodian.domain.periods import Period
from custodian.intake import committing
from custodian.intake.comparing import Comparison
from custodian.intake.staging import Staged
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse

TOO_MANY_ROWS = 100_000  # from here on trying it out takes as long as loading it

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


def of(warehouse: Warehouse, staged: Staged, comparison: Comparison) -> list[Move]:
    """Newest month first. Empty for very large files, which are not tried out."""
    if staged.rows_read > TOO_MANY_ROWS:
        return []
    found: list[Move] = []
    try:
        with warehouse.writing() as cursor:
            before = _values(cursor)
            import_id = committing.next_id(cursor)
            first, last = committing.commit(cursor, staged, comparison, import_id, "", datetime.min)
            measures.keep(cursor, {staged.table}, Period(first, last) if first and last else None)
            found = _differences(before, _values(cursor))
            raise _TakenBack
    except _TakenBack:
        return found


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
