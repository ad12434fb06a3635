"""The forms of the dictionary: new words, a signature, taking a proposal back, what a team calls a KPI."""

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from custodian.domain import computations, definitions, kpi_names, periods
from custodian.domain.definitions import TEAMS, Draft, Team, Version
from custodian.domain.kpis import Kpi
from custodian.ui import filters, forms, readings
from custodian.ui.filters import Chosen
from custodian.words import definition_words, wording

MONTHS_BACK, MONTHS_AHEAD = 24, 12
_SAME_FIGURE = (
    "New words do not change what Custodian computes. Write them when what the tools are fed with changes: from that "
    "month on it is another figure, and every chart of it draws a line there."
)


def draw(kpi: Kpi, chosen: Chosen) -> None:
    known: dict[str, tuple[str, Callable[[Chosen], None]]] = {
        "propose": (f"New words for “{kpi.title}”", partial(_propose, kpi)),
        "withdraw": ("Take the proposal back", partial(_withdraw, kpi)),
    }
    for team in TEAMS:
        known[f"sign-{team}"] = (f"Sign for {team}", partial(_sign, kpi, team))
        known[f"name-{team}"] = (f"What {team} calls “{kpi.title}”", partial(_name, kpi, team))
    forms.show(known, chosen)


def _propose(kpi: Kpi, chosen: Chosen) -> None:
    versions = _versions(kpi)
    holding = definitions.in_force(versions, date.max)
    # Words of a version never change, so whatever others do meanwhile, the form keeps what was written into it.
    before = next((one for one in versions if str(one.version) == filters.asked("id")), holding)
    st.markdown(_SAME_FIGURE)
    words = st.text_area("Definition", before.words, max_chars=definitions.LONGEST)
    reason = st.text_input("Why is it changed?", before.reason if before != holding else "")
    this_month = periods.month_of(readings.today())
    months = [periods.shifted(this_month, by) for by in range(MONTHS_AHEAD, -MONTHS_BACK - 1, -1)]
    valid_from = st.selectbox(
        "Holds from", months, months.index(periods.shifted(this_month, 1)), format_func=wording.month, filter_mode=None
    )
    on = _seen(versions)
    by = filters.signature()
    draft = Draft(kpi.key, words, reason, valid_from, on)
    computed_as = computations.fingerprint(kpi)
    forms.submit("Propose", by, lambda warehouse, by, at: definitions.propose(warehouse, draft, computed_as, by, at))


def _seen(versions: tuple[Version, ...]) -> int:
    """The newest version that the visitor has seen; a newer one is shown, and may then be replaced."""
    newest, opened = versions[0], filters.asked("version")
    if opened in ("", "0", str(newest.version)):
        return newest.version
    st.warning(wording.literal(f"Meanwhile {newest.written_by} wrote version {newest.version}: “{newest.words}”"))
    return (
        newest.version
        if st.checkbox("Put mine in its place; the other stays in the past")
        else int(opened)
        if opened.isdecimal()
        else 0
    )


def _sign(kpi: Kpi, team: Team, chosen: Chosen) -> None:
    versions = _versions(kpi)
    one = next((one for one in versions if str(one.version) == filters.asked("version")), versions[0])
    title, _, signed = definition_words.version(one).partition(": ")
    st.markdown(f"**{wording.literal(title)}**")
    st.markdown(wording.literal(f"“{one.words}”"))
    st.markdown(wording.literal(f"{signed[:1].upper()}{signed[1:]}."))
    name = str(st.text_input(f"Name of the head of {team}", max_chars=80) or "")
    forms.submit("Sign", name, lambda warehouse, by, at: definitions.sign(warehouse, kpi, one.version, team, by, at))


def _withdraw(kpi: Kpi, chosen: Chosen) -> None:
    waiting = definitions.open_one(_versions(kpi))
    if waiting is None:
        st.info("No proposal is open any more. Close this window and look again.")
        return
    st.markdown(wording.literal(f"Version {waiting.version}: “{waiting.words}”"))
    by = filters.signature()
    forms.submit(
        "Take it back", by, lambda warehouse, by, at: definitions.withdraw(warehouse, kpi, waiting.version, by, at)
    )


def _name(kpi: Kpi, team: Team, chosen: Chosen) -> None:
    with readings.cursor() as cursor:
        past = [one for one in kpi_names.past(cursor, kpi) if one.team == team]
    newest = past[0] if past else None
    opened = filters.asked("version")
    says = st.text_input(
        "In its own words; several with a comma, empty for none", newest.says if newest else "",
        max_chars=kpi_names.LONGEST,
    )  # fmt: skip
    by = filters.signature()
    version = int(opened) if opened.isdecimal() else 0
    forms.submit(
        "Save", by, lambda warehouse, by, at: kpi_names.save(warehouse, kpi, team, says or "", version, by, at)
    )
    if past:
        with st.expander("What was written before"):
            lines = [
                f"{one.version}. {one.says or '—'} ({one.written_by}, {definition_words.moment(one.written_at)})"
                for one in past
            ]
            st.markdown("\n\n".join(wording.literal(line) for line in lines))


def _versions(kpi: Kpi) -> tuple[Version, ...]:
    with readings.cursor() as cursor:
        return definitions.of(cursor, kpi)
