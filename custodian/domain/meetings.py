"""The joint meetings: who is there, at which item they are and since when. Every screen reads it here, so all show one.

A step is a row of its own; from the rows follows how long each item took.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

import duckdb

from custodian.domain import agenda
from custodian.domain.agenda import DROPPED, OVER
from custodian.domain.refusals import Refused, unsigned
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse


@dataclass(frozen=True)
class Meeting:
    """`written_at` is when this version came to be: when the item was entered, or somebody came."""

    id: str
    version: int
    month: date
    planned: tuple[int, ...]
    present: tuple[str, ...]
    item: str
    began_at: datetime
    written_by: str
    written_at: datetime

    @property
    def is_over(self) -> bool:
        return self.item in (OVER, DROPPED)


@dataclass(frozen=True)
class Sight:
    """What an item showed, line by line as it was read."""

    item: str
    lines: tuple[str, ...]


def start(
    warehouse: Warehouse, month: date, planned: Sequence[int], present: Iterable[str], by: str, at: datetime
) -> Meeting:
    """Raises Refused with every fault, also where a meeting is running already."""
    people = names(present)
    wrong = agenda.faults(planned) + _nobody(people) + unsigned(by)
    with warehouse.writing() as cursor:
        wrong += [_is_running(one) for one in every(cursor) if not one.is_over]
        if wrong:
            raise Refused(wrong)
        begun = Meeting(
            uuid.uuid4().hex, 1, month, tuple(planned), people, agenda.KEYS[0], at, " ".join(by.split()), at
        )
        _add(cursor, begun)
    return begun


def go(warehouse: Warehouse, id: str, item: str, seen: Sight | None, at: datetime) -> Meeting:
    """Go to an item, or end with OVER or DROPPED, and keep what was seen of the item that is left.

    Two laptops that ask for the same item go there once; a meeting that is over stays so. Returns where it is then.
    """
    if item not in (*agenda.KEYS, OVER, DROPPED):
        raise Refused([f"Expected an item of the agenda, found “{item}”. Choose one of {', '.join(agenda.KEYS)}."])
    with warehouse.writing() as cursor:
        now = _known(cursor, id)
        if now.item == item or now.is_over:
            return now
        if seen and seen.item == now.item:
            keep_paper(cursor, now, seen.item, seen.lines, at)
        return _supersede(cursor, now, replace(now, item=item, version=now.version + 1, written_at=at))


def welcome(warehouse: Warehouse, id: str, present: Iterable[str], at: datetime) -> Meeting:
    """Who is there from now on. Raises Refused where that is nobody, or the meeting is over."""
    people = names(present)
    with warehouse.writing() as cursor:
        now = _known(cursor, id)
        if wrong := _nobody(people) + _over(now):
            raise Refused(wrong)
        if people == now.present:
            return now
        return _supersede(cursor, now, replace(now, present=people, version=now.version + 1, written_at=at))


def every(cursor: duckdb.DuckDBPyConnection) -> list[Meeting]:
    """As they stand, the newest first; without those that were only a try."""
    return [one for one in _every(cursor) if one.item != DROPPED]


def running(cursor: duckdb.DuckDBPyConnection, id: str) -> Meeting:
    """Raises Refused where there is none of this id, or it is over."""
    found = _known(cursor, id)
    if wrong := _over(found):
        raise Refused(wrong)
    return found


def steps(cursor: duckdb.DuckDBPyConnection, id: str) -> list[Meeting]:
    """Every version of one meeting, the oldest first; none where it is not known."""
    return _meetings(queries.run(cursor, "meetings/past", id=id).to_dicts())


def spent(taken: Sequence[Meeting], now: datetime) -> dict[str, int]:
    """Seconds of each item so far, all its visits together; `taken` are the steps of one meeting."""
    found: dict[str, int] = defaultdict(int)
    ends = [*(step.written_at for step in taken[1:]), now]
    for step, end in zip(taken, ends, strict=True):
        if not step.is_over:
            found[step.item] += max(int((end - step.written_at).total_seconds()), 0)
    return dict(found)


def papers(cursor: duckdb.DuckDBPyConnection, id: str) -> dict[str, Any]:
    """What was kept of a meeting, by its part."""
    return {part: json.loads(words) for part, words in queries.run(cursor, "meetings/papers", meeting=id).iter_rows()}


def keep_paper(cursor: duckdb.DuckDBPyConnection, meeting: Meeting, part: str, words: object, at: datetime) -> None:
    """Within a transaction of the caller."""
    written = json.dumps(words, ensure_ascii=False)
    kept = {"meeting": meeting.id, "version": meeting.version, "part": part, "words": written}
    queries.do(cursor, "meetings/keep_paper", **kept, written_at=at)


def names(written: Iterable[str]) -> tuple[str, ...]:
    """Each once, in the order written."""
    tidied = (" ".join(name.split()) for name in written)
    return tuple(dict.fromkeys(name for name in tidied if name))


def _every(cursor: duckdb.DuckDBPyConnection) -> list[Meeting]:
    return _meetings(queries.run(cursor, "meetings/current").to_dicts())


def _known(cursor: duckdb.DuckDBPyConnection, id: str) -> Meeting:
    found = next((one for one in _every(cursor) if one.id == id), None)
    if found is None:
        raise Refused(["Expected a meeting that was begun, and this one is not there. Open the Meeting page again."])
    return found


def _supersede(cursor: duckdb.DuckDBPyConnection, before: Meeting, after: Meeting) -> Meeting:
    if not queries.run(cursor, "meetings/supersede", id=before.id, version=before.version).item():
        return _known(cursor, before.id)  # somebody was faster: all screens follow that step
    _add(cursor, after)
    return after


def _add(cursor: duckdb.DuckDBPyConnection, meeting: Meeting) -> None:
    written = {"planned": " ".join(map(str, meeting.planned)), "present": "\n".join(meeting.present)}
    queries.do(cursor, "meetings/add", **asdict(meeting) | written)


def _meetings(rows: Iterable[dict[str, Any]]) -> list[Meeting]:
    return [
        Meeting(
            **row | {"planned": tuple(map(int, row["planned"].split())), "present": tuple(row["present"].splitlines())}
        )
        for row in rows
    ]


def _nobody(people: Sequence[str]) -> list[str]:
    return [] if people else ["A meeting needs people, and nobody is named. Write who is there."]


def _over(meeting: Meeting) -> list[str]:
    if not meeting.is_over:
        return []
    return ["The meeting is over, and its minutes are written. Write it on the Objectives page, or next time."]


def _is_running(one: Meeting) -> str:
    return (
        f"Expected no other meeting to be running, found the one that {one.written_by} began at "
        f"{one.began_at:%H:%M} on {one.began_at.day} {one.began_at:%B}. Join it, or end it first."
    )
