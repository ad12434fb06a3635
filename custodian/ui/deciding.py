"""The forms of actions and decisions: written, changed, ticked, taken back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from custodian.domain import actions, decisions
from custodian.domain.actions import Action
from custodian.domain.decisions import Decision
from custodian.ui import changelog, filters, forms, overtaken, readings
from custodian.ui.filters import Chosen
from custodian.words import wording

GONE = "This is not there any more. Close this window and look again."
_TAKEN_BACK = "Take it back: no page shows it any more, and it stays in what changed"


def draw(chosen: Chosen) -> None:
    """The form that the URL asks for, if any."""
    forms.show(_FORMS, chosen)


def _action(chosen: Chosen) -> None:
    draft, by = _ask_action(None)
    forms.submit("Save", by, lambda warehouse, by, at: actions.save(warehouse, draft, by, at))


def _change_action(chosen: Chosen) -> None:
    with readings.cursor() as cursor:
        past = actions.past(cursor, filters.asked("id"))
    if not _is_there(past):
        return
    overtaken.notice(past)
    draft, by = _ask_action(overtaken.opened(past))
    overtaken.submit("action", past, draft, by)
    changelog.of_one("action", past[0].id)


def _ask_action(before: Action | None) -> tuple[actions.Draft, str]:
    """What is written so far, and who writes; the fields begin with what stood there before."""
    today = readings.today()
    what = st.text_input("What is to be done?", before.what if before else "")
    owner = st.text_input("Who sees to it?", before.owner if before else "")
    due = st.date_input("Due", before.due if before else today, format="YYYY-MM-DD", min_value=None)
    titles = {"": "none in particular", **{key: kpi.title for key, kpi in readings.catalogue().items()}}
    wish = before.kpi if before else filters.asked("id")  # the KPI's page or card may have asked for the form
    begin = list(titles).index(wish) if wish in titles else 0
    kpi = st.selectbox("Which figure shall it move?", titles, begin, format_func=titles.__getitem__, filter_mode=None)
    if before is None:
        return actions.Draft(what, owner, due, kpi=str(kpi)), filters.signature()
    is_done = st.checkbox("Done", before.done_on is not None)
    done_on = (before.done_on or today) if is_done else None
    is_gone = st.checkbox(_TAKEN_BACK, before.is_taken_back)
    changed = actions.Draft(what, owner, due, done_on, before.id, before.version, str(kpi), is_gone)
    return changed, filters.signature()


def _tick(chosen: Chosen) -> None:
    with readings.cursor() as cursor:
        action = next((one for one in actions.current(cursor) if one.id == filters.asked("id")), None)
    if action is None:
        st.info(GONE)
        return
    st.markdown(f"**{wording.literal(action.what)}**")
    by = filters.signature()
    done_on = None if action.done_on else readings.today()
    label = "Done" if done_on else "Not done after all"
    forms.submit(label, by, lambda warehouse, by, at: actions.tick(warehouse, action, done_on, by, at))


def _decision(chosen: Chosen) -> None:
    draft, by = _ask_decision(None)
    forms.submit("Save", by, lambda warehouse, by, at: decisions.save(warehouse, draft, by, at))


def _change_decision(chosen: Chosen) -> None:
    with readings.cursor() as cursor:
        past = decisions.past(cursor, filters.asked("id"))
    if not _is_there(past):
        return
    overtaken.notice(past)
    draft, by = _ask_decision(overtaken.opened(past))
    overtaken.submit("decision", past, draft, by)
    changelog.of_one("decision", past[0].id)


def _ask_decision(before: Decision | None) -> tuple[decisions.Draft, str]:
    what = st.text_area("What did the two teams decide?", before.what if before else "")
    decided = st.date_input(
        "Decided on", before.decided_on if before else readings.today(), format="YYYY-MM-DD", min_value=None
    )
    draft = decisions.Draft(decided if isinstance(decided, date) else readings.today(), what)
    if before is None:
        return draft, filters.signature()
    is_gone = st.checkbox(_TAKEN_BACK, before.is_taken_back)
    return replace(draft, id=before.id, version=before.version, is_taken_back=is_gone), filters.signature()


def _is_there(past: Sequence[Any]) -> bool:
    if not past:
        st.info(GONE)
    return bool(past)


_FORMS: dict[str, tuple[str, Callable[[Chosen], None]]] = {
    "action": ("New action", _action),
    "change-action": ("Change an action", _change_action),
    "tick": ("Action", _tick),
    "decision": ("Decided together", _decision),
    "change-decision": ("Change a decision", _change_decision),
}
