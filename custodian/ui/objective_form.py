"""The form of one objective: its fields and its key results."""

from datetime import date

import streamlit as st

from custodian.domain import goals, objectives, periods
from custodian.domain.goals import Goal
from custodian.domain.objectives import Draft, Objective, Status
from custodian.domain.periods import Period
from custodian.ui import filters, readings, result_form
from custodian.ui.filters import Chosen

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


def _quarter(month: date) -> tuple[date, date]:
    first = date(month.year, (month.month - 1) // 3 * 3 + 1, 1)
    return first, periods.last_day(periods.shifted(first, 2))
