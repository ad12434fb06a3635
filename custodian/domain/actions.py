"""Actions: who does what by when. A tick is an entry like any other: it says who made it and can be taken back."""

import uuid
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

import duckdb

from custodian.domain import kpis, versions
from custodian.domain.refusals import Refused, unsigned
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse


@dataclass(frozen=True)
class Draft:
    """`kpi` is the one it is meant to move, '' for none."""

    what: str
    owner: str
    due: date
    done_on: date | None = None
    id: str = ""
    version: int = 0
    kpi: str = ""
    is_taken_back: bool = False


@dataclass(frozen=True)
class Action(Draft):
    written_by: str = ""
    written_at: datetime = datetime.min

    def days_late(self, today: date) -> int:
        """0 if it is done or not yet due."""
        return 0 if self.done_on else max((today - self.due).days, 0)


def save(warehouse: Warehouse, draft: Draft, by: str, at: datetime) -> Action:
    """Keep a new action or a new version of one. Raises Refused with every fault, or Overtaken."""
    draft = replace(draft, what=" ".join(draft.what.split()), owner=" ".join(draft.owner.split()))
    if wrong := _faults(draft) + unsigned(by):
        raise Refused(wrong)
    fields = versions.fields(draft) | {"id": draft.id or uuid.uuid4().hex, "version": draft.version + 1}
    kept = Action(**fields, written_by=by.strip(), written_at=at)
    with warehouse.writing() as cursor:
        is_edit = {"id": draft.id, "version": draft.version}
        if draft.id and not queries.run(cursor, "objectives/supersede_action", **is_edit).item():
            raise versions.overtaken(past(cursor, draft.id), "action")
        queries.do(cursor, "objectives/add_action", **asdict(kept))
    return kept


def tick(warehouse: Warehouse, action: Action, done_on: date | None, by: str, at: datetime) -> Action:
    """Done on that day, or open again if None."""
    return save(warehouse, replace(action, done_on=done_on), by, at)


def take_back(warehouse: Warehouse, action: Action, by: str, at: datetime) -> Action:
    """No page shows it any more; that it was agreed, and who took it back, stays in its past."""
    return save(warehouse, replace(action, is_taken_back=True), by, at)


def current(cursor: duckdb.DuckDBPyConnection) -> list[Action]:
    """The actions as they stand, by the day they are due; those taken back are not among them."""
    return [Action(**row) for row in queries.run(cursor, "objectives/actions").to_dicts()]


def past(cursor: duckdb.DuckDBPyConnection, id: str = "") -> list[Action]:
    """Every version of one, the newest first; without an id, of each that there is."""
    return [Action(**row) for row in queries.run(cursor, "objectives/past_actions", id=id).to_dicts()]


def _faults(draft: Draft) -> list[str]:
    found = []
    if not draft.what:
        found.append("An action says what is to be done, and it is empty. Begin with a verb.")
    if not draft.owner:
        found.append("An action needs an owner, and none was named. Name the one person who sees to it.")
    if draft.kpi and draft.kpi not in kpis.catalogue():
        found.append(f"An action can be meant for a KPI of the catalogue, and “{draft.kpi}” is none. Choose another.")
    return found
