"""The key results of an objective's form: KPIs of the catalogue, and numbers that people count themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite, nan
from typing import Any, Literal, get_args

import streamlit as st

from custodian.domain import periods
from custodian.domain.counts import Counted
from custodian.domain.keyresults import KeyResult
from custodian.domain.kpis import Kpi, Unit
from custodian.domain.periods import Period
from custodian.ui import filters, readings
from custodian.ui.filters import Chosen
from custodian.words import wording

Path = Literal["straight", "by month", "as in Targets"]
_PATHS: dict[Path, str] = {"straight": "straight line", "by month": "month by month", "as in Targets": "as in Targets"}
_BETTER: dict[Literal["up", "down"], str] = {"up": "more is better", "down": "less is better"}
_IN_A_ROW = 6
_WIDTHS = (2.4, 1, 1, 0.8, 1.3)


@dataclass(frozen=True)
class Row:
    """One key result as it is asked for; `name` keeps its fields apart from those of others."""

    name: str
    kpi: Kpi | Counted
    before: KeyResult | None
    begins_at: float | None
    targets: Mapping[date, float]  # the KPI's, in the months of the period


def ask(before: Sequence[KeyResult], period: Period, chosen: Chosen) -> tuple[KeyResult, ...]:
    known, kept = readings.catalogue(), {result.kpi: result for result in before if not result.counted}
    begin = [key for key in kept or [filters.asked("id")] if key in known]  # a card may ask to promise its KPI
    keys = st.multiselect(
        "Key results: which KPIs will show it?", list(known), begin,
        format_func=lambda key: known[key].title, placeholder="Choose one to three KPIs",
    )  # fmt: skip
    now = readings.of(keys, chosen) if keys else {}
    found = []
    for key in keys:
        stands = wording.value(known[key].unit, now[key].now.value, readings.currency())
        says = f"{wording.month(chosen.month)}: {stands} · {_BETTER[known[key].direction]}"
        targets = readings.target_path(known[key], periods.month_of(period.first_day), period.last_day)
        row = Row(key, known[key], kept.get(key), now[key].now.value, targets)
        found.append(_aimed(row, says, period, _fields(row, says)))
    return (*found, *_counted([result for result in before if result.counted], period))


def _counted(before: Sequence[KeyResult], period: Period) -> list[KeyResult]:
    kept = {result.counted.title: result for result in before if result.counted}
    titles = st.multiselect(
        "Numbers that no KPI tells and we count ourselves", list(kept), list(kept), accept_new_options=True,
        placeholder="Write what is counted, then press Enter",
    )  # fmt: skip
    return [_count(title, kept.get(title), period) for title in titles]


def _count(title: str, before: KeyResult | None, period: Period) -> KeyResult:
    old = before.counted if before and before.counted else Counted(title, "count", "up")
    left, right = st.columns(2)
    units: list[Unit] = [unit for unit in get_args(Unit) if unit != "money_per_day"]
    unit = left.selectbox(
        f"{title} is counted in", units, units.index(old.unit), key=f"unit_{title}", filter_mode=None,
        format_func=lambda unit: wording.unit(unit, readings.currency()),
    )  # fmt: skip
    ways = list(_BETTER)
    better = right.selectbox(
        "Which way is better?", ways, ways.index(old.direction), key=f"better_{title}", filter_mode=None,
        format_func=_BETTER.__getitem__,
    )  # fmt: skip
    row = Row(title, Counted(title, unit, better, old.id), before, None, {})
    says = "counted by hand, in check-ins"
    return _aimed(row, says, period, _fields(row, says))


def _fields(row: Row, says: str) -> Sequence[Any]:
    name, *fields = st.columns(_WIDTHS, vertical_alignment="bottom")
    name.markdown(f"{wording.literal(row.kpi.title)}  \n:gray[{wording.literal(says)}]")
    return fields


def _aimed(row: Row, says: str, period: Period, fields: Sequence[Any]) -> KeyResult:
    """Start, target, weight and path in the figure's unit; a percentage is typed as such and kept as a fraction."""
    factor, before = wording.factor(row.kpi.unit), row.before
    left, right, weighing, pathing = fields
    months = list(periods.months(period.first_day, period.last_day))
    path = _path(row, months, pathing)
    begin, aim = (before.start, before.target) if before else (row.begins_at, None)
    is_given = path == "as in Targets"
    aim = row.targets[months[-1]] if is_given else aim
    start = _number(left, "Start", begin, factor, f"start_{row.name}", row)
    fixed = f"_{aim}" if is_given else ""
    target = _number(right, "Target", aim, factor, f"target_{row.name}{fixed}", row, is_given)
    weight = weighing.number_input(
        "Weight", value=before.weight if before else 1.0, min_value=0.0, step=1.0, format="%g",
        key=f"weight_{row.name}", help="How much it counts beside the other key results",
    )  # fmt: skip
    steps = {
        "straight": (),
        "by month": _steps(row, months[:-1], factor) if path == "by month" else (),
        "as in Targets": tuple((month, row.targets[month]) for month in months[:-1] if is_given),
    }[path]
    counted = row.kpi if isinstance(row.kpi, Counted) else None
    return KeyResult(row.kpi.key, start, target, weight, steps, counted)


def _path(row: Row, months: Sequence[date], place: Any) -> Path:  # noqa: ANN401
    """Targets are offered where every month of the period has one: a path with holes would be another promise."""
    ways: list[Path] = ["straight"]
    ways += ["by month"] if len(months) > 1 else []
    ways += ["as in Targets"] if months and all(month in row.targets for month in months) else []
    begin = 1 if row.before and row.before.steps and len(ways) > 1 else 0
    chosen: Path = place.selectbox(
        "Path", ways, begin, key=f"path_{row.name}", format_func=_PATHS.__getitem__, filter_mode=None
    )
    return chosen


def _steps(row: Row, months: Sequence[date], factor: float) -> tuple[tuple[date, float], ...]:
    """Months left empty lie on a straight line between their neighbours; the last month is the target."""
    known = dict(row.before.steps) if row.before else {}
    found = []
    for at in range(0, len(months), _IN_A_ROW):
        for column, month in zip(st.columns(_IN_A_ROW), months[at : at + _IN_A_ROW], strict=False):
            value = _number(column, f"{month:%b %Y}", known.get(month), factor, f"step_{row.name}_{month}", row)
            found += [(month, value)] if isfinite(value) else []
    return tuple(found)


def _number(
    place: Any,  # noqa: ANN401
    label: str,
    known: float | None,
    factor: float,
    key: str,
    row: Row,
    is_given: bool = False,
) -> float:
    begin = None if known is None or not isfinite(known) else round(known * factor, 2)
    typed = place.number_input(
        label, value=begin, format="%g", key=key, help=_typed_as(row.kpi.unit), disabled=is_given
    )
    if typed is not None and begin == typed and known is not None:
        return known  # what nobody touched is not rounded either
    return nan if typed is None else typed / factor


def _typed_as(unit: Unit) -> str:
    words = {"percent": "in percent", "money": "in the company's currency", "score": "in points, −100 to 100"}
    return words.get(unit, f"in {unit}".replace("in count", "a number").replace("_", " "))
