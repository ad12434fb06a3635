"""The companies on a journey: who brought them, and each by name with its days and the file and line that tell them."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Literal, get_args

import duckdb
import polars as pl

from custodian.domain import journeys
from custodian.domain.journeys import Asked, Step
from custodian.warehouse import queries

By = Literal["team", "source", "campaign", "segment", "country"]
State = Literal["reached", "came_in", "arrived", "lost", "past", "waiting"]
EVERY: tuple[By, ...] = get_args(By)
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True)
class Brought:
    """The companies of one source, campaign, segment, country or team: first seen before they bought, and how far."""

    member: str | None  # None: no file names it
    team: str
    prospects: int
    opportunities: int
    customers: int
    repeated: int
    bought_at_once: int  # first seen when they bought: nobody knows who brought them


@dataclass(frozen=True)
class Wanted:
    """The companies in a state at a step, those of one month of entry if it is given."""

    state: State
    step: Step
    end: Step | None
    cohort: date | None = None


@dataclass(frozen=True)
class Day:
    on: date
    file: str
    line: int


@dataclass(frozen=True)
class Traveller:
    """`days` are by step as files tell them; a step that no file tells is not in it. `lost` is the last lost deal, or
    the lead sent back, where nothing else is on the way."""

    name: str
    country: str | None
    segment: str | None
    source: str | None
    campaign: str | None
    team: str
    days: dict[str, Day]
    lost: Day | None


def brought(cursor: duckdb.DuckDBPyConnection, asked: Asked, by: By) -> list[Brought]:
    """Most companies first."""
    return [Brought(**row) for row in queries.run(cursor, "journey/brought", **asdict(asked), by=by).to_dicts()]


def members(cursor: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """What companies can be chosen by: sources, campaigns, segments and countries, the most frequent first."""
    rows = queries.run(cursor, "journey/members").rows()
    return {by: [member for which, member, _ in rows if which == by] for by in EVERY if by != "team"}


def behind(cursor: duckdb.DuckDBPyConnection, asked: Asked, wanted: Wanted, most: int) -> tuple[int, list[Traveller]]:
    """How many companies they are, and the last `most` of them that came."""
    rows = _rows(cursor, asked, wanted, most)
    found: dict[str, Traveller] = {}
    for row in rows.to_dicts():
        who = (row["name"], row["country"], row["segment"], row["source"], row["campaign"], row["team"])
        one = found.setdefault(row["company"], Traveller(*who, days={}, lost=None))
        day = Day(row["day"], row["file"], row["line"])
        if row["step"] is None:
            found[row["company"]] = replace(one, lost=day)
        else:
            one.days[row["step"]] = day
    return (rows["companies"][0] if rows.height else 0), list(found.values())


def table(cursor: duckdb.DuckDBPyConnection, asked: Asked, wanted: Wanted) -> pl.DataFrame:
    """All of them, one row each: who they are, then for every step its day and the file and line that tell it."""
    _, every = behind(cursor, asked, wanted, 2**31 - 1)
    steps = [*((step.key, step.title) for step in journeys.STEPS), (None, "Lost")]
    rows = []
    for one in every:
        row: dict[str, object] = {"Company": one.name, "Country": one.country, "Segment": one.segment}
        row |= {"Source": one.source, "Campaign": one.campaign, "Brought by": one.team}
        for key, title in steps:
            day = one.lost if key is None else one.days.get(key)
            row |= {title: day and day.on, f"{title}: file": day and day.file, f"{title}: line": day and day.line}
        rows.append(row)
    return pl.DataFrame(rows, infer_schema_length=None)


def _rows(cursor: duckdb.DuckDBPyConnection, asked: Asked, wanted: Wanted, most: int) -> pl.DataFrame:
    if wanted.cohort:
        asked = replace(asked, first=wanted.cohort, last=wanted.cohort)
    told = {"start": wanted.step.place, "next": wanted.end and wanted.end.place, "state": wanted.state, "most": most}
    return queries.run(cursor, "journey/behind", **asdict(asked), **told, names=[step.key for step in journeys.STEPS])
