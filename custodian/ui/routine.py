"""This month's exports on the Import page: which are here, which are missing, where to find them."""

import shlex
from collections.abc import Sequence
from urllib.parse import urlsplit

import polars as pl
import streamlit as st

from custodian.domain import routine
from custodian.domain.imports import Imported
from custodian.domain.routine import Expected
from custodian.intake import formats
from custodian.ui import readings, wording

_SAYS = {"late": "✕ late", "missing": "○ missing", "arrived": "✓ here", "not due": "– not due"}


def draw(every: Sequence[Imported]) -> None:
    """Nothing before the first import: there is no routine yet."""
    declared = formats.declared(readings.in_force().own_formats)
    found = routine.expected(every, declared, readings.today())
    if not found:
        return
    st.markdown(f"### {headline(found)}")
    st.dataframe(_table(found), hide_index=True, height="content", key="routine")


def without_the_page() -> None:
    """The two other ways in."""
    place = readings.in_force().data
    with st.expander("Bring files without this page"):
        st.markdown("Put them into the inbox, a folder that is looked at every second:")
        st.code(str(place / "inbox"), language=None)
        st.markdown("Or send them from another program:")
        st.code(curl(str(place), st.context.url), language="bash")


def curl(place: str, page: str | None) -> str:
    address = urlsplit(page or "").netloc or "127.0.0.1:8501"
    bearer = f'"Authorization: Bearer $(cat {shlex.quote(f"{place}/api_token")})"'
    return f"curl -H {bearer} -F file=@export.csv http://{address}/api/imports"


def headline(found: Sequence[Expected]) -> str:
    due = [one for one in found if one.state != "not due"]
    here = sum(one.state == "arrived" for one in due)
    month = wording.month(found[0].due)
    if here == len(due):
        return f"{month}: every export is in"
    return f"{month}: {here} of {wording.counted(len(due), 'export')} in"


def _table(found: Sequence[Expected]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "State": [_SAYS[one.state] for one in found],
            "Source": [one.source for one in found],
            "Export": [one.title for one in found],
            "Newest month": [wording.short_month(one.newest) for one in found],
            "Last file": [one.file for one in found],
            "Where to find it": [one.says for one in found],
        }
    )
