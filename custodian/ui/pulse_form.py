"""Answering the pulse with a code, on the page itself so that it fits a phone; inviting a team, in a dialog."""

from typing import Any

import streamlit as st

from custodian.domain import objectives, pulse, pulse_questions
from custodian.domain.objectives import Team
from custodian.domain.pulse import Invitation
from custodian.domain.pulse_questions import OTHER, QUESTIONS
from custodian.domain.refusals import Refused
from custodian.reports import invitations
from custodian.ui import drawing, filters, forms, frame, pulse_words, readings
from custodian.ui.filters import Chosen
from custodian.words import wording

ANSWER, INVITE, THANKS = "answer", "invite", "thanks"
_CODES = "pulse_codes"


def open_one(write: str) -> None:
    forms.open_one(write)


def draw(chosen: Chosen) -> None:
    """What the URL asks for: the dialog that invites, or the thanks to whoever has answered."""
    forms.show({INVITE: ("Invite a team", _invite), THANKS: ("Thank you", _thanks)}, chosen)


def answer() -> None:
    """The five questions to whoever comes with a code; without one, the field for it."""
    code = filters.asked("code")
    try:
        with readings.cursor() as cursor:
            invited = pulse.invitation(cursor, code, readings.today()) if code else None
    except Refused as refusal:
        invited = None
        st.error(wording.literal(" ".join(refusal.faults)))
    if invited is None:
        _ask_code(code)
    else:
        _ask(invited, code)


def _ask_code(code: str) -> None:
    frame.headline("Five questions, one minute", "Type the code of your invitation.")
    with st.form("code", border=True):
        typed = str(st.text_input("Code", code, max_chars=20, placeholder="ABCD-EFGH-JKLM") or "")
        if st.form_submit_button("Go on", type="primary") and typed:
            st.query_params["code"] = typed
            st.rerun()


def _ask(invited: Invitation, code: str) -> None:
    they = OTHER[invited.team]
    frame.headline(f"Five questions about {they}", f"Asked of {invited.team}. {pulse_words.ANONYMOUS}")
    asked = {
        "questions": [{"key": one.key, "says": pulse_questions.asked_of(one, invited.team)} for one in QUESTIONS],
        "points": list(pulse.POINTS),
        "ends": [pulse_questions.LOWEST, pulse_questions.HIGHEST],
    }
    clicked = drawing.of("pulse_form")(key="pulse_form", data=asked, on_answered_change=_nothing)
    if clicked.answered:
        _keep(code, clicked.answered)


def _keep(code: str, chosen: dict[str, Any]) -> None:
    try:
        pulse.answer(readings.warehouse(), code, {key: int(point) for key, point in chosen.items()}, readings.today())
    except Refused as refusal:
        st.error(wording.literal(" ".join(refusal.faults)))
        return
    st.query_params.pop("code", None)
    forms.open_one(THANKS)


def _thanks(chosen: Chosen) -> None:
    st.markdown(wording.literal(f"Your answers are counted. {pulse_words.SHOWN_WHEN}."))
    if st.button("Close", type="primary"):
        forms.close()
        st.rerun()


def _invite(chosen: Chosen) -> None:
    st.markdown(
        "A code is good for one answer this quarter. Print as many as the team has people, cut them apart and let "
        "everybody draw one: then nobody knows who holds which. The codes are shown until you close this tab, and kept "
        "nowhere."
    )
    team: Team = st.radio("Team", objectives.TEAMS, format_func=str.capitalize, horizontal=True)
    people = st.number_input("How many people", 1, pulse.MOST_INVITED, 8)
    codes = filters.desk(_CODES, dict[Team, list[str]])
    if st.button("Make the codes", type="primary"):
        codes[team] = pulse.invite(readings.warehouse(), team, int(people), readings.today())
    if codes.get(team):
        _handed_out(team, codes[team])


def _handed_out(team: Team, codes: list[str]) -> None:
    page = readings.in_force().app_address.rstrip("/")
    page = f"{page}/pulse" if page else str(st.context.url or "").split("?")[0]
    made, quarter = readings.now(), pulse.quarter_of(readings.today())
    st.markdown(f"{wording.counted(len(codes), 'code')} for {team}, made now. Print or copy them before you leave:")
    st.download_button(
        "Sheet to print and cut apart",
        lambda: invitations.sheet(codes, team, quarter, f"{page}?write={ANSWER}", made),
        file_name=f"invitations {team}.pdf",
        on_click="ignore",
    )
    st.code("\n".join(f"{page}?write={ANSWER}&code={code}" for code in codes), language=None)


def _nothing() -> None:
    """Without a callback Streamlit does not tell that something was answered."""
