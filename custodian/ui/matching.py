"""Matching the columns of an unknown export by hand, once: the answer is kept as a format of the company's own."""

import re

import streamlit as st

from custodian.domain.imports import Preview
from custodian.intake import matching
from custodian.intake.tables import RawTable
from custodian.ui import arrivals, readings, wording
from custodian.ui.desk import Arrival
from custodian.warehouse import tables
from custodian.warehouse.tables import Table

NOTHING = "—"


def draw(arrival: Arrival, one: Preview, key: str) -> None:
    raw = one.raw
    if raw is None:
        return
    st.markdown("No export known here has this header. Say once what its columns mean; it is remembered.")
    titles = {table.name: f"{table.title}: one row is {table.one_row_is}" for table in tables.declared().values()}
    chosen = st.selectbox("What is in it?", list(titles), None, format_func=titles.__getitem__, key=f"table_{key}")
    if chosen:
        _columns(arrival, raw, tables.declared()[chosen], key)


def _columns(arrival: Arrival, raw: RawTable, table: Table, key: str) -> None:
    options = [NOTHING, *dict.fromkeys(name for name in raw.header if name.strip())]
    suggested = matching.suggest(raw, table)
    with st.form(f"matching_{key}"):
        name = st.text_input("What shall this export be called?", raw.file.rsplit(".", 1)[0], key=f"name_{key}")
        matched = {}
        beside = [place for _ in [*table.columns][::2] for place in st.columns(2)]
        for place, column in zip(beside, table.columns.values(), strict=False):
            label = f"{column.name.replace('_', ' ')}{' (needed)' if column.required else ''}: {column.says}"
            at = options.index(suggested[column.name]) if column.name in suggested else 0
            matched[column.name] = place.selectbox(label, options, at, key=f"{key}_{table.name}_{column.name}")
        if not st.form_submit_button("Keep and read the file", type="primary"):
            return
    _keep(arrival, raw, table, {ours: theirs for ours, theirs in matched.items() if theirs != NOTHING}, name)


def _keep(arrival: Arrival, raw: RawTable, table: Table, matched: dict[str, str], name: str) -> None:
    places = readings.in_force().own_formats
    slug = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")
    if not slug or (places / f"{slug}.toml").exists():
        st.error(f"Expected a name that is not taken; found “{wording.literal(name)}”. Choose another one.")
        return
    try:
        written = matching.own_format(raw, table, matched, name)
    except ValueError as fault:
        st.error(wording.literal(str(fault)))
        return
    places.mkdir(parents=True, exist_ok=True)
    (places / f"{slug}.toml").write_text(written, "utf-8")
    arrivals.look(arrival)
    st.rerun()
