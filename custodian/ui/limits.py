"""What a KPI is judged by, in words, and the forms in which a person sets its limits anew or takes that back."""

from datetime import date
from functools import partial

import streamlit as st

from custodian.domain import baselines, periods, signals
from custodian.domain.baselines import Baseline, Draft
from custodian.domain.judging import Yardstick
from custodian.domain.kpis import Kpi
from custodian.domain.readings import Reading
from custodian.ui import facts, filters, forms, readings, wording
from custodian.ui.facts import Card
from custodian.ui.filters import Chosen


def card(reading: Reading) -> Card | None:
    if not (said := sentences(reading.yardstick)):
        return None
    back = {"limits-back": "Take that back"} if reading.resets else {}
    lines = [facts.strong("What it is judged by"), *map(facts.plain, said)]
    return Card(lines, {"limits": "Set the limits anew", **back})


def form(reading: Reading, chosen: Chosen) -> None:
    known = {
        "limits": ("Set the natural limits anew", partial(_set_anew, reading)),
        "limits-back": ("Take set limits back", partial(_take_back, reading.kpi)),
    }
    forms.show(known, chosen)


def sentences(by: Yardstick | None) -> list[str]:
    """Which months the limits come from, who set them and why; nothing where there is no value yet."""
    if by is None or by.first is None or by.last is None:
        return []
    said = [_baseline(by, by.first, by.last)]
    if by.against_last_year:
        said.append("It follows the calendar, so each month is judged by its difference to the same month last year.")
    if by.reset:
        said.append(f"Limits set anew from {wording.month(by.reset.first_month)} on: {_told(by.reset)}")
    return said


def _baseline(by: Yardstick, first: date, last: date) -> str:
    if not by.is_forming:
        return f"Natural limits from {by.months} months, {wording.month(first)} to {wording.month(last)}; they stay."
    enough = by.months >= signals.ENOUGH
    so_far = f"{by.months} of {signals.BASELINE} months" + ("" if enough else f", from {signals.ENOUGH} on they judge")
    return f"Natural limits are still forming: {so_far}."


def _set_anew(reading: Reading, chosen: Chosen) -> None:
    kpi = reading.kpi
    with readings.cursor() as cursor:
        offered = baselines.offered(cursor, kpi.key, readings.today())[::-1]
        past = baselines.past(cursor, kpi.key)
    if not offered:
        st.info("Limits can be set anew once a second month with a value is over.")
        return
    st.markdown(
        f"**{kpi.title}**\n\nOnly where you know why the figure is another one than before. The limits hold until that "
        f"month and are formed anew from it on; until {signals.ENOUGH} months are known there is no verdict."
    )
    begin = offered.index(reading.since) if reading.since in offered else 0
    month = st.selectbox("From which month on?", offered, begin, format_func=wording.month, filter_mode=None)
    reason = st.text_area("What is different since then?", max_chars=300)
    by = filters.signature()
    draft = Draft(kpi.key, month, reason, version=baselines.version_of(past, month))
    forms.submit("Save the new limits", by, lambda warehouse, by, at: baselines.save(warehouse, draft, by, at))
    _show_past(past)


def _take_back(kpi: Kpi, chosen: Chosen) -> None:
    with readings.cursor() as cursor:
        standing = baselines.in_force(cursor).get(kpi.key, [])
        past = baselines.past(cursor, kpi.key)
    if not standing:
        st.info("No limits of this figure are set anew. Close this window and look again.")
        return
    one = st.selectbox("Which?", standing[::-1], format_func=_named, filter_mode=None)
    reason = st.text_area("Why?", max_chars=300)
    by = filters.signature()
    forms.submit("Take back", by, lambda warehouse, by, at: baselines.take_back(warehouse, one, reason, by, at))
    _show_past(past)


def _show_past(past: list[Baseline]) -> None:
    if past:
        with st.expander("What was written before"):
            st.markdown("\n\n".join(wording.literal(_in_full(one)) for one in past))


def _in_full(one: Baseline) -> str:
    return f"{_named(one)} {'' if one.is_in_force else 'taken back: '}{_told(one)}"


def _named(one: Baseline) -> str:
    return f"From {wording.month(periods.month_of(one.first_month))} on:"


def _told(one: Baseline) -> str:
    return f"{one.reason} ({one.written_by}, {wording.day(one.written_at)} {one.written_at.year})"
