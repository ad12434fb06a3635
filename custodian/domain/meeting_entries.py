"""What was written down in a meeting: decisions and who carries them out, actions, and those that it ticked off."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import duckdb

from custodian.domain import actions, decisions
from custodian.domain.actions import Action
from custodian.domain.decisions import Decision
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse

Kind = Literal["decision", "action", "done"]


@dataclass(frozen=True)
class Decided:
    """A decision, and the actions that carry it out: its owners and dates."""

    decision: Decision
    carried_out: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Entries:
    """In the order written down. What was taken back is not there, nor among `done` what was opened again."""

    decided: tuple[Decided, ...] = ()
    actions: tuple[Action, ...] = ()
    done: tuple[Action, ...] = ()

    @property
    def unowned(self) -> tuple[Decision, ...]:
        """The decisions that nobody carries out yet."""
        return tuple(one.decision for one in self.decided if not one.carried_out)


def note(warehouse: Warehouse, meeting: str, kind: Kind, entry: str, at: datetime, carries_out: str = "") -> None:
    """That this decision, this action or this tick, by its id, was made in the meeting; an action may carry out a
    decision."""
    kept = {"meeting": meeting, "kind": kind, "entry": entry, "carries_out": carries_out, "written_at": at}
    with warehouse.writing() as cursor:
        queries.do(cursor, "meetings/note", **kept)


def of(cursor: duckdb.DuckDBPyConnection, meeting: str) -> Entries:
    """As they stand today: an action corrected in the meeting is told as corrected."""
    written = list(queries.run(cursor, "meetings/entries", meeting=meeting).iter_rows())
    decided = {one.id: one for one in decisions.every(cursor)}
    to_do = {one.id: one for one in actions.current(cursor)}
    ids = {kind: dict.fromkeys(entry for of_kind, entry, _ in written if of_kind == kind) for kind, *_ in written}
    taken_on = {entry: to_do[entry] for entry in ids.get("action", ()) if entry in to_do}
    carrying = {entry: decision for _, entry, decision in written}
    return Entries(
        tuple(
            Decided(decided[id], tuple(one for entry, one in taken_on.items() if carrying[entry] == id))
            for id in ids.get("decision", ())
            if id in decided
        ),
        tuple(taken_on.values()),
        tuple(to_do[entry] for entry in ids.get("done", ()) if entry in to_do and to_do[entry].done_on),
    )
