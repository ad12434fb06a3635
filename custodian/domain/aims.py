"""The company's goals with the joint objectives that lead there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from custodian.domain import progress
from custodian.domain.goals import Goal
from custodian.domain.objectives import Objective
from custodian.domain.progress import Progress


@dataclass(frozen=True)
class Aim:
    """`shown` stand under the goal: those that it is the first parent of, directly or through another objective.

    `way` is the part of the way gone, over all that belong to the goal directly. Without a goal both are the rest.
    """

    goal: Goal | None
    shown: tuple[Progress, ...]
    way: float | None


def of(found: Sequence[Progress], goals: Iterable[Goal], every: Iterable[Objective]) -> list[Aim]:
    """In the order of `found`, each objective once; then the active goals that nothing leads to yet."""
    known, written = {goal.id: goal for goal in goals}, {objective.id: objective for objective in every}
    under: dict[str, list[Progress]] = {}
    for one in found:
        under.setdefault(_leads_to(one.objective, known, written), []).append(one)
    aims = [Aim(known.get(goal), tuple(shown), way(goal, found)) for goal, shown in under.items()]
    bare = [goal for goal in known.values() if goal.status == "active" and goal.id not in under]
    return aims + [Aim(goal, (), way(goal.id, found)) for goal in bare]


def way(goal: str, found: Iterable[Progress]) -> float | None:
    """The weighted mean of the objectives that belong to a goal and have a figure."""
    return progress.weighted((one.objective.weight, one.way) for one in found if goal in one.objective.parents)


def _leads_to(objective: Objective, goals: Mapping[str, Goal], written: Mapping[str, Objective]) -> str:
    """The goal at the end of the first parents, '' where there is none. Objectives never go round in a circle."""
    while objective.parents and objective.parents[0] not in goals:
        above = written.get(objective.parents[0])
        if above is None:
            return ""
        objective = above
    return objective.parents[0] if objective.parents else ""
