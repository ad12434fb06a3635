"""What people write together, in words: how each part of an entry is called, and what stands in it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from custodian.domain.changes import Change, Kind
from custodian.domain.counts import Counted
from custodian.domain.keyresults import KeyResult
from custodian.domain.kpis import Kpi, Unit
from custodian.domain.merging import Name, Part
from custodian.words import wording

NOUNS: dict[Kind, str] = {
    "objective": "Objective",
    "goal": "Goal",
    "action": "Action",
    "decision": "Decision",
    "check-in": "Check-in",
}
LABELS = {
    "title": "Title",
    "why": "Why it matters",
    "first_day": "First day",
    "last_day": "Last day",
    "sales_owner": "Owner in sales",
    "marketing_owner": "Owner in marketing",
    "key_results": "Key result",
    "status": "Status",
    "parents": "Serves",
    "weight": "Weight",
    "lesson": "What was learned",
    "carried_from": "Carried over from",
    "owner": "Owner",
    "what": "Words",
    "due": "Due",
    "done_on": "Done on",
    "kpi": "Figure to move",
    "decided_on": "Decided on",
    "is_taken_back": "Taken back",
    "how_sure": "How sure, of 10",
    "note": "Note",
}
EMPTY = "nothing"


@dataclass(frozen=True)
class Known:
    """What words need from elsewhere: the KPIs by key, the titles of goals and objectives by id, the currency."""

    kpis: Mapping[str, Kpi]
    titles: Mapping[str, str]
    currency: str


def label(part: Part, known: Known) -> str:
    """Owner in sales · Key result “Win rate”"""
    named = LABELS.get(part.name.field, part.name.field.replace("_", " ").capitalize())
    if not part.name.member:
        return named
    result = next(one for one in (part.mine, part.theirs, part.opened) if one is not None)
    return f"{named} “{_of(result, known)[0]}”"


def said(name: Name, value: Any, known: Known) -> str:  # noqa: ANN401
    """What stands in a part."""
    match value:
        case None | "" | ():
            return "not there" if name.member else EMPTY
        case bool():
            return "yes" if value else "no"
        case date():
            return when(value)
        case KeyResult():
            return _aim(value, known)
        case tuple():
            return ", ".join(known.titles.get(id, "something that is gone") for id in value)
        case float():
            return f"{value:g}"
    if name.field == "carried_from":
        return known.titles.get(value, "an objective that is gone")
    if name.field == "kpi":
        return known.kpis[value].title if value in known.kpis else str(value)
    return str(value)


def changed(part: Part, known: Known) -> str:
    """Owner in sales: Sam → Sue"""
    return f"{label(part, known)}: {said(part.name, part.opened, known)} → {said(part.name, part.mine, known)}"


def head(change: Change) -> str:
    """Ana, 12 Oct 2026 09:30: changed the objective “Be known”"""
    return f"{change.by}, {when(change.at)}: {_deed(change)} “{change.title}”"


def lines(change: Change, known: Known) -> list[str]:
    """From what to what; of a first version only what was written and does not stand in its head."""
    if change.is_first:
        written = [part for part in change.parts if part.mine != change.title]
        return [f"{label(part, known)}: {said(part.name, part.mine, known)}" for part in written]
    return [changed(part, known) for part in change.parts if part.name.field != "is_taken_back"]


def when(moment: date) -> str:
    """12 Oct 2026, with the time where it is known"""
    told = f"{wording.day(moment)} {moment.year}"
    return f"{told} {moment:%H:%M}" if isinstance(moment, datetime) else told


def _deed(change: Change) -> str:
    noun = f"the {change.kind}"
    if change.kind == "check-in":
        return f"{change.team} checked in on" if change.parts else f"{change.team} checked in, not shown yet, on"
    taken = next((part.mine for part in change.parts if part.name.field == "is_taken_back"), None)
    if taken is not None:
        return f"took back {noun}" if taken else f"brought back {noun}"
    return f"wrote {noun}" if change.is_first else f"changed {noun}"


def _aim(result: KeyResult, known: Known) -> str:
    """from 20% to 35%, weight 2, by month: Oct 2026 25%"""
    _, unit = _of(result, known)
    start, target = (_exactly(unit, number, known.currency) for number in (result.start, result.target))
    weight = "" if result.weight == 1 else f", weight {result.weight:g}"
    steps = ", ".join(f"{wording.short_month(at)} {_exactly(unit, one, known.currency)}" for at, one in result.steps)
    return f"from {start} to {target}{weight}{', by month: ' if steps else ''}{steps}"


def _exactly(unit: Unit, number: float, currency: str) -> str:
    """To the last digit that was typed: two aims that differ must not read alike."""
    if math.isnan(number):
        return EMPTY
    written = f"{number * wording.factor(unit):,.10g}"
    match unit:
        case "percent":
            return f"{written}%"
        case "money" | "money_per_day":
            return f"{wording.symbol(currency)}{written}"
        case "hours" | "days":
            return f"{written} {unit}"
    return written


def _of(result: KeyResult, known: Known) -> tuple[str, Unit]:
    """Title and unit of what is measured."""
    of: Kpi | Counted | None = result.counted or known.kpis.get(result.kpi)
    return (of.title, of.unit) if of else (result.kpi, "count")
