"""A drawing is a JavaScript and a CSS file of one name beside this module, put on the page as one element."""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

_FOLDER = Path(__file__).parent


@cache
def of(name: str, *parts: str) -> ComponentRenderer:
    """Registered once a process: registering again would tell every open page to load it anew.

    A drawing too long for one file has `parts`: files of their own beside it.
    """
    return st.components.v2.component(
        f"custodian_{name}",
        css=(_FOLDER / f"{name}.css").read_text("utf-8"),
        js=script(*parts, name),
    )


def script(*names: str) -> str:
    """The drawing's JavaScript, with what all of them are built of before it."""
    return "\n".join((_FOLDER / f"{part}.js").read_text("utf-8") for part in ("dom", *names))
