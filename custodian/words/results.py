"""A key result in a few words and parts of a bar: on a card, on paper."""

from datetime import date
from typing import Any

from custodian.domain import prospects
from custodian.domain.keyresults import Standing
from custodian.words import prospects as foreseen
from custodian.words import standings, wording


def result(
    standing: Standing, month: date, currency: str, foresees: bool = True, has_weights: bool = False
) -> dict[str, Any]:
    unit, aim = standing.kpi.unit, standing.key_result
    start, target = (wording.value(unit, number, currency) for number in (aim.start, aim.target))
    is_older = standing.month is not None and standing.month != month and not standing.counted_on
    prospect = prospects.of(standing) if foresees else None
    return {
        "title": standing.kpi.title,
        "key": "" if aim.counted else aim.kpi,
        "by_hand": _by_hand(standing) if aim.counted else "",
        "span": f"{start} → {target}",
        "weight": f"weight {aim.weight:g}" if has_weights else "",
        "value": wording.value(unit, standing.value, currency),
        "of": wording.short_month(standing.month) if standing.month and is_older else "",
        "way": min(max(standing.way or 0.0, 0.0), 1.0),
        "due": min(max(standing.due, 0.0), 1.0) if standing.state != "not begun" else None,
        "should_be": wording.value(unit, standing.should_be, currency),
        "path": _path(standing, currency),
        "tone": standings.TONES.get(standing.state, "plain"),
        "shape": standings.SHAPES[standing.state],
        "says": foreseen.says(standing, prospect, currency),
        "chance": foreseen.chance(standing, prospect, currency),
        "spoken": _spoken(standing, wording.value(unit, standing.should_be, currency)),
    }


def _path(standing: Standing, currency: str) -> str:
    """Path: Oct 13 h · Nov 10 h · Dec 8 h"""
    unit = standing.kpi.unit
    months = [f"{month:%b} {wording.value(unit, value, currency)}" for month, value in standing.path]
    return f"Path: {wording.listed(*months)}"


def _by_hand(standing: Standing) -> str:
    if standing.counted_on is None:
        return "counted by hand; nobody has counted yet"
    return f"counted by hand: {wording.signed(standing.counted_by, standing.counted_on)}"


def _spoken(standing: Standing, should_be: str) -> str:
    gone = "no figure yet" if standing.way is None else f"{round(100 * standing.way)}% of the way"
    return f"{standing.kpi.title}: {gone}; today {round(100 * standing.due)}% should be gone, which is {should_be}"
