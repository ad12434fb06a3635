"""Figures as cards: what a card says of a reading, and all cards of a page as one element."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from custodian.domain import uncertainty
from custodian.domain.kpis import STAGES, TEAMS, Stage, Team
from custodian.domain.readings import Reading
from custodian.ui import comparison, drawing, filters, marking, readings, samples, theme, verdicts, wording
from custodian.ui.filters import Chosen

LEGEND = [
    "▲▼ a real change: outside what this figure normally does",
    "● normal month-to-month variation",
    "○ too early to say",
    "grey band: natural limits (XmR), in season around last year",
    "±: 95% margin for survey figures",
    "│ a note · ┆ a new definition",
]

OBJECTIVES = "objectives"

Card = dict[str, Any]
Block = dict[str, Any]


def journey(every: Mapping[str, Reading], chosen: Chosen) -> None:
    """Side by side: the teams' leading figures stage by stage, the further figures of each team below."""
    cells = _cells(every.values(), chosen)
    heads = [{"title": wording.TEAM_HEADS[team], "color": theme.TEAM[team]} for team in TEAMS]
    blocks: list[Block] = [
        {"kind": "journey", "teams": heads, "stages": [_leading(stage, cells) for stage in STAGES]},
        {"kind": "notes", "lines": LEGEND},
    ]
    if further := _further(cells):
        blocks += [{"kind": "title", "text": "Further figures"}, {"kind": "journey", "teams": heads, "stages": further}]
    show(blocks, chosen, "journey")


def show(blocks: Sequence[Block], chosen: Chosen, key: str) -> None:
    """Draw the blocks as one element; a card that was clicked opens its KPI page."""
    clicked = drawing.of("cards")(key=key, data={"blocks": list(blocks)}, on_opened_change=_nothing)
    if clicked.opened == OBJECTIVES:
        st.switch_page("pages/objectives.py", query_params={"write": "objective", **filters.in_url(chosen)})
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
    is_known = any(point.value is not None for point in reading.points)
    says = {
        "key": kpi.key,
        "href": "kpi?" + urlencode({"key": kpi.key, **filters.in_url(chosen)}),
        "team": wording.TEAM_NAMES[kpi.team],
        "color": theme.TEAM[kpi.team],
        "tone": verdicts.tone(reading) if is_known else "missing",
        "title": kpi.title,
        "value": wording.value(kpi.unit, reading.figure.value, currency),
        "period": comparison.label(reading),
        "change": change(reading, currency),
        "shape": verdicts.SHAPES[reading.verdict],
        "verdict": comparison.of_the_month(reading, verdicts.word(reading), 3),
        "target": comparison.of_the_month(
            reading, wording.target(kpi.unit, kpi.direction, reading.now.value, reading.target, currency), 3
        ),
        "spark": spark(reading) if is_known else None,
        "fill": "" if is_known else f"Nothing yet. {readings.tools_for(kpi)}",
        "sentence": sentence,
    }
    return {**says, "spoken": _spoken(says)}


def change(reading: Reading, currency: str) -> str:
    """+9% on September · no sure change · n=212 · ±6 · buyers 44% · we say 12%."""
    kpi, figure = reading.kpi, reading.figure
    if reading.beside is not None and figure.value is not None:
        ours = wording.value(reading.beside.kpi.unit, reading.beside.figure.value, currency)
        return f"buyers {wording.value(kpi.unit, figure.value, currency)} · we say {ours}"
    parts = [_difference(reading, currency)]
    if kpi.margin and figure.value is not None:
        only = "only " if uncertainty.is_small(figure) else ""
        parts += [f"{only}n={figure.n:,}", wording.margin(kpi.unit, figure.low, figure.high, currency)]
    return " · ".join(part for part in parts if part)


def _difference(reading: Reading, currency: str) -> str:
    before, kpi = reading.compared, reading.kpi
    if before is None or before.value is None:
        return wording.short_months(reading.missing) if reading.now.value is not None else ""
    said = samples.change(kpi, reading.figure, before, currency)
    # Beside n and margin there is room for a short month only; what longer periods stand beside, the page says above.
    is_long = reading.comparison is not None and not reading.comparison.is_of_one_month
    if kpi.margin and (said in (wording.NO_CHANGE, samples.UNSURE) or is_long):
        return said
    return f"{said} on {comparison.before(reading, letters=3 if kpi.margin else None)}"


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
