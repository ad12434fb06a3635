"""Overview: is anything really different this month, does it matter, who is on it?"""

import streamlit as st

from custodian.ui import frame, overview, readings

chosen = frame.draw("Overview")

if not readings.has_figures():
    frame.headline("Nothing is loaded yet")
    frame.empty("This page will say in one minute what is really different.", chosen)
    st.stop()

overview.draw(chosen)
