"""Companies on their way from the first sign to the repeat order: kept at import, read as cohorts and steps.

A step is taken on the first day that any file tells it for. Whoever has taken a later step has passed the earlier ones,
by that day at the latest. Nobody is counted before the step at which it came in: an order without a lead is no lead.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Any

import duckdb
import polars as pl

from custodian.domain import domains, periods, survival
from custodian.domain.survival import Curve
from custodian.warehouse import queries

TABLES = frozenset(["contacts", "deals", "activities", "asset_uses", "orders"])
RIPE_ANYWAY = 180  # days; from then on a cohort is ripe where nobody got there to learn the pace from


@dataclass(frozen=True)
class Step:
    """A step of the journey; `place` counts from 1, `table` tells it, `did` goes on after “companies that”."""

    place: int
    key: str
    title: str
    says: str
    did: str
    table: str


STEPS = (
    Step(1, "sign", "First sign", "the first trace we have", "showed a first sign", "activities"),
    Step(2, "lead", "Lead", "they enquired", "became leads", "contacts"),
    Step(3, "qualified", "Qualified", "by marketing", "were qualified by marketing", "contacts"),
    Step(4, "accepted", "Accepted", "by sales", "were accepted by sales", "contacts"),
    Step(5, "opportunity", "Opportunity", "a deal was opened", "became opportunities", "deals"),
    Step(6, "won", "Customer", "a deal was won", "became customers", "deals"),
    Step(7, "ordered", "First order", "they ordered", "ordered", "orders"),
    Step(8, "repeated", "Repeat order", "they ordered again", "ordered again", "orders"),
)
SIGN, LEAD, OPPORTUNITY = STEPS[0], STEPS[1], STEPS[4]
OF = {step.key: step for step in STEPS}


@dataclass(frozen=True)
class Asked:
    """Companies of these months of entry; None where it does not matter."""

    first: date
    last: date
    source: str | None = None
    campaign: str | None = None
    country: str | None = None
    segment: str | None = None
    team: str | None = None


@dataclass(frozen=True)
class Told:
    """What the ledger knows of a step at all; `nameless` records would tell it, but no company."""

    step: Step
    companies: int
    known_to: date | None
    nameless: int


@dataclass(frozen=True)
class Passage:
    """From one step to the next. `past` came in at a later step; `untimed` began on a day that no file tells.

    The curve is of those whose first day is known: days to the next step, those lost and past stay behind.
    """

    start: Step
    end: Step
    arrived: int
    lost: int
    past: int
    waiting: int
    untimed: int
    curve: Curve

    @property
    def began(self) -> int:
        return self.arrived + self.lost + self.past + self.waiting

    @property
    def stayed(self) -> int:
        return self.lost + self.waiting


@dataclass(frozen=True)
class Cell:
    """Of a cohort: how many took part in a step, how many of them came in there; is it too early to judge?"""

    reached: int
    came_in: int
    is_ripe: bool


@dataclass(frozen=True)
class Cohort:
    """The companies that showed their first sign in a month."""

    month: date
    cells: dict[str, Cell]

    @property
    def entered(self) -> int:
        return self.cells[SIGN.key].reached


@dataclass(frozen=True)
class Journeys:
    """All that the page shows. `reached` and `came_in` are by step, over all cohorts."""

    asked: Asked
    told: dict[str, Told]
    steps: tuple[Step, ...]  # that some file tells of, the first sign always
    passages: tuple[Passage, ...]
    to_offer: Passage | None  # from lead to opportunity in one go
    cohorts: tuple[Cohort, ...]
    reached: dict[str, int]
    came_in: dict[str, int]
    companies: int
    disordered: int
    minimum_n: int

    @property
    def known_to(self) -> date | None:
        """The day up to which every export tells its steps."""
        days = [self.told[step.key].known_to for step in self.steps[1:]]
        return min((day for day in days if day), default=None)


def keep(cursor: duckdb.DuckDBPyConnection) -> None:
    """Compute every journey anew, in the transaction of whoever changed rows, aliases or settings."""
    queries.do(cursor, "journey/forget")
    queries.do(cursor, "journey/forget_steps")
    with domains.known(cursor):
        queries.do(cursor, "journey/keep")
        queries.do(cursor, "journey/keep_steps")


def kept(cursor: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    return queries.run(cursor, "journey/all_kept")


def has_any(cursor: duckdb.DuckDBPyConnection) -> bool:
    return bool(queries.run(cursor, "journey/has_any").item())


def of(cursor: duckdb.DuckDBPyConnection, asked: Asked) -> Journeys:
    """Cohorts, steps and times of the companies asked for, as known on the last day of the exports."""
    told = {row["step"]: Told(OF[row.pop("step")], **row) for row in queries.run(cursor, "journey/steps").to_dicts()}
    steps = tuple(step for step in STEPS if step is SIGN or step.key in told and told[step.key].companies)
    pairs = [*pairwise(steps), *([(LEAD, OPPORTUNITY)] if {LEAD, OPPORTUNITY} <= set(steps) else [])]
    passages = _passages(cursor, asked, dict.fromkeys(pairs), told)
    totals = queries.run(cursor, "journey/totals", **asdict(asked)).row(0, named=True)
    cohorts = queries.run(cursor, "journey/cohorts", **asdict(asked), steps=[step.place for step in steps]).to_dicts()
    over_all = [row for row in cohorts if row["cohort"] is None]
    return Journeys(
        asked=asked,
        told=told,
        steps=steps,
        passages=tuple(passages[pair] for pair in pairwise(steps)),
        to_offer=passages.get((LEAD, OPPORTUNITY)),
        cohorts=_cohorts(cohorts, steps, told, {row["step"]: row["most_within"] for row in over_all}),
        reached=_by_step(steps, over_all, "reached"),
        came_in=_by_step(steps, over_all, "came_in"),
        minimum_n=queries.run(cursor, "measures/minimum_n").item(),
        **totals,
    )


def _passages(
    cursor: duckdb.DuckDBPyConnection, asked: Asked, pairs: Iterable[tuple[Step, Step]], told: dict[str, Told]
) -> dict[tuple[Step, Step], Passage]:
    pairs = list(pairs)
    told_pairs = {
        "starts": [start.place for start, _ in pairs],
        "ends": [end.place for _, end in pairs],
        "known_to": [told[end.key].known_to for _, end in pairs],
    }
    rows = queries.run(cursor, "journey/durations", **asdict(asked), **told_pairs).rows()
    found = {pair: list(of_pair) for pair, of_pair in groupby(rows, key=lambda row: (row[0], row[1]))}
    return {(start, end): _passage(start, end, found.get((start.place, end.place), [])) for start, end in pairs}


def _passage(start: Step, end: Step, rows: Sequence[tuple[Any, ...]]) -> Passage:
    counts = dict.fromkeys(("arrived", "lost", "past", "waiting"), 0)
    for _, _, outcome, _, companies in rows:
        counts[outcome] += companies
    timed = [(outcome, days, companies) for _, _, outcome, days, companies in rows if days is not None]
    observed = [
        (days, *(companies * (outcome in each) for each in (("arrived",), ("lost", "past"), ("waiting",))))
        for outcome, days, companies in timed
    ]
    untimed = sum(counts.values()) - sum(companies for _, _, companies in timed)
    return Passage(start, end, **counts, untimed=untimed, curve=survival.curve(observed))


def _cohorts(
    rows: list[dict[str, Any]], steps: tuple[Step, ...], told: dict[str, Told], pace: dict[int, int]
) -> tuple[Cohort, ...]:
    found: dict[date, dict[int, dict[str, Any]]] = {}
    for row in rows:
        if row["cohort"]:
            found.setdefault(row["cohort"], {})[row["step"]] = row
    return tuple(
        Cohort(month, {step.key: _cell(month, cells.get(step.place, {}), told[step.key], pace) for step in steps})
        for month, cells in sorted(found.items())
    )


def _cell(month: date, row: dict[str, Any], told: Told, pace: dict[int, int]) -> Cell:
    """Ripe: nine of ten that ever got there needed no longer than the youngest of the cohort has been watched."""
    watched = (told.known_to - periods.last_day(month)).days if told.known_to else 0
    is_ripe = told.step is SIGN or watched >= pace.get(told.step.place, RIPE_ANYWAY)
    return Cell(row.get("reached", 0), row.get("came_in", 0), is_ripe)


def _by_step(steps: tuple[Step, ...], over_all: list[dict[str, Any]], name: str) -> dict[str, int]:
    found = {row["step"]: row[name] for row in over_all}
    return {step.key: found.get(step.place, 0) for step in steps}
