"""A KPI's months as lines to draw: every coordinate is a part of the plot's width or height, from left and from below.

The template only draws; what is drawn where is decided here, by the same points, limits and marks as on the screen.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from math import floor, log10
from typing import Any

from custodian.domain import periods
from custodian.domain.courses import Course
from custodian.domain.kpis import Kpi
from custodian.domain.landings import Landing
from custodian.domain.points import Point
from custodian.domain.readings import Reading
from custodian.words import marking, verdicts, wording

TICKS = 4  # lines across, about
LABEL_HEIGHT = 0.1  # of the plot, below which two labels at the right end would touch
ROOM = 0.06  # of the height, above the highest and below the lowest
MONTHS_LABELLED = 6  # every so many months one is named
Plot = dict[str, Any]


def spark(reading: Reading) -> Plot:
    """The months, limits and target as a card shows them, without numbers."""
    frame = _Frame(reading.kpi, [point.month for point in reading.points], _heights(reading, list(reading.path)))
    first, last = reading.points[0].month, reading.points[-1].month
    return _line(reading, frame) | {
        "path": _steps(frame, dict(zip((point.month for point in reading.points), reading.path, strict=True))),
        "first": wording.short_month(first),
        "last": wording.short_month(last),
    }


def trend(reading: Reading, course: Course, landing: Landing, path: dict[date, float], currency: str) -> Plot:
    """The whole chart of a KPI page: months, limits, marks, target path, and what is foreseen."""
    months = _months(reading, landing, path)
    ahead = [end for _, one in landing.months for end in (one.low, one.high)]
    frame = _Frame(reading.kpi, months, _heights(reading, [*path.values(), *ahead]))
    return _line(reading, frame) | {
        "ticks": [
            {"y": frame.y(tick), "says": wording.value(reading.kpi.unit, tick, currency)} for tick in frame.ticks
        ],
        "months": [{"x": frame.x(month), "says": wording.short_month(month)} for month in _named(months)],
        "path": _steps(frame, dict(path)),
        "fan": _fan(reading, landing, frame),
        "ends": _ends(reading, landing, path, frame, currency),
        "unfinished": not reading.is_complete,
        "spoken": f"{reading.kpi.title}, {wording.month(months[0])} to {wording.month(reading.month)}. "
        f"{verdicts.sentence(reading)}",
    }


class _Frame:
    """From months and values to parts of the plot's width and height."""

    def __init__(self, kpi: Kpi, months: Sequence[date], values: Sequence[float]) -> None:
        self._first, self._last = months[0], months[-1]
        low, high = min(values, default=0.0), max(values, default=1.0)
        room = ROOM * (high - low) or abs(high) / 10 or 1.0
        least, most = kpi.bounds
        self._low = max(low - room, least if low >= least else low)
        self._high = min(high + room, most if kpi.unit == "percent" and high <= most else high + room)
        if self._high <= self._low:
            self._low, self._high = self._low - room, self._high + room

    def x(self, month: date, by: float = 0.0) -> float:
        """`by` is in months."""
        return (_count(month) - _count(self._first) + by) / (_count(self._last) - _count(self._first) or 1)

    def y(self, value: float) -> float:
        return (value - self._low) / (self._high - self._low)

    @property
    def ticks(self) -> list[float]:
        """Round values within the frame."""
        step = _round_step((self._high - self._low) / TICKS)
        first = floor(self._low / step)
        return [at * step for at in range(first, first + 3 * TICKS) if self._low <= at * step <= self._high]


def _round_step(least: float) -> float:
    """1, 2, 5, 10, 20, 50 …: the first of them that is not below `least`."""
    power: float = 10.0 ** floor(log10(least))
    return next(each * power for each in (1.0, 2.0, 5.0, 10.0) if each * power >= least * (1 - 1e-9))


