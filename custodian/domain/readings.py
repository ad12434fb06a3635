"""A KPI as people look at it: this month's value, what it is compared with, whether the change is real, its past."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from custodian.domain.kpis import Kpi

Verdict = Literal["real improvement", "real decline", "normal variation", "too early", "no data"]


@dataclass(frozen=True)
class Point:
    """A month of a KPI; `value` is None where there is nothing to divide by or too few answers."""

    month: date
    value: float | None
    low: float | None  # 95 % interval of shares, scores and means
    high: float | None
    n: int
    is_signal: bool = False  # a natural-limits rule marks this month


@dataclass(frozen=True)
class Reading:
    """Everything a card or a KPI page shows of one KPI in one month. `points` are 25 months, the chosen one last."""

    kpi: Kpi
    month: date
    points: tuple[Point, ...]
    compared: Point | None
    lower_limit: float | None
    centre: float | None
    upper_limit: float | None
    verdict: Verdict
    since: date | None  # the month the signal began
    rule: str  # which rule spoke, in words; '' where none did
    target: float | None
    is_complete: bool  # is the month over, and is its data in?
    beside: "Reading | None" = None  # the other voice on the same question

    @property
    def now(self) -> Point:
        return self.points[-1]

    @property
    def change(self) -> float | None:
        """Difference to the compared month in the KPI's own unit (a share in fractions)."""
        if self.compared is None or self.compared.value is None or self.now.value is None:
            return None
        return self.now.value - self.compared.value
