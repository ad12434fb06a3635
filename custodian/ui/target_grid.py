"""All targets of a fiscal year in one table, to read or to change in place: a row for each figure, a column a month."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from custodian.domain import paths, target_cells, target_files
from custodian.domain.courses import Course
from custodian.domain.kpis import Kpi
from custodian.domain.periods import Period
from custodian.domain.target_files import Unreadable
from custodian.domain.targets import TargetRefused
from custodian.ui import filters, live, readings, sheets, target_ways
from custodian.words import courses, wording

FIGURE, TO_DATE = "Figure", "To date"
ROWS_SEEN, ROWS_SEEN_ALONE = 12, 22
Paths = Mapping[str, Mapping[date, float]]


def show(year: Period, known: Paths, every: Mapping[str, Course], is_alone: bool) -> None:
    """To read, what has a path first; more of it where nothing else is on the page."""
    months = paths.months_of(year)
    rows = [
        _named(kpi, every, readings.currency())
        | {_head(month): told(kpi, known.get(key, {}).get(month)) for month in months}
        for key, kpi in sorted(readings.catalogue().items(), key=lambda named: named[0] not in known)
    ]
    seen = ROWS_SEEN_ALONE if is_alone else ROWS_SEEN
    sheets.read("paths", "Targets by month", rows, seen, numbers=[_head(month) for month in months])


def told(kpi: Kpi, value: float | None) -> str:
    """As it is read at a glance: thousands apart, one decimal where there is any."""
    if value is None:
        return ""
    shown = f"{100 * value:,.1f}" if kpi.unit == "percent" else f"{value:,.1f}"
    return shown.removesuffix(".0").replace("-", "−") + ("%" if kpi.unit == "percent" else "")


def draw(year: Period, known: Paths, every: Mapping[str, Course], by: str) -> None:
    """What is changed is kept together or not at all. An emptied cell takes its target away."""
    months, catalogue = paths.months_of(year), readings.catalogue()
    shown = frame(catalogue, months, known, every, readings.currency())
    edited = st.data_editor(
        shown,
        key=f"targets_{year.first_day}_{target_ways.saved()}",
        hide_index=True,
        disabled=[FIGURE, TO_DATE],
        height=sheets.height(len(catalogue), ROWS_SEEN),
        column_config=_widths(months),
    )
    cells = changed(list(catalogue.values()), months, shown, edited)
    if cells:
        live.leave_alone()
    with st.container(horizontal=True, vertical_alignment="center"):
        save = st.button("Save the changes", type="primary", disabled=not cells)
        st.markdown(
            f"{wording.counted(len(cells), 'cell')} changed and not saved yet."
            if cells
            else "Change cells, or paste a block of cells from a spreadsheet. Shares are written in percent."
        )
    if save:
        _save(cells, by)


def frame(
    catalogue: Mapping[str, Kpi], months: list[date], known: Paths, every: Mapping[str, Course], currency: str
) -> pl.DataFrame:
    """Every cell as text, so that a decimal comma is never taken for thousands: it is read when saved."""
    rows = [
        _named(kpi, every, currency)
        | {_head(month): target_cells.written(kpi, known.get(key, {}).get(month)) for month in months}
        for key, kpi in catalogue.items()
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys([FIGURE, TO_DATE, *map(_head, months)], pl.String))


def changed(
    every: list[Kpi], months: list[date], shown: pl.DataFrame, edited: pl.DataFrame
) -> list[tuple[Kpi, date, str]]:
    return [
        (kpi, month, (after or "").strip())
        for month in months
        for kpi, before, after in zip(every, shown[_head(month)], edited[_head(month)], strict=True)
        if (before or "") != (after or "").strip()
    ]


def _save(cells: list[tuple[Kpi, date, str]], by: str) -> None:
    try:
        written = readings.decide_targets(target_files.of_cells(cells, by))
    except Unreadable as fault:
        target_ways.problems(fault.problems)
    except TargetRefused as refused:
        st.error("\n".join(f"- {wording.literal(fault)}" for fault in refused.faults))
    else:
        target_ways.done(written)


def year(chosen_month: date, starts: int) -> Period:
    """The fiscal year that the visitor chose: the one of the month looked at, unless told otherwise."""
    here = paths.year_of(chosen_month, starts)
    years = [paths.year_of(date(here.first_day.year + by, starts, 1), starts) for by in (-2, -1, 0, 1)]
    options = {f"{one.first_day:%Y}": courses.named(one) for one in years}
    word = filters.choose_segment("year", options, f"{here.first_day:%Y}", "Fiscal year", is_label_seen=True)
    return next(one for one in years if f"{one.first_day:%Y}" == word)


def _named(kpi: Kpi, every: Mapping[str, Course], currency: str) -> dict[str, str]:
    to_date = courses.short(every[kpi.key]) if kpi.key in every else ""
    return {FIGURE: f"{kpi.title} ({wording.unit(kpi.unit, currency)})", TO_DATE: to_date}


def _head(month: date) -> str:
    return f"{month:%b}"


def _widths(months: list[date]) -> dict[str, Any]:
    return {
        FIGURE: st.column_config.TextColumn(width=250, pinned=True),
        TO_DATE: st.column_config.TextColumn(width=92, help="The year to date beside its path"),
        **{_head(month): st.column_config.TextColumn(width=82) for month in months},
    }
