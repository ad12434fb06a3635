"""One look for every page: the colours of the teams, of good and bad, and of the paper."""

from pathlib import Path

import streamlit as st

from custodian.words.colours import *  # noqa: F403

FONT = "'Source Sans 3', 'Source Sans Pro', Inter, 'Noto Sans', 'Segoe UI', 'DejaVu Sans', sans-serif"

_SHEET = Path(__file__).with_name("theme.css")


def apply() -> None:
    st.html(_SHEET)
