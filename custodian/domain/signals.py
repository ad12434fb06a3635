"""Signal or noise: a figure's natural limits and what breaks them (XmR chart; D. J. Wheeler, Understanding Variation).

The limits come from a baseline, the first sixteen values, and not from all of them: a shift would widen limits that are
drawn through it and so hide itself. Sixteen, because such limits grow solid from fifteen to twenty values, and because
of 25 months that leaves nine in which a shift can show, one more than the longest rule needs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import fmean, multimode
from typing import Literal

BASELINE = 16
ENOUGH = 6
LIMIT_FACTOR = 3 / 1.128  # 2.66; 1.128 is d2, what ranges of two values are on average in standard deviations
RANGE_FACTOR = 3.27
RUN = 8
NEAR, OF_LAST = 3, 4
_ROUNDING = 1e-9  # equal values must not differ from their own mean

Side = Literal["above", "below"]
Values = Sequence[float | None]


@dataclass(frozen=True)
class Limits:
    centre: float
    mean_moving_range: float

    @property
    def lower(self) -> float:
        return self.centre - LIMIT_FACTOR * self.mean_moving_range

    @property
    def upper(self) -> float:
        return self.centre + LIMIT_FACTOR * self.mean_moving_range

    @property
    def upper_range(self) -> float:
        return RANGE_FACTOR * self.mean_moving_range

    def distance(self, value: float) -> float:
        """From the centre in widths of the natural limits: beyond ±1 is outside."""
        off = value - self.centre
        if abs(off) <= _ROUNDING * max(1.0, abs(self.centre)):
            return 0.0
        width = LIMIT_FACTOR * self.mean_moving_range
        return off / width if width else inf * off


@dataclass(frozen=True)
class Signal:
    """A place in the series where a rule speaks; `since` is the place where what it speaks of began."""

    at: int
    since: int
    side: Side
    rule: str


def limits(values: Values, baseline: int = BASELINE) -> Limits | None:
    """None while there are too few values. There is no moving range across a missing month.

    A survey that is sent every quarter misses no month in between: there a range goes from wave to wave.
    """
    known = [(at, value) for at, value in enumerate(values) if value is not None][:baseline]
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(known)]
    if len(known) < ENOUGH:
        return None
    usual = min(multimode(gaps))
    ranges = [abs(b - a) for gap, ((_, a), (_, b)) in zip(gaps, pairwise(known), strict=True) if gap <= usual]
    return Limits(fmean(value for _, value in known), fmean(ranges))


def baseline_of(values: Values, baseline: int = BASELINE) -> list[int]:
    """The places of the values that the limits come from."""
    return [at for at, value in enumerate(values) if value is not None][:baseline]


def signals(values: Values, natural: Limits) -> list[Signal]:
    """Every place where a rule speaks, judged with what was known there; the gravest rule first to say so."""
    away = [None if value is None else natural.distance(value) for value in values]
    found: dict[int, Signal] = {}
    for at, distance in enumerate(away):
        if distance is None or not distance:
            continue
        side: Side = "above" if distance > 0 else "below"
        toward = [None if other is None else other * (1 if distance > 0 else -1) for other in away[: at + 1]]
        spoken = [(since, says) for rule, says in RULES if (since := rule(toward)) is not None]
        if not spoken:
            continue
        before = found.get(at - 1)
        starts = [since for since, _ in spoken] + ([before.since] if before and before.side == side else [])
        found[at] = Signal(at, min(starts), side, spoken[0][1])
    return list(found.values())


def _outside(toward: Values) -> int | None:
    last = toward[-1]
    return len(toward) - 1 if last is not None and last > 1 else None


def _run(toward: Values) -> int | None:
    """A missing month neither breaks a run nor lengthens it; a value on the centre breaks it."""
    length, since = 0, len(toward)
    for at in range(len(toward) - 1, -1, -1):
        distance = toward[at]
        if distance is None:
            continue
        if distance <= 0:
            break
        length, since = length + 1, at
    return since if length >= RUN else None


def _near(toward: Values) -> int | None:
    last = [(at, distance) for at, distance in enumerate(toward) if distance is not None][-OF_LAST:]
    near = [at for at, distance in last if distance > 0.5]
    return near[0] if len(near) >= NEAR and near[-1] == len(toward) - 1 else None


# The order is the order of gravity.
RULES: tuple[tuple[Callable[[Values], int | None], str], ...] = (
    (_outside, "outside the natural limits"),
    (_run, f"{RUN} months in a row on one side of the mean"),
    (_near, f"{NEAR} of {OF_LAST} months nearer a limit than the mean"),
)
