"""The actions of a meeting for the tools in which people keep what they have to do: calendars and spreadsheets."""

import csv
import io
from datetime import UTC, datetime, timedelta

from custodian.domain.minutes import Minutes, ToDo
from custodian.intake import formulas
from custodian.reports import minutes as written


def calendar(minutes: Minutes) -> bytes:
    """A whole-day event on the day each action is due: Outlook and Google pass over the to-dos of a calendar file.

    An event keeps the id of its action, so that a calendar that is given the file twice shows it once.
    """
    from icalendar import Calendar  # loading it takes longer than drawing a page

    made = Calendar()
    made.add("prodid", "-//Custodian//Joint meeting//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", written.title(minutes))
    for action in minutes.actions:
        made.add_component(_event(action, minutes))
    return bytes(made.to_ical())


def table(minutes: Minutes) -> bytes:
    """CSV that opens with its letters right, in which no cell is run as a formula; days as 2026-11-30."""
    told = io.StringIO(newline="")
    rows = csv.writer(told)
    rows.writerow((*written.HEAD, "Meeting"))
    for one in minutes.actions:
        cells = (one.what, one.owner, one.due.isoformat(), one.moves, f"{minutes.began_at:%Y-%m-%d}")
        rows.writerow(map(formulas.harmless, cells))
    return told.getvalue().encode("utf-8-sig")


def _event(action: ToDo, minutes: Minutes):  # type: ignore[no-untyped-def]  # noqa: ANN202
    from icalendar import Event

    event = Event()
    event.add("uid", f"{action.id}@custodian")
    event.add("dtstamp", _stamp(minutes.ended_at))
    event.add("dtstart", action.due)
    event.add("dtend", action.due + timedelta(days=1))  # a day's end is the beginning of the next
    event.add("summary", f"{action.owner}: {action.what}")
    moves = f" It is meant to move “{action.moves}”." if action.moves else ""
    event.add("description", f"Due today. Taken on in the {written.title(minutes).lower()}.{moves}")
    event.add("transp", "TRANSPARENT")  # it fills nobody's day
    return event


def _stamp(at: datetime) -> datetime:
    """The server's own time, told as UTC: calendars read it only to see which of two files is newer."""
    return at.replace(tzinfo=UTC)
