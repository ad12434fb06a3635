"""What people write in dialogs; those of actions and decisions. Which one is open stands in the URL.

So a form outlives a rerun, can be linked, and an edit names the version that was on the screen when it was opened.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal

import streamlit as st

from custodian.domain import actions, decisions
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


def draw(chosen: Chosen) -> None:
    """The form that the URL asks for, if any."""
    show(_FORMS, chosen)


def show(known: Mapping[str, tuple[str, Callable[[Chosen], None]]], chosen: Chosen) -> None:
    """That of the known forms, each with its title, which the URL asks for."""
    asked = filters.asked("write")
    if asked in known:
        title, form = known[asked]
        dialog(title, form)(chosen)


def dialog(title: str, form: Callable[..., None], width: Literal["small", "large"] = "large") -> Callable[..., None]:
    """The form in a window of its own, which stays open, with what was typed, while others write."""
    return st.dialog(title, width=width, on_dismiss=close)(live.written_in(form))


def submit(label: str, by: str, write: Callable[[Warehouse, str, datetime], Any]) -> None:
    """The button that keeps what was written and closes the form. Refused, it says every reason, just above itself,
    and leaves the form as it is."""
    reasons = st.container()
    if not st.button(label, type="primary"):
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


def _action(chosen: Chosen) -> None:
    what = st.text_input("What is to be done?")
    owner = st.text_input("Who sees to it?")
    due = st.date_input("Due", readings.today(), format="YYYY-MM-DD")
    titles = {"": "none in particular", **{key: kpi.title for key, kpi in readings.catalogue().items()}}
    wish = filters.asked("id")  # the KPI's page or card may have asked for the form
    begin = list(titles).index(wish) if wish in titles else 0
    kpi = st.selectbox("Which figure shall it move?", titles, begin, format_func=titles.__getitem__, filter_mode=None)
    by = filters.signature()
    draft = actions.Draft(what, owner, due, kpi=str(kpi))
    submit("Save", by, lambda warehouse, by, at: actions.save(warehouse, draft, by, at))


def _tick(chosen: Chosen) -> None:
    with readings.cursor() as cursor:
        action = next((one for one in actions.current(cursor) if one.id == filters.asked("id")), None)
    if action is None:
        st.info("This action is not there any more. Close this window and look again.")
        return
    st.markdown(f"**{wording.literal(action.what)}**")
    by = filters.signature()
    done_on = None if action.done_on else readings.today()
    label = "Done" if done_on else "Not done after all"
    submit(label, by, lambda warehouse, by, at: actions.tick(warehouse, action, done_on, by, at))


def _decision(chosen: Chosen) -> None:
    what = st.text_area("What did the two teams decide?")
    decided_on = st.date_input("Decided on", readings.today(), format="YYYY-MM-DD")
    by = filters.signature()
    draft = decisions.Draft(decided_on, what)
    submit("Save", by, lambda warehouse, by, at: decisions.save(warehouse, draft, by, at))


_FORMS: dict[str, tuple[str, Callable[[Chosen], None]]] = {
    "action": ("New action", _action),
    "tick": ("Action", _tick),
    "decision": ("Decided together", _decision),
}
