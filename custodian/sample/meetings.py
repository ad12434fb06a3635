"""The joint meeting that Voltara held on 12 October 2026: the one that “last time” means in the next."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import duckdb

from custodian.domain import (
    actions,
    agenda,
    charge,
    consequence,
    decisions,
    drivers,
    headline,
    kpis,
    meeting_checks,
    meeting_entries,
    meetings,
    minutes,
    progress,
    readings,
)
from custodian.domain.charge import Charge
from custodian.domain.checkins import Rounds
from custodian.domain.last_time import LastTime
from custodian.domain.meeting_checks import Check
from custodian.domain.meetings import Sight
from custodian.domain.readings import Reading
from custodian.sample import promises
from custodian.sample.objectives import DIGITAL, INSIDE_SALES, MARKETING, SALES
from custodian.warehouse.catalogues import Warehouse
from custodian.words import findings, sights

BEGAN_AT = datetime(2026, 10, 12, 14, 0)
MONTH = date(2026, 9, 1)
PRESENT = (SALES, MARKETING, INSIDE_SALES, DIGITAL)
TOOK = {"last": 250, "changes": 700, "side": 480, "objectives": 790, "decided": 450, "check": 75}  # seconds
CHECKS = (
    Check(6, "Too long on figures that only wavered."),
    Check(7),
    Check(8, "We decided instead of reporting."),
    Check(8),
)
CARRIES_OUT = {promises.ACTIONS[1].what: promises.DECISIONS[2].what}


def write(warehouse: Warehouse, currency: str) -> None:
    """After everything else: it saw the figures of September and wrote down what is kept of that day."""
    with warehouse.reading() as cursor:
        seen = _seen(cursor, currency)
        decided = {one.what: one.id for one in decisions.every(cursor) if one.decided_on == BEGAN_AT.date()}
        taken_on = [one for one in actions.current(cursor) if one.due > BEGAN_AT.date()]
    held = meetings.start(warehouse, MONTH, agenda.PLANNED, PRESENT, MARKETING, BEGAN_AT)
    at = BEGAN_AT
    for item, following in zip(agenda.KEYS, agenda.KEYS[1:], strict=False):
        at += timedelta(seconds=TOOK[item])
        meetings.go(warehouse, held.id, following, Sight(item, seen.get(item, ())), at)
    for decision in promises.DECISIONS:
        if decision.what in decided:
            meeting_entries.note(warehouse, held.id, "decision", decided[decision.what], at)
            at += timedelta(seconds=1)
    for action in taken_on:
        at += timedelta(seconds=1)
        meeting_entries.note(
            warehouse, held.id, "action", action.id, at, decided.get(CARRIES_OUT.get(action.what, ""), "")
        )
    for check in CHECKS:
        meeting_checks.give(warehouse, held.id, check)
    minutes.end(warehouse, held.id, None, at + timedelta(seconds=TOOK["check"]))


def _seen(cursor: duckdb.DuckDBPyConnection, currency: str) -> dict[str, tuple[str, ...]]:
    """As it stood on that day: nobody had taken on an action yet, and no team had said how sure it was."""
    today = BEGAN_AT.date()
    every = readings.of(cursor, kpis.catalogue(), MONTH, "previous month", today)
    owners = {key: Charge(one.objectives) for key, one in charge.of(cursor).items() if one.objectives}
    real = consequence.ordered(every.values(), owners)
    promised = [replace(one, rounds=Rounds()) for one in progress.of(cursor, MONTH, today)]
    before = tuple(one for one in decisions.every(cursor) if one.decided_on < today)
    return {
        "last": sights.last(LastTime(None, before, ()), today),
        "changes": sights.real_changes(
            list(every.values()), real, {one.kpi.key: _cause(cursor, one, currency) for one in real}, owners, currency
        ),
        "side": sights.side_by_side(every.values(), currency),
        "objectives": sights.promised(promised, currency),
    }


def _cause(cursor: duckdb.DuckDBPyConnection, reading: Reading, currency: str) -> str:
    before, now = headline.since_it_began(reading)
    return findings.cause(reading, drivers.every(cursor, [reading.kpi], before, now)[reading.kpi.key], currency)
