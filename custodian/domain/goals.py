"""What the company wants, above the joint objectives: a title, a period and who stands for it. Every edit is kept."""

import uuid
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Literal

import duckdb

from custodian.domain import versions
from custodian.domain.periods import Period
from custodian.domain.refusals import Refused, unsigned
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse


@dataclass(frozen=True)
class Draft:
    """A goal before it is saved. A new one has no id; an edit names the version that was on the screen."""

    title: str
    owner: str
    first_day: date
    last_day: date
    status: Literal["active", "closed"] = "active"
    id: str = ""
    version: int = 0


@dataclass(frozen=True)
class Goal(Draft):
    written_by: str = ""
    written_at: datetime = datetime.min

    @property
    def period(self) -> Period:
        return Period(self.first_day, self.last_day)


def save(warehouse: Warehouse, draft: Draft, by: str, at: datetime) -> Goal:
    """Keep a new goal, or a new version of one. Raises Refused with every fault, or Overtaken."""
    draft = replace(draft, title=" ".join(draft.title.split()), owner=" ".join(draft.owner.split()))
    if wrong := faults(draft) + unsigned(by):
        raise Refused(wrong)
    fields = versions.fields(draft) | {"id": draft.id or uuid.uuid4().hex, "version": draft.version + 1}
    kept = Goal(**fields, written_by=by.strip(), written_at=at)
    with warehouse.writing() as cursor:
        is_edit = {"id": draft.id, "version": draft.version}
        if draft.id and not queries.run(cursor, "objectives/supersede_goal", **is_edit).item():
            raise versions.overtaken(past(cursor, draft.id), "goal")
        queries.do(cursor, "objectives/add_goal", **asdict(kept))
    return kept


def current(cursor: duckdb.DuckDBPyConnection) -> list[Goal]:
    """The goals as they stand, closed ones too, in the order in which they were first written."""
    return [Goal(**row) for row in queries.run(cursor, "objectives/goals").to_dicts()]


def past(cursor: duckdb.DuckDBPyConnection, id: str = "") -> list[Goal]:
    """Every version of a goal, the newest first: who wrote what, when, and what stood there before."""
    return [Goal(**row) for row in queries.run(cursor, "objectives/goal_past", id=id).to_dicts()]


def faults(draft: Draft) -> list[str]:
    """Everything that keeps a goal from being saved: what was expected, what was found, what to do."""
    found = []
    if not draft.title:
        found.append("A goal needs a title, and it is empty. Say in one sentence what the company wants.")
    if not draft.owner:
        found.append("A goal needs somebody who stands for it, and none was named. Name the person.")
    if draft.last_day <= draft.first_day:
        found.append("The period must end after it begins, and it does not. Choose a later last day.")
    return found
