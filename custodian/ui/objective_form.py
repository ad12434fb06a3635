"""The form of one objective: its fields, its key results, and what to do when somebody else was faster."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from custodian.domain import goals, objectives, periods
from custodian.domain.goals import Goal
from custodian.domain.keyresults import KeyResult
from custodian.domain.objectives import Draft, Objective, Status
from custodian.domain.periods import Period
from custodian.ui import filters, readings, result_form
from custodian.ui.filters import Chosen
from custodian.words import wording

_STATUS: dict[Status, str] = {
    "draft": "Draft: shown apart, not pursued yet",
    "active": "Active",
    "closed": "Closed: with what we learned",
}


def ask(before: Draft | None, chosen: Chosen) -> tuple[Draft, str]:
    """What the visitor has written so far, and who writes; the fields begin with what stood there before."""
    old = before or _blank(chosen)
    title = st.text_input("What shall be true in the end?", old.title)
    why = st.text_area("Why does it matter?", old.why, height=68)
    left, right = st.columns(2)
    sales_owner = left.text_input("Owner in sales", old.sales_owner)
    marketing_owner = right.text_input("Owner in marketing", old.marketing_owner)
    left, right = st.columns(2)
    first_day = left.date_input("First day", old.first_day, format="YYYY-MM-DD", min_value=None)
    last_day = right.date_input("Last day", old.last_day, format="YYYY-MM-DD", min_value=None)
    results = result_form.ask(old.key_results, Period(first_day, last_day), chosen)
    parents, weight = _belonging(old)
    status, lesson = _status(old)
    by = filters.signature()
    draft = Draft(
        title, why, first_day, last_day, sales_owner, marketing_owner, results, status, old.id, old.version, parents,
        weight, lesson, old.carried_from,
    )  # fmt: skip
    return draft, by


def _belonging(old: Draft) -> tuple[tuple[str, ...], float]:
    """The goals and objectives that it serves, the first one leading, and how much it counts there."""
    with readings.cursor() as cursor:
        goal_titles = {one.id: f"Goal: {one.title}" for one in goals.current(cursor) if _may_be_chosen(one, old)}
        others = {one.id: one.title for one in objectives.current(cursor) if _may_be_chosen(one, old)}
    titles = goal_titles | others
    left, right = st.columns((4, 1))
    parents = left.multiselect(
        "Which goals or objectives does it serve?", list(titles), [id for id in old.parents if id in titles],
        format_func=titles.__getitem__, placeholder="None yet: the first one chosen leads",
    )  # fmt: skip
    weight = right.number_input(
        "Weight", value=old.weight, min_value=0.0, step=1.0, format="%g", key="weight_of_objective",
        help="How much it counts beside the other objectives of a goal",
    )  # fmt: skip
    return tuple(parents), weight


def _may_be_chosen(one: Goal | Objective, old: Draft) -> bool:
    return one.id != old.id and (one.status != "closed" or one.id in old.parents)


def _status(old: Draft) -> tuple[Status, str]:
    """An objective is closed with what was learned."""
    ways: list[Status] = ["draft", "active", "closed"] if old.id else ["draft", "active"]
    status: Status = st.radio("Status", ways, ways.index(old.status), format_func=_STATUS.__getitem__, horizontal=True)
    if status != "closed":
        return status, old.lesson
    return status, st.text_area("What did we learn?", old.lesson, height=68) or ""


def _blank(chosen: Chosen) -> Draft:
    return Draft("", "", *_quarter(chosen.month), "", "", ())


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
            weight = "" if version.weight == 1 else f"; weight {version.weight:g}"
            lesson = f"; learned: {version.lesson}" if version.lesson else ""
            st.markdown(wording.literal(f"{told}; {version.status}{weight}{lesson}"))


def _quarter(month: date) -> tuple[date, date]:
    first = date(month.year, (month.month - 1) // 3 * 3 + 1, 1)
    return first, periods.last_day(periods.shifted(first, 2))


def _span(objective: Objective) -> str:
    first, last = objective.first_day, objective.last_day
    return f"{wording.day(first)} {first.year} to {wording.day(last)} {last.year}"


def _told(result: KeyResult) -> str:
    kpi = result.counted or readings.catalogue().get(result.kpi)
    if kpi is None:
        return result.kpi
    start, target = (wording.value(kpi.unit, number, readings.currency()) for number in (result.start, result.target))
    weight = "" if result.weight == 1 else f", weight {result.weight:g}"
    steps = ", by month" if result.steps else ""
    return f"{kpi.title} {start} → {target}{weight}{steps}"
