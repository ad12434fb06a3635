"""The quarterly pulse: five questions to each team about the other one, answered with a code, counted and never kept.

Nobody, this module included, can tell who answered what: an answer only adds one to five counts. What a team said is
told once its quarter is over, so that nothing can be subtracted from anything, and only if five of the team answered.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from math import sqrt

import duckdb

from custodian.domain import intervals, periods
from custodian.domain.objectives import Team
from custodian.domain.periods import Period
from custodian.domain.pulse_questions import QUESTIONS
from custodian.domain.refusals import Refused
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse

LEAST = 5  # answers of a team; no setting, because whoever answered was promised it
POINTS = range(1, 6)
MOST_INVITED = 200  # at once
ROUNDING = 1 / 12  # the variance within a point of the scale: five equal answers are not without any doubt
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that could be read as another


@dataclass(frozen=True)
class Opinion:
    """What a team thinks of the other one in one question: the mean from 1 to 5, with half its 95 % interval."""

    mean: float
    half: float
    n: int

    @property
    def as_estimate(self) -> tuple[float, float, int]:
        return self.mean, self.half, self.n


@dataclass(frozen=True)
class Quarter:
    """A quarter that is over: team → question → opinion. A team of fewer than five answers is not in it."""

    period: Period
    says: Mapping[Team, Mapping[str, Opinion]]
    invited: Mapping[Team, int]


@dataclass(frozen=True)
class Invitation:
    quarter: Period
    team: Team


def quarter_of(day: date) -> Period:
    (found,) = periods.periods(day, day, "quarter")
    return found


def invite(warehouse: Warehouse, team: Team, people: int, today: date) -> list[str]:
    """A code for each of so many people of a team, good for one answer in the quarter of today. Only hashes are kept.

    Raises Refused.
    """
    if people not in range(1, MOST_INVITED + 1):
        raise Refused(
            [f"Invitations are made for 1 to {MOST_INVITED} people at once; found {people}. Write how many you need."]
        )
    quarter = quarter_of(today).first_day
    codes = ["".join(secrets.choice(LETTERS) for _ in range(12)) for _ in range(people)]
    with warehouse.writing() as cursor:
        asked = {"questions": [question.key for question in QUESTIONS], "points": list(POINTS)}
        queries.do(cursor, "pulse/open", quarter=quarter, team=team, **asked)
        queries.do(cursor, "pulse/invite", quarter=quarter, team=team, code_hashes=[_hash(code) for code in codes])
    return ["-".join(code[at : at + 4] for at in (0, 4, 8)) for code in codes]


def invitation(cursor: duckdb.DuckDBPyConnection, code: str, today: date) -> Invitation:
    """Whom a code invites. Raises Refused where it invites nobody any more."""
    rows = queries.run(cursor, "pulse/invitation", code_hash=_hash(code))
    if rows.is_empty():
        raise Refused([_expected("a code of twelve letters and digits as it was handed out, and this is none of them")])
    first_day, team, is_used = rows.row(0)
    quarter = quarter_of(first_day)
    if is_used:
        raise Refused(
            ["This code has been used. Each code counts one answer, and it is counted; there is no more to do."]
        )
    if today not in quarter:
        raise Refused([_expected(f"a code of this quarter, and this one was for {periods.name(quarter)}")])
    return Invitation(quarter, team)


def answer(warehouse: Warehouse, code: str, chosen: Mapping[str, int], today: date) -> None:
    """Count the five answers, question → point from 1 to 5. Raises Refused."""
    with warehouse.writing() as cursor:
        count(cursor, code, chosen, today)
    warehouse.settle()


def count(cursor: duckdb.DuckDBPyConnection, code: str, chosen: Mapping[str, int], today: date) -> None:
    """As `answer`, within a transaction of the caller's, who settles."""
    if {*chosen} != {question.key for question in QUESTIONS} or not all(point in POINTS for point in chosen.values()):
        raise Refused([f"All five questions need an answer from {POINTS[0]} to {POINTS[-1]}. Nothing was counted yet."])
    invited = invitation(cursor, code, today)
    if not queries.run(cursor, "pulse/use", code_hash=_hash(code)).item():
        raise Refused(["This code was used a moment ago. Each code counts one answer."])
    counted = [f"{question} {point}" for question, point in chosen.items()]
    queries.do(cursor, "pulse/count", quarter=invited.quarter.first_day, team=invited.team, chosen=counted)


def found(cursor: duckdb.DuckDBPyConnection, today: date) -> list[Quarter]:
    """The quarters that are over, the oldest first: those in which anybody was invited."""
    rows = queries.run(cursor, "pulse/found", open_quarter=quarter_of(today).first_day, least=LEAST)
    said: dict[date, dict[Team, dict[str, Opinion]]] = {}
    for first_day, team, question, n, total, squares in rows.iter_rows():
        teams = said.setdefault(first_day, {})
        if n is not None:
            teams.setdefault(team, {})[question] = _opinion(total, squares, n)
    asked = invited(cursor)
    return [Quarter(quarter_of(day), teams, asked.get(day, {})) for day, teams in said.items()]


def newest(cursor: duckdb.DuckDBPyConnection, today: date) -> Quarter | None:
    """The last quarter that is over and in which anybody was invited."""
    every = found(cursor, today)
    return every[-1] if every else None


def invited(cursor: duckdb.DuckDBPyConnection) -> dict[date, dict[Team, int]]:
    """First day of a quarter → team → how many codes were handed out."""
    counts: dict[date, dict[Team, int]] = {}
    for first_day, team, people in queries.run(cursor, "pulse/invited").iter_rows():
        counts.setdefault(first_day, {})[team] = people
    return counts


def _opinion(total: int, squares: int, n: int) -> Opinion:
    """Student's interval of a mean, where a point stands for all that is rounded to it (W. F. Sheppard, 1898)."""
    mean = total / n
    variance = max((squares - n * mean**2) / (n - 1), ROUNDING)
    return Opinion(mean, intervals.student(n - 1) * sqrt(variance / n), n)


def _hash(code: str) -> str:
    """Of the letters and digits alone, however it was typed: there are 2 to the power of 60 codes, too many to try."""
    return sha256("".join(letter for letter in code.upper() if letter in LETTERS).encode()).hexdigest()


def _expected(what: str) -> str:
    return f"Expected {what}. Look at your invitation, or ask for a new one."
