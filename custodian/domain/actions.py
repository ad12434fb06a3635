"""Actions: who does what by when. A tick is an entry like any other: it says who made it and can be taken back."""

import uuid
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

import duckdb

from custodian.domain import kpis, objectives
from custodian.domain.refusals import Overtaken, Refused
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
    wrong = _faults(draft) + objectives.unsigned(by)
    if wrong:
        raise Refused(wrong)
    kept = Action(
        draft.what, draft.owner, draft.due, draft.done_on,
        draft.id or uuid.uuid4().hex, draft.version + 1, draft.kpi, by.strip(), at,
    )  # fmt: skip
    with warehouse.writing() as cursor:
        is_edit = {"id": draft.id, "version": draft.version}
        if draft.id and not queries.run(cursor, "objectives/supersede_action", **is_edit).item():
            raise Overtaken(
                f"Somebody changed “{draft.what}” a moment earlier. Nothing was overwritten; look at it and try again."
            )
        queries.do(cursor, "objectives/add_action", **asdict(kept))
    return kept


def tick(warehouse: Warehouse, action: Action, done_on: date | None, by: str, at: datetime) -> Action:
    """Done on that day, or open again if None."""
    draft = Draft(action.what, action.owner, action.due, done_on, action.id, action.version, action.kpi)
    return save(warehouse, draft, by, at)


def current(cursor: duckdb.DuckDBPyConnection) -> list[Action]:
    """The actions as they stand, by the day they are due."""
    return [Action(**row) for row in queries.run(cursor, "objectives/actions").to_dicts()]


def _faults(draft: Draft) -> list[str]:
    found = []
    if not draft.what:
        found.append("An action says what is to be done, and it is empty. Begin with a verb.")
    if not draft.owner:
        found.append("An action needs an owner, and none was named. Name the one person who sees to it.")
    if draft.kpi and draft.kpi not in kpis.catalogue():
        found.append(f"An action can be meant for a KPI of the catalogue, and “{draft.kpi}” is none. Choose another.")
    return found
