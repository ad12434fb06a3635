"""Joint objectives as people write them: what the two teams promised together, by which figures, and who owns it.

None can be saved without an owner in each team and a key result. Every edit is kept as a version; whoever was slower is
told so.
"""

import math
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

import duckdb

from custodian.domain import goals, keyresults, objections, periods, versions
from custodian.domain.counts import Counted
from custodian.domain.keyresults import KeyResult
from custodian.domain.periods import Period
from custodian.domain.refusals import Refused
from custodian.domain.refusals import unsigned as unsigned
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse

Status = Literal["draft", "active", "closed"]
Team = Literal["sales", "marketing"]
TEAMS: tuple[Team, ...] = ("sales", "marketing")
_IN_OWN_TABLES = ("key_results", "parents")


@dataclass(frozen=True)
class Draft:
    """An objective before it is saved. A new one has no id; an edit names the version that was on the screen.

    Start and target are in the KPI's own unit, a percentage as a fraction: 27 % is 0.27. `parents` are the ids of the
    goals and objectives that it belongs to, the first one leading; `weight` says how much it counts beside others.
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
    parents: tuple[str, ...] = ()
    weight: float = 1.0
    lesson: str = ""  # what was learned, once it is closed
    carried_from: str = ""  # the objective of an earlier period that it goes on with


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
    with warehouse.writing() as cursor:
        wrong = objections.to(draft) + objections.to_parents(draft, _belonging(cursor)) + unsigned(by)
        if wrong:
            raise Refused(wrong)
        if draft.id and not queries.run(cursor, "objectives/supersede", id=draft.id, version=draft.version).item():
            raise versions.overtaken(past(cursor, draft.id), "objective")
        kept = replace(draft, id=draft.id or uuid.uuid4().hex, version=draft.version + 1)
        values = {name: getattr(kept, name) for name in Draft.__dataclass_fields__ if name not in _IN_OWN_TABLES}
        queries.do(cursor, "objectives/add", **values, written_by=by.strip(), written_at=at)
        of_it = {"objective": kept.id, "version": kept.version}
        for place, parent in enumerate(kept.parents):
            queries.do(cursor, "objectives/add_parent", **of_it, place=place, parent=parent)
        for place, result in enumerate(kept.key_results):
            _add(cursor, of_it, place, result)
    return Objective(**versions.fields(kept), written_by=by.strip(), written_at=at)


def current(cursor: duckdb.DuckDBPyConnection) -> list[Objective]:
    """The objectives as they stand, closed ones too, in the order in which they were first written."""
    return _objectives(cursor, queries.run(cursor, "objectives/current").to_dicts())


def past(cursor: duckdb.DuckDBPyConnection, id: str = "") -> list[Objective]:
    """Every version of an objective, the newest first: who wrote what, when, and what stood there before."""
    return _objectives(cursor, queries.run(cursor, "objectives/past", id=id).to_dicts())


def carried_over(objective: Objective, now: Mapping[str, float]) -> Draft:
    """A draft of the next period with the same owners and key results; each begins where `now` says it stands, by KPI.

    A target that is reached already is left open (NaN): somebody has to set a new one.
    """
    period = periods.following(objective.period)
    return Draft(
        objective.title, objective.why, period.first_day, period.last_day, objective.sales_owner,
        objective.marketing_owner, tuple(_from_now(result, now) for result in objective.key_results), status="draft",
        parents=objective.parents, weight=objective.weight, carried_from=objective.id,
    )  # fmt: skip


def _from_now(result: KeyResult, now: Mapping[str, float]) -> KeyResult:
    start = now.get(result.kpi, result.start)
    is_reached = keyresults.has_arrived(result.way(start))
    return replace(result, start=start, target=math.nan if is_reached else result.target, steps=())


def _add(cursor: duckdb.DuckDBPyConnection, of_it: dict[str, Any], place: int, result: KeyResult) -> None:
    values = {name: getattr(result, name) for name in ("kpi", "start", "target", "weight")}
    queries.do(cursor, "objectives/add_key_result", **of_it, place=place, **values)
    for month, value in result.steps:
        queries.do(cursor, "objectives/add_step", **of_it, kpi=result.kpi, month=month, value=value)
    if result.counted:
        queries.do(cursor, "objectives/add_counted_number", **of_it, **asdict(result.counted))


def _belonging(cursor: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Title and parents of every goal and objective, by id."""
    every = {goal.id: (goal.title, ()) for goal in goals.current(cursor)}
    return {**every, **{one.id: (one.title, one.parents) for one in current(cursor)}}


def _objectives(cursor: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]]) -> list[Objective]:
    results, parents = _results(cursor), _grouped(cursor, "objectives/parents")
    return [
        Objective(
            **row,
            key_results=tuple(results.get((row["id"], row["version"]), ())),
            parents=tuple(parent for (parent,) in parents.get((row["id"], row["version"]), ())),
        )
        for row in rows
    ]


def _results(cursor: duckdb.DuckDBPyConnection) -> dict[tuple[str, int], list[KeyResult]]:
    """By id and version of the objective."""
    counted, steps = _grouped(cursor, "objectives/counted_numbers"), _grouped(cursor, "objectives/steps")
    found: dict[tuple[str, int], list[KeyResult]] = {}
    for of, rows in _grouped(cursor, "objectives/key_results").items():
        numbers = {number.id: number for number in (Counted(*named) for named in counted.get(of, ()))}
        for kpi, start, target, weight in rows:
            typed = tuple((month, value) for key, month, value in steps.get(of, ()) if key == kpi)
            result = KeyResult(kpi, start, target, weight, typed, numbers.get(kpi))
            found.setdefault(of, []).append(result)
    return found


def _grouped(cursor: duckdb.DuckDBPyConnection, name: str) -> dict[tuple[str, int], list[list[Any]]]:
    """Rows by the two columns that they begin with: an objective's id and version."""
    found: dict[tuple[str, int], list[list[Any]]] = {}
    for id, version, *rest in queries.run(cursor, name).iter_rows():
        found.setdefault((id, version), []).append(rest)
    return found


def _trimmed(written: Draft) -> Draft:
    """A plain draft, also where an objective read earlier was changed and handed in; new numbers get their id."""
    draft = Draft(**versions.fields(written))
    return replace(
        draft,
        title=_one_line(draft.title),
        why=_one_line(draft.why),
        lesson=_one_line(draft.lesson),
        sales_owner=_one_line(draft.sales_owner),
        marketing_owner=_one_line(draft.marketing_owner),
        parents=tuple(dict.fromkeys(draft.parents)),
        key_results=tuple(_known_by_id(result) for result in draft.key_results),
    )


def _known_by_id(result: KeyResult) -> KeyResult:
    if result.counted is None:
        return result
    id = result.counted.id or uuid.uuid4().hex
    return replace(result, kpi=id, counted=replace(result.counted, id=id, title=_one_line(result.counted.title)))


def _one_line(written: str) -> str:
    return " ".join(written.split())
