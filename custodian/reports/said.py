"""What a board pack says, in the words of the screens: from gathered numbers to texts and lines to draw.

The PDF and the slides are set from this alone, so both say the same.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any

from custodian.domain import headline
from custodian.domain.charge import Charge
from custodian.domain.kpis import STAGES, TEAMS, Kpi, Stage, Team
from custodian.domain.packs import Pack
from custodian.domain.readings import Reading
from custodian.reports import plots, promised
from custodian.words import (
    comparison,
    courses,
    definition_words,
    figures,
    findings,
    marking,
    samples,
    sharing,
    verdicts,
    wording,
)

CHANGES_SHOWN = 6  # as on the Overview: what one minute can hold; what is left is named
NOTES_SHOWN = 5
LETTERS = 160  # of who is on a change, on the first page
Said = dict[str, Any]


def of(pack: Pack, made_at: datetime) -> Said:
    """As JSON can hold it; every text fit to be set in one line."""
    month = wording.month(pack.asked.month)
    house = pack.company or "Custodian"
    sample = f"Sample company {house}: invented figures" if pack.fresh.is_sample else ""
    said: Said = {
        "title": f"Board pack · {sample or house} · {month}",  # it stands on every page
        "company": house,
        "month": month,
        "made": f"made on {wording.day(made_at)} {made_at.year}",
        "sample": sample,
        "headline": headline.headline(pack.readings.values()),
        "below": _below(pack),
        "changes": [_change(pack, reading) for reading in pack.real[:CHANGES_SHOWN]],
        "also": _also(pack.real[CHANGES_SHOWN:]),
        "calm": "" if pack.real else findings.NOTHING_REAL,
        "teams": [{"team": team, "says": wording.TEAM_HEADS[team]} for team in TEAMS],
        "stages": [_leading(pack, stage) for stage in STAGES],
        "further": _further(pack),
        "legend": verdicts.LEGEND,
        "promised": promised.of(pack),
        "real": [_page(pack, reading) | _change(pack, reading) for reading in pack.real],
        "figures": [_page(pack, reading) for reading in _others(pack) if figures.is_known(reading)],
        "silent": [reading.kpi.title for reading in _others(pack) if not figures.is_known(reading)],
        "definitions": [_definition(pack, reading.kpi) for reading in pack.readings.values()],
    }
    every: Said = _set(said)
    return every


def _below(pack: Pack) -> str:
    files = [wording.counted(pack.fresh.files, "file")] if pack.fresh.files else []
    return " · ".join([findings.calm(list(pack.readings.values()), len(pack.real), pack.fresh), *files])


def _also(rest: Sequence[Reading]) -> str:
    named = ", ".join(f"{verdicts.SHAPES[reading.verdict]} {reading.kpi.title}" for reading in rest)
    return f"Also real: {named}" if named else ""


def _others(pack: Pack) -> list[Reading]:
    real = {reading.kpi.key for reading in pack.real}
    return [reading for key, reading in pack.readings.items() if key not in real]


def _card(pack: Pack, reading: Reading) -> Said:
    says: Said = {"key": reading.kpi.key, "team": reading.kpi.team, **figures.on_a_card(reading, pack.currency)}
    return says | {"spark": plots.spark(reading) if figures.is_known(reading) else None}


def _change(pack: Pack, reading: Reading) -> Said:
    key = reading.kpi.key
    who = findings.on_it(pack.charges.get(key, Charge())) or findings.NOBODY
    return _card(pack, reading) | {
        "sentence": verdicts.sentence(reading),
        "cause": findings.cause(reading, pack.causes[key], pack.currency),
        "who": who,
        "who_in_short": wording.shortened(who, LETTERS),
    }


def _leading(pack: Pack, stage: Stage) -> Said:
    title, says = wording.STAGES[stage]
    return {"title": title, "says": says, "cells": [next(iter(_cell(pack, stage, team)), None) for team in TEAMS]}


def _further(pack: Pack) -> list[list[Said | None]]:
    """Rows of the other figures, a column for each team, each with its stage."""
    columns = [
        [card | {"stage": wording.STAGES[stage][0]} for stage in STAGES for card in _cell(pack, stage, team)[1:]]
        for team in TEAMS
    ]
    return [list(row) for row in zip_longest(*columns)]


def _cell(pack: Pack, stage: Stage, team: Team) -> list[Said]:
    return [
        _card(pack, reading)
        for reading in pack.readings.values()
        if (reading.kpi.stage, reading.kpi.team) == (stage, team)
    ]


def _page(pack: Pack, reading: Reading) -> Said:
    key = reading.kpi.key
    course, landing, path = pack.courses[key], pack.landings[key], dict(pack.paths.get(key, {}))
    return _card(pack, reading) | {
        "place": f"{wording.TEAM_NAMES[reading.kpi.team]} · {wording.STAGES[reading.kpi.stage][0]}",
        "heading": figures.heading(reading, pack.currency),
        "finding": figures.verdict(reading),
        "facts": [fact for fact in _facts(pack, reading) if fact],
        "landing": courses.landing(landing, course, pack.currency),
        "happened": _happened(reading),
        "plot": plots.trend(reading, course, landing, path, pack.currency),
    }


def _facts(pack: Pack, reading: Reading) -> list[str]:
    kpi, currency, now = reading.kpi, pack.currency, reading.now
    natural = ""
    if now.lower_limit is not None and now.upper_limit is not None:
        natural = f"Natural limits {wording.span(kpi.unit, now.lower_limit, now.upper_limit, currency)}"
    target = comparison.of_the_month(reading, figures.target(reading, currency) or "No target yet")
    return [
        samples.sentence(kpi, reading.figure, pack.minimum_n, currency),
        comparison.of_the_month(reading, natural),
        target,
        *(courses.lines(pack.courses[kpi.key], currency) if pack.courses[kpi.key].path else ()),
        _made_of(pack, reading),
    ]


def _made_of(pack: Pack, reading: Reading) -> str:
    shared, beside = pack.drivers[reading.kpi.key], reading.comparison
    if not shared or not beside:
        return ""
    then = wording.period(beside.before, reading.month)
    return f"On {then}: {sharing.most_telling(reading.kpi, shared, pack.currency)}"


def _happened(reading: Reading) -> list[str]:
    """The notes on the chart by the numbers that they have there, the newest first."""
    numbered = [
        f"{number} · {marking.said(one)}" for number, mark in enumerate(reading.marks, 1) for one in mark.happenings
    ]
    rest = len(numbered) - NOTES_SHOWN
    return [*reversed(numbered[-NOTES_SHOWN:]), *([f"and {rest} before"] if rest > 0 else [])]


def _definition(pack: Pack, kpi: Kpi) -> Said:
    holding = pack.definitions[kpi.key]
    return {
        "title": kpi.title,
        "team": kpi.team,
        "place": f"{wording.TEAM_NAMES[kpi.team]} · {wording.STAGES[kpi.stage][0]}",
        "words": holding.words,
        "in_force": definition_words.version(holding),
        "formula": definition_words.formula(kpi),
        "caveat": kpi.caveat,
    }


def _set(said: Any) -> Any:  # noqa: ANN401
    """Every text as it can be set."""
    if isinstance(said, str):
        return wording.on_paper(said)
    if isinstance(said, dict):
        return {name: _set(one) for name, one in said.items()}
    return [_set(one) for one in said] if isinstance(said, list) else said
