"""The Companies page: pairs of names that may be one company, a person's answer to each, and the way back."""

from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from custodian.domain import companies
from custodian.domain.companies import Decision, Known, Looked, Verdict
from custodian.domain.refusals import Overtaken, Refused
from custodian.ui import filters, frame, readings, wording

A_DAY = 10  # pairs: as many as somebody decides with care
LONGEST = 120  # letters of a name
KEYS = {"same": "Alt+S", "different": "Alt+D"}  # for the pair on top
ANSWERS: dict[str, Verdict] = {"Same company": "same", "Different": "different"}

NONE_ASKED: dict[Looked, str] = {
    "never": "Nobody has looked yet whether one company is written in two ways",
    "before the newest files": "No names are waiting; the newest files have not been looked through yet",
    "since the newest files": "No names are waiting to be told apart",
}


@dataclass(frozen=True)
class Asker:
    """What an answer needs to be kept: the version it is about, who gives it, where faults are told."""

    version: int
    by: str
    reasons: st.delta_generator.DeltaGenerator
    place: int  # of the pair on the page, from 0


def draw() -> None:
    with readings.cursor() as cursor:
        asked = companies.review(cursor)
        looked = companies.looked(cursor)
        every = companies.decisions(cursor)
        shown = asked[: _most(every)]
        known = companies.about(cursor, [name for one in shown for name in (one.one, one.other)])
    count = wording.counted(len(asked), "pair")
    frame.headline(
        f"{count} of names may be one company" if asked else NONE_ASKED[looked],
        "Names of one domain or one spelling are one company by themselves. What only looks alike is asked here, first "
        "what is likely and about most money; an answer moves the KPIs that count customers, and can be taken back.",
    )
    # A form sends the name with the answer: a key, unlike a click, does not leave the field.
    with st.form("companies", border=False, enter_to_submit=False):
        with st.container(horizontal=True, vertical_alignment="bottom", key="companies_top"):
            if st.form_submit_button("Look for companies that may be one"):
                _look()
            by = filters.signature()
        reasons = st.container()
        last = {(said.one, said.other): said.version for said in every}
        for number, one in enumerate(shown):
            _ask(one, known, Asker(last.get((one.one, one.other), 0), by, reasons, number))
        _offer_more(len(asked) - len(shown))
        _show_decided([said for said in every if said.verdict != "open"], by, reasons)


def _most(every: list[Decision]) -> int:
    """How many pairs are shown: what is left of the day's, and those asked for beside them."""
    today = sum(said.written_at.date() == readings.today() for said in every if said.verdict != "open")
    return max(0, A_DAY - today) + sum(_more())


def _more() -> list[int]:
    return filters.desk("companies_more", list[int])


def _offer_more(waiting: int) -> None:
    if waiting <= 0:
        return
    frame.note(f"{wording.counted(waiting, 'more pair')} can wait: less likely, or about less money.")
    if st.form_submit_button(f"Show {min(waiting, A_DAY)} more"):
        _more().append(A_DAY)
        st.rerun()


def _look() -> None:
    # splink is loaded by whoever looks, not by every page.
    from custodian.domain import resemblance

    with st.spinner("Comparing every name with those that resemble it"):
        resemblance.look(readings.warehouse())
    st.rerun()


def _ask(one: companies.Candidate, known: dict[str, Known], asker: Asker) -> None:
    pair = (one.one, one.other)
    why, *_ = one.evidence.split("; “")
    with st.container(border=True, key=f"pair_{asker.place}"):
        st.markdown(f"{one.score:.0%} likely: {wording.literal(why)}")
        for column, name in zip(st.columns(2), pair, strict=True):
            column.markdown(f"**{wording.literal(_short(name))}**  \n{wording.literal(_facts(known[name]))}")
        with st.container(horizontal=True):
            for label, verdict in ANSWERS.items():
                key = None if asker.place else KEYS[verdict]
                if st.form_submit_button(label, key=f"{verdict} {pair}", shortcut=key):
                    said = Decision(*pair, asker.version, verdict, one.score, one.evidence, asker.by, datetime.min)
                    _keep(said, asker.reasons)


def _facts(known: Known) -> str:
    """Where it is, who writes from there, what it bought."""
    currency = readings.currency()
    orders = f"{wording.counted(known.orders, 'order')} of {wording.money(known.ordered, currency)}"
    deals = f"{wording.counted(known.deals, 'deal')} of {wording.money(known.dealt, currency)}"
    told = [
        known.countries,
        known.domains,
        f"{orders}, the last on {known.last_on:%Y-%m-%d}" if known.last_on else "",
        deals if known.deals else "",
        wording.counted(known.contacts, "contact") if known.contacts else "",
    ]
    return " · ".join(filter(None, told)) or "Nothing more is known of it."


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def _show_decided(decided: list[Decision], by: str, reasons: st.delta_generator.DeltaGenerator) -> None:
    if not decided:
        return
    st.markdown("### Decided")
    for said in reversed(decided):
        word = "are one company" if said.verdict == "same" else "are different companies"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**{wording.literal(_short(said.one))}** and **{wording.literal(_short(said.other))}** {word}, said "
                f"{wording.literal(said.written_by)} on {said.written_at:%Y-%m-%d %H:%M}"
            )
            if st.form_submit_button("Take back", key=f"back {said.one, said.other}"):
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
