"""Figures as cards: what a card says of a reading, and all cards of a page as one element."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from custodian.domain.kpis import STAGES, TEAMS, Stage, Team
from custodian.domain.readings import Reading
from custodian.ui import drawing, filters, readings, theme
from custodian.ui.filters import Chosen
from custodian.words import figures, marking, verdicts, wording

OBJECTIVES = "objectives"

Card = dict[str, Any]
Block = dict[str, Any]


def journey(every: Mapping[str, Reading], chosen: Chosen) -> None:
    """Side by side: the teams' leading figures stage by stage, the further figures of each team below."""
    cells = _cells(every.values(), chosen)
    heads = [{"title": wording.TEAM_HEADS[team], "color": theme.TEAM[team]} for team in TEAMS]
    blocks: list[Block] = [
        {"kind": "journey", "teams": heads, "stages": [_leading(stage, cells) for stage in STAGES]},
        {"kind": "notes", "lines": verdicts.LEGEND},
    ]
    if further := _further(cells):
        blocks += [{"kind": "title", "text": "Further figures"}, {"kind": "journey", "teams": heads, "stages": further}]
    show(blocks, chosen, "journey")


def show(blocks: Sequence[Block], chosen: Chosen, key: str) -> None:
    """Draw the blocks as one element; a card that was clicked opens its KPI page, or the form that promises the KPI."""
    clicked = drawing.of("cards")(key=key, data={"blocks": list(blocks)}, on_opened_change=_nothing)
    page, _, kpi = str(clicked.opened or "").partition(":")
    if page == OBJECTIVES:
        asked = {"write": "objective", "id": kpi, **filters.in_url(chosen)}
        st.switch_page("pages/objectives.py", query_params=asked)
    elif clicked.opened:
        st.switch_page("pages/kpi.py", query_params={"key": clicked.opened, **filters.in_url(chosen)})


def _nothing() -> None:
    """Without a callback Streamlit does not tell that a card was clicked."""


def _cells(every: Iterable[Reading], chosen: Chosen) -> dict[tuple[Stage, Team], list[Card]]:
    cells: dict[tuple[Stage, Team], list[Card]] = {(stage, team): [] for stage in STAGES for team in TEAMS}
    currency = readings.currency()
    for reading in every:
        cells[reading.kpi.stage, reading.kpi.team].append(card(reading, chosen, currency))
    return cells


def _leading(stage: Stage, cells: dict[tuple[Stage, Team], list[Card]]) -> Block:
    title, says = wording.STAGES[stage]
    return {"title": title, "says": says, "cells": [next(iter(cells[stage, team]), None) for team in TEAMS]}


def _further(cells: dict[tuple[Stage, Team], list[Card]]) -> list[Block]:
    """The other figures close together under their team, each with its stage: a row per stage would be mostly empty."""
    columns = [
        [{**card, "stage": wording.STAGES[stage][0]} for stage in STAGES for card in cells[stage, team][1:]]
        for team in TEAMS
    ]
    return [{"title": "", "says": "", "cells": list(row)} for row in zip_longest(*columns)]


def card(reading: Reading, chosen: Chosen, currency: str, sentence: str = "") -> Card:
    """What a card says of a reading, as the JSON that cards.js draws."""
    kpi = reading.kpi
    is_known = figures.is_known(reading)
    says = {
        "key": kpi.key,
        "href": "kpi?" + urlencode({"key": kpi.key, **filters.in_url(chosen)}),
        "team": wording.TEAM_NAMES[kpi.team],
        "color": theme.TEAM[kpi.team],
        **figures.on_a_card(reading, currency),
        "spark": spark(reading) if is_known else None,
        "fill": "" if is_known else f"Nothing yet. {readings.tools_for(kpi)}",
        "sentence": sentence,
    }
    return {**says, "spoken": _spoken(says)}


def spark(reading: Reading) -> dict[str, Any]:
    points = reading.points
    return {
        "values": [point.value for point in points],
        "signals": [[at, verdicts.signal_tone(reading, point)] for at, point in enumerate(points) if point.is_signal],
        "lower": [point.lower_limit for point in points],
        "upper": [point.upper_limit for point in points],
        "target": reading.target,
        "path": list(reading.path) if len({*reading.path} - {None}) > 1 else [],
        "marks": marking.ticks(reading),
        "first": wording.short_month(points[0].month),
        "last": wording.short_month(points[-1].month),
    }


def _spoken(says: Card) -> str:
    parts = [says[name] for name in ("title", "period", "value", "change", "verdict", "target", "sentence", "fill")]
    return f"{says['team']}: " + ". ".join(part for part in parts if part)
