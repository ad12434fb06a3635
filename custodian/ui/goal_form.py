"""The form of one goal of the company: its title, who stands for it, its period."""

from dataclasses import replace
from datetime import date

import streamlit as st

from custodian.domain.goals import Draft, Goal
from custodian.ui import filters
from custodian.ui.filters import Chosen

_CLOSED = "Closed: no longer pursued"


def ask(before: Goal | None, chosen: Chosen) -> tuple[Draft, str]:
    """What the visitor has written so far, and who writes; the fields begin with what stood there before."""
    title = st.text_input("What does the company want?", before.title if before else "")
    owner = st.text_input("Who stands for it?", before.owner if before else "")
    year = chosen.month.year
    first, last = (before.first_day, before.last_day) if before else (date(year, 1, 1), date(year, 12, 31))
    left, right = st.columns(2)
    first_day = left.date_input("First day", first, format="YYYY-MM-DD", min_value=None)
    last_day = right.date_input("Last day", last, format="YYYY-MM-DD", min_value=None)
    is_closed = bool(before) and st.checkbox(_CLOSED, before.status == "closed" if before else False)
    by = filters.signature()
    draft = Draft(title, owner, first_day, last_day, "closed" if is_closed else "active")
    return replace(draft, id=before.id, version=before.version) if before else draft, by
