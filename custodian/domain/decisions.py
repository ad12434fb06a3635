"""Decisions: what the two teams decided together, and when."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime

import duckdb

from custodian.domain import objectives
from custodian.domain.refusals import Refused
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse


@dataclass(frozen=True)
class Draft:
    decided_on: date
    what: str


@dataclass(frozen=True)
class Decision(Draft):
    written_by: str
    written_at: datetime


def save(warehouse: Warehouse, draft: Draft, by: str, at: datetime) -> Decision:
    """Raises Refused with every fault."""
    wrong = [] if draft.what.strip() else ["A decision says what was decided, and it is empty. Write it as a rule."]
    if wrong := wrong + objectives.unsigned(by):
        raise Refused(wrong)
    kept = Decision(draft.decided_on, " ".join(draft.what.split()), by.strip(), at)
    with warehouse.writing() as cursor:
        queries.do(cursor, "objectives/decide", id=uuid.uuid4().hex, **asdict(kept))
    return kept


def every(cursor: duckdb.DuckDBPyConnection) -> list[Decision]:
    """The newest first."""
    return [Decision(**row) for row in queries.run(cursor, "objectives/decisions").to_dicts()]
