"""The Meeting page: before and after a meeting its agenda and the minutes of all others, during it one item a screen.

Where the meeting is stands in the records, never in the browser: every screen that has its address shows the same.
"""

from functools import cache
from threading import Thread

import streamlit as st

from custodian.domain import forecasts, meetings
from custodian.domain.meetings import Meeting
from custodian.ui import filters, meeting_files, meeting_lobby, meeting_wall, readings
from custodian.ui.filters import Chosen


def is_not_held_here() -> bool:
    return _asked_for() is None


def draw(chosen: Chosen) -> None:
    _foresee_soon()
    held = _asked_for()
    if held is None:
        meeting_lobby.draw(chosen)
        return
    if filters.asked("item") != held.item:
        st.query_params["item"] = held.item
    meeting_wall.draw(held)
    if held.is_over:
        with st.container(key="wall_files", horizontal=True):
            meeting_files.offer(held.id)


def _asked_for() -> Meeting | None:
    """The meeting of the URL, if there is one."""
    wish = filters.asked("meeting")
    every = readings.until_written(meetings.every) if wish else []
    return next((one for one in every if one.id == wish), None)


@cache
def _foresee_soon() -> None:
    """The library of the forecasts is loaded while people sit down, so that no item waits for it."""
    Thread(target=forecasts.get_ready, daemon=True).start()
