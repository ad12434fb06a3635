"""The forms that write an annotation, change it, take it back or bring it back. Which one is open stands in the URL."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from custodian.domain import annotations, periods, touching
from custodian.domain.annotations import Annotation, Draft
from custodian.domain.kpis import Kpi
from custodian.domain.touching import Touches
from custodian.ui import filters, forms, readings
from custodian.ui.filters import Chosen
from custodian.words import marking, wording

_OTHERS = "others"


def draw(kpi: Kpi | None, chosen: Chosen) -> None:
    """The form that the URL asks for; `kpi` is the figure that is looked at."""
    known: dict[str, tuple[str, Callable[[Chosen], None]]] = {
        "annotation": ("What happened?", partial(_write, None, kpi)),
        "change-annotation": ("Change a note", partial(_change, kpi)),
        "take-back": ("Take a note back", _take_back),
    }
    forms.show(known, chosen)


def _write(before: Annotation | None, kpi: Kpi | None, chosen: Chosen) -> None:
    kinds = annotations.KINDS
    kind = st.selectbox(
        "Kind", kinds, kinds.index(before.kind) if before else 0, format_func=str.capitalize, filter_mode=None
    )
    what = st.text_input("What happened?", before.what if before else "", max_chars=annotations.LONGEST)
    first, last = (before.first_day, before.last_day) if before else (_day(chosen), None)
    left, right = st.columns(2)
    first_day = left.date_input("First day", first, format="YYYY-MM-DD", min_value=None)
    last_day = right.date_input(
        "Last day, if it took longer", None if last == first else last, format="YYYY-MM-DD", min_value=None
    )
    touched = _touches(before.touches if before else (), kpi)
    by = filters.signature()
    draft = Draft(
        kind=kind,
        what=what,
        first_day=first_day,
        last_day=last_day or first_day,
        touches=touched,
        is_taken_back=before.is_taken_back if before else False,
        id=before.id if before else "",
        version=before.version if before else 0,
    )
    forms.submit("Save", by, lambda warehouse, by, at: annotations.save(warehouse, draft, by, at))


def _touches(before: Touches, kpi: Kpi | None) -> Touches:
    """One click for what is meant mostly; any choice of figures, teams and stages beside it."""
    near = [touching.of(kpi), f"team:{kpi.team}", f"stage:{kpi.stage}", touching.ALL] if kpi else [touching.ALL]
    begin = before[0] if len(before) == 1 and before[0] in near else _OTHERS if before else near[0]
    ways = [*near, _OTHERS]
    way = st.radio("Touches", ways, ways.index(begin), format_func=_says, horizontal=True)
    if way != _OTHERS:
        return (str(way),)
    chosen = st.multiselect(
        "Figures, teams or stages", touching.known(), list(before), format_func=_says, placeholder="Choose at least one"
    )
    return tuple(chosen)


def _says(one: str) -> str:
    said = "a choice of figures" if one == _OTHERS else touching.said(one)
    return said[:1].upper() + said[1:]


def _change(kpi: Kpi | None, chosen: Chosen) -> None:
    past = _past()
    if not past:
        return
    version = filters.asked("version")
    before = next((one for one in past if str(one.version) == version), past[0])
    if past[0].version != before.version:
        st.warning(
            wording.literal(f"{past[0].written_by} has changed it since you opened it: {_told(past[0])}.")
            + " Close this window and open it again to write on top of that."
        )
    _write(before, kpi, chosen)
    with st.expander(f"What stood here before: {wording.counted(len(past), 'version')}"):
        st.markdown("\n\n".join(f"{one.version}\\. {wording.literal(_told(one))}" for one in past))


def _take_back(chosen: Chosen) -> None:
    past = _past()
    if not past:
        return
    one = past[0]
    st.markdown(f"**{wording.literal(_told(one))}**")
    st.markdown("It stays in the list of all notes, struck through." if not one.is_taken_back else "")
    by = filters.signature()
    label = "Bring it back" if one.is_taken_back else "Take it back"
    turned = replace(one, is_taken_back=not one.is_taken_back)
    forms.submit(label, by, lambda warehouse, by, at: annotations.save(warehouse, turned, by, at))


def _past() -> list[Annotation]:
    with readings.cursor() as cursor:
        past = annotations.past(cursor, filters.asked("id"))
    if not past:
        st.info("This note is not there any more. Close this window and look again.")
    return past


def _told(one: Annotation) -> str:
    """Fair, 12 Sep 2025: Hannover Messe; touches all figures (Ana, 3 Oct 2025 09:30, taken back)."""
    said = marking.said(one)
    touched = ", ".join(touching.said(each) for each in one.touches)
    when = f"{wording.day(one.written_at)} {one.written_at:%Y %H:%M}"
    return f"{said}; touches {touched} ({one.written_by}, {when}{', taken back' if one.is_taken_back else ''})"


def _day(chosen: Chosen) -> date:
    """Today if it lies in the month looked at, else that month's first day."""
    today = readings.today()
    return today if periods.month_of(today) == chosen.month else chosen.month
