"""What the Objectives page says: the words, shapes and bars of goals, cards, drafts and of what is closed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from custodian.domain import objectives, periods
from custodian.domain.aims import Aim
from custodian.domain.goals import Goal
from custodian.domain.keyresults import State
from custodian.domain.objectives import Objective, Team
from custodian.domain.progress import Progress
from custodian.ui import theme
from custodian.words import standings, wording
from custodian.words.results import result as result

CLOSED_SHOWN = 3

Said = dict[str, Any]
Titled = Mapping[str, Goal | Objective]  # by id


def below(found: Sequence[Progress], month: date, today: date) -> str:
    """The muted line below the headline: which period, and how recent the figures are."""
    begins = {progress.objective.first_day for progress in found}
    ends = {progress.objective.last_day for progress in found}
    told = period(min(begins), min(ends)) if len(begins) == len(ends) == 1 else wording.month(month)
    is_open = periods.last_day(month) >= today
    note = f" · {wording.month(month)} is not over and does not count yet" if is_open else ""
    return f"{told} · every objective has one owner in each team · what is foreseen holds four times in five{note}"


def group(aim: Aim, known: Titled, month: date, currency: str, foresees: bool) -> Said:
    return {
        "goal": _goal(aim) if aim.goal else None,
        "cards": [card(progress, aim.goal, known, month, currency, foresees) for progress in aim.shown],
    }


def card(
    progress: Progress, goal: Goal | None, known: Titled, month: date, currency: str, foresees: bool = True
) -> Said:
    objective = progress.objective
    weights = {standing.key_result.weight for standing in progress.standings}
    return {
        "id": objective.id,
        "version": objective.version,
        "title": objective.title,
        "why": objective.why,
        "owners": wording.listed(objective.sales_owner, objective.marketing_owner, *_ties(objective, goal, known)),
        "gone": _gone(progress.way),
        "sure": [_sure(progress, team) for team in objectives.TEAMS],
        "waiting": _waiting(progress),
        "results": [result(one, month, currency, foresees, len(weights) > 1) for one in progress.standings],
        "notes": [_note(progress, team) for team in objectives.TEAMS if team in progress.said],
        "may_go_on": _is_over(progress) and all(one.carried_from != objective.id for one in _objectives(known)),
    }


def draft(objective: Objective) -> Said:
    when = period(objective.first_day, objective.last_day)
    return {
        "id": objective.id,
        "version": objective.version,
        "title": objective.title,
        "says": wording.listed(when, objective.sales_owner, objective.marketing_owner),
    }


def closed(found: Iterable[Progress], every: Iterable[Objective]) -> list[Said]:
    """The newest first: how far it came, what was learned, and what goes on with it."""
    goes_on = {one.carried_from: one.title for one in every if one.carried_from}
    newest = sorted(found, key=lambda progress: progress.objective.last_day, reverse=True)[:CLOSED_SHOWN]
    return [_closed(progress, goes_on.get(progress.objective.id, "")) for progress in newest]


def glance(lines: Iterable[tuple[str, State]]) -> list[Said]:
    """Title, shape and state, one line an objective: for another page."""
    return [
        {"title": title, "shape": standings.SHAPES[state], "tone": standings.TONES.get(state, "plain"), "says": state}
        for title, state in lines
    ]


def period(first: date, last: date) -> str:
    if first.day == 1 and first.month % 3 == 1 and last == periods.last_day(periods.shifted(first, 2)):
        return f"Quarter {first.month // 3 + 1}, {first.year}"
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return f"{first.year}"
    return f"{wording.day(first)} {first.year} – {wording.day(last)} {last.year}"


def _is_over(progress: Progress) -> bool:
    return bool(progress.standings) and all(standing.is_over for standing in progress.standings)


def _objectives(known: Titled) -> list[Objective]:
    return [one for one in known.values() if isinstance(one, Objective)]


def _goal(aim: Aim) -> Said:
    assert aim.goal is not None
    says = [period(aim.goal.first_day, aim.goal.last_day), aim.goal.owner, _gone(aim.way)]
    if not aim.shown:
        says.append("no joint objective leads there first")
    return {
        "id": aim.goal.id,
        "version": aim.goal.version,
        "title": aim.goal.title,
        "says": wording.listed(*says),
    }


def _gone(way: float | None) -> str:
    return "" if way is None else f"{round(100 * way)}% of the way"


def _ties(objective: Objective, goal: Goal | None, known: Titled) -> list[str]:
    """What else it belongs to beside the goal it stands under, and what it goes on with."""
    others = [known[id] for id in objective.parents if id in known and (goal is None or id != goal.id)]
    said = [f"{'also ' if goal else ''}for “{other.title}”" for other in others]
    before = known.get(objective.carried_from)
    return said + ([f"carried over from {period(before.first_day, before.last_day)}"] if before else [])


def _sure(progress: Progress, team: Team) -> Said:
    said = progress.said.get(team)
    return {
        "team": team.capitalize(),
        "color": theme.TEAM[team],
        "points": str(said.how_sure) if said else wording.NOTHING,
        "rounds": [closed[team].how_sure for closed in progress.rounds.closed],
    }


def _waiting(progress: Progress) -> str:
    """That a team has said something in an open round: what it said is not even on the page before the other speaks."""
    waiting = progress.rounds.waiting
    return f"{waiting.team.capitalize()} has said; waiting for {waiting.other}" if waiting else ""


def _note(progress: Progress, team: Team) -> Said:
    said = progress.said[team]
    return {
        "team": team.capitalize(),
        "color": theme.TEAM[team],
        "says": said.note,
        "by": wording.signed(said.written_by, said.written_at),
    }


def _closed(progress: Progress, goes_on_as: str) -> Said:
    objective = progress.objective
    reached = sum(standing.state == "reached" for standing in progress.standings)
    says = [
        period(objective.first_day, objective.last_day),
        f"{reached} of {wording.counted(len(progress.standings), 'key result')} reached",
    ]
    return {
        "id": objective.id,
        "version": objective.version,
        "title": objective.title,
        "says": wording.listed(*says, _gone(progress.way)),
        "lesson": objective.lesson,
        "goes_on": f"Carried over into “{goes_on_as}”" if goes_on_as else "",
    }
