"""The Import page: drop, see what would change, answer what is open, load; and everything that was loaded before."""

import streamlit as st

from custodian.domain import imports
from custodian.intake import templates
from custodian.sample import loading
from custodian.ui import arrivals, desk, dropped, filters, frame, history, live, readings, routine, wording
from custodian.ui.filters import Chosen
from custodian.warehouse import tables

_FIRST = "Drop the first exports here."
_SAFE = "Nothing is stored before you have seen what it changes; every import can be undone."


def draw(chosen: Chosen) -> None:
    every = imports.history(readings.warehouse())
    files = len({one.hash for one in every if not one.is_undone})
    if loading.is_loaded(readings.warehouse()):
        frame.headline("Look around in the sample company, then start with your own files.", _SAFE)
        _sample()
        routine.draw(every)
        history.draw(every, "", is_sample=True)
        return
    frame.headline(f"{wording.counted(files, 'file')} in; drop this month's exports here." if files else _FIRST, _SAFE)
    left, right = st.columns([3, 1], gap="medium")
    with right:
        by = filters.signature()
    with left:
        _drop()
    dropped.draw(by)
    routine.draw(every)
    routine.without_the_page()
    _templates(is_first=not every)
    if every:
        st.page_link("pages/companies.py", label="Which names are one company?", query_params=filters.in_url(chosen))
    history.draw(every, by, is_sample=False)


def _sample() -> None:
    with st.container(border=True, key="leave_sample"):
        st.markdown("**You are looking at the sample company.** Its invented figures are never mixed with yours.")
        if st.button("Remove the sample and start with your own files", type="primary"):
            loading.remove(readings.warehouse(), readings.in_force())
            st.rerun()


def _drop() -> None:
    says = "Drop CSV, Excel or zip files as the tools wrote them, one or all of the month's at once"
    files = st.file_uploader(says, accept_multiple_files=True, key=f"drop_{desk.mine().round}") or []
    if files:
        live.leave_alone()  # whoever looks through files is not interrupted by what others save
    arrivals.take(files)


def _templates(is_first: bool) -> None:
    with st.expander("No such export? Fill in Custodian's own template", expanded=is_first):
        st.markdown("Its example row shows how.")
        with st.container(horizontal=True, key="templates", gap="small"):
            for table in tables.declared().values():
                st.download_button(
                    table.title,
                    templates.csv(table.name),
                    file_name=f"custodian_{table.name}.csv",
                    mime="text/csv",
                    on_click="ignore",
                    help=f"One row is {table.one_row_is}.",
                    type="tertiary",
                    icon=":material/download:",
                )
