"""What people write in dialogs: opened, kept, refused, closed. Which one is open stands in the URL.

So a form outlives a rerun, can be linked, and an edit names the version that was on the screen when it was opened.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal

import streamlit as st

from custodian.domain.refusals import Overtaken, Refused
from custodian.ui import filters, live, readings, wording
from custodian.ui.filters import Chosen
from custodian.warehouse.catalogues import Warehouse

_IN_URL = ("write", "id", "version")


def open_one(write: str, id: str = "", version: int = 0) -> None:
    """Put the form into the URL and draw the page anew with it."""
    st.query_params.update({"write": write, "id": id, "version": str(version)})
    st.rerun()


def close() -> None:
    for name in _IN_URL:
        st.query_params.pop(name, None)


def show(known: Mapping[str, tuple[str, Callable[[Chosen], None]]], chosen: Chosen) -> None:
    """That of the known forms, each with its title, which the URL asks for."""
    asked = filters.asked("write")
    if asked in known:
        title, form = known[asked]
        dialog(title, form)(chosen)


def dialog(title: str, form: Callable[..., None], width: Literal["small", "large"] = "large") -> Callable[..., None]:
    """The form in a window of its own, which stays open, with what was typed, while others write."""
    return st.dialog(title, width=width, on_dismiss=close)(live.written_in(form))


def submit(
    label: str,
    by: str,
    write: Callable[[Warehouse, str, datetime], Any],
    key: str | None = None,
    *,
    is_main: bool = True,
) -> None:
    """The button that keeps what was written and closes the form. Refused, it says every reason, just above itself,
    and leaves the form as it is."""
    reasons = st.container()
    if not st.button(label, type="primary" if is_main else "secondary", key=key):
        return
    try:
        write(readings.warehouse(), by, datetime.now().replace(microsecond=0))
    except Refused as refusal:
        reasons.error("\n".join(f"- {wording.literal(fault)}" for fault in refusal.faults))
    except Overtaken as fault:
        reasons.error(wording.literal(str(fault)))
    else:
        close()
        st.rerun()
