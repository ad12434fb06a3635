"""What stands on a KPI's time axis beside its values: annotations and changed definitions, one mark a month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb

from custodian.domain import annotations, definitions, periods, touching
from custodian.domain.annotations import Kind
from custodian.domain.kpis import Kpi
from custodian.domain.periods import Period
from custodian.domain.touching import Touches


@dataclass(frozen=True)
class Happening:
    """One thing that happened, over the days that it took."""

    kind: Kind
    what: str
    first_day: date
    last_day: date


@dataclass(frozen=True)
class Mark:
    """All that began in one month of a chart, up to the month in which the last of it ended; both are first days.

    A KPI's value is drawn at its month, so a mark stands at the month whose value it may have moved.
    """

    first: date
    last: date
    happenings: tuple[Happening, ...]

    @property
    def breaks(self) -> bool:
        """Was the definition changed? Then what stands left and right of it is not the same figure."""
        return any(one.kind == "definition change" for one in self.happenings)

    def covers(self, month: date) -> bool:
        return self.first <= month <= self.last


def of(cursor: duckdb.DuckDBPyConnection, every: Iterable[Kpi], span: Period) -> dict[str, tuple[Mark, ...]]:
    """By key of the KPI its marks within whole months, the oldest first; empty for one that nothing touches."""
    known, broken = annotations.within(cursor, span), definitions.broken(cursor, span)
    by_touches: dict[Touches, list[Happening]] = {}  # thousands of notes touch the same few things
    for one in known:
        happening = Happening(one.kind, one.what, one.first_day, one.last_day)
        by_touches.setdefault(one.touches, []).append(happening)
    found = {}
    for kpi in every:
        mine = [one for touches, each in by_touches.items() if touching.touch(touches, kpi) for one in each]
        mine += [
            Happening("definition change", f"Definition changed: {one.reason}", one.valid_from, one.valid_from)
            for one in broken.get(kpi.key, ())
        ]
        found[kpi.key] = grouped(mine, span)
    return found


def grouped(happenings: Iterable[Happening], span: Period) -> tuple[Mark, ...]:
    """What began before the span begins at its first month, what ends after it ends at its last."""
    by_month: dict[date, list[Happening]] = {}
    for one in sorted(happenings, key=lambda one: (one.first_day, one.last_day, one.what)):
        if one.last_day >= span.first_day and one.first_day <= span.last_day:
            by_month.setdefault(periods.month_of(max(one.first_day, span.first_day)), []).append(one)
    return tuple(
        Mark(month, periods.month_of(min(max(one.last_day for one in begun), span.last_day)), tuple(begun))
        for month, begun in sorted(by_month.items())
    )
