"""What the Respect page says: of every question on both sides, of who is hidden, and of how it stays anonymous."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from custodian.domain import pulse, pulse_headline, pulse_questions
from custodian.domain.objectives import Team
from custodian.domain.periods import Period
from custodian.domain.pulse import Opinion, Quarter
from custodian.domain.pulse_headline import Claim
from custodian.domain.pulse_questions import OTHER, QUESTIONS, Question
from custodian.ui import theme
from custodian.words import wording

LEFT_TO_RIGHT: tuple[Team, ...] = ("sales", "marketing")
SHOWN_WHEN = "Answers are shown once their quarter is over, and only if five or more of a team have answered"
HIDDEN = "fewer than five answered, so nothing is shown"
ANONYMOUS = (
    "Anonymous: an answer only adds one to each of five counts of its team; no name, no time and no single answer is "
    "kept, and a code is not tied to what it answered."
)
CERTAIN = (
    "±: 95% margin. A difference or a change is named only beyond its 99% margin: fifteen are looked at each quarter."
)

BROKEN = "Where a line is broken, fewer than five had answered."

Said = dict[str, Any]


def below(quarter: Quarter) -> str:
    """Which quarter, who is hidden, how wide the margins of so few answers are."""
    hidden = [f"{team}: {HIDDEN}" for team in LEFT_TO_RIGHT if team not in quarter.says]
    halves = [opinion.half for said in quarter.says.values() for opinion in said.values()]
    wide = [f"few answers have wide margins: ±{sum(halves) / len(halves):.1f} points on average"] if halves else []
    return " · ".join([_quarter(quarter.period), *hidden, *wide])


def side(quarter: Quarter, team: Team) -> Said:
    return {
        "title": f"What {team} says about {OTHER[team]}",
        "says": _answered(quarter, team),
        "color": theme.TEAM[team],
    }


def ends() -> list[str]:
    return [f"{pulse.POINTS[0]} {pulse_questions.LOWEST}", f"{pulse.POINTS[-1]} {pulse_questions.HIGHEST}"]


def span(every: Sequence[Quarter]) -> list[str]:
    """The first and the last quarter of the small lines."""
    return [_short(every[0].period), _short(every[-1].period)]


def row(every: Sequence[Quarter], question: Question) -> Said:
    return {
        "title": question.title,
        "asks": pulse_questions.asked_of(question),
        "between": _between(every[-1], question),
        "cells": [_cell(every, question, team) for team in LEFT_TO_RIGHT],
    }


def foot(invited: Mapping[Team, int], running: Period, every: Sequence[Quarter]) -> Said:
    """What is running now, how one takes part in it, and how to read what stands above; without that, what is asked."""
    opens = running.last_day + timedelta(days=1)
    whom = " and ".join(f"{invited[team]} in {team}" for team in LEFT_TO_RIGHT if team in invited)
    until = f"until {wording.day(running.last_day)}; it is shown from {wording.day(opens)} {opens.year} on"
    return {
        "title": f"{_quarter(running)} is running",
        "lines": [
            f"Invited: {whom}. Open {until}." if whom else f"Nobody is invited yet. Open {until}.",
            ANONYMOUS,
            *(_how_to_read(every) if every else _asked()),
        ],
        "buttons": [{"label": "Answer with a code", "write": "answer"}, {"label": "Invite a team", "write": "invite"}],
    }


def _how_to_read(every: Sequence[Quarter]) -> list[str]:
    is_broken = any(team not in one.says for one in every for team in LEFT_TO_RIGHT)
    return [CERTAIN, *([BROKEN] if is_broken else [])]


def _asked() -> list[str]:
    low, high = ends()
    asks = [f"{question.title}: {pulse_questions.asked_of(question)}" for question in QUESTIONS]
    return [f"Both teams are asked the same five questions about each other, from {low} to {high}:", *asks]


def _cell(every: Sequence[Quarter], question: Question, team: Team) -> Said:
    """A team's opinion: figure, margin, place on the scale, line; where it is hidden, only the rest of the line."""
    now = every[-1].says.get(team, {}).get(question.key)
    past = [one.says.get(team, {}).get(question.key) for one in every]
    course = [None if one is None else [_rounded(one.mean), *_interval(one)] for one in past]
    told: Said = {"color": theme.TEAM[team], "course": course}
    if now is None:
        return {**told, "value": wording.NOTHING, "change": HIDDEN.capitalize(), "tone": "plain", "spoken": HIDDEN}
    change, tone = _changed(pulse_headline.since_before(every, team, question), every[-1].period)
    value, margin = f"{now.mean:.1f}", f"±{now.half:.1f}"
    return {
        **told,
        "value": value,
        "margin": margin,
        "place": [_rounded(now.mean), *_interval(now)],
        "change": change,
        "tone": tone,
        "spoken": f"{question.title}, {team} about {OTHER[team]}: {value} of 5, {margin}. {change}",
    }


def _changed(claim: Claim | None, period: Period) -> tuple[str, str]:
    if claim is None:
        return "○ nothing before to compare with", "plain"
    since = pulse_headline.since(claim.since, period) if claim.since else ""
    if claim.certainty <= 1:
        return f"● no change beyond chance since {since}", "plain"
    way, shape, tone = ("rose", "▲", "good") if claim.points > 0 else ("fell", "▼", "bad")
    return f"{shape} {way} by {abs(claim.points):.1f} since {since}", tone


def _between(quarter: Quarter, question: Question) -> str:
    claim = pulse_headline.between_teams(quarter, question)
    if claim is None:
        return "Only one side is shown" if quarter.says else ""
    if claim.certainty <= 1:
        return "No difference beyond chance"
    return f"{pulse_questions.whose(claim.team).capitalize()} answers are {claim.points:.1f} points higher"


def _answered(quarter: Quarter, team: Team) -> str:
    opinions = quarter.says.get(team)
    if not opinions:
        return HIDDEN
    answers = next(iter(opinions.values())).n
    return f"{answers} of {quarter.invited.get(team, answers)} answered"


def _interval(opinion: Opinion) -> tuple[float, float]:
    lowest, highest = pulse.POINTS[0], pulse.POINTS[-1]
    return max(_rounded(opinion.mean - opinion.half), lowest), min(_rounded(opinion.mean + opinion.half), highest)


def _rounded(number: float) -> float:
    """To a tenth, as it is written: more would tell of a few answers what each of them was."""
    return round(number, 1)


def _quarter(period: Period) -> str:
    return f"Quarter {(period.first_day.month + 2) // 3}, {period.first_day.year}"


def _short(period: Period) -> str:
    return f"Q{(period.first_day.month + 2) // 3} {period.first_day.year}"
