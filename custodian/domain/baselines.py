"""Baselines: from which month on a person wants a KPI's natural limits computed anew, and why.

Without one the limits come from the KPI's first months and stay. Nothing moves them but an entry here, which has an
author and a reason, and can be taken back; what was written before is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

import duckdb

from custodian.domain import kpis
from custodian.domain.refusals import Overtaken, Refused, unsigned
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse


@dataclass(frozen=True)
class Draft:
    """`version` is the one that was on the screen, 0 where there was none for this month."""

    kpi: str
    first_month: date
    reason: str
    is_in_force: bool = True
    version: int = 0


@dataclass(frozen=True)
class Baseline(Draft):
    written_by: str = ""
    written_at: datetime = datetime.min


def save(warehouse: Warehouse, draft: Draft, by: str, at: datetime) -> Baseline:
    """Raises Refused with every fault, or Overtaken where somebody else wrote about the same month a moment earlier."""
    draft = replace(draft, reason=" ".join(draft.reason.split()))
    with warehouse.writing() as cursor:
        wrong = _faults(draft, offered(cursor, draft.kpi, at.date())) + unsigned(by)
        if wrong:
            raise Refused(wrong)
        standing = next((one for one in _current(cursor) if _is_of(one, draft)), None)
        if (standing.version if standing else 0) != draft.version:
            raise Overtaken(
                f"Somebody changed the limits from {_month(draft.first_month)} on a moment earlier. "
                "Nothing was overwritten; look at them and try again."
            )
        if standing:
            queries.do(cursor, "baselines/supersede", **_key(draft), version=draft.version)
        kept = Baseline(
            draft.kpi, draft.first_month, draft.reason, draft.is_in_force, draft.version + 1, by.strip(), at
        )
        queries.do(cursor, "baselines/add", **vars(kept))
    return kept


def take_back(warehouse: Warehouse, baseline: Baseline, reason: str, by: str, at: datetime) -> Baseline:
    """The limits are again as if it had never been set."""
    draft = Draft(baseline.kpi, baseline.first_month, reason, is_in_force=False, version=baseline.version)
    return save(warehouse, draft, by, at)


def in_force(cursor: duckdb.DuckDBPyConnection) -> dict[str, list[Baseline]]:
    """By KPI, oldest month first."""
    found: dict[str, list[Baseline]] = {}
    for one in _current(cursor):
        if one.is_in_force:
            found.setdefault(one.kpi, []).append(one)
    return found


def past(cursor: duckdb.DuckDBPyConnection, kpi: str) -> list[Baseline]:
    """Everything that was ever written about a KPI's limits, the newest first."""
    return [Baseline(**row) for row in queries.run(cursor, "baselines/past", kpi=kpi).to_dicts()]


def version_of(written: Iterable[Baseline], month: date) -> int:
    """Of what is written about this month, 0 where nothing is."""
    return max((one.version for one in written if one.first_month == month), default=0)


def offered(cursor: duckdb.DuckDBPyConnection, kpi: str, today: date) -> list[date]:
    """The months from which limits can be set anew: over, with a value, and not the first, where they begin anyway."""
    return queries.run(cursor, "baselines/offered", kpi=kpi, today=today)["month"].to_list()[1:]


def _current(cursor: duckdb.DuckDBPyConnection) -> list[Baseline]:
    return [Baseline(**row) for row in queries.run(cursor, "baselines/current").to_dicts()]


def _faults(draft: Draft, months: list[date]) -> list[str]:
    found = []
    if draft.kpi not in kpis.catalogue():
        found.append(f"Limits belong to a KPI of the catalogue, and “{draft.kpi}” is none. Open the KPI's page again.")
    elif draft.is_in_force and draft.first_month not in months:
        found.append(
            f"Limits can begin anew in a month that is over and has a value; {_month(draft.first_month)} is none, or "
            "is the very first. Choose another month."
        )
    if not draft.reason:
        found.append("Limits change only for a reason, and none was given. Say what is different since that month.")
    return found


def _is_of(one: Baseline, draft: Draft) -> bool:
    return (one.kpi, one.first_month) == (draft.kpi, draft.first_month)


def _key(draft: Draft) -> dict[str, object]:
    return {"kpi": draft.kpi, "first_month": draft.first_month}


def _month(month: date) -> str:
    return f"{month:%B %Y}"
