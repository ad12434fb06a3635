"""Everything that a board pack tells of a month, gathered once: the numbers of the screens, in no words yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from custodian.domain import (
    actions,
    charge,
    compared,
    consequence,
    courses,
    decisions,
    definitions,
    drivers,
    freshness,
    headline,
    kpis,
    landings,
    listing,
    periods,
    progress,
    readings,
    targets,
)
from custodian.domain.actions import Action
from custodian.domain.charge import Charge
from custodian.domain.compared import Rows
from custodian.domain.comparisons import Compare
from custodian.domain.courses import Course
from custodian.domain.decisions import Decision
from custodian.domain.definitions import Version
from custodian.domain.freshness import Freshness
from custodian.domain.landings import Landing
from custodian.domain.listing import Row
from custodian.domain.parts import Drivers
from custodian.domain.periods import Period
from custodian.domain.progress import Progress
from custodian.domain.readings import Reading
from custodian.settings import Settings


@dataclass(frozen=True)
class Asked:
    month: date
    compare: Compare
    today: date


@dataclass(frozen=True)
class Pack:
    """All mappings are by key of the KPI, in the order of the customer's journey."""

    asked: Asked
    company: str
    currency: str
    minimum_n: int
    fresh: Freshness
    readings: Mapping[str, Reading]
    real: tuple[Reading, ...]  # the real changes, most consequential first
    causes: Mapping[str, list[Drivers]]  # of the real changes, since they began
    drivers: Mapping[str, list[Drivers]]  # between the periods compared
    charges: Mapping[str, Charge]  # only of KPIs that somebody is on
    courses: Mapping[str, Course]
    landings: Mapping[str, Landing]
    paths: Mapping[str, Mapping[date, float]]  # the targets from the first month shown to the end of the fiscal year
    months: tuple[Row, ...]  # every month known, of every KPI
    members: tuple[tuple[str, Row], ...]  # the month by the members of each split, with the split's name
    promised: tuple[Progress, ...]
    actions: tuple[Action, ...]
    decisions: tuple[Decision, ...]  # the newest first
    definitions: Mapping[str, Version]  # in force in the month

    @property
    def has_figures(self) -> bool:
        """Has any KPI a value in the months shown?"""
        return any(point.value is not None for reading in self.readings.values() for point in reading.points)


def gather(cursor: duckdb.DuckDBPyConnection, settings: Settings, asked: Asked, rows: Rows | None = None) -> Pack:
    """`rows` as in readings.of."""
    rows = rows or compared.rows_of(cursor)
    read = readings.of(cursor, kpis.catalogue(), asked.month, asked.compare, asked.today, rows)
    charges = charge.of(cursor)
    real = consequence.ordered(read.values(), [key for key, one in charges.items() if one.objectives])
    gone = courses.of(cursor, read, asked.today, rows)
    return Pack(
        asked=asked,
        company=settings.company,
        currency=settings.currency,
        minimum_n=settings.minimum_n,
        fresh=freshness.of(cursor, asked.today),
        readings=read,
        real=tuple(real),
        causes={one.kpi.key: _shared_out(cursor, one, *headline.since_it_began(one), rows) for one in real},
        drivers={key: _compared(cursor, one, rows) for key, one in read.items()},
        charges=charges,
        courses=gone,
        landings={key: landings.of(one.reading.kpi, one.series, one.year) for key, one in gone.items()},
        paths=targets.paths(cursor, read, _shown(gone)),
        months=tuple(_every_month(cursor, asked)),
        members=tuple(_members(cursor, asked)),
        promised=tuple(progress.of(cursor, asked.month, asked.today)),
        actions=tuple(actions.current(cursor)),
        decisions=tuple(decisions.every(cursor)),
        definitions={
            key: definitions.in_force(versions, asked.month) for key, versions in definitions.every(cursor).items()
        },
    )


def _every_month(cursor: duckdb.DuckDBPyConnection, asked: Asked) -> list[Row]:
    """Up to the month of the pack."""
    first = min(readings.known_months(cursor), default=asked.month)
    span = Period(min(first, asked.month), periods.last_day(asked.month))
    return listing.rows(cursor, [], span, "month", asked.today)


def _members(cursor: duckdb.DuckDBPyConnection, asked: Asked) -> Iterator[tuple[str, Row]]:
    month = Period(asked.month, periods.last_day(asked.month))
    for split in dict.fromkeys(split for kpi in kpis.catalogue().values() for split in kpi.splits):
        yield from ((split, row) for row in listing.rows(cursor, [], month, "month", asked.today, split))


def _shown(gone: Mapping[str, Course]) -> Period:
    """The same for every KPI."""
    one = next(iter(gone.values()))
    return Period(one.reading.points[0].month, one.year.last_day)


def _compared(cursor: duckdb.DuckDBPyConnection, reading: Reading, rows: Rows) -> list[Drivers]:
    beside = reading.comparison
    return _shared_out(cursor, reading, beside.before, beside.now, rows) if beside and not reading.missing else []


def _shared_out(
    cursor: duckdb.DuckDBPyConnection, reading: Reading, before: Period, now: Period, rows: Rows
) -> list[Drivers]:
    return drivers.every(cursor, [reading.kpi], before, now, rows)[reading.kpi.key]
