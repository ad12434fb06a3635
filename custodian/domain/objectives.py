"""Joint objectives as people write them: what the two teams promised together, by which KPIs, and who owns it.

None can be saved without an owner in each team. Every edit is kept as a version; whoever was slower is told so.
"""

import math
import uuid
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

import duckdb

from custodian.domain import kpis
from custodian.domain.keyresults import KeyResult
from custodian.domain.periods import Period
from custodian.domain.refusals import Overtaken, Refused
from custodian.domain.refusals import unsigned as unsigned
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse

Status = Literal["active", "closed"]
Team = Literal["sales", "marketing"]
TEAMS: tuple[Team, ...] = ("sales", "marketing")


@dataclass(frozen=True)
class Draft:
    """An objective before it is saved. A new one has no id; an edit names the version that was on the screen.

    Start and target are in the KPI's own unit, a percentage as a fraction: 27 % is 0.27.
    """

    title: str
    why: str
    first_day: date
    last_day: date
    sales_owner: str
    marketing_owner: str
    key_results: tuple[KeyResult, ...]
    status: Status = "active"
    id: str = ""
    version: int = 0


@dataclass(frozen=True)
class Objective(Draft):
    written_by: str = ""
    written_at: datetime = datetime.min

    @property
    def period(self) -> Period:
        return Period(self.first_day, self.last_day)


def save(warehouse: Warehouse, draft: Draft, by: str, at: datetime) -> Objective:
    """Keep a new objective, or a new version of one. Raises Refused with every fault, or Overtaken."""
    draft = _trimmed(draft)
    wrong = faults(draft) + unsigned(by)
    if wrong:
        raise Refused(wrong)
    kept = replace(draft, id=draft.id or uuid.uuid4().hex, version=draft.version + 1)
    with warehouse.writing() as cursor:
        if draft.id and not queries.run(cursor, "objectives/supersede", id=draft.id, version=draft.version).item():
            raise Overtaken(_who_was_faster(cursor, draft.id))
        values = {name: value for name, value in asdict(kept).items() if name != "key_results"}
        queries.do(cursor, "objectives/add", **values, written_by=by.strip(), written_at=at)
        for place, result in enumerate(kept.key_results):
            queries.do(
                cursor, "objectives/add_key_result", objective=kept.id, version=kept.version, place=place,
                **asdict(result),
            )  # fmt: skip
    return Objective(**_fields(kept), written_by=by.strip(), written_at=at)


def current(cursor: duckdb.DuckDBPyConnection) -> list[Objective]:
    """The objectives as they stand, closed ones too, in the order in which they were first written."""
    return _objectives(cursor, queries.run(cursor, "objectives/current").to_dicts())


def past(cursor: duckdb.DuckDBPyConnection, id: str) -> list[Objective]:
    """Every version of an objective, the newest first: who wrote what, when, and what stood there before."""
    return _objectives(cursor, queries.run(cursor, "objectives/past", id=id).to_dicts())


def faults(draft: Draft) -> list[str]:
    """Everything that keeps a draft from being saved: what was expected, what was found, what to do."""
    found = []
    if not draft.title:
        found.append("An objective needs a title, and it is empty. Say in one sentence what shall be true in the end.")
    found += _owner_faults(draft)
    if draft.last_day <= draft.first_day:
        found.append(
            f"The period must end after it begins; it goes from {_day(draft.first_day)} to {_day(draft.last_day)}. "
            "Choose a later last day."
        )
    if not draft.key_results:
        found.append("An objective needs at least one key result, and has none. Choose a KPI, a start and a target.")
    chosen = [result.kpi for result in draft.key_results]
    twice = sorted({key for key in chosen if chosen.count(key) > 1})
    found += [f"“{_title(key)}” is a key result twice. Keep one of the two." for key in twice]
    return found + [fault for result in draft.key_results for fault in _key_result_faults(result)]


def _owner_faults(draft: Draft) -> list[str]:
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


def _key_result_faults(result: KeyResult) -> list[str]:
    kpi = kpis.catalogue().get(result.kpi)
    if kpi is None:
        return [f"A key result is read from a KPI, and there is no KPI “{result.kpi}”. Choose one from the list."]
    if not (math.isfinite(result.start) and math.isfinite(result.target)):
        return [f"“{kpi.title}” needs a start and a target, both numbers. Fill in the one that is missing."]
    if result.start == result.target:
        return [f"The target of “{kpi.title}” must differ from its start; both are the same. Change one of them."]
    if (result.target > result.start) != (kpi.direction == "up"):
        better, side = ("more", "below") if kpi.direction == "up" else ("less", "above")
        return [f"With “{kpi.title}” {better} is better, and the target lies {side} the start. Turn them round."]
    least, most = kpi.bounds
    if not (least <= result.start <= most and least <= result.target <= most):
        return [f"The start or the target of “{kpi.title}” is a value that it can never have. Correct it."]
    return []


def _who_was_faster(cursor: duckdb.DuckDBPyConnection, id: str) -> str:
    versions = past(cursor, id)
    if not versions:
        return "This objective is not there any more. Nothing was saved; keep your text and write it as a new one."
    newest = versions[0]
    return (
        f"{newest.written_by} changed “{newest.title}” on {_day(newest.written_at)} at {newest.written_at:%H:%M}, "
        "while you were writing. Nothing was overwritten, and your text is still here. Compare both and save again."
    )


def _objectives(cursor: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]]) -> list[Objective]:
    results: dict[tuple[str, int], list[KeyResult]] = {}
    for id, version, *values in queries.run(cursor, "objectives/key_results").iter_rows():
        results.setdefault((id, version), []).append(KeyResult(*values))
    return [Objective(**row, key_results=tuple(results.get((row["id"], row["version"]), ()))) for row in rows]


def _fields(draft: Draft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in Draft.__dataclass_fields__}


def _trimmed(written: Draft) -> Draft:
    """A plain draft, also where an objective read earlier was changed and handed in."""
    draft = Draft(**_fields(written))
    return replace(
        draft,
        title=_one_line(draft.title),
        why=_one_line(draft.why),
        sales_owner=_one_line(draft.sales_owner),
        marketing_owner=_one_line(draft.marketing_owner),
    )


def _one_line(written: str) -> str:
    return " ".join(written.split())


def _title(key: str) -> str:
    kpi = kpis.catalogue().get(key)
    return kpi.title if kpi else key


def _day(when: date) -> str:
    return f"{when.day} {when:%B %Y}"
