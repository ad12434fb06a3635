"""What surrounds every page: look, menu, month and comparison, how fresh the data is, the sample company's label."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from custodian.domain import periods
from custodian.domain.freshness import Freshness
from custodian.ui import drawing, filters, live, readings, theme, wording
from custodian.ui.filters import Chooser, Chosen

_PROJECT = Path(__file__).parents[2]
MENU = {
    "Overview": "app.py",
    "Side by side": "pages/side_by_side.py",
    "Journey": "pages/journey.py",
    "Brand": "pages/brand.py",
    "Field voice": "pages/field_voice.py",
    "Objectives": "pages/objectives.py",
    "Targets": "pages/targets.py",
    "Respect": "pages/pulse.py",
    "Meeting": "pages/meeting.py",
    "Import": "pages/import.py",
    "Companies": "pages/companies.py",
    "Annotations": "pages/annotations.py",
    "Definitions": "pages/definitions.py",
}


def draw(title: str, has_bar: Callable[[], bool] = lambda: True) -> Chosen:
    """Open a page. Return the month and the comparison that the visitor looks at it with."""
    live.begins()
    st.set_page_config(page_title=f"{title} · Custodian", page_icon="🌓", layout="wide")
    theme.apply()
    fresh = readings.fresh()
    months, first = readings.months()
    chosen, choosers = filters.choosers(months, first or _last_month())
    if has_bar():
        _bar(title, chosen, choosers, fresh)
    return chosen


def _bar(title: str, chosen: Chosen, choosers: list[Chooser], fresh: Freshness) -> None:
    data = {
        "pages": [_entry(page, page, chosen, page == title) for page in MENU if _exists(page)],
        "choosers": [chooser.written() for chooser in choosers],
        "fresh": _freshness(fresh, chosen.month),
        "banner": _banner(chosen) if fresh.is_sample else None,
    }
    clicked = drawing.of("bar")(key=filters.BAR, data=data, on_opened_change=_nothing, on_chosen_change=filters.keep)
    if clicked.opened in MENU:
        st.switch_page(MENU[clicked.opened], query_params=filters.in_url(chosen))


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


def titles() -> dict[str, str]:
    """File of every page → what people call it: as in the menu, or after its file."""
    called = {file: title for title, file in MENU.items()}
    files = ["app.py", *(f"pages/{path.name}" for path in sorted((_PROJECT / "pages").glob("*.py")))]
    others = {"kpi": "KPI"}
    found = {}
    for file in sorted(files, key=lambda file: (list(called).index(file) if file in called else len(called), file)):
        stem = Path(file).stem
        found[file] = called.get(file) or others.get(stem) or stem.replace("_", " ").capitalize()
    return found


def link(page: str, label: str, chosen: Chosen, **asked: str) -> None:
    """A link to a page of the menu; plain text until that page exists."""
    if _exists(page):
        st.page_link(MENU[page], label=label, query_params={**asked, **filters.in_url(chosen)})
    else:
        st.markdown(label)


def _entry(page: str, label: str, chosen: Chosen, is_here: bool = False) -> dict[str, Any]:
    """A link of the bar: an address for whoever wants a tab of its own, a page's name for a click."""
    return {"page": page, "label": label, "href": address(page, chosen), "here": is_here}


def address(page: str, chosen: Chosen, **asked: str) -> str:
    """Of a page of the menu, as it is seen from every other."""
    path = "./" if page == "Overview" else Path(MENU[page]).stem
    return f"{path}?{urlencode({**asked, **filters.in_url(chosen)})}"


@cache
def _exists(page: str) -> bool:
    return (_PROJECT / MENU[page]).exists()


def _freshness(fresh: Freshness, seen_from: date) -> str:
    """With the year where it is another one than that of the month looked at."""
    if fresh.last_day is None:
        return "No data yet"
    year = "" if fresh.last_day.year == seen_from.year else f" {fresh.last_day.year}"
    said = f"Data to {wording.day(fresh.last_day)}{year} · {wording.counted(fresh.files, 'file')}"
    late = 0 if fresh.is_sample else readings.awaited()
    return f"{said} · {wording.counted(late, 'export')} late" if late else said


def _banner(chosen: Chosen) -> dict[str, Any]:
    company = readings.in_force().company or "Voltara"
    return {
        "says": f"Sample company {company}: invented figures",
        "link": _entry("Import", "Start with your own files", chosen) if _exists("Import") else None,
    }


def _nothing() -> None:
    """Without a callback Streamlit does not tell that a link was clicked."""


def _last_month() -> date:
    return periods.shifted(periods.month_of(readings.today()), -1)
