"""What a KPI should be, month by month. A new decision never erases an older one; the last one counts."""

import math
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from custodian.domain import periods
from custodian.domain.kpis import Kpi
from custodian.domain.periods import Period
from custodian.warehouse import queries


class TargetRefused(ValueError):
    """A target that cannot be kept, in a sentence."""


@dataclass(frozen=True)
class Target:
    """`value` is in the KPI's own unit, a share as a fraction."""

    month: date
    value: float
    decided_by: str


def decide(cursor: duckdb.DuckDBPyConnection, kpi: Kpi, target: Target, at: datetime) -> None:
    """Raises TargetRefused for a target that the KPI can never reach or that nobody stands for."""
    least, most = kpi.bounds
    if not target.decided_by.strip():
        raise TargetRefused("Expected who decided this target, found no name. Write one, then save again.")
    if not math.isfinite(target.value) or not least <= target.value <= most:
        raise TargetRefused(
            f"Expected a target that {kpi.title} can reach, found one outside its range. Correct the number."
        )
    written = {"value": target.value, "decided_by": target.decided_by.strip(), "decided_at": at}
    queries.do(cursor, "targets/decide", kpi=kpi.key, month=periods.month_of(target.month), **written)


def path(cursor: duckdb.DuckDBPyConnection, kpi: Kpi, span: Period) -> list[Target]:
    rows = queries.run(cursor, "targets/path", kpi=kpi.key, first_day=span.first_day, last_day=span.last_day)
    return [Target(**row) for row in rows.to_dicts()]
