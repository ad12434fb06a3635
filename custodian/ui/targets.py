"""A KPI's target on its own page: how it goes along its path, and the form that decides the month's target."""

import streamlit as st

from custodian.domain.readings import Reading
from custodian.domain.targets import TargetRefused, Wish
from custodian.ui import frame, readings
from custodian.ui.filters import Chosen
from custodian.words import courses, wording


def aim(reading: Reading, chosen: Chosen) -> None:
    course = readings.courses({reading.kpi.key: reading})[reading.kpi.key]
    with st.container(key="aim", border=True):
        said = courses.lines(course, readings.currency())
        title = f"**Target path, fiscal year {courses.year(course)}**"
        st.markdown("\n\n".join([title, *(wording.literal(line) for line in said)]))
        # Known by the target, so that it closes once another one is decided.
        with st.popover(f"Decide the target for {wording.month(chosen.month)}", key=f"decide {reading.target}"):
            _month(reading, chosen)
        frame.link("Targets", "All months, a year's figure spread, or a file", chosen)


def _month(reading: Reading, chosen: Chosen) -> None:
    kpi, factor = reading.kpi, wording.factor(reading.kpi.unit)
    known = reading.target * factor if reading.target is not None else None
    with st.form("target", border=False):
        unit = wording.unit(kpi.unit, readings.currency())
        number = st.number_input(f"Target for {wording.month(chosen.month)} ({unit})", value=known)
        by = st.text_input("Decided by", placeholder="Head of sales, head of marketing")
        with st.container(horizontal=True):
            saved = st.form_submit_button("Save the target")
            taken_away = known is not None and st.form_submit_button("Take it away")
    if taken_away:
        _decide(Wish(kpi, chosen.month, None, by))
    elif saved and number is None:
        st.error("Expected a number as target, found nothing. Write one, then save again.")
    elif saved and number is not None:
        _decide(Wish(kpi, chosen.month, number / factor, by))


def _decide(wish: Wish) -> None:
    try:
        readings.decide_targets([wish])
    except TargetRefused as refused:
        st.error(str(refused))
    else:
        st.rerun()
