"""Ways to a target path other than typing: a year's figure spread, a file, pasted cells; and what is decided so far."""

from collections.abc import Mapping, Sequence

import polars as pl
import streamlit as st

from custodian.domain import paths, target_cells, target_files, targets
from custodian.domain.courses import Course
from custodian.domain.kpis import Kpi
from custodian.domain.periods import Period
from custodian.domain.target_files import Told, Unreadable
from custodian.domain.targets import TargetRefused, Wish
from custodian.intake.staging import Problem, Refused
from custodian.ui import filters, readings, sheets, wording

ROWS_SEEN = 12
PASTED = "KPI\tMonth\tValue\nRevenue\t2026-10\t1,200,000"


def saved() -> int:
    """How often this visitor saved: after each time the table begins anew."""
    return filters.desk("targets_saved", lambda: [0])[0]


def done(written: Sequence[Wish]) -> None:
    filters.desk("targets_saved", lambda: [0])[0] += 1
    st.toast(f"{wording.counted(len(written), 'target')} saved.")
    st.rerun()


def problems(every: Sequence[Problem]) -> None:
    st.error(f"Nothing was saved: {wording.counted(len(every), 'cell')} cannot be understood. Correct them first.")
    table = pl.DataFrame(
        [{"Line": p.line, "Column": p.column, "Found": p.value, "Expected": p.expected} for p in every]
    )
    st.dataframe(table, hide_index=True, height=sheets.height(len(every), ROWS_SEEN))


def spread(kpi: Kpi, year: Period, every: Mapping[str, Course], by: str) -> None:
    what = "total" if paths.is_sum(kpi) else "level"
    unit = wording.unit(kpi.unit, readings.currency())
    written = st.text_input(f"{kpi.title}: the year's {what} ({unit})", placeholder="1.5M", key="spread_figure") or ""
    if not written.strip():
        st.markdown("Write the figure of the whole year: it is spread over the months by last year's season.")
        return
    number = target_cells.numbers_of([written])[0]
    fault = target_cells.EXPECTED_NUMBER if number is None else number.fault(kpi)
    if number is None or fault:
        st.error(f"Expected {fault}; found “{wording.literal(written)}”.")
        return
    known = {month: value for month, value in every[kpi.key].series if value is not None} if kpi.key in every else {}
    found = paths.spread(kpi, number.of(kpi), year, known)
    st.markdown(wording.literal(found.how))
    row = {wording.short_month(month): target_cells.written(kpi, value) for month, value in found.months.items()}
    st.dataframe(pl.DataFrame([row]), hide_index=True)
    if st.button("Save this path", key="spread_save"):
        decide([Wish(kpi, month, value, by) for month, value in found.months.items()])


def load(by: str) -> None:
    """A file or pasted cells: what they change is shown before anything is kept."""
    left, right = st.columns(2)
    with left:
        file = st.file_uploader("CSV or Excel: KPI, month, value, and who decided it", key=f"targets_file_{saved()}")
    with right:
        pasted = st.text_area("Or paste cells from a spreadsheet", placeholder=PASTED, key=f"targets_pasted_{saved()}")
    try:
        if file is not None:
            _offer(target_files.of_file(file.getvalue(), file.name, by))
        elif pasted:
            _offer(target_files.of_text(str(pasted), by))
    except Unreadable as fault:
        problems(fault.problems)
    except Refused as refused:
        st.error(wording.literal(str(refused)))


def past(kpi: Kpi, year: Period) -> None:
    with readings.cursor() as cursor:
        every = targets.past(cursor, kpi, year)
    if not every:
        st.markdown(f"Nobody has decided a target for {wording.literal(kpi.title)} in this year yet.")
        return
    currency = readings.currency()
    rows = [
        {
            "Month": wording.month(one.month),
            "Target": wording.value(kpi.unit, one.value, currency) + (" taken away" if one.is_withdrawn else ""),
            "Decided by": one.decided_by,
            "When": f"{one.decided_at:%Y-%m-%d %H:%M}",
        }
        for one in every
    ]
    sheets.read("decided", f"Targets decided for {kpi.title}", rows, ROWS_SEEN)


def decide(wishes: Sequence[Wish]) -> None:
    try:
        written = readings.decide_targets(wishes)
    except TargetRefused as refused:
        st.error("\n".join(f"- {wording.literal(fault)}" for fault in refused.faults))
    else:
        done(written)


def _offer(told: Told) -> None:
    with readings.cursor() as cursor:
        changes = targets.changes(cursor, told.wishes)
    empty = f" {wording.counted(told.empty, 'empty cell')} of the file change nothing." if told.empty else ""
    if not changes:
        st.info(
            f"All {wording.counted(len(told.wishes), 'target')} of it are in force already: nothing changes.{empty}"
        )
        return
    st.markdown(f"**{wording.counted(len(changes), 'target')} would change.**{empty}")
    rows = [_change(wish, before) for wish, before in changes]
    st.dataframe(pl.DataFrame(rows), hide_index=True, height=sheets.height(len(rows), ROWS_SEEN))
    if st.button(f"Save {wording.counted(len(changes), 'target')}", key="load_save", type="primary"):
        decide(told.wishes)


def _change(wish: Wish, before: float | None) -> dict[str, str]:
    currency = readings.currency()
    return {
        "Figure": wish.kpi.title,
        "Month": wording.month(wish.month),
        "Before": wording.value(wish.kpi.unit, before, currency),
        "After": wording.value(wish.kpi.unit, wish.value, currency),
        "Decided by": wish.decided_by,
    }
