"""The managing director's minute: the finding, the real changes with cause and owners, the promises, what is normal."""

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from custodian.domain import charge, consequence, headline
from custodian.domain.charge import Charge
from custodian.domain.readings import Reading
from custodian.ui import cards, filters, frame, objectives, packing, readings
from custodian.ui.filters import Chosen
from custodian.words import findings, verdicts

CHANGES_SHOWN = 6  # what one minute and one screen can hold; what is left is named


def draw(chosen: Chosen) -> None:
    every = readings.every(chosen)
    charges = readings.until_written(charge.of)
    real = consequence.ordered(every.values(), [key for key, one in charges.items() if one.objectives])
    frame.headline(readings.finding(every), findings.calm(list(every.values()), len(real), readings.fresh()))
    left, right = st.columns([3, 1])
    with left:
        _changes(real, charges, chosen)
    with right:
        _ahead(chosen)


def _ahead(chosen: Chosen) -> None:
    with st.container(key="ahead", border=True):
        st.markdown("**What we promised together**")
        objectives.overview(chosen)
        frame.link("Objectives", "All joint objectives", chosen)
        frame.link("Side by side", "Both teams side by side", chosen)
        packing.draw(chosen)


def _changes(real: list[Reading], charges: dict[str, Charge], chosen: Chosen) -> None:
    if not real:
        frame.note(findings.NOTHING_REAL)
        return
    shown = [_change(reading, charges.get(reading.kpi.key, Charge()), chosen) for reading in real[:CHANGES_SHOWN]]
    rest = ", ".join(f"{verdicts.SHAPES[reading.verdict]} {reading.kpi.title}" for reading in real[CHANGES_SHOWN:])
    notes = [{"kind": "notes", "lines": [f"Also real: {rest}"]}] if rest else []
    cards.show([{"kind": "changes", "cards": shown}, *notes], chosen, "changes")


def _change(reading: Reading, charge: Charge, chosen: Chosen) -> dict[str, Any]:
    said = cards.card(reading, chosen, readings.currency(), verdicts.sentence(reading))
    who = findings.on_it(charge)
    promise = {"write": "objective", "id": reading.kpi.key, **filters.in_url(chosen)}
    page = f"{cards.OBJECTIVES}:{reading.kpi.key}"
    act = {"label": "Promise it together", "page": page, "href": f"objectives?{urlencode(promise)}"}
    return {
        **said,
        "cause": cause(reading),
        "who": who or findings.NOBODY,
        "act": None if who else act,
        "spoken": f"{said['spoken']}. {who or findings.NOBODY.removesuffix('.')}",
    }


def cause(reading: Reading) -> str:
    then, now = headline.since_it_began(reading)
    return findings.cause(reading, readings.shared_out([reading.kpi], then, now)[reading.kpi.key], readings.currency())
