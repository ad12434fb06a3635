"""All that was dropped in one table: what needs an answer first, what is ready, and one button that loads that."""

import polars as pl
import streamlit as st

from custodian.domain.imports import Preview
from custodian.ui import arrivals, desk, previews, sheets, wording
from custodian.ui.desk import Arrival, Arrivals, Mending

ORDER = ("needs_answer", "unknown", "refused", "dry_run", "loaded", "unchanged")
MOST_ROWS_SEEN = 12
Table = tuple[Arrival, int]
_WIDTHS = {
    name: st.column_config.TextColumn(width=pixels)
    for name, pixels in {"State": 140, "File": 280, "What is needed": 520, "Months": 180}.items()
}


def draw(by: str) -> None:
    mine = desk.mine()
    for told in mine.lists.values():
        _list(told)
    if not mine.files:
        return
    tables = sorted(mine.tables, key=lambda table: _rank(_seen(table)))
    _all_at_once(mine, by)
    chosen = _overview(tables, mine) if len(tables) > 1 else next(iter(tables), None)
    if chosen:
        previews.draw(*chosen, by)
    for arrival in mine.files.values():
        previews.passed_over(arrival)


def _overview(tables: list[Table], mine: Arrivals) -> Table | None:
    """The table that was chosen, or the first that needs somebody."""
    st.markdown(f"**{wording.literal(headline([_seen(table) for table in tables]))}**")
    seen = "".join(_seen(table).status[0] for table in tables)  # the order is another one when a state changes
    event = st.dataframe(
        _written([_seen(table) for table in tables]),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=f"dropped_{mine.round}_{seen}",
        height=sheets.height(len(tables), MOST_ROWS_SEEN),
        column_config=_WIDTHS,
    )
    rows = event["selection"]["rows"]
    if rows:
        return tables[rows[0]]
    first = tables[0]
    if _rank(_seen(first)) < ORDER.index("dry_run") + 1:
        return first
    st.caption("Choose a row to see what the file would change.")
    return None


def headline(seen: list[Preview]) -> str:
    """23 of 30 are ready to load; 5 wait for an answer, 2 are refused."""
    ready = sum(one.is_ready for one in seen)
    done = sum(one.status in ("loaded", "unchanged") for one in seen)
    asked = sum(one.status in ("needs_answer", "unknown") for one in seen)
    refused = sum(one.status == "refused" for one in seen)
    mend = len(seen) - ready - done - asked - refused
    parts = [(ready, "ready to load"), (asked, "waiting for an answer"), (mend, "with cells to mend")]
    parts += [(refused, "refused"), (done, "in")]
    return f"{wording.counted(len(seen), 'table')}: " + ", ".join(f"{count} {said}" for count, said in parts if count)


def _all_at_once(mine: Arrivals, by: str) -> None:
    ready, moved = mine.ready, None
    with st.container(horizontal=True):
        if len(ready) > 1 and st.button(f"Load all {len(ready)} that are ready", type="primary"):
            arrivals.load(ready, by)
            st.rerun()
        if len(ready) > 1 and st.button("Show what they will move together"):
            moved = arrivals.try_out_all(ready)
        if mine.are_settled and st.button("Done: clear this list"):
            arrivals.forget()
            st.rerun()
    if moved is not None:
        with st.container(border=True):
            kpis = wording.counted(len({move.kpi for move in moved}), "KPI")
            st.markdown(f"**{kpis if moved else 'No KPI'} will move when all {len(ready)} are loaded**")
            if moved:
                previews.moved(moved)


def _list(told: Mending) -> None:
    cells = sum(len(said) for said in told.cells.values())
    if told.refusal:
        st.error(wording.literal(f"{told.name}: {told.refusal}"))
    else:
        st.success(wording.literal(f"{told.name}: {wording.counted(cells, 'mended cell')} taken over."))


def _rank(one: Preview) -> float:
    rank: float = ORDER.index(one.status)
    return rank if one.is_ready or one.status != "dry_run" else rank - 0.5


def _seen(table: Table) -> Preview:
    arrival, at = table
    return arrival.previews[at]


def _written(seen: list[Preview]) -> pl.DataFrame:
    compared = [one.comparison for one in seen]
    return pl.DataFrame(
        {
            "State": [previews.state(one) for one in seen],
            "File": [previews.name(one) for one in seen],
            "What is needed": [_needed(one) for one in seen],
            "Recognised as": [one.title for one in seen],
            "New": [f"{one.rows_added:,}" if one else "" for one in compared],
            "Changed": [f"{one.rows_changed:,}" if one else "" for one in compared],
            "Months": [_months(one) for one in seen],
        }
    )


def _months(one: Preview) -> str:
    return one.months[0] if len(one.months) == 1 else f"{one.months[0]} to {one.months[-1]}" if one.months else ""


def _needed(one: Preview) -> str:
    if one.status == "needs_answer":
        return " ".join(question.text for question in one.questions)
    if one.status == "unknown":
        return "Say once what its columns mean"
    if one.status == "refused":
        return one.refusal
    if one.rows_refused and one.status == "dry_run":
        return f"Mend the cells of {wording.counted(one.rows_refused, 'row')}, or load without them"
    return ""
