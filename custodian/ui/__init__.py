"""Streamlit and Plotly: frame, filters, readings, cards, charts, wording, theme."""
