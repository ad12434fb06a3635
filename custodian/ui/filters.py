"""The month and the comparison that the visitor looks at: chosen once, kept across pages, written in the URL.

The URL leads, so that a link reopens the same view; what the visitor chose before helps out where the URL says nothing.
The only module that touches session_state.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, cast

import streamlit as st

from custodian.domain import comparisons, periods
from custodian.domain.comparisons import Compare, Standard, TwoPeriods
from custodian.domain.periods import Period
from custodian.ui import wording

COMPARISONS: dict[str, Standard] = {
    "previous": "previous month",
    "last-year": "same month last year",
    "year-to-date": "year to date",
    "twelve-months": "twelve months",
    "quarter": "quarter",
    "fiscal-year": "fiscal year",
}
ENDS = {"now-from": "Figures from", "now-to": "to", "before-from": "beside those from", "before-to": "to"}
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
    is_end: bool = False  # of one of two periods chosen freely

    def written(self) -> dict[str, Any]:
        told = {"name": self.name, "label": self.label, "current": self.current, "is_end": self.is_end}
        return {**told, "options": list(self.options.items())}


def choosers(months: list[date], default: date) -> tuple[Chosen, list[Chooser]]:
    """What is chosen, and from what. A word of the URL that is none of the options falls back to the default."""
    newest_first = {_written(month): wording.month(month) for month in sorted({*months, default}, reverse=True)}
    chosen_month = _current("month", newest_first, _written(default))
    month = date.fromisoformat(f"{chosen_month}-01")
    free = _two_periods() or _quarter_beside_last_year(month)
    names = {
        "previous": f"{periods.shifted(month, -1):%B}",
        "last-year": wording.month(periods.shifted(month, -12)),
        "year-to-date": "Last year to date",
        "twelve-months": "The 12 months before",
        "quarter": "The quarter before",
        "fiscal-year": "Last fiscal year",
        comparisons.written(free): "Any two periods",
    }
    asked_for = comparisons.written(free) if comparisons.read(asked("compare")) else asked("compare")
    compare = _current("compare", names, "previous", asked_for)
    chosen = Chosen(month, COMPARISONS.get(compare, free))
    return chosen, [
        Chooser("month", "Month", newest_first, chosen_month),
        Chooser("compare", "Compared with", names, compare),
        *(_ends(chosen.compare, newest_first) if isinstance(chosen.compare, TwoPeriods) else ()),
    ]


def _two_periods() -> TwoPeriods | None:
    """Those that the URL says, or those chosen before."""
    wishes = (asked("compare"), str(st.session_state.get(_KEPT.format("compare"), "")))
    return next(filter(None, map(comparisons.read, wishes)), None)


def _quarter_beside_last_year(month: date) -> TwoPeriods:
    """What two free periods begin with: three months, and the same ones a year before."""
    first, year_before = periods.shifted(month, -2), periods.shifted(month, -12)
    now = Period(first, periods.last_day(month))
    return TwoPeriods(now, Period(periods.shifted(first, -12), periods.last_day(year_before)))


def _ends(chosen: TwoPeriods, months: dict[str, str]) -> list[Chooser]:
    ends = comparisons.ends(chosen)
    known = {end: months.get(end) or wording.whole_day_or_month(end) for end in ends}
    options = {word: says for word, says in sorted({**months, **known}.items(), reverse=True)}
    return [
        Chooser(name, says, options, end, is_end=True) for (name, says), end in zip(ENDS.items(), ends, strict=True)
    ]


def keep(drawing: str = BAR) -> None:
    """Called when the visitor chose something in the bar, or in another drawing."""
    name, word = st.session_state[drawing].chosen
    if name not in ENDS:
        _keep(name, word)
    elif chosen := _two_periods():
        ends = {**dict(zip(ENDS, comparisons.ends(chosen), strict=True)), name: word}
        if moved := comparisons.read("{}..{}~{}..{}".format(*ends.values())):
            _keep("compare", comparisons.written(moved))


def in_url(chosen: Chosen) -> dict[str, str]:
    words = {compare: word for word, compare in COMPARISONS.items()}
    free = chosen.compare
    return {
        "month": _written(chosen.month),
        "compare": comparisons.written(free) if isinstance(free, TwoPeriods) else words[free],
    }


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


def choose_segment(name: str, options: dict[str, str], default: str, label: str, *, is_label_seen: bool = False) -> str:
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
        label_visibility="visible" if is_label_seen else "collapsed",
    )
    return current


def signature() -> str:
    """Who writes: every entry says so. Asked in each form, remembered for the next one."""
    kept = _KEPT.format("signature")
    known = st.session_state.get(kept, "")
    name = str(st.text_input("Your name", known, max_chars=80) or "")
    st.session_state[kept] = name
    return name


def signed(name: str = "") -> str:
    """Who writes, asked for in a drawing; remembered where a name is given."""
    if name.strip():
        st.session_state[_KEPT.format("signature")] = name.strip()
    return str(st.session_state.get(_KEPT.format("signature"), ""))


def told(drawing: str, name: str) -> dict[str, Any]:
    """What the browser sent with one of a drawing's triggers: for the callback, which runs before the page."""
    return dict(st.session_state[drawing][name] or {})


def desk(name: str, made: Callable[[], _T]) -> _T:
    """Something a visitor works on over several runs, made when first asked for; nobody else sees it."""
    kept = _KEPT.format(name)
    if kept not in st.session_state:
        st.session_state[kept] = made()
    return cast(_T, st.session_state[kept])


def asked(name: str) -> str:
    """A plain value of the URL, '' where there is none."""
    return str(st.query_params.get(name, ""))


def _current(name: str, options: dict[str, str], default: str, wish: str | None = None) -> str:
    """`wish` is what the URL asks for, where it may say the same in several ways."""
    wishes = (asked(name) if wish is None else wish, st.session_state.get(_KEPT.format(name), ""), default)
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
