"""Everything that was loaded: with its effect, its original file, and the way back."""

from collections.abc import Sequence

import streamlit as st

from custodian.domain import imports, moves
from custodian.domain.imports import Imported
from custodian.intake import archive, committing
from custodian.intake.staging import Refused
from custodian.ui import arrivals, previews, readings, sheets, wording
from custodian.warehouse import tables

ROWS_SEEN = 10
MOST_BYTES = 200 << 20  # compressed; more than that does not go through a browser


def draw(every: Sequence[Imported], by: str, is_sample: bool) -> None:
    st.markdown("### What is in")
    if not every:
        st.markdown("Nothing was loaded yet.")
        return
    chosen = sheets.choose("history", "What is in", [_row(one) for one in every], ROWS_SEEN, by="Import")
    found = next((one for one in every if str(one.import_id) == chosen), None)
    if found is None:
        st.caption("Choose a row to see what the import did, to undo it, or to get its original file back.")
        return
    with st.container(border=True, key="one_import"):
        _one(found, by, is_sample)


def _one(one: Imported, by: str, is_sample: bool) -> None:
    st.markdown(f"**{wording.literal(wording.shortened(_name(one)))}** · import {one.import_id}")
    st.markdown(wording.literal(effect(one)))
    with st.container(horizontal=True, vertical_alignment="center"):
        if not one.is_undone and not is_sample and st.button("Undo this import", type="primary"):
            _undo(one, by)
        _download(one)
    if found := moves.kept(readings.warehouse(), one.import_id):
        with st.expander(f"{wording.counted(one.kpis_moved, 'KPI')} moved when it was loaded"):
            previews.moved(found, "Before", "After")


def effect(one: Imported) -> str:
    counts = [(one.rows_added, "new"), (one.rows_changed, "changed"), (one.rows_unchanged, "unchanged")]
    said = [", ".join(f"{count:,} {what}" for count, what in counts) + " rows"]
    mended = len(committing.read(one.contract).mended)
    rest = [
        (one.rows_vanished, f"{one.rows_vanished:,} no longer in the export (kept)"),
        (one.rows_refused, f"{one.rows_refused:,} refused"),
        (mended, f"{wording.counted(mended, 'cell')} mended"),
        (one.totals_dropped, f"{wording.counted(one.totals_dropped, 'total row')} left out"),
        (bool(_months(one)), _months(one)),
        (True, f"loaded by {one.imported_by or 'somebody'} on {one.imported_at:%Y-%m-%d %H:%M}"),
    ]
    said += [text for count, text in rest if count]
    if one.undone_at:
        said.append(f"undone by {one.undone_by or 'somebody'} on {one.undone_at:%Y-%m-%d %H:%M}")
    return " · ".join(said)


def _undo(one: Imported, by: str) -> None:
    try:
        arrivals.undo(one.import_id, by)
    except Refused as refusal:
        st.error(wording.literal(str(refusal)))
    else:
        st.rerun()


def _download(one: Imported) -> None:
    place = archive.place(readings.in_force().archive, one.hash)
    if not place.exists():
        st.warning("Its original is not in the archive any more. Put it back from a backup of the archive.")
    elif place.stat().st_size > MOST_BYTES:
        st.markdown(f"The original is too large for a browser; unpack it with zstd: {wording.literal(str(place))}")
    else:
        st.download_button("Original file", lambda: _original(one), file_name=one.file, on_click="ignore")


def _original(one: Imported) -> bytes:
    return b"".join(imports.original(readings.in_force(), one))


def _row(one: Imported) -> sheets.Row:
    return {
        "Import": one.import_id,
        "State": "undone" if one.is_undone else "in",
        "File": _name(one),
        "Source": one.source,
        "Into": tables.declared()[one.target].title,
        "New": one.rows_added,
        "Changed": one.rows_changed,
        "Refused": one.rows_refused,
        "KPIs moved": one.kpis_moved,
        "Months": _months(one),
        "Loaded by": one.imported_by,
        "At": f"{one.imported_at:%Y-%m-%d %H:%M}",
    }


def _name(one: Imported) -> str:
    return f"{one.file} › {one.part}" if one.part else one.file


def _months(one: Imported) -> str:
    if one.first_month is None or one.last_month is None:
        return ""
    first, last = wording.short_month(one.first_month), wording.short_month(one.last_month)
    return first if first == last else f"{first} – {last}"
