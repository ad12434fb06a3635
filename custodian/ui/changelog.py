"""What changed, by whom and when, from what to what; of everything, or of one entry. And the form that undoes it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from custodian.domain import changes
from custodian.domain.changes import Change, Kind
from custodian.ui import drawing, filters, forms, overtaken, readings
from custodian.ui.filters import Chosen
from custodian.ui.overtaken import Sides
from custodian.words import entries, wording

SHOWN = 100
GONE = "This change is not there any more. Close this window and look again."


def draw(chosen: Chosen) -> None:
    """The form that the URL asks for, if any."""
    forms.show(_FORMS, chosen)


def of_one(kind: Kind, id: str) -> None:
    """What changed about one entry, at the end of its form."""
    own = [one for one in readings.until_written(changes.every) if (one.kind, one.id) == (kind, id)]
    with st.expander(f"What changed here: {wording.counted(len(own), 'version')}"):
        _show(own)


def _every(chosen: Chosen) -> None:
    every = readings.until_written(changes.every)
    if not every:
        st.info("Nothing has been written together yet. Every objective, action and decision will stand here.")
        return
    _show(every[:SHOWN])
    if len(every) > SHOWN:
        st.markdown(f"{len(every) - SHOWN:,} older changes stand in the forms of what they changed.")


def _show(every: Sequence[Change]) -> None:
    words = overtaken.known()
    lines = [_line(one, entries.lines(one, words)) for one in every]
    clicked = drawing.of("changelog")(key="changelog", data={"changes": lines}, on_asked_change=_nothing)
    if clicked.asked:
        forms.open_one(**clicked.asked)


def _line(change: Change, lines: list[str]) -> dict[str, Any]:
    asked = {"write": f"undo-{change.kind}", "id": change.id, "version": change.version}
    return {"head": entries.head(change), "lines": lines, "undo": asked if change.may_be_undone else None}


def _nothing() -> None:
    """Without a callback Streamlit does not tell that something was clicked."""


def _undo(kind: Kind, chosen: Chosen) -> None:
    version = filters.asked("version")
    with readings.cursor() as cursor:
        one = changes.undoing(cursor, kind, filters.asked("id"), int(version) if version.isdecimal() else 0)
    if one is None:
        st.info(GONE)
        return
    made = one.opened
    st.markdown(wording.literal(f"Written by {made.written_by}, {entries.when(made.written_at)}."))
    if not one.parts:
        st.info("Nothing of this change is left to undo: what it changed was changed again, or undone already.")
        return
    picked = overtaken.choose(one.parts, _before_and_now(one.theirs.written_by))
    by = filters.signature()
    forms.submit("Undo this change", by, lambda warehouse, by, at: changes.undo(warehouse, kind, one, picked, by, at))


def _before_and_now(newest: str) -> Sides:
    return Sides(
        opened="This change wrote",
        theirs=f"As it stands now, last changed by {newest}",
        mine="As it stood before",
        by_one="This is put back:",
        by_both="was changed again since.",
    )


_FORMS: dict[str, tuple[str, Callable[[Chosen], None]]] = {
    "changes": ("What changed", _every),
    **{f"undo-{kind}": ("Undo a change", partial(_undo, kind)) for kind in changes.KEPT},
}
