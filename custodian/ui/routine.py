"""This month's exports on the Import page: which are here, which are missing, where to find them, other ways in."""

import shlex
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import streamlit as st

from custodian.domain import routine
from custodian.domain.imports import Imported
from custodian.domain.routine import Expected
from custodian.intake import formats
from custodian.intake.formats import Format
from custodian.ui import readings, sheets, wording

_SAYS = {"late": "✕ late", "missing": "○ missing", "arrived": "✓ here", "not due": "– not due"}
ROWS_SEEN = 12


def draw(every: Sequence[Imported]) -> None:
    """Nothing before the first import: there is no routine yet."""
    declared = formats.declared(readings.in_force().own_formats)
    found = routine.expected(every, declared, readings.today())
    if found:
        st.markdown(f"### {headline(found)}")
        sheets.read("routine", "This month's exports", [_row(one) for one in found], ROWS_SEEN)
    _where_to_click(declared)


def without_the_page() -> None:
    """The other ways in, all of which work while the app runs."""
    place = readings.in_force().data.absolute()
    with st.expander("Bring files without this page"):
        st.markdown("Put them into the inbox, a folder that is looked at every second:")
        st.code(str(place / "inbox"), language=None, wrap_lines=True)
        st.markdown("Or send them from another program; the token in that file is what lets it in:")
        st.code(curl(str(place), st.context.url), language="bash", wrap_lines=True)
        st.markdown("Or type, in Custodian's folder:")
        st.code("python -m custodian import export.csv", language="bash", wrap_lines=True)


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


def steps(says: str) -> list[list[str]]:
    """The ways to an export, each click by click."""
    path = says.replace(", or ", "; or ").split("; or ")
    return [[step.strip() for step in way.split(" > ") if step.strip()] for way in path]


def _where_to_click(declared: Mapping[str, Format]) -> None:
    known = sorted((one for one in declared.values() if one.tool != "Custodian"), key=_title)
    with st.expander("Where to find the export in each tool"):
        titles = {one.key: _title(one) for one in known}
        chosen = st.selectbox("Tool and export", list(titles), None, format_func=titles.__getitem__, key="where")
        if not chosen:
            return
        ways = steps(declared[chosen].says)
        for number, way in enumerate(ways, 1):
            if len(ways) > 1:
                st.markdown(f"**Way {number}**")
            st.markdown("\n".join(f"{at}. {wording.literal(step)}" for at, step in enumerate(way, 1)))


def _title(one: Format) -> str:
    return f"{one.tool} · {one.title}"


def _row(one: Expected) -> sheets.Row:
    return {
        "State": _SAYS[one.state],
        "Source": one.source,
        "Export": one.title,
        "Newest month": wording.short_month(one.newest),
        "Last file": one.file,
        "Where to find it": one.says,
    }
