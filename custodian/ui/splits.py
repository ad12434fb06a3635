"""The members of a split as bars from zero, greatest on top, each with what it was in the period compared with."""

from collections.abc import Mapping, Sequence
from typing import Any

from custodian.domain.kpis import Kpi
from custodian.domain.readings import Point
from custodian.ui import drawing, theme
from custodian.words import samples, wording

Members = Sequence[tuple[str, Point]]


def draw(kpi: Kpi, now: Members, before: Mapping[str, Point], when: str, currency: str) -> None:
    """`when` names the period compared with."""
    data = {"bars": rows(kpi, now, before, when, currency), "color": theme.TEAM[kpi.team]}
    drawing.of("bars")(key="split_chart", data=data)


def rows(kpi: Kpi, now: Members, before: Mapping[str, Point], when: str, currency: str) -> list[dict[str, Any]]:
    """As bars.js draws them: `from` and `to` lie between the least and the greatest value, from 0 to 1."""
    known = [0.0, *(point.value for _, point in now if point.value is not None)]
    least, span = min(known), (max(known) - min(known)) or 1.0
    told = []
    for name, point in now:
        ends = sorted((0.0, point.value or 0.0))
        start, end = (round((value - least) / span, 5) for value in ends)
        value, change = _said(kpi, point, before.get(name), when, currency)
        told.append({"name": name, "from": start, "to": end, "value": value, "change": change})
    return told


def _said(kpi: Kpi, now: Point, before: Point | None, when: str, currency: str) -> tuple[str, str]:
    if now.value is None:
        return "", f"n = {now.n}, too few"
    change = "new" if before is None or before.value is None else samples.change(kpi, now, before, currency)
    return wording.value(kpi.unit, now.value, currency), change
