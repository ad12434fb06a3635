"""What a change of a figure is made of: a sentence, a waterfall by the members of a split, and how it was computed."""

import streamlit as st

from custodian.domain import parts
from custodian.domain.parts import Drivers
from custodian.domain.readings import Reading
from custodian.ui import readings, waterfall
from custodian.words import sharing, wording

EXCHANGED = (
    "Each part is told from the rows themselves: how far the value moves when a member's rows of {then} are exchanged "
    "for those of {now}, on average over all orders of exchanging the largest members and all others. "
    "Together the parts are the change."
)
METHODS = {
    "sum": "Each part is the member's own difference; together they are the change.",
    "ratio": "The {rate} is what moved within a member, the weight how much of the total it makes up. "
    "A member that has no {rate} of its own in one of the two has one part. Together the parts are the change.",
    "median": f"A middle value does not add up. {EXCHANGED}",
    "distinct": f"What is counted may belong to several members, whose values do not add up. {EXCHANGED}",
}
NOT_A_CAUSE = "They tell where the change is, not why."


def section(reading: Reading, split: str) -> None:
    """The sentence of the split that tells most, and the waterfall of the chosen one with a sentence of its own."""
    kpi, beside = reading.kpi, reading.comparison
    if not beside:
        return
    then, now = (wording.period(each, reading.month) for each in (beside.before, beside.now))
    with st.container(key="drivers", border=True):
        title = f"What the change on {then} is made of"
        if not kpi.splits or reading.missing:
            missing = f"Nothing to compare: {reading.missing}." if kpi.splits else sharing.without_split(kpi)
            _say(title, missing)
            return
        found = readings.shared_out([kpi], beside.before, beside.now)[kpi.key]
        telling = parts.most_telling(found)
        chosen = next((drivers for drivers in found if drivers.split == split), telling)
        most = ""
        if telling and telling is not chosen:
            most = f"By {wording.split(telling.split)}, which tells most: {_said(telling)}"
        if chosen:
            _say(title, most, f"By {wording.split(chosen.split)}: {_said(chosen)}")
            _draw(chosen, then, now)
        else:
            _say(title, most, sharing.UNTOLD)


def _say(title: str, *lines: str) -> None:
    """One element: each of them costs a visitor's browser some milliseconds."""
    st.markdown("\n\n".join([f"**{wording.literal(title)}**", *map(wording.literal, filter(None, lines))]))


def _draw(chosen: Drivers, then: str, now: str) -> None:
    if len(chosen.parts) > 1:
        waterfall.draw(chosen, then, now, readings.currency())
        st.caption(f"{wording.literal(_method(chosen, then, now))} {NOT_A_CAUSE}")


def _said(drivers: Drivers) -> str:
    return sharing.sentence(drivers, readings.currency())


def _method(drivers: Drivers, then: str, now: str) -> str:
    kpi = drivers.kpi
    is_ratio = kpi.measure == "sum" and any(part.weights for part in drivers.parts)
    return METHODS["ratio" if is_ratio else kpi.measure].format(rate=sharing.rate(kpi), then=then, now=now)
