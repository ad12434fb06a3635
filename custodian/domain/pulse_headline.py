"""What a quarter's pulse shows in a sentence: only what chance would hardly make, and which team is hidden.

Fifteen differences are looked at each quarter: five between the teams, five to the quarter before in each. At 95 % one
of them would stand out by chance in every second quarter, so a claim is made at 99 %: then in one of seven. The same
people may have answered in two quarters; nobody can know, so both are taken for separate samples, which claims less
rather than more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from custodian.domain import intervals, objectives
from custodian.domain.objectives import Team
from custodian.domain.periods import Period
from custodian.domain.pulse import Opinion, Quarter
from custodian.domain.pulse_questions import QUESTIONS, Question, worded

CLAIMED = 2  # a headline that lists everything says nothing


@dataclass(frozen=True)
class Claim:
    """A difference in points of the scale: of `team` beside the other one, or, with `since`, beside its own past."""

    question: Question
    team: Team
    points: float
    certainty: float  # the difference in margins; above 1 is beyond
    since: Period | None = None


def headline(every: Sequence[Quarter]) -> str:
    """“Sales' trust in marketing's promises fell since quarter 2; marketing finds sales more open than …”."""
    quarter = every[-1]
    when = _named(quarter.period)
    if not quarter.says:
        return f"{when}: fewer than five answered in either team, so nothing is shown"
    found = _surest(claims(every))
    if not found:
        alone = "" if len(quarter.says) > 1 else f" in {next(iter(quarter.says))}"
        return f"{when}: nothing{alone} is different beyond what so few answers can tell"
    said = "; ".join(_joined(found, quarter.period))
    return f"{said[:1].upper()}{said[1:]}"


def claims(every: Sequence[Quarter]) -> list[Claim]:
    """All that the last quarter shows beyond the margin: what moved before what differs, each the surest first."""
    quarter = every[-1]
    since = [since_before(every, team, question) for team in objectives.TEAMS for question in QUESTIONS]
    between = [between_teams(quarter, question) for question in QUESTIONS]
    beyond = [claim for claim in (*since, *between) if claim and claim.certainty > 1]
    return sorted(beyond, key=lambda claim: (claim.since is None, -claim.certainty))


def between_teams(quarter: Quarter, question: Question) -> Claim | None:
    """How much more the one team thinks of the other than the other way round; None where one of them is hidden."""
    if len(quarter.says) < len(objectives.TEAMS):
        return None
    sales, marketing = (quarter.says[team][question.key] for team in ("sales", "marketing"))
    points, certainty = _compared(sales, marketing)
    return Claim(question, "sales" if points > 0 else "marketing", abs(points), certainty)


def since_before(every: Sequence[Quarter], team: Team, question: Question) -> Claim | None:
    """How far a team has moved since the last quarter in which five of it answered; None where there is none."""
    quarter = every[-1]
    before = next((one for one in reversed(every[:-1]) if team in one.says), None)
    if before is None or team not in quarter.says:
        return None
    points, certainty = _compared(quarter.says[team][question.key], before.says[team][question.key])
    return Claim(question, team, points, certainty, before.period)


def since(before: Period, period: Period) -> str:
    """quarter 2, with its year only where that is another one."""
    named = f"quarter\N{NO-BREAK SPACE}{(before.first_day.month + 2) // 3}"
    return named if before.first_day.year == period.first_day.year else f"{named}, {before.first_day.year}"


def _named(period: Period) -> str:
    return f"Quarter {(period.first_day.month + 2) // 3}, {period.first_day.year}"


def _surest(found: Sequence[Claim]) -> list[Claim]:
    """The first of each question, and no more than a headline holds."""
    first: dict[str, Claim] = {}
    for claim in found:
        first.setdefault(claim.question.key, claim)
    return list(first.values())[:CLAIMED]


def _joined(found: Sequence[Claim], period: Period) -> list[str]:
    """A sentence each; what moved the same way since the same quarter shares one."""
    said: dict[str, list[str]] = {}
    for claim in found:
        way, what = "than the other way round", claim.question.higher
        if claim.since:
            way = f"{'rose' if claim.points > 0 else 'fell'} since {since(claim.since, period)}"
            what = claim.question.view
        said.setdefault(way, []).append(worded(what, claim.team))
    return [f"{' and '.join(each)} {way}" for way, each in said.items()]


def _compared(one: Opinion, other: Opinion) -> tuple[float, float]:
    points = one.mean - other.mean
    low, high = intervals.of_mean_difference(one.as_estimate, other.as_estimate, intervals.Z99)
    return points, abs(points) / ((high - low) / 2)
