"""What one dropped table would change, in words, with what has to be answered or decided before it is loaded."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from custodian.domain.imports import Preview
from custodian.domain.moves import TOO_MANY_ROWS, Move
from custodian.intake import mending
from custodian.ui import arrivals, asking, matching, readings, wording
from custodian.ui.desk import Arrival

STATES = {
    "dry_run": "● Ready to load",
    "loaded": "✓ Loaded",
    "unchanged": "＝ Loaded before; nothing to do",
    "needs_answer": "? A question first",
    "refused": "▼ Refused",
    "unknown": "? Not recognised",
    "passed_over": "○ Passed over",
}
ROWS_SHOWN = 5


def state(one: Preview) -> str:
    return "▼ Cells to mend" if one.status == "dry_run" and one.rows_refused else STATES[one.status]


def name(one: Preview) -> str:
    return f"{one.file} › {one.part}" if one.part else one.file


def passed_over(arrival: Arrival) -> None:
    """The companions of a table that was recognised, in one line."""
    names = [one.part or one.file for one in arrival.previews if one.status == "passed_over"]
    if names:
        st.caption(wording.literal(f"Passed over in {arrival.name}, as no figure needs them: {', '.join(names)}."))


def draw(arrival: Arrival, at: int, by: str) -> None:
    one = arrival.previews[at]
    key = f"{arrival.id}_{at}"
    with st.container(border=True, key=f"preview_{key}"):
        st.markdown(f"**{wording.literal(wording.shortened(name(one)))}** · {state(one)}")
        if one.title:
            st.markdown(wording.literal(one.because or one.title))
        if one.status == "refused":
            st.error(wording.literal(one.refusal))
        if one.comparison:
            _counts(one)
        _drift(one)
        _next_step(arrival, at, by, key)
        _details(arrival, at, key)


def _next_step(arrival: Arrival, at: int, by: str, key: str) -> None:
    one = arrival.previews[at]
    if one.status == "needs_answer":
        asking.draw(arrival, one, key)
    elif one.status == "unknown" or one.has_drifted:
        matching.draw(arrival, one, key)
    elif one.status == "dry_run":
        refused = one.rows_refused
        label = f"Load without {wording.counted(refused, 'row')}" if refused else "Load"
        # A click on what was shown must not load something else: with other refused rows it is another button.
        if st.button(label, key=f"load_{key}_{refused}", type="secondary" if refused else "primary"):
            arrivals.load([(arrival, at)], by, accept_rest=bool(refused))
            st.rerun()


def _counts(one: Preview) -> None:
    compared, staged = one.comparison, one.staged
    if compared is None or staged is None:
        return
    parts = [
        f"**{compared.rows_added:,}** new",
        f"**{compared.rows_changed:,}** changed",
        f"**{compared.rows_unchanged:,}** unchanged",
    ]
    if compared.rows_vanished:
        parts.append(f"{compared.rows_vanished:,} no longer in the export (kept)")
    if staged.totals_dropped:
        parts.append(f"{wording.counted(staged.totals_dropped, 'total row')} left out")
    if staged.rows_refused:
        parts.append(f"**{staged.rows_refused:,}** with a cell that cannot be read")
    if one.months:
        parts.append(one.months[0] if len(one.months) == 1 else f"{one.months[0]} to {one.months[-1]}")
    st.markdown(" · ".join(parts))
    if compared.spanning:
        rows = wording.counted(compared.spanning, "row")
        st.warning(
            f"{rows} cover more than one month and count in no single one. Export by day or by month to see them."
        )


def _drift(one: Preview) -> None:
    """What differs from this source's file before is not to be looked for in the details."""
    said = [f"{each.what}: {each.because}." for each in one.decisions if each.is_drift]
    if said:
        st.info("Other than in this source's file before:\n\n" + "\n".join(f"- {wording.literal(one)}" for one in said))


def _details(arrival: Arrival, at: int, key: str) -> None:
    one = arrival.previews[at]
    if one.problems:
        _problems(one, key)
    _moves(arrival, at, key)
    if one.changed:
        with st.expander("Changed cells"):
            rows = [(c.line, c.row, c.column, c.before, c.after) for c in one.changed]
            _table(["Line", "Row", "Column", "Before", "After"], rows)
    if one.comparison and one.comparison.vanished:
        with st.expander("Rows that are no longer in the export"):
            st.caption("They are kept. Undo the import that brought them if they were never meant to be.")
            _table(["Row", "From file", "Line"], [(v.row, v.file, v.line) for v in one.comparison.vanished])
    if one.decisions:
        with st.expander("How it was read, and why"):
            st.table(
                pl.DataFrame(
                    {"Decided": [d.what for d in one.decisions], "Because": [d.because for d in one.decisions]}
                )
            )
    _first_rows(one, key)


def _first_rows(one: Preview, key: str) -> None:
    path = one.staged.rows if one.staged else None
    if one.status == "dry_run" and path and st.toggle("Show how the first rows are read", key=f"rows_{key}"):
        rows = pl.read_parquet(path, n_rows=ROWS_SHOWN)
        st.dataframe(rows.select(column for column in rows if column.null_count() < rows.height), hide_index=True)


def _moves(arrival: Arrival, at: int, key: str) -> None:
    one = arrival.previews[at]
    if one.status != "dry_run" or one.staged is None:
        return
    if one.moves is None and one.staged.rows_read <= TOO_MANY_ROWS:
        arrivals.try_out(arrival, at)
        one = arrival.previews[at]
    if one.moves is None:
        rows = wording.counted(one.staged.rows_read if one.staged else 0, "row")
        st.caption(f"Which KPIs will move was not tried out: with {rows} it takes about as long as loading.")
        if st.button("Show which KPIs will move", key=f"moves_{key}"):
            arrivals.try_out(arrival, at, None)
            st.rerun()
        return
    if not one.moves:
        st.caption("No KPI will move.")
        return
    with st.expander(f"{wording.counted(len({move.kpi for move in one.moves}), 'KPI')} will move"):
        moved(one.moves)


def moved(found: Sequence[Move], now: str = "Now", then: str = "Then") -> None:
    catalogue, currency = readings.catalogue(), readings.currency()
    rows = [
        (
            catalogue[move.kpi].title,
            wording.month(move.month),
            wording.value(catalogue[move.kpi].unit, move.before, currency),
            wording.value(catalogue[move.kpi].unit, move.after, currency),
        )
        for move in found
        if move.kpi in catalogue
    ]
    _table(["KPI", "Month", now, then], rows)


def _problems(one: Preview, key: str) -> None:
    with st.expander("Cells that cannot be read", expanded=True):
        _table(["Line", "Column", "Value", "Expected"], [(p.line, p.column, p.value, p.expected) for p in one.problems])
        if one.staged is None:
            return
        if one.rows_refused > len(one.problems):
            st.caption(f"The first {len(one.problems):,} are listed.")
        st.download_button(
            "Download this list",
            mending.written([one.staged]),
            f"refused cells of {wording.shortened(one.file)}.csv",
            "text/csv",
            key=f"list_{key}",
            on_click="ignore",
        )
        st.caption(
            "Write what the cells should say into its column “Mended” in a spreadsheet, save it and drop it here: "
            f"the file is then read with them. “{mending.LEAVE_OUT}” leaves a row out."
        )


def _table(names: list[str], rows: Sequence[tuple[object, ...]]) -> None:
    st.dataframe(pl.DataFrame(rows, schema=names, orient="row"), hide_index=True)
