"""A progress bar while work is done: what is being done, rows, time left."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from custodian.domain.desk import Progress


@contextmanager
def shown() -> Iterator[Progress]:
    """Gone when the work is done."""
    bar = st.empty()
    began, before = time.monotonic(), ""

    def told(done: int, total: int, doing: str) -> None:
        nonlocal began, before
        if doing != before:
            began, before = time.monotonic(), doing
        seconds = time.monotonic() - began
        said = f"{doing} · {done:,} of {total:,} rows" if total else doing
        if done and total > done:
            said += f" · about {seconds * (total - done) / done:.0f} s left"
        bar.progress(min(done / total, 1.0) if total else 0.0, said)

    try:
        yield told
    finally:
        bar.empty()
