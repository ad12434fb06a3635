"""Figures as cards: what a card says of a reading, and all cards of a page as one element."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from custodian.domain.kpis import STAGES, TEAMS
from custodian.domain.readings import Point, Reading
from custodian.ui import drawing, filters, readings, theme, wording
from custodian.ui.filters import Chosen

SHAPES = {"real improvement": "▲", "real decline": "▼", "normal variation": "●", "too early": "○", "no data": ""}
TONES = {"real improvement": "good", "real decline": "bad"}
LEGEND = [
    "▲▼ a real change: outside what this figure normally does",
    "● normal month-to-month variation",
    "○ too early to say",
    "grey band: natural limits (XmR)",
    "±: 95% margin for survey figures",
]

Card = dict[str, Any]


def journey(every: Mapping[str, Reading], chosen: Chosen) -> None:
    """Side by side: the teams' leading figures stage by stage, the further figures of each cell below."""
    cells = _cells([card(reading, chosen) for reading in every.values()], list(every.values()))
    depth = max((len(cell) for cell in cells.values()), default=0)
    heads = [{"title": wording.TEAM_HEADS[team], "color": theme.TEAM[team]} for team in TEAMS]
    lead = {"kind": "journey", "teams": heads, "stages": _stages(cells, 0)}
    blocks = [lead, {"kind": "notes", "lines": LEGEND}]
    if depth > 1:
        further = [stage for place in range(1, depth) for stage in _stages(cells, place) if any(stage["cells"])]
        further.sort(key=lambda stage: [wording.STAGES[name][0] for name in STAGES].index(stage["title"]))
        blocks += [{"kind": "title", "text": "Further figures"}, {"kind": "journey", "teams": heads, "stages": further}]
    show(blocks, chosen, "journey")


def row(cards: Sequence[Card], chosen: Chosen, key: str) -> None:
    show([{"kind": "row", "cards": list(cards)}], chosen, key)


def show(blocks: list[dict[str, Any]], chosen: Chosen, key: str) -> None:
    """Draw the blocks as one element; a card that was clicked opens its KPI page."""
    clicked = drawing.of("cards")(key=key, data={"blocks": blocks}, on_opened_change=_nothing)
    if clicked.opened:
        st.switch_page("pages/kpi.py", query_params={"key": clicked.opened, **filters.in_url(chosen)})


def _nothing() -> None:
    """Without a callback Streamlit does not tell that a card was clicked."""


def _cells(cards: list[Card], every: list[Reading]) -> dict[tuple[str, str], list[Card]]:
    cells: dict[tuple[str, str], list[Card]] = {(stage, team): [] for stage in STAGES for team in TEAMS}
    for drawn, reading in zip(cards, every, strict=True):
        cells[reading.kpi.stage, reading.kpi.team].append(drawn)
    return cells


def _stages(cells: dict[tuple[str, str], list[Card]], place: int) -> list[dict[str, Any]]:
    return [
        {
            "title": wording.STAGES[stage][0],
            "says": wording.STAGES[stage][1] if place == 0 else "",
            "cells": [(cells[stage, team][place : place + 1] or [None])[0] for team in TEAMS],
        }
        for stage in STAGES
    ]


def card(reading: Reading, chosen: Chosen, sentence: str = "") -> Card:
    """What a card says of a reading, as the JSON that cards.js draws."""
    kpi, currency = reading.kpi, readings.currency()
    is_known = any(point.value is not None for point in reading.points)
    says = {
        "key": kpi.key,
        "href": "kpi?" + urlencode({"key": kpi.key, **filters.in_url(chosen)}),
        "team": wording.TEAM_NAMES[kpi.team],
        "color": theme.TEAM[kpi.team],
        "tone": TONES.get(reading.verdict, "") if is_known else "missing",
        "title": kpi.title,
        "value": wording.value(kpi.unit, reading.now.value, currency),
        "change": change(reading, currency),
        "shape": SHAPES[reading.verdict],
        "verdict": verdict(reading),
        "target": wording.target(kpi.unit, kpi.direction, reading.now.value, reading.target, currency),
        "spark": spark(reading) if is_known else None,
        "fill": "" if is_known else f"Nothing yet. {readings.filled_by(kpi)}",
        "sentence": sentence,
    }
    return {**says, "spoken": _spoken(says)}


def change(reading: Reading, currency: str) -> str:
    """+9% on September · +1 pt on Jul · n=212 · ±6 · buyers 44% · we say 12%."""
    kpi, now = reading.kpi, reading.now
    if reading.beside is not None and now.value is not None:
        ours = wording.value(reading.beside.kpi.unit, reading.beside.now.value, currency)
        return f"buyers {wording.value(kpi.unit, now.value, currency)} · we say {ours}"
    parts = [_difference(reading, currency)]
    if kpi.margin and now.value is not None:
        parts += [f"n={now.n:,}", wording.margin(kpi.unit, now.low, now.high, currency)]
    return " · ".join(part for part in parts if part)


def _difference(reading: Reading, currency: str) -> str:
    now, before = reading.now, reading.compared
    if now.value is None:
        return ""
    if before is None or before.value is None:
        return "nothing to compare with"
    said = wording.change(reading.kpi.unit, reading.change, before.value, currency)
    when = wording.month_beside(before.month, reading.month)
    return f"{said} on {when[:3] + when[-5:] if ' ' in when else when[:3]}" if reading.kpi.margin else f"{said} on {when}"


def verdict(reading: Reading) -> str:
    """The verdict in a word, with its reason where there is none."""
    if reading.verdict == "no data":
        return reading.rule if reading.now.n else "No data in this month"
    if reading.verdict == "too early":
        return "Too early · month not over" if not reading.is_complete else "Too early to say"
    return reading.verdict.capitalize()


def spark(reading: Reading) -> dict[str, Any]:
    points = reading.points
    return {
        "values": [point.value for point in points],
        "signals": [[at, signal_tone(reading, point)] for at, point in enumerate(points) if point.is_signal],
        "lower": reading.lower_limit,
        "upper": reading.upper_limit,
        "target": reading.target,
        "first": wording.short_month(points[0].month),
        "last": wording.short_month(points[-1].month),
    }


def signal_tone(reading: Reading, point: Point) -> str:
    """Direction decides colour: above the mean is good only where up is."""
    if point.value is None or reading.centre is None:
        return ""
    return "good" if (point.value > reading.centre) == (reading.kpi.direction == "up") else "bad"


def _spoken(says: Card) -> str:
    parts = [says[name] for name in ("title", "value", "change", "verdict", "target", "sentence", "fill")]
    return f"{says['team']}: " + ". ".join(part for part in parts if part)

