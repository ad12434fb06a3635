"""The month and the comparison that the visitor looks at: chosen once, kept across pages, written in the URL.

The URL leads, so that a link reopens the same view; what the visitor chose before helps out where the URL says nothing.
The only module that touches session_state.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, cast, get_args

import streamlit as st

from custodian.domain import periods
from custodian.domain.readings import Compare
from custodian.ui import wording

COMPARISONS: dict[str, Compare] = dict(zip(("previous", "last-year"), get_args(Compare), strict=True))
_T = TypeVar("_T")
BAR = "bar"
_KEPT = "custodian_{}"
_CHOOSER = "choose_{}"


@dataclass(frozen=True)
class Chosen:
    """What every page is looked at with."""

    month: date
    compare: Compare


@dataclass(frozen=True)
class Chooser:
    """A choice that the bar above every page offers; `options` is word in the URL: what people read."""

    name: str
    label: str
    options: dict[str, str]
    current: str

    def written(self) -> dict[str, Any]:
        return {"name": self.name, "label": self.label, "options": list(self.options.items()), "current": self.current}


def choosers(months: list[date], default: date) -> tuple[Chosen, list[Chooser]]:
    """What is chosen, and from what. A word of the URL that is none of the options falls back to the default."""
    newest_first = {_written(month): wording.month(month) for month in sorted({*months, default}, reverse=True)}
    chosen_month = _current("month", newest_first, _written(default))
    month = date.fromisoformat(f"{chosen_month}-01")
    names = {"previous": f"{periods.shifted(month, -1):%B}", "last-year": wording.month(periods.shifted(month, -12))}
    compare = _current("compare", names, "previous")
    return Chosen(month, COMPARISONS[compare]), [
        Chooser("month", "Month", newest_first, chosen_month),
        Chooser("compare", "Compared with", names, compare),
    ]


def keep() -> None:
    """Called when the visitor chose something in the bar."""
    name, word = st.session_state[BAR].chosen
    _keep(name, word)


def in_url(chosen: Chosen) -> dict[str, str]:
    words = {compare: word for word, compare in COMPARISONS.items()}
    return {"month": _written(chosen.month), "compare": words[chosen.compare]}


def choose_one(name: str, options: dict[str, str], default: str, label: str) -> str:
    """One of `options` (word in the URL: what people read), drawn as a chooser; returns the word."""
    current = _current(name, options, default)
    chooser = _CHOOSER.format(name)
    st.session_state[chooser] = current
    st.selectbox(
        label,
        options,
        format_func=options.__getitem__,
        key=chooser,
        on_change=lambda: _keep(name, st.session_state[chooser]),
        filter_mode=None,
    )
    return current


def choose_segment(name: str, options: dict[str, str], default: str, label: str) -> str:
    """One of a few `options` (word in the URL: what people read), all of them seen side by side; returns the word."""
    current = _current(name, options, default)
    chooser = _CHOOSER.format(name)
    st.session_state[chooser] = current
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        key=chooser,
        required=True,
        on_change=lambda: _keep(name, st.session_state[chooser]),
        label_visibility="collapsed",
    )
    return current


def signature(live: bool = False) -> str:
    """Who writes: every entry says so. Asked in each form, remembered for the next one.

    Live where a key answers: a key, unlike a click, does not leave the field, which keeps what was written in it.
    """
    kept = _KEPT.format("signature")
    known = st.session_state.get(kept, "")
    # Known by its key, a live field stays the same field while what is kept grows letter by letter.
    key, pause = ("signature_live", "0ms") if live else (None, False)
    name = str(st.text_input("Your name", known, max_chars=80, key=key, live=pause) or "")
    st.session_state[kept] = name
    return name


def desk(name: str, made: Callable[[], _T]) -> _T:
    """Something a visitor works on over several runs, made when first asked for; nobody else sees it."""
    kept = _KEPT.format(name)
    if kept not in st.session_state:
        st.session_state[kept] = made()
    return cast(_T, st.session_state[kept])


def asked(name: str) -> str:
    """A plain value of the URL, '' where there is none."""
    return str(st.query_params.get(name, ""))


def _current(name: str, options: dict[str, str], default: str) -> str:
    wishes = (asked(name), st.session_state.get(_KEPT.format(name), ""), default)
    current = next(wish for wish in wishes if wish in options)
    if asked(name) not in ("", current):
        st.query_params[name] = current
    st.session_state[_KEPT.format(name)] = current
    return current


def _keep(name: str, word: str) -> None:
    st.session_state[_KEPT.format(name)] = word
    st.query_params[name] = word


def _written(month: date) -> str:
    return f"{month:%Y-%m}"
