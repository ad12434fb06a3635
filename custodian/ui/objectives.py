"""The Objectives page: the promises as one element, and which form a visitor asked for."""

from datetime import date
from typing import Any

import duckdb
import streamlit as st

from custodian.domain import actions, decisions, objectives, progress
from custodian.domain.progress import Progress
from custodian.ui import drawing, forms, frame, promises, readings
from custodian.ui.filters import Chosen
from custodian.ui.promises import Said


def draw(chosen: Chosen) -> None:
    today, currency = readings.today(), readings.currency()
    found, column, are_any = readings.until_written(_promised, chosen.month, today)
    if not found:
        _empty(are_any)
    else:
        frame.headline(progress.headline(found), promises.below(found, chosen.month, today))
        _show({"cards": [promises.card(one, chosen.month, currency) for one in found], "column": column})
    forms.draw(chosen)


def _promised(cursor: duckdb.DuckDBPyConnection, month: date, today: date) -> tuple[list[Progress], Said, bool]:
    """The active objectives, what stands beside them, and whether there are any, closed ones too."""
    found = progress.of(cursor, month, today)
    beside = actions.current(cursor), decisions.every(cursor), progress.most_disagreed(found)
    return found, promises.column(*beside, today), bool(found) or bool(objectives.current(cursor))


def overview(chosen: Chosen) -> None:
    """The active objectives at a glance, for the Overview; nothing where there are none."""
    lines = readings.until_written(progress.overview, chosen.month, readings.today())
    if lines:
        drawing.of("objectives")(key="glance", data={"glance": promises.glance(lines)})


def _show(data: dict[str, Any]) -> None:
    clicked = drawing.of("objectives")(key="objectives", data=data, on_asked_change=_nothing)
    if clicked.asked:
        forms.open_one(**clicked.asked)


def _nothing() -> None:
    """Without a callback Streamlit does not tell that something was clicked."""


def _empty(are_any: bool) -> None:
    frame.headline("All joint objectives are closed" if are_any else "Nothing is promised together yet")
    with st.container(key="empty", border=True):
        st.markdown("**A joint objective belongs to both teams: it has one owner in sales and one in marketing.**")
        st.markdown(
            "Its key results are read from the KPIs, never typed. Say what shall be true in the end, choose one to "
            "three KPIs that would show it, and where they should stand on the last day."
        )
        with st.container(horizontal=True):
            if st.button("Write a joint objective" if are_any else "Write the first joint objective", type="primary"):
                forms.open_one("objective")
            if are_any and st.button("Open a closed one"):
                forms.open_one("change")
