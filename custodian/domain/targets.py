"""What a KPI should be, month by month. A new decision never erases an older one; the last one counts."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from custodian.domain import periods
from custodian.domain.kpis import Kpi
from custodian.domain.periods import Period
from custodian.domain.refusals import Refused
from custodian.warehouse import queries

NOBODY = "Expected who decided this target, found no name. Write one, then save again."


class TargetRefused(Refused):
    """Targets that cannot be kept, each in a sentence."""


@dataclass(frozen=True)
class Target:
    """`value` is in the KPI's own unit, a share as a fraction."""

    month: date
    value: float
    decided_by: str


@dataclass(frozen=True)
class Wish:
    """A target to be decided; without a value the one in force is taken away."""

    kpi: Kpi
    month: date
    value: float | None
    decided_by: str


@dataclass(frozen=True)
class Decision:
    """What somebody decided on a month's target and when; a withdrawn one took `value` away."""

    month: date
    value: float
    decided_by: str
    decided_at: datetime
    is_withdrawn: bool


def decide(cursor: duckdb.DuckDBPyConnection, kpi: Kpi, target: Target, at: datetime) -> None:
    """Raises TargetRefused for a target that the KPI can never reach or that nobody stands for."""
    decide_all(cursor, [Wish(kpi, target.month, target.value, target.decided_by)], at)


def decide_all(cursor: duckdb.DuckDBPyConnection, wishes: Sequence[Wish], at: datetime) -> list[Wish]:
    """Keep all or none, and return those that change what is in force. Raises TargetRefused with every reason."""
    if faults := list(dict.fromkeys(fault for wish in wishes for fault in faults_of(wish))):
        raise TargetRefused(faults)
    changing = changes(cursor, wishes)
    for wish, before in changing:
        queries.do(
            cursor, "targets/decide", kpi=wish.kpi.key, month=periods.month_of(wish.month),
            value=before if wish.value is None else wish.value, decided_by=wish.decided_by.strip(), decided_at=at,
            is_withdrawn=wish.value is None,
        )  # fmt: skip
    return [wish for wish, _ in changing]


def changes(cursor: duckdb.DuckDBPyConnection, wishes: Sequence[Wish]) -> list[tuple[Wish, float | None]]:
    """The wishes that differ from what is in force, each with the target it replaces."""
    if not wishes:
        return []
    months = [wish.month for wish in wishes]
    span = Period(periods.month_of(min(months)), periods.last_day(max(months)))
    known = paths(cursor, {wish.kpi.key for wish in wishes}, span)
    told = [(wish, known.get(wish.kpi.key, {}).get(periods.month_of(wish.month))) for wish in wishes]
    return [(wish, before) for wish, before in told if wish.value != before]


def faults_of(wish: Wish) -> list[str]:
    found = [] if wish.decided_by.strip() else [NOBODY]
    if wish.value is not None and not is_reachable(wish.kpi, wish.value):
        found.append(
            f"Expected a target that {wish.kpi.title} can reach, found one outside its range for "
            f"{wish.month:%B %Y}. Correct the number."
        )
    return found


def is_reachable(kpi: Kpi, value: float) -> bool:
    least, most = kpi.bounds
    return math.isfinite(value) and least <= value <= most


def path(cursor: duckdb.DuckDBPyConnection, kpi: Kpi, span: Period) -> list[Target]:
    rows = _in_force(cursor, [kpi.key], span)
    return [Target(month, value, decided_by) for _, month, value, decided_by in rows]


def paths(cursor: duckdb.DuckDBPyConnection, keys: Iterable[str], span: Period) -> dict[str, dict[date, float]]:
    """The targets in force by KPI and month; a KPI without any has no entry."""
    found: dict[str, dict[date, float]] = {}
    for key, month, value, _ in _in_force(cursor, keys, span):
        found.setdefault(key, {})[month] = value
    return found


def past(cursor: duckdb.DuckDBPyConnection, kpi: Kpi, span: Period) -> list[Decision]:
    """Everything that was ever decided on these months, the newest first."""
    rows = queries.run(cursor, "targets/past", kpi=kpi.key, first_day=span.first_day, last_day=span.last_day)
    return [Decision(**row) for row in rows.to_dicts()]


def _in_force(
    cursor: duckdb.DuckDBPyConnection, keys: Iterable[str], span: Period
) -> list[tuple[str, date, float, str]]:
    days = {"first_day": span.first_day, "last_day": span.last_day}
    return queries.run(cursor, "targets/path", kpis=list(keys), **days).rows()
