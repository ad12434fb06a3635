"""Everything that keeps a joint objective from being saved: what was expected, what was found, what to do."""

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from custodian.domain import kpis, periods
from custodian.domain.counts import Counted
from custodian.domain.keyresults import KeyResult
from custodian.domain.kpis import Kpi
from custodian.domain.periods import Period

if TYPE_CHECKING:
    from custodian.domain.objectives import Draft


def to(draft: "Draft") -> list[str]:
    found = []
    if not draft.title:
        found.append("An objective needs a title, and it is empty. Say in one sentence what shall be true in the end.")
    found += _owners(draft)
    if draft.last_day <= draft.first_day:
        found.append(
            f"The period must end after it begins; it goes from {_day(draft.first_day)} to {_day(draft.last_day)}. "
            "Choose a later last day."
        )
    if not _is_weight(draft.weight):
        found.append("The weight of an objective is a number above 0, and it is none. Write 1 where it counts as much.")
    if draft.status == "closed" and not draft.lesson:
        found.append("An objective is closed with what was learned, and nothing is written. Say it in a sentence.")
    return found + _key_results(draft.key_results, Period(draft.first_day, draft.last_day))


def to_parents(draft: "Draft", known: Mapping[str, tuple[str, tuple[str, ...]]]) -> list[str]:
    """`known` are all goals and objectives: by id, their title and the ids that they belong to themselves."""
    strangers = [id for id in draft.parents if id not in known]
    if strangers:
        return ["An objective belongs to a goal or an objective that is there, and one is not. Choose it anew."]
    if draft.id and draft.id in draft.parents:
        return [f"“{draft.title}” cannot belong to itself. Choose another goal or objective."]
    return [
        f"“{draft.title}” cannot belong to “{known[id][0]}”, because that belongs to it already. Choose another one."
        for id in draft.parents
        if draft.id and draft.id in _above(id, known)
    ]


def _above(id: str, known: Mapping[str, tuple[str, tuple[str, ...]]]) -> set[str]:
    """All that something belongs to, directly or through others."""
    found: set[str] = set()
    waiting = [id]
    while waiting:
        new = set(known.get(waiting.pop(), ("", ()))[1]) - found
        found |= new
        waiting += new
    return found


def _owners(draft: "Draft") -> list[str]:
    owners = {"sales": draft.sales_owner, "marketing": draft.marketing_owner}
    missing = [
        f"A joint objective needs one owner in each team, and none in {team} was named. Name the person in {team}."
        for team, owner in owners.items()
        if not owner
    ]
    if not missing and draft.sales_owner.casefold() == draft.marketing_owner.casefold():
        return [
            f"A joint objective needs one owner in each team, and “{draft.sales_owner}” was named for both. "
            "Name somebody else in one of them."
        ]
    return missing


def _key_results(results: tuple[KeyResult, ...], period: Period) -> list[str]:
    if not results:
        return ["An objective needs at least one key result, and has none. Choose a KPI, a start and a target."]
    titles = [_title(result) for result in results]
    twice = sorted({title for title in titles if titles.count(title) > 1})
    found = [f"“{title}” is a key result twice. Keep one of the two." for title in twice]
    return found + [fault for result in results for fault in _of_one(result, period)]


def _of_one(result: KeyResult, period: Period) -> list[str]:
    kpi = result.counted or kpis.catalogue().get(result.kpi)
    if kpi is None:
        return [f"A key result is read from a KPI, and there is no KPI “{result.kpi}”. Choose one from the list."]
    if not kpi.title:
        return ["A number that people count themselves needs a name, and it has none. Say what is counted."]
    if not (math.isfinite(result.start) and math.isfinite(result.target)):
        return [f"“{kpi.title}” needs a start and a target, both numbers. Fill in the one that is missing."]
    if result.start == result.target:
        return [f"The target of “{kpi.title}” must differ from its start; both are the same. Change one of them."]
    if (result.target > result.start) != (kpi.direction == "up"):
        better, side = ("more", "below") if kpi.direction == "up" else ("less", "above")
        return [f"With “{kpi.title}” {better} is better, and the target lies {side} the start. Turn them round."]
    if not _can_be(kpi, (result.start, result.target)):
        return [f"The start or the target of “{kpi.title}” is a value that it can never have. Correct it."]
    weight = [] if _is_weight(result.weight) else [f"The weight of “{kpi.title}” must be above 0. Write 1 for equal."]
    return weight + _steps(kpi, result, period)


def _steps(kpi: Kpi | Counted, result: KeyResult, period: Period) -> list[str]:
    months = list(periods.months(period.first_day, period.last_day))
    strange = [month for month, _ in result.steps if month not in months]
    if strange:
        return [
            f"The path of “{kpi.title}” names {strange[0]:%B %Y}, which is not in the period. Write its months anew."
        ]
    if not _can_be(kpi, (value for _, value in result.steps)):
        return [f"The path of “{kpi.title}” holds a value that it can never have. Correct it."]
    if months and dict(result.steps).get(months[-1], result.target) != result.target:
        return [f"The path of “{kpi.title}” must end at its target in {months[-1]:%B %Y}. Make the two the same."]
    return []


def _can_be(kpi: Kpi | Counted, values: Iterable[float]) -> bool:
    least, most = kpi.bounds
    return all(math.isfinite(value) and least <= value <= most for value in values)


def _is_weight(weight: float) -> bool:
    return math.isfinite(weight) and weight > 0


def _title(result: KeyResult) -> str:
    kpi = result.counted or kpis.catalogue().get(result.kpi)
    return kpi.title if kpi else result.kpi


def _day(when: date) -> str:
    return f"{when.day} {when:%B %Y}"
