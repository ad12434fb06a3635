"""What a board pack says of the joint objectives, of who does what by when, and of what was decided."""

from datetime import date
from typing import Any

from custodian.domain import objectives, progress
from custodian.domain.actions import Action
from custodian.domain.packs import Pack
from custodian.domain.progress import Progress
from custodian.words import results, standings, wording

DECISIONS_SHOWN = 10
IN_SHORT, LETTERS = 6, 90  # what the first page has room for

Said = dict[str, Any]


def of(pack: Pack) -> Said:
    to_do = [action for action in pack.actions if not action.done_on]
    return {
        "headline": progress.headline(pack.promised) if pack.promised else "Nothing is promised together yet.",
        "objectives": (every := [_objective(pack, one) for one in pack.promised]),
        "in_short": every[:IN_SHORT],
        "more": f"and {len(every) - IN_SHORT} more" if len(every) > IN_SHORT else "",
        "actions": [_action(pack, action) for action in to_do],
        "decisions": [f"{_day(made.decided_on)} · {made.what}" for made in pack.decisions][:DECISIONS_SHOWN],
    }


def _objective(pack: Pack, one: Progress) -> Said:
    said = one.objective
    return {
        "title": said.title,
        "title_in_short": wording.shortened(said.title, LETTERS),
        "why": said.why,
        "period": f"{_day(said.first_day)} – {_day(said.last_day)}",
        "owners": f"Sales: {said.sales_owner} · Marketing: {said.marketing_owner}",
        "shape": standings.SHAPES[one.state],
        "tone": standings.TONES.get(one.state, "plain"),
        "state": one.state,
        "sure": _sure(one),
        "results": [results.result(each, pack.asked.month, pack.currency) for each in one.standings],
    }


def _sure(one: Progress) -> str:
    """Nothing of a round before both have said it: who hears the other first does not say what he thinks."""
    if not one.said:
        return ""
    return "How sure, of 10: " + ", ".join(f"{team} {one.said[team].how_sure}" for team in objectives.TEAMS)


def _action(pack: Pack, action: Action) -> Said:
    days = action.days_late(pack.asked.today)
    late = f" · {standings.late(days)}" if days else ""
    return {"what": action.what, "who": f"{action.owner} · due {_day(action.due)}{late}", "is_late": days > 0}


def _day(when: date) -> str:
    return f"{wording.day(when)} {when.year}"
