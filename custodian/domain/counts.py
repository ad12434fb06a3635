"""Numbers that no KPI tells, so people count them themselves: what they are, and what was counted when and by whom.

A count is a fact of a day. A later one about the same day corrects it; none is ever erased.
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Literal

import duckdb

from custodian.domain import kpis
from custodian.domain.kpis import Unit
from custodian.domain.refusals import Refused, unsigned
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse


@dataclass(frozen=True)
class Counted:
    """A number counted by hand. It answers to the names of a KPI that a key result is told with."""

    title: str
    unit: Unit
    direction: Literal["up", "down"]
    id: str = ""

    @property
    def key(self) -> str:
        return self.id

    @property
    def bounds(self) -> tuple[float, float]:
        return kpis.bounds(self.unit, may_pass_100=True)

    @property
    def worse(self) -> str:
        return f"“{self.title}” moves the wrong way"


@dataclass(frozen=True)
class Draft:
    """What somebody counted; `number` is the id of the counted number."""

    number: str
    counted_on: date
    value: float


@dataclass(frozen=True)
class Count(Draft):
    written_by: str
    written_at: datetime


def save(
    warehouse: Warehouse, drafts: Sequence[Draft], known: Sequence[Counted], today: date, by: str, at: datetime
) -> None:
    """Keep all or none, for numbers that are `known`. Raises Refused with every fault."""
    if wrong := faults(drafts, known, today) + unsigned(by):
        raise Refused(wrong)
    with warehouse.writing() as cursor:
        keep(cursor, drafts, by, at)


def keep(cursor: duckdb.DuckDBPyConnection, drafts: Sequence[Draft], by: str, at: datetime) -> None:
    """Within a transaction of the caller, who has asked for the faults."""
    for draft in drafts:
        queries.do(cursor, "objectives/count", **asdict(draft), written_by=by.strip(), written_at=at)


def past(cursor: duckdb.DuckDBPyConnection) -> dict[str, list[Count]]:
    """By number: everything that was ever counted, by day; of a day, the last one written stands last and holds."""
    found: dict[str, list[Count]] = {}
    for row in queries.run(cursor, "objectives/counts").to_dicts():
        found.setdefault(row["number"], []).append(Count(**row))
    return found


def faults(drafts: Sequence[Draft], known: Sequence[Counted], today: date) -> list[str]:
    numbers = {one.id: one for one in known}
    return [fault for draft in drafts for fault in _faults(draft, numbers.get(draft.number), today)]


def _faults(draft: Draft, counted: Counted | None, today: date) -> list[str]:
    if counted is None:
        return ["A count belongs to a number that is counted by hand, and this one is none. Open the page again."]
    least, most = counted.bounds
    if not (math.isfinite(draft.value) and least <= draft.value <= most):
        return [f"“{counted.title}” was given a value that it can never have. Correct it."]
    if draft.counted_on > today:
        return [f"“{counted.title}” was counted on a day that is still to come. Choose today or an earlier day."]
    return []
