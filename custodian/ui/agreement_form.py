"""Writing, changing and signing the service agreement, each in a dialog that stands in the URL."""

from collections.abc import Sequence
from dataclasses import replace
from math import isnan, nan

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from custodian.domain import agreement, objectives, periods
from custodian.domain.agreement import Agreement, Terms
from custodian.domain.objectives import Team
from custodian.domain.precedent import REPLY_HOURS, REPLY_SHARE, History
from custodian.ui import agreement_words, filters, forms, readings, wording
from custodian.ui.filters import Chosen

_SIGN: dict[str, Team] = {f"sign-{team}": team for team in objectives.TEAMS}


def open_one(write: str, version: int = 0) -> None:
    forms.open_one(write, version=version)


def draw(every: Sequence[Agreement], past: History, chosen: Chosen) -> None:
    """The dialog that the URL asks for, if any."""
    asked = filters.asked("write")
    if asked == "agreement":
        forms.dialog("Service agreement", _write)(every, past, chosen)
    elif asked in _SIGN:
        forms.dialog(f"Sign for {_SIGN[asked]}", _sign, "small")(every, _SIGN[asked])


def _write(every: Sequence[Agreement], past: History, chosen: Chosen) -> None:
    opened = next((one for one in every if str(one.version) == filters.asked("version")), None)
    terms = _ask(opened or _first(past, chosen), past)
    terms = replace(terms, version=opened.version if opened else 0)
    newest = next(iter(every), None)
    if newest and newest.version != terms.version:
        said = f"{newest.written_by} has written version {newest.version} since: "
        st.warning(wording.literal(said + agreement_words.terms(newest, readings.currency())))
        if st.checkbox("Save mine on top of it; the other version stays in the past"):
            terms = replace(terms, version=newest.version)
    by = filters.signature()
    forms.submit("Save", by, lambda warehouse, by, at: agreement.save(warehouse, terms, by, at))
    if every:
        _show_past(every)


def _first(past: History, chosen: Chosen) -> Terms:
    """What the fields of a first agreement begin with: the past's proposal, as far as it has one."""
    share, deal, rate = (nan if value is None else value for value in (past.share, past.average_deal, past.rate))
    return Terms(periods.month_of(chosen.month), share, deal, rate, REPLY_HOURS, REPLY_SHARE)


def _ask(before: Terms, past: History) -> Terms:
    currency = readings.currency()
    for line in agreement_words.proposed(past, currency):
        st.markdown(wording.literal(f"From our own past: {line}."))
    left, right = st.columns(2)
    left.markdown("**Marketing owes leads**")
    goal = left.number_input(
        f"Revenue goal a month, {currency}",
        min_value=0.0,
        value=before.goal,
        step=10_000.0,
        placeholder="as the targets of Revenue say",
    )
    share = _percent(left, "Of it by marketing, percent", before.share)
    deal = _number(left, f"Average deal, {currency}", before.average_deal)
    rate = _percent(left, "Leads that become customers, percent", before.rate)
    right.markdown("**Sales owes replies**")
    hours = _number(right, "Within working hours", before.reply_hours)
    replies = _percent(right, "To how many of the enquiries, percent", before.reply_share)
    holds_from = right.date_input("Holds from the month of", before.holds_from, format="YYYY-MM-DD", min_value=None)
    return Terms(holds_from, share, deal, rate, hours, replies, goal or None)


def _number(column: DeltaGenerator, label: str, value: float, scale: float = 1.0) -> float:
    begins = None if isnan(value) else round(value * scale, 4)
    typed = column.number_input(label, min_value=0.0, value=begins)
    return nan if typed is None else typed / scale


def _percent(column: DeltaGenerator, label: str, value: float) -> float:
    return _number(column, label, value, 100.0)


def _sign(every: Sequence[Agreement], team: Team) -> None:
    newest = next(iter(every), None)
    if newest is None:
        st.info("There is no agreement to sign yet. Write one first.")
        return
    st.markdown(wording.literal(f"Version {newest.version}, from {wording.month(newest.holds_from)} on:"))
    st.markdown(wording.literal(agreement_words.terms(newest, readings.currency())))
    version = int(filters.asked("version") or 0)
    by = filters.signature()
    forms.submit("Sign", by, lambda warehouse, by, at: agreement.sign(warehouse, version, team, by, at))


def _show_past(every: Sequence[Agreement]) -> None:
    with st.expander(f"What stood here before: {wording.counted(len(every), 'version')}"):
        for one in every:
            signed = ", ".join(f"{said.signed_by} for {said.team}" for said in one.signatures) or "nobody"
            when = f"{one.written_by}, {wording.day(one.written_at)} {one.written_at:%Y %H:%M}"
            told = f"{one.version}. {when}: {agreement_words.terms(one, readings.currency())}; signed by {signed}"
            st.markdown(wording.literal(told))
