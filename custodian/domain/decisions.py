"""Decisions: what the two teams decided together, and when. Every edit is kept as a version, taking back too."""

import uuid
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

import duckdb

from custodian.domain import versions
from custodian.domain.refusals import Refused, unsigned
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse


@dataclass(frozen=True)
class Draft:
    """A decision before it is saved. A new one has no id; an edit names the version that was on the screen."""

    decided_on: date
    what: str
    is_taken_back: bool = False
    id: str = ""
    version: int = 0


@dataclass(frozen=True)
class Decision(Draft):
    written_by: str = ""
    written_at: datetime = datetime.min


def save(warehouse: Warehouse, draft: Draft, by: str, at: datetime) -> Decision:
    """Keep a new decision or a new version of one. Raises Refused with every fault, or Overtaken."""
    draft = replace(draft, what=" ".join(draft.what.split()))
    wrong = [] if draft.what else ["A decision says what was decided, and it is empty. Write it as a rule."]
    if wrong := wrong + unsigned(by):
        raise Refused(wrong)
    fields = versions.fields(draft) | {"id": draft.id or uuid.uuid4().hex, "version": draft.version + 1}
    kept = Decision(**fields, written_by=by.strip(), written_at=at)
    with warehouse.writing() as cursor:
        is_edit = {"id": draft.id, "version": draft.version}
        if draft.id and not queries.run(cursor, "objectives/supersede_decision", **is_edit).item():
            raise versions.overtaken(past(cursor, draft.id), "decision")
        queries.do(cursor, "objectives/decide", **asdict(kept))
    return kept


def take_back(warehouse: Warehouse, one: Decision, by: str, at: datetime) -> Decision:
    """No page shows it any more; that it was decided, and who took it back, stays in its past."""
    return save(warehouse, replace(one, is_taken_back=True), by, at)


def every(cursor: duckdb.DuckDBPyConnection) -> list[Decision]:
    """Those that hold, the newest first."""
    return [Decision(**row) for row in queries.run(cursor, "objectives/decisions").to_dicts()]


def past(cursor: duckdb.DuckDBPyConnection, id: str = "") -> list[Decision]:
    """Every version of one, the newest first; without an id, of each that there is."""
    return [Decision(**row) for row in queries.run(cursor, "objectives/past_decisions", id=id).to_dicts()]
