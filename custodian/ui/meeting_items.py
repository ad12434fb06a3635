"""The six items of a meeting: what each shows on the wall, and the same in lines for the minutes."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from custodian.domain import (
    charge,
    checkins,
    consequence,
    forecasts,
    last_time,
    meeting_checks,
    meeting_entries,
    meetings,
    objectives,
)
from custodian.domain import progress as promised
from custodian.domain.actions import Action
from custodian.domain.charge import Charge
from custodian.domain.kpis import STAGES, TEAMS
from custodian.domain.meetings import Meeting, Sight
from custodian.domain.progress import Progress
from custodian.domain.readings import Reading
from custodian.ui import cards, overview, promises, readings, theme
from custodian.ui.filters import Chosen
from custodian.words import findings, sights, standings, verdicts, wording

CALM = f"{sights.NOTHING_PROMISED} The first objective is written on the Objectives page."
Said = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """`body` is what is drawn; `seen` tells it in lines, none where the minutes tell it anyway."""

    body: Said
    seen: tuple[str, ...] = ()


def shown(held: Meeting) -> Shown:
    return _ITEMS[held.item](held)


def sight(meeting: str) -> Sight | None:
    """Of the item that the meeting is at; None where it is over or unknown."""
    held = next((one for one in readings.until_written(meetings.every) if one.id == meeting), None)
    return None if held is None or held.is_over else Sight(held.item, shown(held).seen)


def to_do(one: Action) -> Said:
    """Late is said in words: 3 weeks late."""
    days = one.days_late(readings.today())
    done = f"done on {wording.day(one.done_on)}" if one.done_on else ""
    return {
        "id": one.id,
        "version": one.version,
        "kpi": one.kpi,
        "what": one.what,
        "who": f"{one.owner} · by {wording.day(one.due)}",
        "state": done or (standings.late(days) if days else ""),
        "is_late": days > 0,
        "is_done": one.done_on is not None,
    }


def _looked_at(held: Meeting) -> Chosen:
    """A meeting looks at one month beside the month before, on every screen."""
    return Chosen(held.month, "previous month")


def _last(held: Meeting) -> Shown:
    found = readings.until_written(last_time.of, held)
    says = f"Since the meeting of {wording.day(found.met_on)}" if found.met_on else "The first meeting kept here"
    decided = [{"what": one.what, "on": wording.day(one.decided_on)} for one in found.decisions]
    body = {"kind": "last", "says": says, "decisions": decided, "actions": [to_do(one) for one in found.actions]}
    return Shown(body, sights.last(found, readings.today()))


def _changes(held: Meeting) -> Shown:
    chosen, currency = _looked_at(held), readings.currency()
    every, charges = readings.every(chosen), readings.until_written(charge.of)
    real = consequence.ordered(every.values(), [key for key, one in charges.items() if one.objectives])
    causes = {one.kpi.key: overview.cause(one) for one in real}
    rows = []
    for one in real:
        who = findings.on_it(charges.get(one.kpi.key, Charge()))
        said = cards.card(one, chosen, currency, verdicts.sentence(one))
        rows.append({**said, "cause": causes[one.kpi.key], "who": who or findings.NOBODY, "is_free": not who})
    body = {
        "kind": "changes",
        "says": _how_many(every.values(), held),
        "rows": rows,
        "calm": sights.calm(list(every.values())),
    }
    return Shown(body, sights.real_changes(list(every.values()), real, causes, charges, currency))


def _how_many(every: Iterable[Reading], held: Meeting) -> str:
    verdict = Counter(one.verdict for one in every)
    if not verdict.keys() - {"no data"}:
        return wording.month(held.month)
    real, normal = verdict["real improvement"] + verdict["real decline"], verdict["normal variation"]
    return (
        f"{wording.month(held.month)}: {wording.counted(real, 'real change')}; "
        f"{wording.counted(normal, 'other figure')} moved as they normally do"
    )


def _side(held: Meeting) -> Shown:
    chosen, currency = _looked_at(held), readings.currency()
    every = readings.every(chosen)
    lead = sights.leading(every.values())
    stages = [
        {
            "title": wording.STAGES[stage][0],
            "says": wording.STAGES[stage][1],
            "cells": [
                cards.card(lead[stage, team], chosen, currency) if (stage, team) in lead else None for team in TEAMS
            ],
        }
        for stage in STAGES
    ]
    heads = [{"title": wording.TEAM_HEADS[team], "color": theme.TEAM[team]} for team in TEAMS]
    body = {"kind": "side", "says": readings.finding(every), "teams": heads, "stages": stages}
    return Shown(body, sights.side_by_side(every.values(), currency))


def _objectives(held: Meeting) -> Shown:
    found, foresees = readings.until_written(promised.of, held.month, readings.today()), forecasts.is_ready()
    says = promised.headline(found) if found else "One owner in sales, one in marketing: that is a joint objective."
    body = {"kind": "objectives", "says": says, "rows": [_promise(one, held, foresees) for one in found], "calm": CALM}
    return Shown(body, sights.promised(found, readings.currency(), foresees))


def _promise(one: Progress, held: Meeting, foresees: bool) -> Said:
    sure = [
        {
            "team": team.capitalize(),
            "color": theme.TEAM[team],
            "points": str(one.said[team].how_sure),
            "note": one.said[team].note,
        }
        for team in objectives.TEAMS
        if one.said
    ]
    return {
        "title": one.objective.title,
        "owners": f"{one.objective.sales_owner} · {one.objective.marketing_owner}",
        "sure": sure,
        "apart": sights.how_sure(one),
        "is_apart": one.disagreement >= checkins.DISAGREE_FROM,
        "kpi": one.standings[0].kpi.key if one.standings else "",
        "results": [promises.result(each, held.month, readings.currency(), foresees) for each in one.standings],
    }


def _decided(held: Meeting) -> Shown:
    found = readings.until_written(meeting_entries.of, held.id)
    decided = [
        {"id": one.decision.id, "what": one.decision.what, "owners": [to_do(each)["who"] for each in one.carried_out]}
        for one in found.decided
    ]
    return Shown({"kind": "decided", "decisions": decided, "actions": [to_do(one) for one in found.actions]})


def _check(held: Meeting) -> Shown:
    given, there = len(readings.until_written(meeting_checks.of, held.id)), len(held.present)
    have = "has" if given == 1 else "have"
    says = f"{given} of {there} {have} answered" if given else f"{wording.counted(there, 'answer')} to come"
    return Shown({"kind": "check", "says": says, "most": meeting_checks.MOST, "is_full": given >= there})


_ITEMS: dict[str, Callable[[Meeting], Shown]] = {
    "last": _last,
    "changes": _changes,
    "side": _side,
    "objectives": _objectives,
    "decided": _decided,
    "check": _check,
}
