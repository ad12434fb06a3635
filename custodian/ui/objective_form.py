"""The form of one objective: its fields, its key results, and what to do when somebody else was faster."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import nan

import streamlit as st

from custodian.domain import periods
from custodian.domain.keyresults import KeyResult
from custodian.domain.kpis import Kpi
from custodian.domain.objectives import Draft, Objective
from custodian.ui import filters, readings, wording
from custodian.ui.filters import Chosen

_STATUS = {"active": "Active", "closed": "Closed: it stays in the past, off the page"}


def ask(before: Objective | None, chosen: Chosen) -> tuple[Draft, str]:
    """What the visitor has written so far, and who writes; the fields begin with what stood there before."""
    first, last = (before.first_day, before.last_day) if before else _quarter(chosen.month)
    title = st.text_input("What shall be true in the end?", before.title if before else "")
    why = st.text_area("Why does it matter?", before.why if before else "", height=68)
    left, right = st.columns(2)
    sales_owner = left.text_input("Owner in sales", before.sales_owner if before else "")
    marketing_owner = right.text_input("Owner in marketing", before.marketing_owner if before else "")
    left, right = st.columns(2)
    first_day = left.date_input("First day", first, format="YYYY-MM-DD", min_value=None)
    last_day = right.date_input("Last day", last, format="YYYY-MM-DD", min_value=None)
    results = _key_results(before.key_results if before else (), chosen)
    status = st.radio("Status", list(_STATUS), format_func=_STATUS.__getitem__, horizontal=True) if before else "active"
    by = filters.signature()
    draft = Draft(
        title=title,
        why=why,
        first_day=first_day,
        last_day=last_day,
        sales_owner=sales_owner,
        marketing_owner=marketing_owner,
        key_results=results,
        status="closed" if status == "closed" else "active",
        id=before.id if before else "",
        version=before.version if before else 0,
    )
    return draft, by


def on_top_of(newest: Objective, draft: Draft) -> Draft:
    """Somebody saved a newer version meanwhile: show it; only a visitor who has seen it may write on top of it."""
    st.warning(
        wording.literal(
            f"{newest.written_by} has saved another version since you opened this: “{newest.title}”, "
            f"{newest.sales_owner} and {newest.marketing_owner}, {_span(newest)}. Your text is still here."
        )
    )
    has_seen = st.checkbox("Save mine on top of it; the other version stays in the past")
    return replace(draft, version=newest.version) if has_seen else draft


def show_past(past: Sequence[Objective]) -> None:
    with st.expander(f"What stood here before: {wording.counted(len(past), 'version')}"):
        for version in past:
            when = f"{version.written_by}, {wording.day(version.written_at)} {version.written_at:%Y %H:%M}"
            results = ", ".join(_told(result) for result in version.key_results)
            owners = f"{version.sales_owner} and {version.marketing_owner}"
            told = f"{version.version}. {when}: “{version.title}”, {owners}, {_span(version)}; {results}"
            st.markdown(wording.literal(told))


def _key_results(before: Sequence[KeyResult], chosen: Chosen) -> tuple[KeyResult, ...]:
    known, kept = readings.catalogue(), {result.kpi: result for result in before}
    keys = st.multiselect(
        "Key results: which KPIs will show it?", list(known), [key for key in kept if key in known],
        format_func=lambda key: known[key].title, placeholder="Choose one to three KPIs",
    )  # fmt: skip
    now = readings.of(keys, chosen) if keys else {}
    return tuple(_key_result(known[key], kept.get(key), now[key].now.value, chosen.month) for key in keys)


def _key_result(kpi: Kpi, before: KeyResult | None, value: float | None, month: date) -> KeyResult:
    """Start and target in the KPI's unit; a percentage is typed as people say it and kept as a fraction."""
    scale = 100.0 if kpi.unit == "percent" else 1.0
    name, left, right = st.columns((2, 1, 1), vertical_alignment="bottom")
    stands = wording.value(kpi.unit, value, readings.currency())
    better = "more is better" if kpi.direction == "up" else "less is better"
    name.markdown(f"{wording.literal(kpi.title)}  \n:gray[{wording.month(month)}: {stands} · {better}]")
    start, target = (before.start, before.target) if before else (value, None)
    start = left.number_input("Start", value=_scaled(start, scale), key=f"start_{kpi.key}", help=_typed_as(kpi))
    target = right.number_input("Target", value=_scaled(target, scale), key=f"target_{kpi.key}", help=_typed_as(kpi))
    return KeyResult(kpi.key, nan if start is None else start / scale, nan if target is None else target / scale)


def _typed_as(kpi: Kpi) -> str:
    words = {"percent": "in percent", "money": "in the company's currency", "score": "in points, −100 to 100"}
    return words.get(kpi.unit, f"in {kpi.unit}".replace("in count", "a number").replace("_", " "))


def _scaled(number: float | None, scale: float) -> float | None:
    return None if number is None else round(number * scale, 2)


def _quarter(month: date) -> tuple[date, date]:
    first = date(month.year, (month.month - 1) // 3 * 3 + 1, 1)
    return first, periods.last_day(periods.shifted(first, 2))


def _span(objective: Objective) -> str:
    first, last = objective.first_day, objective.last_day
    return f"{wording.day(first)} {first.year} to {wording.day(last)} {last.year}"


def _told(result: KeyResult) -> str:
    kpi = readings.catalogue().get(result.kpi)
    if kpi is None:
        return result.kpi
    start, target = (wording.value(kpi.unit, number, readings.currency()) for number in (result.start, result.target))
    return f"{kpi.title} {start} → {target}"
