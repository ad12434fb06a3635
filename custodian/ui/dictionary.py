"""What each KPI means, in words: definition in force, formula, reason, caveat, names, who signed, what feeds it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import duckdb

from custodian.domain import computations, definitions, kpi_names, objectives
from custodian.domain.computations import Seen
from custodian.domain.definitions import Version
from custodian.domain.kpi_names import Called
from custodian.domain.kpis import Kpi
from custodian.ui import cards, filters, frame, readings, theme, uses
from custodian.ui.facts import Card, Way
from custodian.ui.filters import Chosen
from custodian.words import definition_words, wording

SHOWN_ON = "Shown on"  # not on the KPI page: the first time it takes most of a second to read all pages' code


@dataclass(frozen=True)
class Known:
    """What people wrote about the KPIs, read once for a page; each by key of the KPI."""

    versions: dict[str, tuple[Version, ...]]
    names: dict[str, tuple[Called, ...]]
    shipped: dict[str, tuple[Seen, ...]]
    promised: dict[str, list[str]]  # titles of the objectives that have it as a key result


def known() -> Known:
    return readings.until_written(_known)


def _known(cursor: duckdb.DuckDBPyConnection) -> Known:
    promised: dict[str, list[str]] = {}
    for objective in objectives.current(cursor):
        for result in objective.key_results if objective.status == "active" else ():
            promised.setdefault(result.kpi, []).append(objective.title)
    return Known(definitions.every(cursor), kpi_names.current(cursor), computations.seen(cursor), promised)


def card(kpi: Kpi, chosen: Chosen) -> Card:
    """The definition in full, and the way to its past."""
    lines = [[(f"{name} ", True), (text, False)] for name, text in parts(kpi, chosen.month, known()).items()]
    return Card(lines, way=Way("Definitions", "Versions, signatures, names", {"key": kpi.key}))


def search(wish: str, known: Known, month: date) -> list[Kpi]:
    """The KPIs in journey order whose words, or the words that a team has for them, contain every word looked for."""
    words = wish.lower().split()
    every = readings.catalogue().values()
    return [kpi for kpi in every if all(word in _everything(kpi, month, known) for word in words)]


def draw(found: Iterable[Kpi], chosen: Chosen, known: Known) -> None:
    entries = [_entry(kpi, chosen, known) for kpi in found]
    cards.show([{"kind": "dictionary", "entries": entries}], chosen, "dictionary")


def parts(kpi: Kpi, month: date, known: Known) -> dict[str, str]:
    better = "higher is better" if kpi.direction == "up" else "lower is better"
    versions = known.versions[kpi.key]
    holding = definitions.in_force(versions, month)
    told = {
        "Definition": holding.words,
        "In force": definition_words.version(holding),
        "Proposed": definition_words.waiting(versions),
        "Changed": definition_words.changed(known.shipped.get(kpi.key, ()), holding),
        "Also called": definition_words.called(known.names.get(kpi.key, ())),
        "Why it matters": kpi.reason,
        "Take care": kpi.caveat,
        "Formula": definition_words.formula(kpi),
        "Read as": f"{wording.unit(kpi.unit, readings.currency())}, {better}",
        "Split by": ", ".join(wording.split(name) for name in kpi.splits) or "not split",
        "Fed by": f"{readings.exports_for(kpi)}.",
    }
    return {name: text for name, text in told.items() if text}


def shown_on(kpi: Kpi, known: Known) -> str:
    """Overview, Side by side, …; with the objectives whose key result it is."""
    titles = uses.pages_with(kpi.key, frame.titles(), set(known.promised))
    named = "; ".join(f"“{title}”" for title in known.promised.get(kpi.key, ()))
    return ", ".join(f"{title} ({named})" if title == "Objectives" else title for title in titles)


def _entry(kpi: Kpi, chosen: Chosen, known: Known) -> dict[str, Any]:
    in_url = urlencode({"key": kpi.key, **filters.in_url(chosen)})
    return {
        "key": kpi.key,
        "title": kpi.title,
        "href": f"kpi?{in_url}",
        "more": f"definitions?{in_url}",
        "color": theme.TEAM[kpi.team],
        "place": f"{wording.STAGES[kpi.stage][0]} · {wording.TEAM_NAMES[kpi.team]}",
        "parts": [*parts(kpi, chosen.month, known).items(), (SHOWN_ON, shown_on(kpi, known))],
    }


def _everything(kpi: Kpi, month: date, known: Known) -> str:
    return " ".join([kpi.key, kpi.title, kpi.team, kpi.stage, *parts(kpi, month, known).values()]).lower()
