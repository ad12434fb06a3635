"""What the Objectives page says of every promise: the words, shapes and bars of its cards and of the column beside."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from custodian.domain import objectives, periods
from custodian.domain.actions import Action
from custodian.domain.decisions import Decision
from custodian.domain.keyresults import Standing, State
from custodian.domain.progress import Progress
from custodian.ui import theme
from custodian.words import standings, wording

DONE_SHOWN = 3
DECISIONS_SHOWN = 5

Said = dict[str, Any]


def below(found: Sequence[Progress], month: date, today: date) -> str:
    """The muted line below the headline: which period, and how recent the figures are."""
    begins = {progress.objective.first_day for progress in found}
    ends = {progress.objective.last_day for progress in found}
    told = _period(min(begins), min(ends)) if len(begins) == len(ends) == 1 else wording.month(month)
    is_open = periods.last_day(month) >= today
    note = f" · {wording.month(month)} is not over and does not count yet" if is_open else ""
    return f"{told} · every objective has one owner in each team · key results read straight from the figures{note}"


def card(progress: Progress, month: date, currency: str) -> Said:
    objective = progress.objective
    return {
        "id": objective.id,
        "version": objective.version,
        "title": objective.title,
        "why": objective.why,
        "owners": f"{objective.sales_owner} · {objective.marketing_owner}",
        "sure": [_sure(progress, team) for team in objectives.TEAMS],
        "results": [result(standing, month, currency) for standing in progress.standings],
        "notes": [_note(progress, team) for team in objectives.TEAMS if team in progress.said],
    }


def result(standing: Standing, month: date, currency: str) -> Said:
    unit, aim = standing.kpi.unit, standing.key_result
    start, target = (wording.value(unit, number, currency) for number in (aim.start, aim.target))
    is_older = standing.month is not None and standing.month != month
    return {
        "title": standing.kpi.title,
        "span": f"{start} → {target}",
        "value": wording.value(unit, standing.value, currency),
        "of": wording.short_month(standing.month) if standing.month and is_older else "",
        "way": min(max(standing.way or 0.0, 0.0), 1.0),
        "due": standing.due if standing.state != "not begun" else None,
        "tone": standings.TONES.get(standing.state, "plain"),
        "shape": standings.SHAPES[standing.state],
        "says": standings.says(standing, currency),
        "spoken": _spoken(standing, wording.value(unit, standing.should_be, currency)),
    }


def column(
    actions: Iterable[Action], decisions: Iterable[Decision], most_disagreed: Progress | None, today: date
) -> Said:
    every = list(actions)
    done = sorted((action for action in every if action.done_on), key=_done_on, reverse=True)[:DONE_SHOWN]
    to_do = [action for action in every if not action.done_on]
    return {
        "actions": [_action(action, today) for action in sorted([*done, *to_do], key=lambda action: action.due)],
        "decisions": [f"{wording.day(made.decided_on)} · {made.what}" for made in decisions][:DECISIONS_SHOWN],
        "disagreement": _disagreement(most_disagreed) if most_disagreed else "",
    }


def glance(lines: Iterable[tuple[str, State]]) -> list[Said]:
    """Title, shape and state, one line an objective: for another page."""
    return [
        {"title": title, "shape": standings.SHAPES[state], "tone": standings.TONES.get(state, "plain"), "says": state}
        for title, state in lines
    ]


def _period(first: date, last: date) -> str:
    is_quarter = first.day == 1 and first.month % 3 == 1 and last == periods.last_day(periods.shifted(first, 2))
    if is_quarter:
        return f"Quarter {first.month // 3 + 1}, {first.year}"
    return f"{wording.day(first)} {first.year} – {wording.day(last)} {last.year}"


def _sure(progress: Progress, team: objectives.Team) -> Said:
    said = progress.said.get(team)
    return {
        "team": team.capitalize(),
        "color": theme.TEAM[team],
        "points": str(said.how_sure) if said else wording.NOTHING,
    }


def _note(progress: Progress, team: objectives.Team) -> Said:
    said = progress.said[team]
    return {
        "team": team.capitalize(),
        "color": theme.TEAM[team],
        "says": said.note,
        "by": f"{said.written_by}, {wording.day(said.written_at)}",
    }


def _spoken(standing: Standing, should_be: str) -> str:
    gone = "no figure yet" if standing.way is None else f"{round(100 * standing.way)}% of the way"
    return f"{standing.kpi.title}: {gone}; today {round(100 * standing.due)}% should be gone, which is {should_be}"


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


def _done_on(action: Action) -> date:
    return action.done_on or date.min


def _disagreement(progress: Progress) -> str:
    sure = ", ".join(f"{team} {progress.said[team].how_sure}" for team in objectives.TEAMS)
    return f"“{progress.objective.title}”: {sure}. Talk about this first."
