"""The Companies page: pairs of names that may be one company, a person's answer to each, and the way back."""

from datetime import datetime

import streamlit as st

from custodian.domain import companies
from custodian.domain.companies import Decision, Verdict
from custodian.domain.refusals import Overtaken, Refused
from custodian.ui import filters, frame, readings, wording

MOST = 50  # pairs shown at once
ANSWERS: dict[str, Verdict] = {"Same company": "same", "Different": "different"}


def draw() -> None:
    with readings.cursor() as cursor:
        asked = companies.review(cursor)
        decided = [said for said in companies.decisions(cursor) if said.verdict != "open"]
        last = {(said.one, said.other): said.version for said in companies.decisions(cursor)}
    count = wording.counted(len(asked), "pair")
    frame.headline(
        f"{count} of names may be one company" if asked else "No names are waiting to be told apart",
        "Names of one domain or one spelling are one company by themselves. What only looks alike is asked here; "
        "an answer moves the KPIs that count customers, and can be taken back.",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if st.button("Look for companies that may be one"):
            _look()
        by = filters.signature()
    reasons = st.container()
    for one in asked[:MOST]:
        _ask(one, last.get((one.one, one.other), 0), by, reasons)
    if len(asked) > MOST:
        frame.note(f"And {len(asked) - MOST} more, shown when these are answered.")
    _show_decided(decided, by, reasons)


def _look() -> None:
    # splink is loaded by whoever looks, not by every page.
    from custodian.domain import resemblance

    with st.spinner("Comparing every name with those that resemble it"):
        resemblance.look(readings.warehouse())
    st.rerun()


def _ask(one: companies.Candidate, version: int, by: str, reasons: st.delta_generator.DeltaGenerator) -> None:
    pair = (one.one, one.other)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{wording.literal(one.one)}** and **{wording.literal(one.other)}** · {one.score:.0%} likely  \n"
            f"{wording.literal(one.evidence)}"
        )
        for label, verdict in ANSWERS.items():
            if st.button(label, key=f"{verdict} {pair}"):
                _keep(Decision(*pair, version, verdict, one.score, one.evidence, by, datetime.min), reasons)


def _show_decided(decided: list[Decision], by: str, reasons: st.delta_generator.DeltaGenerator) -> None:
    if not decided:
        return
    st.markdown("### Decided")
    for said in reversed(decided):
        word = "are one company" if said.verdict == "same" else "are different companies"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**{wording.literal(said.one)}** and **{wording.literal(said.other)}** {word}, said "
                f"{wording.literal(said.written_by)} on {said.written_at:%Y-%m-%d %H:%M}"
            )
            if st.button("Take back", key=f"back {said.one, said.other}"):
                _keep(
                    Decision(
                        *(said.one, said.other), said.version, "open", said.score, said.evidence, by, datetime.min
                    ),
                    reasons,
                )


def _keep(said: Decision, reasons: st.delta_generator.DeltaGenerator) -> None:
    at = datetime.now().replace(microsecond=0)
    pair = (said.one, said.other)
    told = (said.verdict, said.written_by, at, said.version, said.score, said.evidence)
    try:
        companies.decide(readings.warehouse(), pair, *told)
    except Refused as refusal:
        reasons.error("\n".join(f"- {wording.literal(fault)}" for fault in refusal.faults))
    except Overtaken as fault:
        reasons.error(wording.literal(str(fault)))
    else:
        st.rerun()
