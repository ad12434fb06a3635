"""The log of what people write together: who changed what and when, from what to what; and undoing one change.

Undoing is a change like any other: it puts back what stood there before, as a new version on top, and leaves alone what
has been changed since. What a team has said in a check-in stays said.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, Protocol

import duckdb

from custodian.domain import actions, checkins, decisions, goals, merging, objectives, versions
from custodian.domain.checkins import CheckIn, Waiting
from custodian.domain.merging import Name, Part, Whose
from custodian.domain.refusals import Refused
from custodian.warehouse.catalogues import Warehouse

Kind = Literal["objective", "goal", "action", "decision", "check-in"]


class _Kept(Protocol):
    """A module of entries with versions; `past` without an id knows all of every entry."""

    @property
    def past(self) -> Callable[..., Sequence[Any]]: ...

    @property
    def save(self) -> Callable[[Warehouse, Any, str, datetime], Any]: ...


KEPT: dict[Kind, _Kept] = {"objective": objectives, "goal": goals, "action": actions, "decision": decisions}
_TAKEN_BACK: dict[Kind, dict[str, Any]] = {
    "objective": {"status": "closed", "lesson": "Taken back."},
    "goal": {"status": "closed"},
    "action": {"is_taken_back": True},
    "decision": {"is_taken_back": True},
}  # what undoing the first version of an entry makes of it


@dataclass(frozen=True)
class Change:
    """`parts` have in `opened` what stood there before, in `mine` what was written. A check-in whose round is open has
    none: nobody learns yet what was said."""

    kind: Kind
    id: str
    version: int
    title: str
    by: str
    at: datetime
    parts: tuple[Part, ...] = ()
    team: str = ""  # of a check-in

    @property
    def is_first(self) -> bool:
        return self.version == 1 and self.kind in KEPT

    @property
    def may_be_undone(self) -> bool:
        return self.kind in KEPT


@dataclass(frozen=True)
class Undoing:
    """What is undone (`opened`), what stands there now (`theirs`), and what stood there before it (`mine`)."""

    opened: Any
    theirs: Any
    mine: Any

    @property
    def parts(self) -> list[Part]:
        """What would be put back; those for choosing were changed by somebody since."""
        return [
            part
            for part in merging.between(self.opened, self.theirs, self.mine)
            if part.is_for_choosing or part.changed_by == "mine"
        ]


def every(cursor: duckdb.DuckDBPyConnection) -> list[Change]:
    """All changes, the newest first."""
    found = [change for kind, kept in KEPT.items() for change in _of_versions(kind, kept.past(cursor))]
    titles = {one.id: one.title for one in objectives.current(cursor)}
    return sorted([*found, *_of_check_ins(checkins.shown(cursor), titles)], key=lambda one: one.at, reverse=True)


def undoing(cursor: duckdb.DuckDBPyConnection, kind: Kind, id: str, version: int) -> Undoing | None:
    """None where the version is not there. Whose first version is undone is taken back or closed."""
    past = {one.version: one for one in KEPT[kind].past(cursor, id)} if kind in KEPT else {}
    if version not in past:
        return None
    undone = past[version]
    before = past.get(version - 1) or replace(undone, **_TAKEN_BACK[kind])
    return Undoing(undone, past[max(past)], before)


def undo(
    warehouse: Warehouse, kind: Kind, one: Undoing, chosen: Mapping[Name, Whose], by: str, at: datetime
) -> versions.Version:
    """Put back what stood there before. Raises Refused where that would lose something newer that nobody has chosen to
    lose, or where nothing of the change is left; and Overtaken."""
    if not one.parts:
        raise Refused(["Nothing of this change is left to undo: what it changed was changed again, or undone already."])
    if waiting := merging.for_choosing(one.parts, chosen):
        raise Refused([_newer(waiting, one.theirs)])
    kept: versions.Version = KEPT[kind].save(
        warehouse, merging.merged(one.opened, one.theirs, one.mine, chosen), by, at
    )
    return kept


def _newer(waiting: Sequence[Part], newest: versions.Version) -> str:
    number = "one thing" if len(waiting) == 1 else f"{len(waiting)} things"
    return (
        f"Undoing this would lose {number} changed since, last by {newest.written_by}. Nothing was saved; choose for "
        "each what shall stand."
    )


def _of_versions(kind: Kind, every: Sequence[Any]) -> Iterator[Change]:
    known = {(one.id, one.version): one for one in every}
    for one in every:
        before = known.get((one.id, one.version - 1))
        parts = merging.changed(before, one) if before else merging.written(one)
        yield Change(kind, one.id, one.version, _title(one), one.written_by, one.written_at, tuple(parts))


def _title(one: Any) -> str:  # noqa: ANN401
    named: str = one.title if hasattr(one, "title") else one.what
    return named


def _of_check_ins(shown: Sequence[CheckIn | Waiting], titles: Mapping[str, str]) -> Iterator[Change]:
    """`shown` is newest first."""
    before: dict[tuple[str, str], CheckIn] = {}
    for number, one in enumerate(reversed(shown), start=1):
        parts: tuple[Part, ...] = ()
        if isinstance(one, CheckIn):
            parts = _said(before.get((one.objective, one.team)), one)
            before[one.objective, one.team] = one
        title = titles.get(one.objective, "")
        yield Change("check-in", one.objective, number, title, one.written_by, one.written_at, parts, one.team)


def _said(before: CheckIn | None, now: CheckIn) -> tuple[Part, ...]:
    sure, note = (before.how_sure, before.note) if before else (None, None)
    return (
        Part(Name("how_sure"), sure, now.how_sure, now.how_sure),
        Part(Name("note"), note, now.note, now.note),
    )
