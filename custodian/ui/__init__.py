"""Streamlit and Plotly: frame, filters, readings, cards, charts, theme."""

from custodian.words import wording as wording  # what every screen writes its numbers with
