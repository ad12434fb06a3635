"""Side by side: what did each team do, and what did the customer think, at each step?"""

import streamlit as st

from custodian.ui import cards, frame, readings

chosen = frame.draw("Side by side")

if not readings.has_figures():
    frame.headline("Nothing to put side by side yet")
    frame.empty("This page shows both teams' figures with the customer in the middle.", chosen)
    st.stop()

every = readings.every(chosen)
frame.headline(readings.finding(every), readings.summary(every))
cards.journey(every, chosen)
