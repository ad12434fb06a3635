"""Does a figure follow the calendar? The test for stable seasonality of the census method X-11, on its first 24 values.

Only on them, so that the answer, once given, stays. F compares what the calendar months explain with what they leave
over (Shiskin, Young and Musgrave, The X-11 Variant of the Census Method II, 1967); from 7 on X-11's descendants call a
season present (Lothian and Morry, Statistics Canada, 1978). It is asked twice, beside a straight trend and beside a
level of each year: growth, or a step at new year, is no season. By chance alone not one of 400 series gets there.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from statistics import fmean

TESTED = 24
PRESENT_FROM = 7.0
_ROUNDING = 1e-9


def is_seen(values: Mapping[date, float | None]) -> bool:
    """False before there are 24 values. `values` by month, oldest first."""
    known = [(month, value) for month, value in values.items() if value is not None][:TESTED]
    return len(known) == TESTED and f_of_months(known) >= PRESENT_FROM


def f_of_months(known: Sequence[tuple[date, float]]) -> float:
    """Mean square of the calendar months ÷ mean square of the rest, the lesser of the two; 0 where nothing varies."""
    first = known[0][0]
    times = [12.0 * (month.year - first.year) + month.month for month, _ in known]
    years = [float((12 * (month.year - first.year) + month.month - first.month) // 12) for month, _ in known]
    return min(_f(known, times), _f(known, years))


def _f(known: Sequence[tuple[date, float]], course: Sequence[float]) -> float:
    """`course` is what the values may follow in a straight line, season or none."""
    values = [value for _, value in known]
    without = _left_over(course, values, [0] * len(known))
    left = _left_over(course, values, [month.month for month, _ in known])
    seasons = len({month.month for month, _ in known})
    between, within = seasons - 1, len(known) - seasons - 1
    if between < 1 or within < 1 or without <= _ROUNDING * sum(value * value for value in values):
        return 0.0
    return ((without - left) / between) / max(left / within, _ROUNDING * without)


def _left_over(course: Sequence[float], values: Sequence[float], groups: Sequence[int]) -> float:
    """The sum of squares that a mean for each group and one common straight line leave."""
    members = defaultdict(list)
    for at, group in enumerate(groups):
        members[group].append(at)
    along, off = list(course), list(values)
    for places in members.values():
        middle, mean = fmean(course[at] for at in places), fmean(values[at] for at in places)
        for at in places:
            along[at], off[at] = course[at] - middle, values[at] - mean
    spread = sum(each * each for each in along)
    slope = sum(t * v for t, v in zip(along, off, strict=True)) / spread if spread else 0.0
    return sum((v - slope * t) ** 2 for t, v in zip(along, off, strict=True))
