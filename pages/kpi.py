"""KPI: what happened to this figure, why, is it real, what is behind it?"""

import streamlit as st

from custodian.ui import annotating, definition_entry, drivers, frame, kpi, limits, readings, targets

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
    kpi.facts(reading, chosen)
    targets.aim(reading, chosen)
    limits.draw(reading, chosen)
    kpi.meaning(chosen_kpi, chosen)
