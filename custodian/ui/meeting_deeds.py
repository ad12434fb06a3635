"""What people do on the Meeting page: each deed that its drawing asks for, and what is said where it is refused.

A deed is done before the page is drawn, so that the page shows it at once.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from custodian.domain import actions, decisions, meeting_checks, meeting_entries, meetings, minutes
from custodian.domain.agenda import DROPPED, OVER
from custodian.domain.meeting_checks import Check
from custodian.domain.refusals import Overtaken, Refused
from custodian.ui import drawing, filters, meeting_items, readings

Asked = Mapping[str, Any]


def draw(kind: str, data: Mapping[str, Any], month: date) -> None:
    """The lobby or the wall, and what became of the last deed of this visitor: its number and, if refused, why."""
    of_kind = {"kind": kind, **data, "answer": dict(_answer())}
    drawn = drawing.of("meeting", "meeting_items", "meeting_forms", "meeting_lobby")
    drawn(key=kind, data=of_kind, on_asked_change=_done_in(kind, month))


def _answer() -> dict[str, Any]:
    return filters.desk("meeting_answer", dict[str, Any])


def _done_in(kind: str, month: date) -> Callable[[], None]:

    def act() -> None:
        asked = filters.told(kind, "asked")
        faults: tuple[str, ...] = ()
        try:
            _DEEDS[str(asked["do"])]({"month": month, **asked})
        except Refused as refusal:
            faults = refusal.faults
        except Overtaken as fault:
            faults = (str(fault),)
        _answer().update({"number": asked.get("number"), "faults": faults})

    return act


def _start(asked: Asked) -> None:
    begun = meetings.start(
        readings.warehouse(), asked["month"], [_whole(each) for each in asked["planned"]], _names(asked["present"]),
        filters.signed(str(asked["by"])), _now(),
    )  # fmt: skip
    st.query_params["meeting"] = begun.id


def _join(asked: Asked) -> None:
    st.query_params["meeting"] = str(asked["meeting"])


def _leave(asked: Asked) -> None:
    for name in ("meeting", "item"):
        st.query_params.pop(name, None)


def _go(asked: Asked) -> None:
    meeting = str(asked["meeting"])
    seen = meeting_items.sight(meeting)
    if asked["item"] == OVER:
        minutes.end(readings.warehouse(), meeting, seen, _now())
    else:
        meetings.go(readings.warehouse(), meeting, str(asked["item"]), seen, _now())
    if asked["item"] == DROPPED:
        _leave(asked)


def _people(asked: Asked) -> None:
    meetings.welcome(readings.warehouse(), str(asked["meeting"]), _names(asked["present"]), _now())


def _action(asked: Asked) -> None:
    by = _by(asked)
    draft = actions.Draft(str(asked["what"]), str(asked["owner"]), _day(asked["due"]), kpi=str(asked["kpi"]))
    kept = actions.save(readings.warehouse(), draft, by, _now())
    _note(asked, "action", kept.id, str(asked.get("carries_out", "")))


def _decision(asked: Asked) -> None:
    draft = decisions.Draft(readings.today(), str(asked["what"]))
    kept = decisions.save(readings.warehouse(), draft, _by(asked), _now())
    _note(asked, "decision", kept.id)


def _tick(asked: Asked) -> None:
    with readings.cursor() as cursor:
        found = next((one for one in actions.current(cursor) if one.id == asked["id"]), None)
    if found is None:
        raise Refused(["Expected an action of the list, and this one is not there any more. Look again."])
    if found.version != asked["version"]:
        return  # somebody was faster: the page shows what they ticked
    done_on = None if found.done_on else readings.today()
    actions.tick(readings.warehouse(), found, done_on, _by(asked), _now())
    if done_on:
        _note(asked, "done", found.id)


def _check(asked: Asked) -> None:
    check = Check(_whole(asked["points"]), str(asked["word"]))
    meeting_checks.give(readings.warehouse(), str(asked["meeting"]), check)


_DEEDS: dict[str, Callable[[Asked], None]] = {
    "start": _start,
    "join": _join,
    "leave": _leave,
    "go": _go,
    "people": _people,
    "action": _action,
    "decision": _decision,
    "tick": _tick,
    "check": _check,
}


def _note(asked: Asked, kind: meeting_entries.Kind, id: str, carries_out: str = "") -> None:
    meeting_entries.note(readings.warehouse(), str(asked["meeting"]), kind, id, _now(), carries_out)


def _by(asked: Asked) -> str:
    """Who wrote it in the running meeting: named in the form, known from an earlier one, or who keeps the minutes."""
    with readings.cursor() as cursor:
        held = meetings.running(cursor, str(asked["meeting"]))
    return filters.signed(str(asked.get("by", ""))) or held.written_by


def _names(written: str) -> list[str]:
    """People write names with commas, semicolons or line by line."""
    return str(written).replace(";", "\n").replace(",", "\n").splitlines()


def _day(written: str) -> date:
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        raise Refused(["An action needs a day by which it is done, and none was given. Choose one."]) from None


def _whole(written: object) -> int:
    try:
        return int(str(written))
    except ValueError:
        raise Refused([f"Expected a whole number, found “{written}”. Write one."]) from None


def _now() -> Any:  # noqa: ANN401
    return readings.now().replace(microsecond=0)
