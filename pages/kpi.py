"""KPI: what happened to this figure, why, is it real, what is behind it?"""

import streamlit as st

from custodian.ui import annotating, definition_entry, dictionary, drivers, facts, frame, kpi, limits, readings, targets

chosen = frame.draw("KPI")
said, chooser = st.columns([7, 3], vertical_alignment="bottom")
with chooser:
    chosen_kpi = kpi.choose()
reading = readings.of([chosen_kpi.key], chosen)[chosen_kpi.key]

with said:
    kpi.headline(reading)
left, right = st.columns([7, 3])
with left:
    kpi.trend(reading)
    annotating.below(reading, chosen)
    drivers.section(reading, kpi.split(reading))
    kpi.rows(reading)
    definition_entry.way(chosen_kpi)
with right:
    cards = [kpi.figure(reading, chosen), targets.aim(reading, chosen), limits.card(reading)]
    facts.draw([*cards, dictionary.card(chosen_kpi, chosen)], chosen)
targets.form(reading, chosen)
limits.form(reading, chosen)
