"""The board pack by a button: made only once somebody clicks, from what the screen shows."""

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from custodian.domain import packs
from custodian.domain.packs import Asked
from custodian.domain.refusals import Refused
from custodian.ui import readings
from custodian.ui.filters import Chosen

if TYPE_CHECKING:
    from custodian.reports.board import Kind

KINDS: dict["Kind", tuple[str, str]] = {
    "pdf": ("PDF, to print", "application/pdf"),
    "pptx": ("PowerPoint, to edit", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "xlsx": ("Excel, to count on", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def draw(chosen: Chosen) -> None:
    with st.popover("Board pack", type="tertiary", icon=":material/download:", key="pack"):
        for kind, (label, mime) in KINDS.items():
            name = f"board_pack_{chosen.month:%Y-%m}.{kind}"
            st.download_button(
                label, partial(made, chosen, kind), name, mime, key=f"pack_{kind}", on_click="ignore", width="stretch"
            )


def made(chosen: Chosen, kind: "Kind") -> bytes:
    """Where the house's template cannot be used, the slides are plain ones and their first says why."""
    # What sets papers takes longer to load than a page to draw.
    from custodian.reports import board

    settings, rows = readings.in_force(), readings.rows()
    with readings.cursor() as cursor:
        pack = packs.gather(cursor, settings, Asked(chosen.month, chosen.compare, readings.today()), rows)
    try:
        return board.made(pack, kind, readings.now(), board.template_of(settings))
    except Refused as refusal:
        return board.made(pack, kind, readings.now(), note=str(refusal))
