"""The Objectives page: goals and promises as one element, and which form a visitor asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import streamlit as st

from custodian.domain import actions, aims, decisions, forecasts, goals, objectives, periods, progress
from custodian.domain.goals import Goal
from custodian.domain.objectives import Objective
from custodian.domain.progress import Progress
from custodian.ui import beside, changelog, deciding, drawing, filters, forms, frame, promises, promising, readings
from custodian.ui.filters import Chosen


@dataclass(frozen=True)
class Page:
    """`drawn` is what the element is drawn from."""

    headline: str
    below: str
    drawn: dict[str, Any]


def draw(chosen: Chosen) -> None:
    foresees = forecasts.is_ready()
    page = readings.until_written(_page, chosen.month, readings.today(), readings.currency(), foresees)
    if page is None:
        _empty()
    else:
        frame.headline(page.headline, page.below)
        _show(page.drawn, chosen)
    if page and not foresees and not filters.asked("write"):
        # The page does not wait for the library of the first forecast; it is drawn anew with it.
        st.fragment(_get_ready, parallel=True)()
    promising.draw(chosen)
    deciding.draw(chosen)
    changelog.draw(chosen)


def overview(chosen: Chosen) -> None:
    """The active objectives at a glance, for the Overview; nothing where there are none."""
    lines = readings.until_written(progress.overview, chosen.month, readings.today())
    if lines:
        drawing.of("objectives")(key="glance", data={"glance": promises.glance(lines)})


def _page(cursor: duckdb.DuckDBPyConnection, month: date, today: date, currency: str, foresees: bool) -> Page | None:
    """None where nothing was ever written."""
    written, aimed_at = objectives.current(cursor), goals.current(cursor)
    if not written and not aimed_at:
        return None
    found = progress.of(cursor, month, today)
    known: dict[str, Goal | Objective] = {**{one.id: one for one in aimed_at}, **{one.id: one for one in written}}
    column = beside.column(actions.current(cursor), decisions.every(cursor), progress.most_disagreed(found), today)
    drawn = {
        "groups": [promises.group(aim, known, month, currency, foresees) for aim in aims.of(found, aimed_at, written)],
        "drafts": [promises.draft(one) for one in written if one.status == "draft"],
        "closed": promises.closed(_closed(cursor, written, today), written),
        "column": column,
    }
    if not found:
        return Page("No joint objective is active", "Make a draft active, or write a new one.", drawn)
    return Page(progress.headline(found), promises.below(found, month, today), drawn)


def _closed(cursor: duckdb.DuckDBPyConnection, written: Sequence[Objective], today: date) -> list[Progress]:
    """As they stood when their period was over; before that, in the last month that is."""
    last_month = periods.shifted(periods.month_of(today), -1)
    return progress.standing_of(cursor, [one for one in written if one.status == "closed"], last_month, today)


def _get_ready() -> None:
    forecasts.get_ready()
    st.rerun()


def _show(data: dict[str, Any], chosen: Chosen) -> None:
    clicked = drawing.of("objectives")(key="objectives", data=data, on_asked_change=_nothing, on_opened_change=_nothing)
    if clicked.opened:
        st.switch_page("pages/kpi.py", query_params={"key": clicked.opened, **filters.in_url(chosen)})
    if clicked.asked:
        forms.open_one(**clicked.asked)


def _nothing() -> None:
    """Without a callback Streamlit does not tell that something was clicked."""


def _empty() -> None:
    frame.headline("Nothing is promised together yet")
    with st.container(key="empty", border=True):
        st.markdown("**A joint objective belongs to both teams: it has one owner in sales and one in marketing.**")
        st.markdown(
            "Its key results are read from the KPIs, never typed. Say what shall be true in the end, choose one to "
            "three KPIs that would show it, and where they should stand on the last day."
        )
        with st.container(horizontal=True):
            if st.button("Write the first joint objective", type="primary"):
                forms.open_one("objective")
            if st.button("Begin with a goal of the company"):
                forms.open_one("goal")
