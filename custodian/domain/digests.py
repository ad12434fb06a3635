"""A month's digest: its real changes, told apart into new ones and those that an earlier digest has told of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from custodian.domain import (
    actions,
    charge,
    compared,
    consequence,
    drivers,
    freshness,
    headline,
    kpis,
    periods,
    progress,
    readings,
)
from custodian.domain.actions import Action
from custodian.domain.charge import Charge
from custodian.domain.freshness import Freshness
from custodian.domain.parts import Drivers
from custodian.domain.progress import Progress
from custodian.domain.readings import Reading
from custodian.settings import Settings
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse


@dataclass(frozen=True)
class Told:
    """A real change of a KPI since a month, as the digest of `month` told it."""

    kpi: str
    verdict: str
    since: date
    month: date
    told_at: datetime


@dataclass(frozen=True)
class Change:
    reading: Reading
    shared: tuple[Drivers, ...]  # what it is made of since it began
    charge: Charge
    told_at: datetime | None = None  # when a digest first told of it; None while it is new

    @property
    def since(self) -> date:
        return self.reading.since or self.reading.month


@dataclass(frozen=True)
class Digest:
    """All changes most consequential first."""

    month: date
    today: date
    settings: Settings
    readings: tuple[Reading, ...]
    changes: tuple[Change, ...]
    promised: tuple[Progress, ...]
    late: tuple[Action, ...]
    fresh: Freshness

    @property
    def is_over(self) -> bool:
        return periods.last_day(self.month) < self.today

    @property
    def new(self) -> list[Change]:
        return [change for change in self.changes if change.told_at is None]

    @property
    def still(self) -> list[Change]:
        return [change for change in self.changes if change.told_at is not None]


def gather(cursor: duckdb.DuckDBPyConnection, settings: Settings, month: date, today: date) -> Digest:
    rows = compared.rows_of(cursor)
    read = readings.of(cursor, kpis.catalogue(), month, "previous month", today, rows)
    charges, told = charge.of(cursor), every_told(cursor)
    real = consequence.ordered(read.values(), [key for key, one in charges.items() if one.objectives])
    shared = {one.kpi.key: drivers.every(cursor, [one.kpi], *headline.since_it_began(one), rows) for one in real}
    return Digest(
        month=month,
        today=today,
        settings=settings,
        readings=tuple(read.values()),
        changes=tuple(
            Change(
                one, tuple(shared[one.kpi.key][one.kpi.key]), charges.get(one.kpi.key, Charge()), first_told(one, told)
            )
            for one in real
        ),
        promised=tuple(progress.of(cursor, month, today)),
        late=tuple(action for action in actions.current(cursor) if action.days_late(today)),
        fresh=freshness.of(cursor, today),
    )


def remember(warehouse: Warehouse, digest: Digest, at: datetime) -> None:
    """The new changes are told from now on."""
    with warehouse.writing() as cursor:
        for change in digest.new:
            queries.do(
                cursor, "digests/tell", kpi=change.reading.kpi.key, verdict=change.reading.verdict, since=change.since,
                month=digest.month, told_at=at,
            )  # fmt: skip


def every_told(cursor: duckdb.DuckDBPyConnection) -> list[Told]:
    return [Told(*row) for row in queries.run(cursor, "digests/told").iter_rows()]


def first_told(reading: Reading, told: Iterable[Told]) -> datetime | None:
    """When a digest first told of this very change, whatever its month: same KPI, same direction, and the months from
    the beginning to the one looked at overlap. What ended and begins anew is another change."""
    since = reading.since or reading.month
    same = (one for one in told if (one.kpi, one.verdict) == (reading.kpi.key, reading.verdict))
    return next((one.told_at for one in same if one.since <= reading.month and since <= one.month), None)
