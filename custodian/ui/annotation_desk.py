"""The Annotations page: all that was noted, and a CSV of more: read, shown with every fault, kept only as a whole."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import streamlit as st

from custodian.domain import annotation_files, annotations, touching
from custodian.domain.annotation_files import Kept, Told
from custodian.domain.refusals import Refused as NotKept
from custodian.intake.contracts import DateOrder, Question
from custodian.intake.staging import Problem, Refused
from custodian.ui import annotating, annotation_form, filters, frame, readings, sheets
from custodian.ui.filters import Chosen
from custodian.words import marking, wording

ROWS_SEEN, NOTES_SHOWN = 12, 15
_ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy", "ymd")
_SEVERAL = "Every launch, fair, price change and campaign stands on the charts of the figures it touches."


@dataclass
class Round:
    """The uploader is a new one after each file kept, so that nothing is submitted twice."""

    number: int = 0
    said: str = ""


def draw(chosen: Chosen) -> None:
    with readings.cursor() as cursor:
        every = annotations.current(cursor)
    in_force = [one for one in every if not one.is_taken_back]
    frame.headline(
        f"{wording.counted(len(in_force), 'note')} of what happened" if in_force else "Nothing is noted yet", _SEVERAL
    )
    left, right = st.columns([7, 3])
    with left:
        annotating.every(every, NOTES_SHOWN)
    with right, st.container(border=True, key="file_of_notes"):
        _file()
        st.download_button(
            "Download the template", annotation_files.template(), "annotations_template.csv", "text/csv",
            on_click="ignore",
        )  # fmt: skip
        if in_force:
            st.download_button(
                "Download all notes as CSV", lambda: annotation_files.written(every), "annotations.csv", "text/csv",
                on_click="ignore",
            )  # fmt: skip
    annotation_form.draw(None, chosen)


def _file() -> None:
    now = filters.desk("file_of_notes", Round)
    st.markdown("**Many at once: a CSV or an Excel file**")
    st.markdown("Columns: day, last day (may be empty), kind, what, touches. Take the template for the words.")
    if now.said:
        st.success(wording.literal(now.said))
    dropped = st.file_uploader("A file of notes", key=f"notes_{now.number}", type=["csv", "tsv", "txt", "xlsx"])
    if dropped is None:
        return
    now.said = ""
    try:
        told = _read(dropped.name, dropped.getvalue(), _asked())
    except Refused as refusal:
        st.error(f"{wording.literal(str(refusal))} Nothing was written.")
        return
    if told.question:
        _ask(told.question)
    elif told.problems:
        _faults(told.problems)
    elif not told.drafts:
        st.error("Expected at least one row below the header, found none. Nothing was written.")
    else:
        _confirm(told, now)


def _read(name: str, content: bytes, order: DateOrder) -> Told:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "notes"
        path.write_bytes(content)
        return annotation_files.read(path, name, order, readings.names_of_kpis())


def _asked() -> DateOrder:
    word = filters.asked("order")
    return next((order for order in _ORDERS if order == word), "")


def _ask(question: Question) -> None:
    """The answer stands in the URL, where the page looks for it."""
    st.warning(f"{wording.literal(question.text)} For example: {wording.literal(question.example)}")
    for choice in question.choices:
        if st.button(wording.literal(choice.label), key=f"order_{choice.value}"):
            st.query_params["order"] = choice.value
            st.rerun()


def _faults(problems: tuple[Problem, ...]) -> None:
    said = wording.counted(len(problems), "cell")
    st.error(f"{said} cannot be read. Nothing was written; mend them in the file and drop it again.")
    found = {
        "Line": [one.line for one in problems],
        "Column": [one.column for one in problems],
        "Value": [one.value for one in problems],
        "Expected": [one.expected for one in problems],
    }
    st.dataframe(pl.DataFrame(found), hide_index=True, height=sheets.height(len(problems), ROWS_SEEN), key="faults")


def _confirm(told: Told, now: Round) -> None:
    seen = {
        "When": [marking.days(one.first_day, one.last_day) for one in told.drafts],
        "Kind": [one.kind for one in told.drafts],
        "What": [one.what for one in told.drafts],
        "Touches": [", ".join(touching.said(each) for each in one.touches) for one in told.drafts],
    }
    height = sheets.height(len(told.drafts), ROWS_SEEN)
    st.dataframe(pl.DataFrame(seen), hide_index=True, height=height, key="notes_seen")
    if told.not_read:
        st.markdown(wording.literal(f"Not read: {', '.join(told.not_read)}."))
    by = filters.signature()
    reasons = st.container()
    if st.button(f"Keep {wording.counted(len(told.drafts), 'note')}", type="primary"):
        at = readings.now().replace(microsecond=0)
        _keep(told, by, at, now, reasons)


def _keep(told: Told, by: str, at: datetime, now: Round, reasons: "st.delta_generator.DeltaGenerator") -> None:
    try:
        kept = annotation_files.keep(readings.warehouse(), told, by, at)
    except NotKept as refusal:
        reasons.error(" ".join(wording.literal(fault) for fault in refusal.faults))
        return
    now.number, now.said = now.number + 1, summary(kept)
    st.query_params.pop("order", None)
    st.rerun()


def summary(kept: Kept) -> str:
    parts = [f"{wording.counted(len(kept.added), 'note')} added"]
    parts += [f"{len(kept.known)} known already"] if kept.known else []
    parts += [f"{len(kept.taken_back)} taken back earlier and left so"] if kept.taken_back else []
    return ", ".join(parts) + "."
