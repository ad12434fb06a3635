"""The managing director's minute: the finding, the real changes with cause and owners, the promises, what is normal."""

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from custodian.domain import charge, consequence, periods
from custodian.domain.charge import Charge
from custodian.domain.periods import Period
from custodian.domain.readings import Reading
from custodian.ui import cards, comparison, filters, frame, objectives, readings, sharing, verdicts, wording
from custodian.ui.filters import Chosen

CHANGES_SHOWN = 6  # what one minute and one screen can hold; what is left is named


def draw(chosen: Chosen) -> None:
    every = readings.every(chosen)
    charges = readings.until_written(charge.of)
    real = consequence.ordered(every.values(), [key for key, one in charges.items() if one.objectives])
    frame.headline(readings.finding(every), _calm(list(every.values()), len(real)))
    left, right = st.columns([3, 1])
    with left:
        _changes(real, charges, chosen)
    with right:
        _ahead(chosen)


def _ahead(chosen: Chosen) -> None:
    with st.container(key="ahead", border=True):
        st.markdown("**What we promised together**")
        objectives.overview(chosen)
        frame.link("Objectives", "All joint objectives", chosen)
        frame.link("Side by side", "Both teams side by side", chosen)


def _changes(real: list[Reading], charges: dict[str, Charge], chosen: Chosen) -> None:
    if not real:
        frame.note("Nothing is outside what it normally does. No figure asks for a decision this month.")
        return
    shown = [_change(reading, charges.get(reading.kpi.key, Charge()), chosen) for reading in real[:CHANGES_SHOWN]]
    rest = ", ".join(f"{verdicts.SHAPES[reading.verdict]} {reading.kpi.title}" for reading in real[CHANGES_SHOWN:])
    notes = [{"kind": "notes", "lines": [f"Also real: {rest}"]}] if rest else []
    cards.show([{"kind": "changes", "cards": shown}, *notes], chosen, "changes")


def _change(reading: Reading, charge: Charge, chosen: Chosen) -> dict[str, Any]:
    said = cards.card(reading, chosen, readings.currency(), verdicts.sentence(reading))
    who = on_it(charge)
    promise = {"write": "objective", **filters.in_url(chosen)}
    act = {"label": "Promise it together", "page": cards.OBJECTIVES, "href": f"objectives?{urlencode(promise)}"}
    return {
        **said,
        "cause": _cause(reading),
        "who": who or "Nobody is on it yet.",
        "act": None if who else act,
        "spoken": f"{said['spoken']}. {who or 'Nobody is on it yet'}",
    }


def _cause(reading: Reading) -> str:
    """Where the change is since it began: beside the last month before, in season beside the same month last year."""
    in_season = reading.yardstick is not None and reading.yardstick.against_last_year
    before = periods.shifted(reading.month, -12) if in_season else periods.shifted(reading.since or reading.month, -1)
    then, now = (Period(month, periods.last_day(month)) for month in (before, reading.month))
    shared = sharing.found([reading.kpi], then, now)[reading.kpi.key]
    said = sharing.most_telling(reading.kpi, shared, readings.currency())
    return f"Since {wording.month_beside(before, reading.month)}: {said[:1].lower()}{said[1:]}" if shared else said


def on_it(charge: Charge) -> str:
    """The owners of the objectives that promise it, and who does what by when; '' where nobody is on it."""
    owners = [f"{one.sales_owner} · {one.marketing_owner}" for one in charge.objectives]
    to_do = [f"{one.what} ({one.owner}, due {wording.day(one.due)})" for one in charge.actions]
    said = "; ".join(dict.fromkeys([*owners, *to_do]))
    return f"On it: {said}" if said else ""


def _calm(every: list[Reading], real: int) -> str:
    """What is not worth a look, in one line, and how far the data reaches."""
    normal = sum(reading.verdict == "normal variation" for reading in every)
    early = sum(reading.verdict == "too early" for reading in every)
    silent = len(every) - real - normal - early
    fresh = readings.fresh()
    parts = [
        f"{wording.counted(real, 'real change')}",
        f"{wording.counted(normal, 'figure')} moved as they normally do",
    ]
    parts += [f"{early} cannot be judged yet"] if early else []
    parts += [f"{silent} {'has' if silent == 1 else 'have'} no data this month"] if silent else []
    parts += [f"data to {wording.day(fresh.last_day)}"] if fresh.last_day else []
    parts += [said] if (said := comparison.sentence(every)) else []
    return " · ".join(parts)
