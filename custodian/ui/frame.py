"""What surrounds every page: look, menu, month and comparison, how fresh the data is, the sample company's label."""

from datetime import date
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from custodian.domain import periods
from custodian.domain.freshness import Freshness
from custodian.ui import filters, readings, theme, wording
from custodian.ui.filters import Chosen

_PROJECT = Path(__file__).parents[2]
MENU = {
    "Overview": "app.py",
    "Side by side": "pages/side_by_side.py",
    "Journey": "pages/journey.py",
    "Brand": "pages/brand.py",
    "Field voice": "pages/field_voice.py",
    "Objectives": "pages/objectives.py",
    "Meeting": "pages/meeting.py",
    "Import": "pages/import.py",
    "Definitions": "pages/definitions.py",
}


def draw(title: str) -> Chosen:
    """Open a page. Return the month and the comparison that the visitor looks at it with."""
    st.set_page_config(page_title=f"{title} · Custodian", page_icon="🌓", layout="wide")
    theme.apply()
    fresh = readings.fresh()
    with st.container(key="top", horizontal=True, vertical_alignment="center", gap=None):
        st.markdown("**◐ Custodian**", width="content")
        menu = st.container(key="menu", horizontal=True, gap=None, width="content")
        with st.container(key="choosers", horizontal=True, gap=None, width="content", vertical_alignment="center"):
            chosen = filters.choose(readings.months(), readings.default_month() or _last_month())
            st.markdown(_freshness(fresh), width="content")
    _menu(menu, title, chosen)
    if fresh.is_sample:
        _sample_banner(chosen)
    return chosen


def headline(sentence: str, below: str = "") -> None:
    """The finding as a sentence, and one muted line below it."""
    with st.container(key="headline", gap=None):
        st.markdown(f"# {wording.literal(sentence)}")
        if below:
            st.markdown(wording.literal(below))


def note(sentence: str) -> None:
    st.markdown(wording.literal(sentence))


def empty(sentence: str, chosen: Chosen) -> None:
    """What to do next, where there is nothing to show yet."""
    with st.container(key="empty", border=True):
        st.markdown(f"**{wording.literal(sentence)}**")
        st.markdown(
            "Drop the CSV exports that both teams download every month anyway; nothing is kept before you agree."
        )
        link("Import", "Load the first exports", chosen)


def link(page: str, label: str, chosen: Chosen) -> None:
    """A link to a page of the menu; plain text until that page exists."""
    if _exists(page):
        st.page_link(MENU[page], label=label, query_params=filters.in_url(chosen))
    else:
        st.markdown(label)


def _menu(menu: DeltaGenerator, title: str, chosen: Chosen) -> None:
    for page in MENU:
        if _exists(page):
            place = menu.container(key="here", width="content", gap=None) if page == title else menu
            place.page_link(MENU[page], label=page, query_params=filters.in_url(chosen))


def _exists(page: str) -> bool:
    return (_PROJECT / MENU[page]).exists()


def _freshness(fresh: Freshness) -> str:
    if fresh.last_day is None:
        return "No data yet"
    return f"Data to {wording.day(fresh.last_day)} · {wording.counted(fresh.files, 'file')}"


def _sample_banner(chosen: Chosen) -> None:
    company = readings.in_force().company or "Voltara"
    with st.container(key="sample", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**Sample company {wording.literal(company)}: invented figures**", width="content")
        link("Import", "Start with your own files", chosen)


def _last_month() -> date:
    return periods.shifted(periods.month_of(readings.today()), -1)
