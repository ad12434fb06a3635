"""What a meeting takes up from the one before: what was decided since then, and every action not done yet."""

from dataclasses import dataclass
from datetime import date

import duckdb

from custodian.domain import actions, decisions, meeting_entries, meetings
from custodian.domain.actions import Action
from custodian.domain.decisions import Decision
from custodian.domain.meetings import Meeting

WITHOUT_A_MEETING = 5  # decisions shown where no meeting was held before


@dataclass(frozen=True)
class LastTime:
    """Decisions as they were made. Actions not done first, those latest on top; then those done since then."""

    met_on: date | None
    decisions: tuple[Decision, ...]
    actions: tuple[Action, ...]


def of(cursor: duckdb.DuckDBPyConnection, meeting: Meeting) -> LastTime:
    """Without what this meeting itself decided; what it ticked off stays in sight."""
    before = _before(cursor, meeting)
    met_on = before.began_at.date() if before else None
    own = {one.decision.id for one in meeting_entries.of(cursor, meeting.id).decided}
    decided = [one for one in decisions.every(cursor) if one.id not in own]
    kept = [one for one in decided if met_on and one.decided_on >= met_on]
    since = met_on or meeting.began_at.date()
    every = actions.current(cursor)
    to_do = [one for one in every if not one.done_on]
    done = [one for one in every if one.done_on and one.done_on >= since]
    return LastTime(met_on, tuple(reversed(kept if met_on else decided[:WITHOUT_A_MEETING])), (*to_do, *done))


def _before(cursor: duckdb.DuckDBPyConnection, meeting: Meeting) -> Meeting | None:
    held = (one for one in meetings.every(cursor) if one.id != meeting.id and one.began_at <= meeting.began_at)
    return next(held, None)
