"""Definitions: what exactly does each KPI mean?"""

import streamlit as st

from custodian.ui import dictionary, frame

chosen = frame.draw("Definitions")
frame.headline(
    "What our figures mean",
    "One definition for both teams, in the order of the customer's journey; click one to open it.",
)

found = dictionary.search(st.text_input("Search", key="search", placeholder="reply, brand, deal …"))
if not found:
    frame.note("No figure has all these words. Try one word of its title, for example “reply”.")
    st.stop()

dictionary.draw(found, chosen)
