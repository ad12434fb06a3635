"""What stands beside the promises: what the last meeting left, and where the two teams disagree most."""

from collections.abc import Iterable
from datetime import date

from custodian.domain import objectives
from custodian.domain.actions import Action
from custodian.domain.decisions import Decision
from custodian.domain.progress import Progress
from custodian.ui.promises import Said
from custodian.words import standings, wording

DONE_SHOWN = 3
DECISIONS_SHOWN = 5


def column(
    actions: Iterable[Action], decisions: Iterable[Decision], most_disagreed: Progress | None, today: date
) -> Said:
    every = list(actions)
    done = sorted((action for action in every if action.done_on), key=_done_on, reverse=True)[:DONE_SHOWN]
    to_do = [action for action in every if not action.done_on]
    return {
        "actions": [_action(action, today) for action in sorted([*done, *to_do], key=lambda action: action.due)],
        "decisions": [_decision(made) for made in decisions][:DECISIONS_SHOWN],
        "disagreement": _disagreement(most_disagreed) if most_disagreed else "",
    }


def _action(action: Action, today: date) -> Said:
    days = action.days_late(today)
    due = f"{action.owner} · due {wording.day(action.due)}"
    return {
        "id": action.id,
        "version": action.version,
        "what": action.what,
        "who": f"{due} · {standings.late(days)}" if days else due,
        "is_late": days > 0,
        "is_done": action.done_on is not None,
    }


def _decision(made: Decision) -> Said:
    return {"id": made.id, "version": made.version, "says": f"{wording.day(made.decided_on)} · {made.what}"}


def _done_on(action: Action) -> date:
    return action.done_on or date.min


def _disagreement(progress: Progress) -> str:
    sure = ", ".join(f"{team} {progress.said[team].how_sure}" for team in objectives.TEAMS)
    return f"“{progress.objective.title}”: {sure}. Talk about this first."
