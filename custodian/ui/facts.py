"""Cards of short lines beside a chart, with what can be done about each, put on the page as one element.

As elements of Streamlit they took a fifth of the time in which the page is drawn.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from custodian.ui import drawing, filters, forms, frame
from custodian.ui.filters import Chosen

Line = Sequence[tuple[str, bool]]  # pieces of text, and whether each is strong


@dataclass(frozen=True)
class Way:
    """A link to a page of the menu, and what it asks of it beside month and comparison."""

    page: str
    label: str
    asked: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Card:
    lines: Sequence[Line]
    deeds: Mapping[str, str] = field(default_factory=dict)  # name of a form → what its button says
    way: Way | None = None


def plain(text: str) -> Line:
    return [(text, False)]


def strong(text: str) -> Line:
    return [(text, True)]


def of_markdown(text: str) -> Line:
    """Our own words, in which nothing is marked but what is **strong**."""
    return [(piece, bool(at % 2)) for at, piece in enumerate(text.split("**")) if piece]


def draw(cards: Iterable[Card | None], chosen: Chosen) -> None:
    """A deed opens its form, a link its page."""
    shown = [card for card in cards if card]
    data = {"cards": [_written(card, chosen) for card in shown]}
    clicked = drawing.of("facts")(key="facts", data=data, on_asked_change=_nothing, on_opened_change=_nothing)
    if clicked.asked:
        forms.open_one(str(clicked.asked))
    for way in (card.way for card in shown):
        if way and way.page == clicked.opened:
            st.switch_page(frame.MENU[way.page], query_params={**way.asked, **filters.in_url(chosen)})


def _written(card: Card, chosen: Chosen) -> dict[str, Any]:
    way = card.way
    return {
        "lines": card.lines,
        "deeds": list(card.deeds.items()),
        "way": way and {"page": way.page, "label": way.label, "href": frame.address(way.page, chosen, **way.asked)},
    }


def _nothing() -> None:
    """Without a callback Streamlit does not tell that something was clicked."""
