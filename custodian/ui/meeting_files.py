"""The minutes of a meeting to take away: to read, to edit, for calendars, for spreadsheets, as a mail to send."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from custodian.domain import minutes
from custodian.domain.minutes import Minutes
from custodian.reports import meeting_actions, minutes_mail
from custodian.reports import minutes as written
from custodian.ui import readings

_FILES: tuple[tuple[str, str, str, Callable[[Minutes], str | bytes]], ...] = (
    ("Minutes as PDF", "pdf", "application/pdf", written.pdf),
    ("Minutes as Markdown", "md", "text/markdown", written.markdown),
    ("Actions for the calendar (.ics)", "ics", "text/calendar", meeting_actions.calendar),
    ("Actions as CSV", "csv", "text/csv", meeting_actions.table),
    ("Mail to send (.eml)", "eml", "message/rfc822", minutes_mail.mail),
)


def offer(meeting: str) -> None:
    """Each is made when somebody asks for it."""
    kept = readings.until_written(minutes.of, meeting)
    if kept is None:
        return
    for label, ending, mime, make in _FILES:
        st.download_button(
            label,
            partial(make, kept),
            f"Meeting {kept.began_at:%Y-%m-%d}.{ending}",
            mime,
            key=f"{ending}_{meeting}",
            on_click="ignore",
        )
