"""Who is on a KPI: the owners of the active objectives measured by it, and the open actions meant to move it."""

from collections import defaultdict
from dataclasses import dataclass

import duckdb

from custodian.domain import actions, objectives
from custodian.domain.actions import Action
from custodian.domain.objectives import Objective


@dataclass(frozen=True)
class Charge:
    """Nobody is on a KPI that has neither."""

    objectives: tuple[Objective, ...] = ()
    actions: tuple[Action, ...] = ()

    @property
    def is_somebody_on_it(self) -> bool:
        return bool(self.objectives or self.actions)


def of(cursor: duckdb.DuckDBPyConnection) -> dict[str, Charge]:
    """By KPI; those that nobody is on are left out. Actions by the day they are due."""
    promised, to_do = defaultdict(list), defaultdict(list)
    for objective in objectives.current(cursor):
        for result in objective.key_results if objective.status == "active" else ():
            promised[result.kpi].append(objective)
    for action in actions.current(cursor):
        if action.kpi and not action.done_on:
            to_do[action.kpi].append(action)
    return {
        key: Charge(tuple(promised.get(key, ())), tuple(to_do.get(key, ()))) for key in promised.keys() | to_do.keys()
    }
