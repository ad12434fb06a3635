"""A KPI's target on its own page: how it goes along its path, and the form that decides the month's target."""

from datetime import date, datetime
from functools import partial

import streamlit as st

from custodian.domain.kpis import Kpi
from custodian.domain.readings import Reading
from custodian.domain.targets import TargetRefused, Wish
from custodian.ui import facts, forms, readings
from custodian.ui.facts import Card, Way
from custodian.ui.filters import Chosen
from custodian.warehouse.catalogues import Warehouse
from custodian.words import courses, wording


def aim(reading: Reading, chosen: Chosen) -> Card:
    course = readings.courses({reading.kpi.key: reading})[reading.kpi.key]
    said = courses.lines(course, readings.currency())
    return Card(
        [facts.strong(f"Target path, fiscal year {courses.year(course)}"), *map(facts.plain, said)],
        {"target": _title(chosen)},
        Way("Targets", "All months, a year's figure spread, or a file"),
    )


def form(reading: Reading, chosen: Chosen) -> None:
    forms.show({"target": (_title(chosen), partial(_month, reading))}, chosen)


def _title(chosen: Chosen) -> str:
    return f"Decide the target for {wording.month(chosen.month)}"


def _month(reading: Reading, chosen: Chosen) -> None:
    kpi, factor = reading.kpi, wording.factor(reading.kpi.unit)
    known = reading.target * factor if reading.target is not None else None
    unit = wording.unit(kpi.unit, readings.currency())
    number = st.number_input(f"Target for {wording.month(chosen.month)} ({unit})", value=known)
    by = st.text_input("Decided by", placeholder="Head of sales, head of marketing")
    value = None if number is None else number / factor
    forms.submit("Save the target", by, partial(_save, kpi, chosen.month, value))
    if known is not None:
        forms.submit("Take it away", by, partial(_take_away, kpi, chosen.month), is_main=False)


def _save(kpi: Kpi, month: date, value: float | None, warehouse: Warehouse, by: str, at: datetime) -> None:
    if value is None:
        raise TargetRefused(["Expected a number as target, found nothing. Write one, then save again."])
    readings.decide_targets([Wish(kpi, month, value, by)])


def _take_away(kpi: Kpi, month: date, warehouse: Warehouse, by: str, at: datetime) -> None:
    readings.decide_targets([Wish(kpi, month, None, by)])
