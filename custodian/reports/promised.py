"""What a board pack says of the joint objectives, of who does what by when, and of what was decided."""

from datetime import date
from typing import Any

from custodian.domain import objectives, progress
from custodian.domain.actions import Action
from custodian.domain.keyresults import Standing
from custodian.domain.packs import Pack
from custodian.domain.progress import Progress
from custodian.words import standings, wording

DECISIONS_SHOWN = 10

Said = dict[str, Any]


def of(pack: Pack) -> Said:
    to_do = [action for action in pack.actions if not action.done_on]
    return {
        "headline": progress.headline(pack.promised) if pack.promised else "Nothing is promised together yet.",
        "objectives": [_objective(pack, one) for one in pack.promised],
        "actions": [_action(pack, action) for action in to_do],
        "decisions": [f"{_day(made.decided_on)} · {made.what}" for made in pack.decisions][:DECISIONS_SHOWN],
    }


def _objective(pack: Pack, one: Progress) -> Said:
    said = one.objective
    return {
        "title": said.title,
        "why": said.why,
        "period": f"{_day(said.first_day)} – {_day(said.last_day)}",
        "owners": f"Sales: {said.sales_owner} · Marketing: {said.marketing_owner}",
        "shape": standings.SHAPES[one.state],
        "tone": standings.TONES.get(one.state, "plain"),
        "state": one.state,
        "sure": _sure(one),
        "results": [_result(pack, standing) for standing in one.standings],
    }


def _sure(one: Progress) -> str:
    """Only once both have said it: who hears the other first does not say what he thinks."""
    if not all(team in one.said for team in objectives.TEAMS):
        return ""
    return "How sure, of 10: " + ", ".join(f"{team} {one.said[team].how_sure}" for team in objectives.TEAMS)


def _result(pack: Pack, standing: Standing) -> Said:
    unit, aim = standing.kpi.unit, standing.key_result
    start, target = (wording.value(unit, number, pack.currency) for number in (aim.start, aim.target))
    is_older = standing.month is not None and standing.month != pack.asked.month
    return {
        "title": standing.kpi.title,
        "span": f"{start} → {target}",
        "value": wording.value(unit, standing.value, pack.currency),
        "of": wording.short_month(standing.month) if standing.month and is_older else "",
        "way": min(max(standing.way or 0.0, 0.0), 1.0),
        "due": standing.due if standing.state != "not begun" else None,
        "tone": standings.TONES.get(standing.state, "plain"),
        "shape": standings.SHAPES[standing.state],
        "says": standings.says(standing, pack.currency),
    }


def _action(pack: Pack, action: Action) -> Said:
    days = action.days_late(pack.asked.today)
    late = f" · {standings.late(days)}" if days else ""
    return {"what": action.what, "who": f"{action.owner} · due {_day(action.due)}{late}", "is_late": days > 0}


def _day(when: date) -> str:
    return f"{wording.day(when)} {when.year}"
