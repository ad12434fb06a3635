"""The KPI catalogue: every file of queries/kpis/ declares one KPI in its opening comment."""

import tomllib
from dataclasses import MISSING, dataclass
from functools import cache
from itertools import takewhile
from math import inf
from typing import Any, Literal, get_args

from custodian.warehouse import queries, tables

Unit = Literal["count", "money", "money_per_day", "percent", "score", "rating", "hours", "days"]
Team = Literal["marketing", "customer", "sales"]
Stage = Literal["recognise", "consider", "choose", "experience", "return"]
Measure = Literal["sum", "median", "distinct"]
Margin = Literal["", "share", "score", "mean"]

TEAMS: tuple[Team, ...] = get_args(Team)
STAGES: tuple[Stage, ...] = get_args(Stage)


class CatalogueFault(ValueError):
    """One or more KPI files do not declare what they must; the message lists all of them."""


@dataclass(frozen=True)
class Kpi:
    """A KPI as its file declares it.

    `place` orders the KPIs of one team and stage; the first is the one that Side by side leads with.
    `measure` says how its facts become a value: added up, their median, or distinct entities.
    `looks_back` KPIs of a month also depend on rows of earlier months, so later months are computed anew with them;
    `looks_ahead` KPIs on rows of later months. `rolling` ones read over a longer period as in its last month.
    `beside` names the KPI that is the other voice on the same question.
    `may_pass_100` marks a percentage that is a ratio and no share.
    """

    key: str
    title: str
    unit: Unit
    direction: Literal["up", "down"]
    team: Team
    stage: Stage
    place: int
    sources: tuple[str, ...]
    splits: tuple[str, ...]
    definition: str
    reason: str
    caveat: str
    better: str
    worse: str
    measure: Measure = "sum"
    margin: Margin = ""
    adds_up: bool = True
    looks_back: bool = False
    looks_ahead: bool = False
    rolling: bool = False
    beside: str = ""
    may_pass_100: bool = False

    @property
    def facts(self) -> str:
        return queries.text(f"kpis/{self.key}")

    @property
    def bounds(self) -> tuple[float, float]:
        """What the value can never be below or above."""
        return bounds(self.unit, self.may_pass_100)


def bounds(unit: Unit, may_pass_100: bool) -> tuple[float, float]:
    if unit == "percent":
        return 0.0, inf if may_pass_100 else 1.0
    return {"score": (-100.0, 100.0), "rating": (1.0, 5.0)}.get(unit, (0.0, inf))


@cache
def catalogue() -> dict[str, Kpi]:
    """All KPIs in the order of the customer's journey. Raises CatalogueFault with every fault at once."""
    found, faults = [], []
    for name in queries.names("kpis"):
        key = name.removeprefix("kpis/")
        declared = declaration(queries.text(name))
        wrong = faults_of(declared)
        faults += [f"queries/{name}.sql: {fault}" for fault in wrong]
        if not wrong:
            found.append(Kpi(key=key, **{field: _frozen(value) for field, value in declared.items()}))
    if faults:
        raise CatalogueFault("\n".join(faults))
    ordered = sorted(found, key=lambda kpi: (STAGES.index(kpi.stage), TEAMS.index(kpi.team), kpi.place, kpi.key))
    return {kpi.key: kpi for kpi in ordered}


def declaration(sql: str) -> dict[str, Any]:
    """The TOML written in the comment lines that open a KPI file."""
    header = takewhile(lambda line: line.startswith("--"), sql.splitlines())
    return tomllib.loads("\n".join(line.removeprefix("--") for line in header))


def _frozen(value: Any) -> Any:  # noqa: ANN401
    return tuple(value) if isinstance(value, list) else value


def faults_of(declared: dict[str, Any]) -> list[str]:
    fields = Kpi.__dataclass_fields__
    faults = [f"expected “{name}”, found nothing" for name in _REQUIRED if name not in declared]
    faults += [f"“{name}” is not a field of a KPI" for name in declared if name not in fields or name == "key"]
    for name, allowed in _ALLOWED.items():
        if name in declared and declared[name] not in allowed:
            faults.append(f"{name} = {declared[name]!r}: expected one of {', '.join(map(repr, allowed))}")
    strangers = [source for source in declared.get("sources", []) if source not in tables.declared()]
    faults += [f"sources: {stranger!r} is no table of the ledger" for stranger in strangers]
    return faults


_REQUIRED = [field for field, says in Kpi.__dataclass_fields__.items() if field != "key" and says.default is MISSING]
_ALLOWED: dict[str, tuple[Any, ...]] = {
    "unit": get_args(Unit),
    "direction": ("up", "down"),
    "team": TEAMS,
    "stage": STAGES,
    "measure": get_args(Measure),
    "margin": get_args(Margin),
    "adds_up": (True, False),
    "looks_back": (True, False),
    "looks_ahead": (True, False),
    "rolling": (True, False),
    "may_pass_100": (True, False),
}
