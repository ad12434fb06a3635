"""Definitions: what exactly does each KPI mean, who signed it, and where does it come from?"""

import streamlit as st

from custodian.ui import definition_entry, dictionary, frame

chosen = frame.draw("Definitions")
if asked := definition_entry.asked():
    definition_entry.draw(asked, chosen)
    st.stop()

frame.headline(
    "What our figures mean",
    "One definition for both teams, in the order of the customer's journey; click one to open it.",
)

known = dictionary.known()
wish = st.text_input("Search", key="search", placeholder="reply, brand, deal …")
found = dictionary.search(wish, known, chosen.month)
if not found:
    frame.note("No figure has all these words. Try one word of its title, for example “reply”.")
    st.stop()

dictionary.draw(found, chosen, known)
