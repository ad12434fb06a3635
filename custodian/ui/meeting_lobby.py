"""Before and after a meeting: the agenda with its minutes, who will be there, and the minutes of the meetings held."""

from typing import Any

import streamlit as st

from custodian.domain import agenda, meetings, minutes
from custodian.domain.meetings import Meeting
from custodian.domain.minutes import Minutes
from custodian.ui import filters, frame, meeting_deeds, meeting_files, readings
from custodian.ui.filters import Chosen
from custodian.words import spans, wording

LOBBY = "lobby"
HELD_SHOWN = 6


def draw(chosen: Chosen) -> None:
    every = readings.until_written(meetings.every)
    running = next((one for one in every if not one.is_over), None)
    held = [one for one in every if one.is_over]
    frame.headline(*_headline(running, held[0] if held else None))
    meeting_deeds.draw(LOBBY, _asks(every, running, chosen), chosen.month)
    _past(held)


def _headline(running: Meeting | None, last: Meeting | None) -> tuple[str, str]:
    below = "One screen for both teams: six items, a clock for each, and the minutes write themselves."
    if running:
        on = "" if running.began_at.date() == readings.today() else f" on {wording.day(running.began_at)}"
        return f"A meeting is running since {running.began_at:%H:%M}{on}", "Join it. It is ended from within."
    return "The next joint meeting", f"{below} The last one was on {wording.day(last.began_at)}." if last else below


def _asks(every: list[Meeting], running: Meeting | None, chosen: Chosen) -> dict[str, Any]:
    """The form begins with what the last meeting had."""
    last = every[0] if every else None
    planned = last.planned if last else agenda.PLANNED
    return {
        "month": wording.month(chosen.month),
        "items": [
            {"key": item.key, "name": item.name, "question": item.question, "minutes": minutes}
            for item, minutes in zip(agenda.ITEMS, planned, strict=True)
        ],
        "whole": sum(agenda.PLANNED),
        "present": "\n".join(last.present) if last else "",
        "by": filters.signed() or (last.written_by if last else ""),
        "running": _running(running) if running else None,
    }


def _running(one: Meeting) -> dict[str, str]:
    began = f"{one.began_at:%H:%M} on {wording.day(one.began_at)}"
    return {"meeting": one.id, "says": f"{one.written_by} began it at {began}; {len(one.present)} are there."}


def _past(held: list[Meeting]) -> None:
    if not held:
        return
    st.markdown("### Meetings held")
    older = len(held) - HELD_SHOWN
    shown = held if older > 0 and st.toggle(f"Show {older} older") else held[:HELD_SHOWN]
    for one in shown:
        kept = readings.until_written(minutes.of, one.id)
        if kept:
            with st.container(key=f"held_{one.id}", border=True):
                st.markdown(f"**{wording.literal(_title(kept))}**  \n{wording.literal(_summary(kept))}")
                with st.container(horizontal=True):
                    meeting_files.offer(one.id)


def _title(kept: Minutes) -> str:
    return f"{kept.began_at.day} {wording.month(kept.began_at)}"


def _summary(kept: Minutes) -> str:
    parts = [
        f"{spans.clock(kept.seconds)} of {kept.planned} minutes",
        wording.counted(len(kept.present), "person").replace("persons", "people"),
        wording.counted(len(kept.decided), "decision"),
        wording.counted(len(kept.actions), "action"),
    ]
    return " · ".join(parts)
