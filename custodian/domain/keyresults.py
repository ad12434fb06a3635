"""A key result: a KPI's way from start to target, and where it stands against the path of the months.

The path is a straight line: each month of the period goes an equal part of the way, the last month is the target.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from custodian.domain import periods
from custodian.domain.kpis import Kpi
from custodian.domain.periods import Period
from custodian.domain.readings import Point

State = Literal["reached", "on course", "no movement yet", "behind", "not begun", "no data"]
IS_BEHIND: tuple[State, ...] = ("behind", "no movement yet")
_ROUNDING = 1e-9  # 31 % of 27 → 31 % must arrive although a computer's fractions fall short of it


@dataclass(frozen=True)
class KeyResult:
    kpi: str
    start: float
    target: float

    def way(self, value: float) -> float:
        """Which part of the way from start to target a value has gone: 0 at the start, 1 at the target, below 0
        if it moved away. Holds where lower is better as well, because both differences change their sign."""
        return (value - self.start) / (self.target - self.start)


@dataclass(frozen=True)
class Standing:
    """Where a key result stands. `should_be` is today's value on the path, `due` the same as a part of the way."""

    kpi: Kpi
    key_result: KeyResult
    state: State
    value: float | None
    month: date | None  # of the value
    way: float | None
    due: float
    should_be: float
    as_of: date  # the month whose path counts as today's
    reached_in: date | None
    is_over: bool  # no month of the period is left

    @property
    def gap(self) -> float:
        """How far it is behind, as a part of the way; below 0 if ahead."""
        return self.due - self.way if self.way is not None else 0.0


def path(key_result: KeyResult, period: Period) -> dict[date, float]:
    """The value that each month of the period should bring."""
    months = list(periods.months(period.first_day, period.last_day))
    step = (key_result.target - key_result.start) / len(months)
    return {month: key_result.start + step * number for number, month in enumerate(months, start=1)}


def standing(
    kpi: Kpi, key_result: KeyResult, period: Period, points: Sequence[Point], month: date, today: date
) -> Standing:
    """`points` are the KPI's months in order. A month that is not over neither counts as a value nor moves the path."""
    chosen = min(periods.month_of(month), periods.shifted(periods.month_of(today), -1))
    months = list(periods.months(period.first_day, period.last_day))
    as_of = min(chosen, months[-1])
    due = (months.index(as_of) + 1) / len(months) if as_of in months else 0.0
    known = [(point.month, point.value) for point in points if point.value is not None and point.month <= as_of]
    within = [(at, key_result.way(value)) for at, value in known if at >= months[0]]
    value_month, value = known[-1] if known else (None, None)
    way = key_result.way(value) if value is not None else None
    state = state_of(within[-1][1] if within else None, due)
    return Standing(
        kpi=kpi,
        key_result=key_result,
        state=state,
        value=value,
        month=value_month,
        way=way,
        due=due,
        should_be=path(key_result, period).get(as_of, key_result.start),
        as_of=as_of,
        reached_in=next((at for at, gone in within if has_arrived(gone)), None) if state == "reached" else None,
        is_over=as_of == months[-1],
    )


def state_of(way: float | None, due: float) -> State:
    """Both are parts of the way from start to target; `way` is None without a value since the period began.

    On course is who has gone at least nine tenths of what is due: a month's figure always wavers a little.
    Less than a twentieth of the whole way, forth or back, is no movement. What moved away further is behind.
    """
    on_course_from, movement_from = 0.9 * due - _ROUNDING, 0.05
    if not due:
        return "not begun"
    if way is None:
        return "no data"
    if has_arrived(way):
        return "reached"
    if way >= on_course_from:
        return "on course"
    return "no movement yet" if abs(way) < movement_from else "behind"


def has_arrived(way: float) -> bool:
    return way >= 1 - _ROUNDING
