"""What a sample can tell of a change: its interval, whether it is more than chance, and how small a one stays unseen.

All from the value, interval and n of two figures, so it holds for months and longer periods, in total and in splits.
The two samples must be separate ones, as those of two periods or two members are.
"""

from custodian.domain import intervals
from custodian.domain.intervals import Interval
from custodian.domain.kpis import Kpi
from custodian.domain.points import Point

SMALL = 100  # answers; a share from fewer is uncertain by 10 points and more


def of_change(kpi: Kpi, now: Point, before: Point) -> Interval | None:
    """95 % interval of now − before, in the KPI's unit (a share in fractions); None where one of them has none."""
    if now.value is None or before.value is None:
        return None
    if now.low is None or now.high is None or before.low is None or before.high is None:
        return None
    if kpi.margin == "mean":
        return intervals.of_mean_difference(
            (now.value, now.high - now.value, now.n), (before.value, before.high - before.value, before.n)
        )
    ends = (now.value, now.low, now.high), (before.value, before.low, before.high)
    if kpi.margin == "score":
        ends = _uncut(*ends[0]), _uncut(*ends[1])
    return intervals.of_separate(*ends)


def _uncut(value: float, low: float, high: float) -> intervals.Estimate:
    """A score's interval as it was before the ends of the scale cut it off."""
    half = max(value - low, high - value)
    return value, value - half, value + half


def is_told(kpi: Kpi, now: Point, before: Point) -> bool:
    """May the change be called one? Of a sample only if its interval leaves 0 out; what is counted whole, always."""
    if not kpi.margin:
        return True
    interval = of_change(kpi, now, before)
    return interval is not None and not interval[0] <= 0 <= interval[1]


def smallest_seen(kpi: Kpi, point: Point) -> float | None:
    """How far another sample like this one must differ, about, to be told from it."""
    interval = of_change(kpi, point, point)
    return None if interval is None else (interval[1] - interval[0]) / 2


def is_small(point: Point) -> bool:
    return point.n < SMALL
