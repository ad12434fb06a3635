"""A key result: a figure's way from start to target, and where it stands against the path of the months.

Without steps of its own the path is a straight line: each month of the period goes an equal part of the way, the last
month is the target. Steps that people typed are kept, and the months between two of them lie on a straight line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from custodian.domain import periods
from custodian.domain.counts import Counted
from custodian.domain.kpis import Kpi
from custodian.domain.periods import Period
from custodian.domain.readings import Point

State = Literal["reached", "on course", "no movement yet", "behind", "not begun", "no data"]
IS_BEHIND: tuple[State, ...] = ("behind", "no movement yet")
JUDGES_NOTHING: tuple[State, ...] = ("not begun", "no data")
_ROUNDING = 1e-9  # 31 % of 27 → 31 % must arrive although a computer's fractions fall short of it


@dataclass(frozen=True)
class KeyResult:
    """`kpi` is the key of a KPI or, where the number is counted by hand, the id of that number."""

    kpi: str
    start: float
    target: float
    weight: float = 1.0
    steps: tuple[tuple[date, float], ...] = ()  # what a month should bring, where people typed it
    counted: Counted | None = None

    def way(self, value: float) -> float:
        """Which part of the way from start to target a value has gone: 0 at the start, 1 at the target, below 0
        if it moved away. Holds where lower is better as well, because both differences change their sign."""
        return (value - self.start) / (self.target - self.start)


@dataclass(frozen=True)
class Standing:
    """Where a key result stands. `should_be` is today's value on the path, `due` the same as a part of the way.

    `series` are the months known so far, oldest first and none left out, to foresee from.
    """

    kpi: Kpi | Counted
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
    last_day: date = date.max  # of the period
    path: tuple[tuple[date, float], ...] = ()  # what each month of the period should bring
    series: tuple[tuple[date, float | None], ...] = ()
    counted_on: date | None = None  # of a value counted by hand
    counted_by: str = ""

    @property
    def gap(self) -> float:
        """How far it is behind, as a part of the way; below 0 if ahead."""
        return self.due - self.way if self.way is not None else 0.0

    @property
    def gone(self) -> float | None:
        """The part of the way gone since the period began, from 0 to 1; None without a figure of the period."""
        return None if self.way is None or self.state in JUDGES_NOTHING else min(max(self.way, 0.0), 1.0)


def path(key_result: KeyResult, period: Period) -> dict[date, float]:
    """The value that each month of the period should bring."""
    months = list(periods.months(period.first_day, period.last_day))
    typed = {months.index(month) + 1: value for month, value in key_result.steps if month in months[:-1]}
    corners = sorted({0: key_result.start, **typed, len(months): key_result.target}.items())
    found = {}
    for (first, low), (last, high) in zip(corners, corners[1:], strict=False):
        for number in range(first + 1, last + 1):
            found[months[number - 1]] = low + (high - low) / (last - first) * (number - first)
    return found


def standing(
    kpi: Kpi | Counted, key_result: KeyResult, period: Period, points: Sequence[Point], month: date, today: date
) -> Standing:
    """`points` are the figure's months in order. A month that is not over neither counts nor moves the path."""
    chosen = min(periods.month_of(month), periods.shifted(periods.month_of(today), -1))
    months = list(periods.months(period.first_day, period.last_day))
    as_of = min(chosen, months[-1])
    planned = path(key_result, period)
    should_be = planned.get(as_of, key_result.start)
    due = key_result.way(should_be)
    known = [(point.month, point.value) for point in points if point.value is not None and point.month <= as_of]
    within = [(at, key_result.way(value)) for at, value in known if at >= months[0]]
    value_month, value = known[-1] if known else (None, None)
    state = state_of(within[-1][1] if within else None, due, as_of in months)
    return Standing(
        kpi=kpi,
        key_result=key_result,
        state=state,
        value=value,
        month=value_month,
        way=key_result.way(value) if value is not None else None,
        due=due,
        should_be=should_be,
        as_of=as_of,
        reached_in=next((at for at, gone in within if has_arrived(gone)), None) if state == "reached" else None,
        is_over=as_of == months[-1],
        last_day=period.last_day,
        path=tuple(planned.items()),
        series=_without_gaps(dict(known), as_of),
    )


def state_of(way: float | None, due: float, has_begun: bool = True) -> State:
    """Both are parts of the way from start to target; `way` is None without a value since the period began.

    On course is who has gone at least nine tenths of what is due: a month's figure always wavers a little.
    Less than a twentieth of the whole way, forth or back, is no movement. What moved away further is behind.
    """
    on_course_from, movement_from = 0.9 * due - _ROUNDING, 0.05
    if not has_begun:
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


def _without_gaps(known: Mapping[date, float], as_of: date) -> tuple[tuple[date, float | None], ...]:
    return tuple((month, known.get(month)) for month in periods.months(min(known, default=as_of), as_of))
