"""Check-ins: what each team says about an objective, and how sure it is of reaching it, from 0 to 10."""

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime

import duckdb

from custodian.domain import objectives
from custodian.domain.objectives import Team
from custodian.domain.refusals import Refused
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse

DISAGREE_FROM = 2  # points between the teams; a single one is within what people mean by the same


@dataclass(frozen=True)
class Draft:
    objective: str
    team: Team
    note: str
    how_sure: int


@dataclass(frozen=True)
class CheckIn(Draft):
    written_by: str
    written_at: datetime


def save(warehouse: Warehouse, draft: Draft, by: str, at: datetime) -> CheckIn:
    """Raises Refused with every fault."""
    with warehouse.writing() as cursor:
        known = {objective.id: objective.status for objective in objectives.current(cursor)}
        wrong = _faults(draft, known.get(draft.objective)) + objectives.unsigned(by)
        if wrong:
            raise Refused(wrong)
        kept = CheckIn(draft.objective, draft.team, draft.note.strip(), draft.how_sure, by.strip(), at)
        queries.do(cursor, "objectives/check_in", id=uuid.uuid4().hex, **asdict(kept))
    return kept


def every(cursor: duckdb.DuckDBPyConnection) -> list[CheckIn]:
    """The newest first."""
    return [CheckIn(**row) for row in queries.run(cursor, "objectives/check_ins").to_dicts()]


def latest(cursor: duckdb.DuckDBPyConnection) -> dict[tuple[str, Team], CheckIn]:
    """The last check-in of each team on each objective."""
    return {(said.objective, said.team): said for said in reversed(every(cursor))}


def _faults(draft: Draft, status: str | None) -> list[str]:
    found = []
    if status is None:
        found.append("A check-in belongs to an objective, and this one is not there. Open the page again.")
    if status == "closed":
        found.append("A check-in belongs to an active objective, and this one is closed. Open it again first.")
    if draft.team not in objectives.TEAMS:
        found.append(f"A check-in comes from sales or from marketing; “{draft.team}” is neither. Choose the team.")
    if not draft.note.strip():
        found.append("A check-in needs a note, and it is empty. Say in a sentence what moved or what is in the way.")
    if not 0 <= draft.how_sure <= 10:
        found.append(f"How sure a team is goes from 0 to 10; {draft.how_sure} was given. Choose a number between.")
    return found
