"""The last screen of a meeting: what it decided, who does what, how it went beside the meetings before."""

from typing import Any

from custodian.domain import meeting_checks, meetings, minutes
from custodian.domain.minutes import Minutes, ToDo
from custodian.ui import readings
from custodian.words import spans, wording

MEETINGS_SHOWN = 6


def body(kept: Minutes) -> dict[str, Any]:
    return {
        "kind": "closing",
        "says": f"{spans.clock(kept.seconds)} of {kept.planned} minutes",
        "decisions": [{"what": one.what, "owners": [_who(each) for each in one.carried_out]} for one in kept.decided],
        "actions": [{"what": one.what, "who": _who(one)} for one in kept.actions],
        "went": [_went(one) for one in _so_far(kept)],
        "words": [check.word for check in kept.checks if check.word],
        "most": meeting_checks.MOST,
    }


def _who(one: ToDo) -> str:
    return f"{one.owner} · by {wording.day(one.due)}"


def _so_far(kept: Minutes) -> list[Minutes]:
    """This meeting and those before it, the newest first."""
    every = [one for one in readings.until_written(meetings.every) if one.is_over and one.began_at <= kept.began_at]
    found = (readings.until_written(minutes.of, one.id) for one in every[:MEETINGS_SHOWN])
    return [one for one in found if one]


def _went(one: Minutes) -> dict[str, Any]:
    points = [check.points for check in one.checks]
    middle = meeting_checks.middle(points)
    answers = wording.counted(len(points), "answer")
    said = "nobody answered" if middle is None else f"{middle:g} of {meeting_checks.MOST} in the middle, {answers}"
    return {"on": wording.day(one.began_at), "points": points, "says": said}
