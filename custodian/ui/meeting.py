"""The Meeting page: before and after a meeting its agenda and the minutes of all others, during it one item a screen.

Where the meeting is stands in the records, never in the browser: every screen that has its address shows the same.
"""

import streamlit as st

from custodian.domain import forecasts, meetings
from custodian.domain.meetings import Meeting
from custodian.ui import filters, meeting_files, meeting_lobby, meeting_wall, readings
from custodian.ui.filters import Chosen

FORESEES = "objectives"  # the item that tells where a promise will land


def is_not_held_here() -> bool:
    return _asked_for() is None


def draw(chosen: Chosen) -> None:
    held = _asked_for()
    if held is None:
        meeting_lobby.draw(chosen)
        return
    if filters.asked("item") != held.item:
        st.query_params["item"] = held.item
    meeting_wall.draw(held)
    if held.item == FORESEES and not forecasts.is_ready():
        # The wall does not wait for the library of the first forecast; it is drawn anew with it.
        st.fragment(_get_ready, parallel=True)()
    if held.is_over:
        with st.container(key="wall_files", horizontal=True):
            meeting_files.offer(held.id)


def _get_ready() -> None:
    forecasts.get_ready()
    st.rerun()


def _asked_for() -> Meeting | None:
    """The meeting of the URL, if there is one."""
    wish = filters.asked("meeting")
    every = readings.until_written(meetings.every) if wish else []
    return next((one for one in every if one.id == wish), None)
