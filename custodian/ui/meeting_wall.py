"""A meeting on the wall: agenda, clock, item and forms as one drawing."""

from typing import Any

from custodian.domain import actions, agenda, meeting_entries, meetings, minutes
from custodian.domain.meetings import Meeting
from custodian.ui import filters, meeting_closing, meeting_deeds, meeting_items, readings
from custodian.words import wording

WALL = "wall"


def draw(held: Meeting) -> None:
    data = {
        "meeting": held.id,
        "item": held.item,
        "items": _items(held),
        "clock": _clock(held),
        "forms": _forms(held),
        "body": meeting_closing.body(_kept(held)) if held.is_over else meeting_items.shown(held).body,
    }
    meeting_deeds.draw(WALL, data, held.month)


def _items(held: Meeting) -> list[dict[str, Any]]:
    return [
        {"key": item.key, "name": item.name, "question": item.question, "seconds": 60 * planned}
        for item, planned in zip(agenda.ITEMS, held.planned, strict=True)
    ]


def _clock(held: Meeting) -> dict[str, Any]:
    """Seconds of each item when the page was drawn; from then on the browser counts on."""
    taken, now = readings.until_written(meetings.steps, held.id), readings.now()
    return {"spent": meetings.spent(taken, now), "read": now.isoformat()}


def _forms(held: Meeting) -> dict[str, Any]:
    """What the forms begin with, and who may be meant."""
    known = [one.owner for one in readings.until_written(actions.current)]
    titles = {key: kpi.title for key, kpi in readings.catalogue().items()}
    return {
        "by": filters.signed() or held.written_by,
        "present": "\n".join(held.present),
        "people": list(dict.fromkeys([*held.present, *known])),
        "kpis": list(titles.items()),
        "today": readings.today().isoformat(),
        "unowned": _unowned(held),
    }


def _unowned(held: Meeting) -> str:
    """What is still to be asked before the end."""
    count = len(readings.until_written(meeting_entries.of, held.id).unowned)
    has = "has" if count == 1 else "have"
    return f"{wording.counted(count, 'decision')} {has} no owner and no date yet." if count else ""


def _kept(held: Meeting) -> minutes.Minutes:
    found = readings.until_written(minutes.of, held.id)
    assert found is not None, "a meeting that is over has its minutes"
    return found
