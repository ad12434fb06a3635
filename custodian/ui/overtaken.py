"""Somebody else saved the same entry while a form was open: both texts side by side, and the choice between them.

What only one of the two changed is taken over by itself, and said; what both changed the visitor chooses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import streamlit as st

from custodian.domain import changes, goals, merging, objectives
from custodian.domain.changes import Kind
from custodian.domain.merging import Name, Part, Whose
from custodian.domain.refusals import Refused
from custodian.ui import filters, forms, readings
from custodian.warehouse.catalogues import Warehouse
from custodian.words import entries, wording
from custodian.words.entries import Known


@dataclass(frozen=True)
class Sides:
    """How the three texts of a part are called, and what is said of parts that one side or both changed."""

    opened: str
    theirs: str
    mine: str
    by_one: str
    by_both: str


def opened(past: Sequence[Any]) -> Any:  # noqa: ANN401
    """The version that was on the screen when the form was opened; the newest if the URL does not say."""
    version = filters.asked("version")
    return next((one for one in past if str(one.version) == version), past[0])


def notice(past: Sequence[Any]) -> None:
    """At the head of a form, where it is read while one is still writing; `past` is newest first."""
    place, newest = st.container(), past[0]  # always there, so that the fields below it stay the same fields
    if newest.version != opened(past).version:
        place.warning(
            wording.literal(f"{newest.written_by} saved another version on {entries.when(newest.written_at)}, while")
            + " you were writing. Nothing was overwritten, and your text is still here. Both stand at the end."
        )


def submit(kind: Kind, past: Sequence[Any], draft: Any, by: str) -> None:  # noqa: ANN401
    """The button that saves a draft, which was begun on the version of the URL; `past` is newest first.

    Overtaken, it is another button: whoever presses Save has not seen yet what somebody else saved meanwhile.
    """
    newest, began = past[0], opened(past)
    if newest.version == began.version:
        forms.submit("Save", by, lambda warehouse, by, at: changes.KEPT[kind].save(warehouse, draft, by, at))
        return
    parts = merging.between(began, newest, draft)
    chosen = choose(parts, _two_people(newest.written_by))

    def save(warehouse: Warehouse, by: str, at: datetime) -> None:
        if waiting := merging.for_choosing(parts, chosen):
            labels = ", ".join(entries.label(part, known()) for part in waiting)
            raise Refused([f"{newest.written_by} and you both changed this: {labels}. Choose whose stays, then save."])
        changes.KEPT[kind].save(warehouse, merging.merged(began, newest, draft, chosen), by, at)

    forms.submit("Save both together", by, save, key=f"together_{newest.version}")


def choose(parts: Sequence[Part], sides: Sides) -> dict[Name, Whose]:
    """What the visitor chose of the parts that both sides changed; what one side changed is told."""
    words = known()
    alone = [f"- {wording.literal(_one_way(part, sides, words))}" for part in parts if part.changed_by]
    if alone:
        st.markdown(f"**{sides.by_one}**\n\n" + "\n".join(alone))
    asked = {part.name: _choice(part, sides, words) for part in parts if part.is_for_choosing}
    return {name: whose for name, whose in asked.items() if whose}


def known() -> Known:
    """What the words of entries need from the warehouse."""
    return Known(readings.catalogue(), readings.until_written(_titles), readings.currency())


def _titles(cursor: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return {
        **{goal.id: goal.title for goal in goals.current(cursor)},
        **{objective.id: objective.title for objective in objectives.current(cursor)},
    }


def _two_people(faster: str) -> Sides:
    return Sides(
        opened="When you opened this",
        theirs=f"By {faster}",
        mine="By you",
        by_one="Changed by one of you only, so it is kept:",
        by_both="was changed by both of you.",
    )


def _choice(part: Part, sides: Sides, words: Known) -> Whose | None:
    """Nothing is chosen beforehand, so that nobody overwrites without having read."""
    label = wording.literal(entries.label(part, words))
    stood = wording.literal(f"{sides.opened}: {entries.said(part.name, part.opened, words)}")
    st.markdown(f"**{label}** {sides.by_both} {stood}")
    options: dict[Whose, str] = {
        "theirs": f"{sides.theirs}: {entries.said(part.name, part.theirs, words)}",
        "mine": f"{sides.mine}: {entries.said(part.name, part.mine, words)}",
    }
    return st.radio(
        f"{label}: which stays?",
        list(options),
        None,
        format_func=lambda whose: wording.literal(options[whose]),
        key=f"choose_{part.name.field}_{part.name.member}",
        label_visibility="collapsed",
    )


def _one_way(part: Part, sides: Sides, words: Known) -> str:
    """By Ben · Title: Be known → Be the first name"""
    whose, now = (sides.mine, part.mine) if part.changed_by == "mine" else (sides.theirs, part.theirs)
    was, is_now = (entries.said(part.name, value, words) for value in (part.opened, now))
    return f"{whose} · {entries.label(part, words)}: {was} → {is_now}"
