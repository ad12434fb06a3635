"""The managing director's minute: the finding, the real changes as large cards, the promises, what is normal."""

import streamlit as st

from custodian.domain.readings import Reading
from custodian.ui import cards, frame, objectives, readings, verdicts, wording
from custodian.ui.filters import Chosen

CARDS_SHOWN = 6  # what one minute and one screen can hold


def draw(chosen: Chosen) -> None:
    every = readings.every(chosen)
    real = readings.real_changes(every)
    frame.headline(readings.finding(every), readings.summary(every))
    left, right = st.columns([3, 1])
    with left:
        _changes(real, chosen)
    with right:
        _ahead(chosen)
    frame.note(_calm(list(every.values()), len(real)))


def _ahead(chosen: Chosen) -> None:
    with st.container(key="ahead", border=True):
        st.markdown("**What we promised together**")
        objectives.overview(chosen)
        frame.link("Objectives", "All joint objectives", chosen)
        frame.link("Side by side", "Both teams side by side", chosen)


def _changes(real: list[Reading], chosen: Chosen) -> None:
    if not real:
        frame.note("Nothing is outside what it normally does. No figure asks for a decision this month.")
        return
    currency = readings.currency()
    large = [cards.card(reading, chosen, currency, verdicts.sentence(reading)) for reading in real[:CARDS_SHOWN]]
    rest = ", ".join(f"{verdicts.SHAPES[reading.verdict]} {reading.kpi.title}" for reading in real[CARDS_SHOWN:])
    notes = [{"kind": "notes", "lines": [f"Also real: {rest}"]}] if rest else []
    cards.show([{"kind": "row", "cards": large}, *notes], chosen, "changes")


def _calm(every: list[Reading], real: int) -> str:
    """What is not worth a look, in one line, and how far the data reaches."""
    normal = sum(reading.verdict == "normal variation" for reading in every)
    early = sum(reading.verdict == "too early" for reading in every)
    silent = len(every) - real - normal - early
    fresh = readings.fresh()
    parts = [f"{wording.counted(normal, 'figure')} moved as they normally do"]
    parts += [f"{early} cannot be judged yet"] if early else []
    parts += [f"{silent} {'has' if silent == 1 else 'have'} no data this month"] if silent else []
    parts += [f"data to {wording.day(fresh.last_day)}"] if fresh.last_day else []
    return " · ".join(parts) + "."
