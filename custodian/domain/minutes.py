"""The minutes of a meeting: what was looked at as it stood then, what was decided, who does what by when, how it went.

Made once, at the end, and kept: no later import and no later edit changes them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import duckdb

from custodian.domain import agenda, kpis, meeting_checks, meeting_entries, meetings
from custodian.domain.actions import Action
from custodian.domain.agenda import OVER
from custodian.domain.meeting_checks import Check
from custodian.domain.meeting_entries import Entries
from custodian.domain.meetings import Meeting, Sight
from custodian.warehouse.catalogues import Warehouse

PART = "minutes"


@dataclass(frozen=True)
class Looked:
    """An item: how long it took beside its plan, and what it showed; `seconds` is 0 where it was passed over."""

    name: str
    planned: int  # minutes
    seconds: int
    seen: tuple[str, ...]


@dataclass(frozen=True)
class ToDo:
    id: str
    what: str
    owner: str
    due: date
    moves: str = ""  # the title of the KPI that it shall move


@dataclass(frozen=True)
class Decided:
    """A decision; who carries it out by when is among the actions, too."""

    what: str
    carried_out: tuple[ToDo, ...] = ()


@dataclass(frozen=True)
class Minutes:
    meeting: str
    month: date
    began_at: datetime
    ended_at: datetime
    present: tuple[str, ...]
    written_by: str
    looked: tuple[Looked, ...]
    decided: tuple[Decided, ...]
    actions: tuple[ToDo, ...]
    done: tuple[ToDo, ...]
    checks: tuple[Check, ...]

    @property
    def seconds(self) -> int:
        return int((self.ended_at - self.began_at).total_seconds())

    @property
    def planned(self) -> int:
        """Minutes of the whole agenda."""
        return sum(item.planned for item in self.looked)


def end(warehouse: Warehouse, id: str, seen: Sight | None, at: datetime) -> Meeting:
    """End the meeting and keep its minutes, once; ending it again changes nothing."""
    ended = meetings.go(warehouse, id, OVER, seen, at)
    with warehouse.writing() as cursor:
        if of(cursor, id) is None:
            meetings.keep_paper(cursor, ended, PART, _jsonable(_made(cursor, id)), ended.written_at)
    return ended


def of(cursor: duckdb.DuckDBPyConnection, id: str) -> Minutes | None:
    """Those that were kept; None before the end."""
    kept = meetings.papers(cursor, id).get(PART)
    return _read(kept) if kept else None


def made(
    taken: Sequence[Meeting], seen: Mapping[str, Sequence[str]], entries: Entries, checks: Sequence[Check]
) -> Minutes:
    """From the steps of a meeting that is over, the lines seen of each item, what was written down, and the checks."""
    last = taken[-1]
    ended_at = next(step.written_at for step in taken if step.is_over)
    spent = meetings.spent(taken, ended_at)
    return Minutes(
        last.id, last.month, last.began_at, ended_at, last.present, last.written_by,
        tuple(
            Looked(item.name, planned, spent.get(item.key, 0), tuple(seen.get(item.key, ())))
            for item, planned in zip(agenda.ITEMS, last.planned, strict=True)
        ),
        tuple(Decided(one.decision.what, tuple(map(_to_do, one.carried_out))) for one in entries.decided),
        tuple(map(_to_do, entries.actions)),
        tuple(map(_to_do, entries.done)),
        tuple(checks),
    )  # fmt: skip


def _made(cursor: duckdb.DuckDBPyConnection, id: str) -> Minutes:
    taken, seen = meetings.steps(cursor, id), meetings.papers(cursor, id)
    return made(taken, seen, meeting_entries.of(cursor, id), meeting_checks.of(cursor, id))


def _to_do(action: Action) -> ToDo:
    kpi = kpis.catalogue().get(action.kpi)
    return ToDo(action.id, action.what, action.owner, action.due, kpi.title if kpi else "")


def _jsonable(minutes: Minutes) -> Any:  # noqa: ANN401
    return json.loads(json.dumps(asdict(minutes), default=str))


def _read(kept: dict[str, Any]) -> Minutes:
    return Minutes(
        **{
            **kept,
            "month": date.fromisoformat(kept["month"]),
            "began_at": datetime.fromisoformat(kept["began_at"]),
            "ended_at": datetime.fromisoformat(kept["ended_at"]),
            "present": tuple(kept["present"]),
            "looked": tuple(Looked(**{**item, "seen": tuple(item["seen"])}) for item in kept["looked"]),
            "decided": tuple(Decided(one["what"], _read_to_do(one["carried_out"])) for one in kept["decided"]),
            "actions": _read_to_do(kept["actions"]),
            "done": _read_to_do(kept["done"]),
            "checks": tuple(Check(**check) for check in kept["checks"]),
        }
    )


def _read_to_do(kept: list[dict[str, Any]]) -> tuple[ToDo, ...]:
    return tuple(ToDo(**{**one, "due": date.fromisoformat(one["due"])}) for one in kept)
