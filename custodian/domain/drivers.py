"""The drivers of a KPI's change between any two periods, by each of its splits."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import duckdb

from custodian.domain import compared, exchange, parts, readings
from custodian.domain.compared import Rows
from custodian.domain.kpis import Kpi
from custodian.domain.measures import Measured
from custodian.domain.parts import Drivers, Member, Part
from custodian.domain.periods import Period
from custodian.warehouse import queries

Sides = tuple[list[Measured], list[Measured]]  # before and now, one entry a member


def of(
    cursor: duckdb.DuckDBPyConnection, kpi: Kpi, before: Period, now: Period, split: str, rows: Rows | None = None
) -> Drivers | None:
    """The drivers by one split; None where a period has no value that could be compared."""
    return next((found for found in every(cursor, [kpi], before, now, rows)[kpi.key] if found.split == split), None)


def every(
    cursor: duckdb.DuckDBPyConnection, wanted: Iterable[Kpi], before: Period, now: Period, rows: Rows | None = None
) -> dict[str, list[Drivers]]:
    """The drivers of each KPI by each of its splits, in the order declared: from the kept months, in one query.

    Only what these cannot tell is read from the rows: medians and distinct counts, days of a month, and figures of
    several months of which some rows belong to none. `rows` answers for them; whoever asks often remembers its answers.
    """
    wanted, rows = list(wanted), rows or compared.rows_of(cursor)
    kept, least = _kept(cursor, wanted, before, now), readings.minimum_n(cursor)
    found: dict[str, list[Drivers]] = {}
    for kpi in wanted:
        days = compared.read_in(kpi, before), compared.read_in(kpi, now)
        shared = []
        for split in kpi.splits if all(compared.has_value_over(kpi, period) for period in days) else ():
            both = kept.get((kpi.key, split), ([], []))
            if not all(_is_kept(kpi, period, rows) for period in days):
                members = [compared.members(cursor, kpi, period, split, rows) for period in days]
                both = list(members[0].values()), list(members[1].values())
            both = _told(both[0]), _told(both[1])
            if kpi.measure == "sum":
                shared.append(parts.shared_out(kpi, split, *both, least))
            else:
                shared.append(_exchanged(cursor, kpi, split, days, both, least))
        found[kpi.key] = [drivers for drivers in shared if drivers]
    return found


def _is_kept(kpi: Kpi, period: Period, rows: Rows) -> bool:
    """Of what does not add up, kept months tell who has the most facts, which is all that is asked of them."""
    return compared.is_kept(kpi, period, rows) if kpi.measure == "sum" else period.is_of_months


def _told(side: Sequence[Measured]) -> list[Measured]:
    """Without the members all of whose rows come without a number."""
    known = [each for each in side if each.numerator is not None or each.denominator is not None]
    return [replace(each, numerator=each.numerator or 0) for each in known]


def _kept(
    cursor: duckdb.DuckDBPyConnection, wanted: Sequence[Kpi], before: Period, now: Period
) -> dict[tuple[str, str], Sides]:
    asked: dict[str, Any] = {"before_first": before.first_day, "before_last": before.last_day}
    asked |= {"now_first": now.first_day, "now_last": now.last_day}
    asked |= {"kpis": [kpi.key for kpi in wanted], "rolling": [kpi.key for kpi in wanted if kpi.rolling]}
    sides: dict[tuple[str, str], Sides] = {}
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
