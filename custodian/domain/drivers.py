"""The drivers of a KPI's change between any two periods, by each of its splits."""

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb

from custodian.domain import exchange, parts, periods, readings
from custodian.domain.kpis import Kpi
from custodian.domain.measures import Measured
from custodian.domain.parts import Drivers, Member, Part
from custodian.domain.periods import Period
from custodian.warehouse import queries

Sides = tuple[Sequence[Measured], Sequence[Measured]]


def of(cursor: duckdb.DuckDBPyConnection, kpi: Kpi, before: Period, now: Period, split: str) -> Drivers | None:
    """The drivers by one split; None where a period has no value that could be compared."""
    return next((found for found in every(cursor, [kpi], before, now)[kpi.key] if found.split == split), None)


def every(
    cursor: duckdb.DuckDBPyConnection, wanted: Iterable[Kpi], before: Period, now: Period
) -> dict[str, list[Drivers]]:
    """The drivers of each KPI by each of its splits, in the order declared: from the kept months, in one query.

    Periods are whole months, added up where there are several. Only medians and distinct counts are read from facts.
    """
    wanted, least = list(wanted), readings.minimum_n(cursor)
    sides = _kept(cursor, wanted, before, now)
    found: dict[str, list[Drivers]] = {}
    for kpi in wanted:
        every_split = {split: sides.get((kpi.key, split), ([], [])) for split in kpi.splits}
        if kpi.measure != "sum":
            days = _as_read(kpi, before), _as_read(kpi, now)
            shared = [_exchanged(cursor, kpi, split, days, both, least) for split, both in every_split.items()]
        elif _has_values(kpi, before, now):
            shared = [parts.shared_out(kpi, split, *both, least) for split, both in every_split.items()]
        else:
            shared = []
        found[kpi.key] = [drivers for drivers in shared if drivers]
    return found


def _kept(
    cursor: duckdb.DuckDBPyConnection, wanted: Sequence[Kpi], before: Period, now: Period
) -> dict[tuple[str, str], tuple[list[Measured], list[Measured]]]:
    asked: dict[str, Any] = {"before_first": before.first_day, "before_last": before.last_day}
    asked |= {"now_first": now.first_day, "now_last": now.last_day}
    asked |= {"kpis": [kpi.key for kpi in wanted], "rolling": [kpi.key for kpi in wanted if kpi.rolling]}
    sides: dict[tuple[str, str], tuple[list[Measured], list[Measured]]] = {}
    for key, split, is_now, member, above, below, n in queries.run(cursor, "measures/kept_twice", **asked).iter_rows():
        both = sides.setdefault((key, split), ([], []))
        both[is_now].append(Measured((now if is_now else before).first_day, member, above, below, None, n))
    return sides


def _exchanged(
    cursor: duckdb.DuckDBPyConnection, kpi: Kpi, split: str, days: tuple[Period, Period], both: Sides, least: int
) -> Drivers | None:
    """From the facts: told apart are the members with the most of them; all others are exchanged as one."""
    if parts.is_too_few(kpi, *both, least):
        return None
    members = sorted(parts.paired(kpi, *both, least), key=_most_facts)
    named = [member for member in members if member.name is not None][: exchange.MOST]
    others = [member for member in members if member not in named]
    found = exchange.exchanged(cursor, kpi, split, days, [member.name or parts.NOT_GIVEN for member in named])
    if found is None:
        return None
    told = named + (others if len(others) == 1 else [parts.together(others)] if others else [])
    made = [
        Part(member.name, member.state, effect, before=own[0], now=own[1], members=member.members)
        for member, effect, own in zip(told, found.effects, found.own, strict=False)
    ]
    return Drivers(kpi, split, found.before, found.now, parts.ordered(made))


def _most_facts(member: Member) -> tuple[int, str]:
    return -sum(each.n for each in (member.before, member.now) if each), member.name or ""


def _as_read(kpi: Kpi, period: Period) -> Period:
    return _last_month(period) if kpi.rolling else period


def _has_values(kpi: Kpi, *compared: Period) -> bool:
    """What does not add up and is no median or distinct count has no value beyond the month."""
    return kpi.adds_up or kpi.rolling or all(_last_month(each) == each for each in compared)


def _last_month(period: Period) -> Period:
    return Period(periods.month_of(period.last_day), period.last_day)
