"""Questions that a file leaves open, in plain words: asked once for all the files of a source that were dropped."""

from datetime import date
from typing import Any

import streamlit as st

from custodian.domain.imports import Preview
from custodian.intake import convert
from custodian.intake.contracts import Contract, Question
from custodian.ui import arrivals, wording
from custodian.ui.desk import Arrival

EARLIEST = date(1990, 1, 1)


def draw(arrival: Arrival, one: Preview, key: str) -> None:
    if (others := arrivals.alike(one) - 1) > 0:
        st.caption(f"The answer counts for {wording.counted(others, 'other file')} of this source too.")
    if len(one.questions) == 1 and one.questions[0].key.startswith("renamed:"):
        _yes_or_no(arrival, one, key)
        return
    with st.form(f"answers_{key}", border=False):
        answers = {question.key: _ask(one, question, f"{key}_{question.key}") for question in one.questions}
        if not st.form_submit_button("Answer", type="primary"):
            return
        if faults := [fault for question in one.questions if (fault := _fault(question, answers[question.key]))]:
            st.error("\n".join(f"- {wording.literal(fault)}" for fault in faults))
            return
    arrivals.answer(arrival, one, {name: said for name, said in answers.items() if said})
    st.rerun()


def _yes_or_no(arrival: Arrival, one: Preview, key: str) -> None:
    question = one.questions[0]
    st.markdown(_text(one, question))
    with st.container(horizontal=True):
        for at, choice in enumerate(question.choices):
            if st.button(wording.literal(choice.label), key=f"{key}_{question.key}_{at}"):
                arrivals.answer(arrival, one, {question.key: choice.value})
                st.rerun()


def _text(one: Preview, question: Question) -> str:
    """With the cell that shows it; the name of the file is no example, and stands above."""
    has_example = question.example and not question.example.startswith(one.file)
    example = f" For example: {wording.literal(question.example)}" if has_example else ""
    return wording.literal(question.text) + example


def _ask(one: Preview, question: Question, key: str) -> str:
    if question.key == "period":
        return _days(question, key)
    text = _text(one, question)
    labels = {choice.value: choice.label for choice in question.choices}
    if question.suggestion and question.suggestion not in labels:
        labels = {question.suggestion: question.suggestion} | labels
    if not question.choices:
        return str(st.text_input(text, question.suggestion, key=key) or "")
    values = list(labels)
    at = values.index(question.suggestion) if question.suggestion else None
    said = st.selectbox(
        text, values, at, format_func=labels.__getitem__, key=key, accept_new_options=not question.is_closed
    )
    return str(said or "")


def _fault(question: Question, said: str) -> str:
    """Why what somebody typed cannot be the answer; it stays on the screen to be written anew."""
    if question.is_closed or not said:
        return ""
    try:
        convert.answer(Contract(), question.key, said)
    except ValueError as fault:
        return str(fault)
    return ""


def _days(question: Question, key: str) -> str:
    """The first and the last day, picked; an example to choose would be the wrong month for most files."""
    known: Any = [date.fromisoformat(day) for day in question.suggestion.split("..") if day]
    says = f"{wording.literal(question.text)} Pick the first and the last day."
    picked = st.date_input(says, known, min_value=EARLIEST, format="YYYY-MM-DD", key=key)
    return "..".join(str(day) for day in picked) if isinstance(picked, tuple) and len(picked) == 2 else ""
