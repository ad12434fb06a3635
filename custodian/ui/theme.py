"""One look for every page: the colours of the teams, of good and bad, and of the paper."""

from pathlib import Path

import streamlit as st

from custodian.domain.kpis import Team

INK, MUTED, LINE, PAPER, CARD, BAND = "#1b1f24", "#5d6670", "#e3e6ea", "#f7f7f5", "#ffffff", "#eef0f2"
GOOD, BAD = "#14703d", "#b3261e"
TEAM: dict[Team, str] = {"marketing": "#0063a6", "customer": "#5b3f8c", "sales": "#b14a00"}
FONT = "'Source Sans 3', 'Source Sans Pro', Inter, 'Noto Sans', 'Segoe UI', 'DejaVu Sans', sans-serif"

_SHEET = Path(__file__).with_name("theme.css")


def apply() -> None:
    st.html(_SHEET)
