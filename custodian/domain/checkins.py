"""Check-ins: what each team says about an objective, and how sure it is of reaching it, from 0 to 10.

A round is open from the first check-in until the other team has said too. Until then nobody learns what was said, only
that it was: whoever speaks second shall not lean on the first. A team may correct its own as long as the round is open.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from custodian.domain import counts, objectives
from custodian.domain.counts import Counted
from custodian.domain.objectives import Objective, Team
from custodian.domain.refusals import Refused
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse

DISAGREE_FROM = 2  # points between the teams; a single one is within what people mean by the same


@dataclass(frozen=True)
class Draft:
    """`counted` are the numbers of the objective that were counted for it by hand; these are not blind."""

    objective: str
    team: Team
    note: str
    how_sure: int | None
    counted: tuple[counts.Draft, ...] = ()


@dataclass(frozen=True)
class CheckIn:
    objective: str
    team: Team
    note: str
    how_sure: int
    written_by: str
    written_at: datetime


@dataclass(frozen=True)
class Waiting:
    """An open round: that a team has said something, and not what."""

    objective: str
    team: Team  # the one that has said
    written_by: str
    written_at: datetime

    @property
    def other(self) -> Team:
        return next(team for team in objectives.TEAMS if team != self.team)


@dataclass(frozen=True)
class Rounds:
    """Of one objective: the rounds that both teams closed, oldest first, and the one that is open, if any.

    `replaced` is what a team had said in a closed round before it corrected itself.
    """

    closed: tuple[dict[Team, CheckIn], ...] = ()
    waiting: Waiting | None = None
    replaced: tuple[CheckIn, ...] = ()

    @property
    def said(self) -> dict[Team, CheckIn]:
        """What both said in the last closed round; empty before the first."""
        return self.closed[-1] if self.closed else {}


def save(warehouse: Warehouse, draft: Draft, by: str, at: datetime) -> None:
    """Raises Refused with every fault."""
    with warehouse.writing() as cursor:
        of = next((one for one in objectives.current(cursor) if one.id == draft.objective), None)
        wrong = _faults(draft, of, at.date()) + objectives.unsigned(by)
        if wrong:
            raise Refused(wrong)
        queries.do(
            cursor, "objectives/check_in", id=uuid.uuid4().hex, objective=draft.objective, team=draft.team,
            note=draft.note.strip(), how_sure=draft.how_sure, written_by=by.strip(), written_at=at,
        )  # fmt: skip
        counts.keep(cursor, draft.counted, by, at)


def rounds(cursor: duckdb.DuckDBPyConnection) -> dict[str, Rounds]:
    """By objective; one without check-ins has no entry."""
    every: dict[str, list[CheckIn]] = {}
    for row in queries.run(cursor, "objectives/check_ins").to_dicts():
        every.setdefault(row["objective"], []).append(CheckIn(**row))
    return {objective: _rounds(said) for objective, said in every.items()}


def shown(cursor: duckdb.DuckDBPyConnection) -> list[CheckIn | Waiting]:
    """All that anybody may read, the newest first: what was said in closed rounds, that something was said in open
    ones."""
    every = rounds(cursor).values()
    found: list[CheckIn | Waiting] = [said for one in every for closed in one.closed for said in closed.values()]
    found += [said for one in every for said in one.replaced]
    found += [one.waiting for one in every if one.waiting]
    return sorted(found, key=lambda one: (one.written_at, one.team), reverse=True)


def counted_by_hand(objective: Objective) -> list[Counted]:
    return [result.counted for result in objective.key_results if result.counted]


def _rounds(said: Iterable[CheckIn]) -> Rounds:
    """From all check-ins of an objective, oldest first."""
    closed: list[dict[Team, CheckIn]] = []
    replaced: list[CheckIn] = []
    now: dict[Team, CheckIn] = {}
    corrected: list[CheckIn] = []
    for one in said:
        corrected += [now[one.team]] if one.team in now else []
        now[one.team] = one
        if len(now) == len(objectives.TEAMS):
            closed.append(now)
            replaced += corrected
            now, corrected = {}, []
    alone = next(iter(now.values()), None)
    waiting = Waiting(alone.objective, alone.team, alone.written_by, alone.written_at) if alone else None
    return Rounds(tuple(closed), waiting, tuple(replaced))


def _faults(draft: Draft, objective: Objective | None, today: date) -> list[str]:
    found = []
    if objective is None:
        found.append("A check-in belongs to an objective, and this one is not there. Open the page again.")
    elif objective.status == "closed":
        found.append("A check-in belongs to an active objective, and this one is closed. Open it again first.")
    elif objective.status == "draft":
        found.append("A check-in belongs to an active objective, and this one is a draft. Make it active first.")
    if draft.team not in objectives.TEAMS:
        found.append(f"A check-in comes from sales or from marketing; “{draft.team}” is neither. Choose the team.")
    if not draft.note.strip():
        found.append("A check-in needs a note, and it is empty. Say in a sentence what moved or what is in the way.")
    if draft.how_sure is None:
        found.append("How sure a team is goes from 0 to 10, and nothing was chosen. Choose a number.")
    elif not 0 <= draft.how_sure <= 10:
        found.append(f"How sure a team is goes from 0 to 10; {draft.how_sure} was given. Choose a number between.")
    return found + counts.faults(draft.counted, counted_by_hand(objective) if objective else [], today)