def _line(reading: Reading, frame: _Frame) -> Plot:
    known = [point for point in reading.points if point.value is not None]
    return {
        "team": reading.kpi.team,
        "band": list(_band(reading.points, frame)),
        "line": [[[frame.x(month), frame.y(value)] for month, value in run] for run in _runs(reading.points)],
        "spread": [
            [frame.x(point.month), frame.y(point.low), frame.y(point.high)]
            for point in known
            if point.low is not None and point.high is not None
        ],
        "signals": [
            {"x": frame.x(point.month), "y": frame.y(point.value), "tone": verdicts.signal_tone(reading, point)}
            for point in known
            if point.is_signal and point.value is not None
        ],
        "marks": [
            {"x": frame.x(mark.first), "to": frame.x(mark.last), "says": marking.label(mark), "breaks": mark.breaks}
            for mark in reading.marks
        ],
        "resets": [
            {"x": frame.x(reset.first_month, -0.5), "says": f"limits set anew: {reset.reason}"}
            for reset in reading.resets
            if reading.points[0].month <= reset.first_month <= reading.month
        ],
    }


def _months(reading: Reading, landing: Landing, path: dict[date, float]) -> list[date]:
    last = max([reading.month, *(month for month, _ in landing.months), *path])
    return list(periods.months(reading.points[0].month, last))


def _named(months: Sequence[date]) -> Sequence[date]:
    return months[::MONTHS_LABELLED]


def _heights(reading: Reading, further: Iterable[float | None]) -> list[float]:
    of_points = [
        value
        for point in reading.points
        for value in (point.value, point.low, point.high, point.lower_limit, point.upper_limit)
    ]
    return [value for value in [*of_points, *further] if value is not None]


def _runs(points: Sequence[Point]) -> Iterator[list[tuple[date, float]]]:
    """A month without a value breaks the line."""
    for is_known, run in groupby(points, key=lambda point: point.value is not None):
        if is_known:
            yield [(point.month, point.value) for point in run if point.value is not None]


def _band(points: Sequence[Point], frame: _Frame) -> Iterator[dict[str, float]]:
    """They step where limits were set anew, or follow the year before."""
    for lines, run in groupby(points, key=_limits):
        if lines is not None:
            months = [point.month for point in run]
            lower, centre, upper = (frame.y(line) for line in lines)
            left, right = max(frame.x(months[0], -0.5), 0.0), min(frame.x(months[-1], 0.5), 1.0)
            yield {"x": left, "to": right, "lower": lower, "centre": centre, "upper": upper}


def _limits(point: Point) -> tuple[float, float, float] | None:
    if point.lower_limit is None or point.centre is None or point.upper_limit is None:
        return None
    return point.lower_limit, point.centre, point.upper_limit


def _steps(frame: _Frame, path: dict[date, float | None]) -> list[dict[str, float]]:
    """Each month's target as wide as the month."""
    return [
        {"x": max(frame.x(month, -0.5), 0.0), "to": min(frame.x(month, 0.5), 1.0), "y": frame.y(value)}
        for month, value in path.items()
        if value is not None
    ]


def _fan(reading: Reading, landing: Landing, frame: _Frame) -> Plot | None:
    """Where each month ahead will lie, four times in five, from the last figure on."""
    if not landing.months:
        return None
    before = periods.shifted(landing.months[0][0], -1)
    start = [(before, point.value) for point in reading.points if point.month == before and point.value is not None]
    ways: dict[str, list[tuple[date, float]]] = {
        name: start + [(month, getattr(one, name)) for month, one in landing.months]
        for name in ("low", "middle", "high")
    }
    low, middle, high = ([[frame.x(month), frame.y(value)] for month, value in way] for way in ways.values())
    return {"area": [*high, *reversed(low)], "middle": middle}


def _ends(
    reading: Reading, landing: Landing, path: dict[date, float], frame: _Frame, currency: str
) -> list[dict[str, Any]]:
    """What the lines say at their right ends, moved apart where two would cover each other."""
    now = reading.now
    named: list[tuple[str, float | None, str]] = [
        ("limit", now.upper_limit, "muted"), ("mean", now.centre, "muted"), ("limit", now.lower_limit, "muted"),
    ]  # fmt: skip
    named += [("target", path[max(path)], "ink")] if path else []
    named += [("forecast", landing.months[-1][1].middle, reading.kpi.team)] if landing.months else []
    known = sorted(((value, name, tint) for name, value, tint in named if value is not None), reverse=True)
    found, y = [], float("inf")
    for value, name, tint in known:
        y = min(frame.y(value), y - LABEL_HEIGHT)
        found.append({"y": y, "says": f"{name} {wording.value(reading.kpi.unit, value, currency)}", "tint": tint})
    return found


def _count(month: date) -> int:
    return month.year * 12 + month.month
