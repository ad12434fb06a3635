"""Everything that was loaded: with its effect, its original file, and the way back."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from custodian.domain import imports
from custodian.domain.imports import Imported
from custodian.intake.staging import Refused
from custodian.ui import arrivals, readings, wording
from custodian.warehouse import tables


def draw(every: Sequence[Imported], is_sample: bool) -> None:
    st.markdown("### What is in")
    if not every:
        st.markdown("Nothing was loaded yet.")
        return
    event = st.dataframe(
        _table(every), hide_index=True, on_select="rerun", selection_mode="single-row", key="history", height="content"
    )
    rows = event["selection"]["rows"]
    if not rows:
        st.caption("Choose a row to undo the import or to get its original file back.")
        return
    _actions(every[rows[0]], is_sample)


def _actions(one: Imported, is_sample: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{wording.literal(one.file)}** · import {one.import_id}", width="content")
        if not one.is_undone and not is_sample and st.button("Undo this import", type="primary"):
            try:
                arrivals.undo(one.import_id, one.imported_by)
            except Refused as refusal:
                st.error(wording.literal(str(refusal)))
            else:
                st.rerun()
        st.download_button("Original file", lambda: _original(one), file_name=one.file, on_click="ignore")


def _original(one: Imported) -> bytes:
    return b"".join(imports.original(readings.in_force(), one.hash))


def _table(every: Sequence[Imported]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "Import": [one.import_id for one in every],
            "File": [f"{one.file} › {one.part}" if one.part else one.file for one in every],
            "Into": [tables.declared()[one.target].title for one in every],
            "Source": [one.source for one in every],
            "New": [one.rows_added for one in every],
            "Changed": [one.rows_changed for one in every],
            "Unchanged": [one.rows_unchanged for one in every],
            "Refused": [one.rows_refused for one in every],
            "Totals left out": [one.totals_dropped for one in every],
            "Months": [_months(one) for one in every],
            "Loaded by": [one.imported_by for one in every],
            "At": [f"{one.imported_at:%Y-%m-%d %H:%M}" for one in every],
            "State": ["undone" if one.is_undone else "in" for one in every],
        }
    )


def _months(one: Imported) -> str:
    if one.first_month is None or one.last_month is None:
        return ""
    first, last = wording.short_month(one.first_month), wording.short_month(one.last_month)
    return first if first == last else f"{first} – {last}"
