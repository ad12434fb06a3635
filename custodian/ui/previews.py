"""What one dropped table would change, in words, with what has to be answered or decided before it is loaded."""

import csv
import io

import polars as pl
import streamlit as st

from custodian.domain.imports import Preview
from custodian.intake.contracts import Question
from custodian.ui import arrivals, matching, readings, wording
from custodian.ui.arrivals import Arrival

STATES = {
    "dry_run": "● Ready to load",
    "loaded": "✓ Loaded",
    "unchanged": "＝ Loaded before; nothing to do",
    "needs_answer": "? A question first",
    "refused": "▼ Refused",
    "unknown": "? Not recognised",
    "passed_over": "○ Passed over",
}


def passed_over(arrival: Arrival) -> None:
    """The companions of a table that was recognised, in one line."""
    names = [one.part or one.file for one in arrival.previews if one.status == "passed_over"]
    if names:
        st.caption(wording.literal(f"Passed over in {arrival.name}, as no figure needs them: {', '.join(names)}."))


def draw(arrival: Arrival, at: int, by: str) -> None:
    one = arrival.previews[at]
    key = f"{arrival.id}_{at}"
    with st.container(border=True, key=f"preview_{key}"):
        name = f"{one.file} › {one.part}" if one.part else one.file
        st.markdown(f"**{wording.literal(name)}** · {STATES[one.status]}")
        if one.title:
            st.markdown(wording.literal(one.because or one.title))
        if one.status == "refused":
            st.error(wording.literal(one.refusal))
        if one.comparison:
            _counts(one)
        _details(one, key)
        _next_step(arrival, at, by, key)


def _next_step(arrival: Arrival, at: int, by: str, key: str) -> None:
    one = arrival.previews[at]
    if one.status == "needs_answer":
        _questions(arrival, one, key)
    elif one.status == "unknown" or one.has_drifted:
        matching.draw(arrival, one, key)
    elif one.status == "dry_run" and one.staged:
        refused = one.staged.rows_refused
        label = f"Load without {wording.counted(refused, 'row')}" if refused else "Load"
        if st.button(label, key=f"load_{key}", type="secondary" if refused else "primary"):
            arrivals.load(arrival, at, by, accept_rest=bool(refused))
            st.rerun()


def _counts(one: Preview) -> None:
    compared, staged = one.comparison, one.staged
    if compared is None or staged is None:
        return
    parts = [
        f"**{compared.rows_added:,}** new",
        f"**{compared.rows_changed:,}** changed",
        f"**{compared.rows_unchanged:,}** unchanged",
    ]
    if compared.rows_vanished:
        parts.append(f"{compared.rows_vanished:,} no longer in the export (kept)")
    if staged.totals_dropped:
        parts.append(f"{wording.counted(staged.totals_dropped, 'total row')} left out")
    if staged.rows_refused:
        parts.append(f"**{staged.rows_refused:,}** with a cell that cannot be read")
    if one.months:
        parts.append(one.months[0] if len(one.months) == 1 else f"{one.months[0]} to {one.months[-1]}")
    st.markdown(" · ".join(parts))
    if compared.spanning:
        rows = wording.counted(compared.spanning, "row")
        st.warning(
            f"{rows} cover more than one month and count in no single one. Export by day or by month to see them."
        )


def _details(one: Preview, key: str) -> None:
    if one.decisions:
        with st.expander("How it was read, and why"):
            st.table(
                pl.DataFrame(
                    {"Decided": [d.what for d in one.decisions], "Because": [d.because for d in one.decisions]}
                )
            )
    if one.moves:
        with st.expander(f"{len({move.kpi for move in one.moves})} KPIs will move"):
            st.dataframe(_moves(one), hide_index=True)
    if one.changed:
        with st.expander("Changed cells"):
            rows = [(c.line, c.row, c.column, c.before, c.after) for c in one.changed]
            st.dataframe(
                pl.DataFrame(rows, schema=["Line", "Row", "Column", "Before", "After"], orient="row"), hide_index=True
            )
    if one.problems:
        _problems(one, key)


def _moves(one: Preview) -> pl.DataFrame:
    catalogue, currency = readings.catalogue(), readings.currency()
    rows = [
        (
            catalogue[move.kpi].title,
            wording.month(move.month),
            wording.value(catalogue[move.kpi].unit, move.before, currency),
            wording.value(catalogue[move.kpi].unit, move.after, currency),
        )
        for move in one.moves
    ]
    return pl.DataFrame(rows, schema=["KPI", "Month", "Now", "Then"], orient="row")


def _problems(one: Preview, key: str) -> None:
    frame = pl.DataFrame(
        [(p.line, p.column, p.value, p.expected) for p in one.problems],
        schema=["Line", "Column", "Value", "Expected"],
        orient="row",
    )
    with st.expander("Cells that cannot be read", expanded=True):
        st.dataframe(frame, hide_index=True)
        written = io.StringIO()
        csv.writer(written).writerows([frame.columns, *frame.rows()])
        name = f"refused cells of {one.file}.csv"
        st.download_button(
            "Download this list", written.getvalue(), name, "text/csv", key=f"list_{key}", on_click="ignore"
        )


def _questions(arrival: Arrival, one: Preview, key: str) -> None:
    if len(one.questions) == 1 and one.questions[0].key.startswith("renamed:"):
        _yes_or_no(arrival, one.questions[0], key)
        return
    with st.form(f"answers_{key}", border=False):
        answers = {question.key: _ask(question, f"{key}_{question.key}") for question in one.questions}
        if not st.form_submit_button("Answer", type="primary"):
            return
    arrival.answers |= {name: answer for name, answer in answers.items() if answer}
    arrivals.look(arrival)
    st.rerun()


def _yes_or_no(arrival: Arrival, question: Question, key: str) -> None:
    st.markdown(_text(question))
    with st.container(horizontal=True):
        for at, choice in enumerate(question.choices):
            if st.button(wording.literal(choice.label), key=f"{key}_{question.key}_{at}"):
                arrival.answers[question.key] = choice.value
                arrivals.look(arrival)
                st.rerun()


def _text(question: Question) -> str:
    return wording.literal(question.text) + (
        f" For example: {wording.literal(question.example)}" if question.example else ""
    )


def _ask(question: Question, key: str) -> str:
    text = _text(question)
    labels = {choice.value: choice.label for choice in question.choices}
    if question.suggestion and question.suggestion not in labels:
        labels = {question.suggestion: question.suggestion} | labels
    if not question.choices:
        return str(st.text_input(text, question.suggestion, key=key) or "")
    values = list(labels)
    at = values.index(question.suggestion) if question.suggestion else None
    return str(st.selectbox(text, values, at, format_func=labels.__getitem__, key=key, accept_new_options=True) or "")
