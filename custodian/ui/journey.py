"""The way of companies from the first sign to the repeat order: what the visitor asks for, and what is shown of it."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from custodian.domain import journey_headline, journeys, periods, supplies
from custodian.domain import travellers as domain
from custodian.domain.journeys import Asked, Journeys
from custodian.domain.travellers import Wanted
from custodian.intake import formulas
from custodian.ui import drawing, filters, frame, readings, travellers, travels, wording
from custodian.ui.filters import Chosen
from custodian.warehouse import tables

SPANS = {"24": "24 months", "12": "12 months", "every": "every month"}
EVERY = "*"
MOST_CHOICES, MOST_LISTED = 60, 25
CHOICES = {"source": "Source", "campaign": "Campaign", "segment": "Segment", "country": "Country", "team": "Brought by"}
TEAMS = ["marketing", "sales", "not known"]
BEHIND = "behind"


def draw(chosen: Chosen) -> None:
    with readings.cursor() as cursor:
        members = domain.members(cursor)
        is_empty = not journeys.has_any(cursor)
    if is_empty:
        frame.headline("No company is on its way yet")
        frame.empty("This page will show where companies come from, how far they get and how long it takes.", chosen)
        return
    head = st.container(gap=None)
    with st.container(horizontal=True, key="journey_choosers"):
        asked, when = _asked(chosen, members)
        by = filters.choose_one("by_journey", {each: travellers.BY[each] for each in domain.EVERY}, "source", "Show by")
    found, brought = readings.once(journeys.of, asked), readings.once(domain.brought, asked, by)
    with head:
        frame.headline(journey_headline.headline(found, when), _below(found, when))
    blocks = travels.blocks(found, travellers.brought(brought, by, found.minimum_n), lambda word: _link(chosen, word))  # type: ignore[arg-type]
    drawing.of("journey")(key="journey", data={"blocks": blocks}, on_chosen_change=lambda: filters.keep("journey"))
    _behind(found, asked)
    _missing(found)


def _asked(chosen: Chosen, members: dict[str, list[str]]) -> tuple[Asked, str]:
    """Whom the visitor asks about, and the months of entry in words."""
    span = filters.choose_one("entered", SPANS, "24", "First seen in")
    first = date.min if span == "every" else periods.shifted(chosen.month, 1 - int(span))
    when = f"up to {wording.month(chosen.month)}"
    if span != "every":
        when = f"in the {span} months to {wording.month(chosen.month)}"
    picked = {by: _one_of(by, label, {**members, "team": TEAMS}[by]) for by, label in CHOICES.items()}
    return Asked(first, chosen.month, **picked), when


def _one_of(by: str, label: str, members: list[str]) -> str | None:
    """Members that are too many for a list are still found by a link."""
    shown = members[:MOST_CHOICES]
    if (wish := filters.asked(by)) in members[MOST_CHOICES:]:
        shown.append(wish)
    options = {EVERY: "all", **{member: wording.shortened(member, 60) for member in shown if member != EVERY}}
    word = filters.choose_one(by, options, EVERY, label)
    return None if word == EVERY else word


def _below(found: Journeys, when: str) -> str:
    parts = [f"{wording.counted(found.companies, 'company').replace('companys', 'companies')} first seen {when}."]
    parts.append(journey_headline.below(found))
    if found.known_to:
        parts.append(f"As known on {wording.day(found.known_to)} {found.known_to.year}.")
    return " ".join(part for part in parts if part)


def _link(chosen: Chosen, word: str) -> str:
    kept = {name: filters.asked(name) for name in ("entered", *CHOICES, "by_journey")}
    said = {name: value for name, value in kept.items() if value}
    return "journey?" + urlencode({**filters.in_url(chosen), **said, BEHIND: word})


def _wanted(found: Journeys) -> Wanted | None:
    """What the URL asks to see by name: lost.opportunity, or reached.won.2026-03."""
    state, _, rest = filters.asked(BEHIND).partition(".")
    key, _, month = rest.partition(".")
    step = next((step for step in found.steps if step.key == key), None)
    if step is None or state not in domain.STATES:
        return None
    end = next((each.end for each in found.passages if each.start is step), None)
    cohort = next((each.month for each in found.cohorts if f"{each.month:%Y-%m}" == month), None)
    return None if month and cohort is None else Wanted(state, step, end, cohort)


def _behind(found: Journeys, asked: Asked) -> None:
    """The companies behind a figure that was clicked."""
    wanted = _wanted(found)
    if wanted is None:
        return
    with readings.cursor() as cursor:
        count, shown = domain.behind(cursor, asked, wanted, MOST_LISTED)
    title = travellers.title(wanted, count)
    data: dict[str, Any] = {"blocks": [travellers.listed(title, count, shown)]}
    drawing.of("journey")(key="journey_behind", data=data, on_chosen_change=lambda: filters.keep("journey_behind"))
    if count:
        st.download_button(
            "Download all of them as CSV",
            data=lambda: _for_spreadsheets(asked, wanted),
            file_name=f"journey_{filters.asked(BEHIND)}.csv",
            mime="text/csv",
            on_click="ignore",
        )


def _for_spreadsheets(asked: Asked, wanted: Wanted) -> str:
    with readings.cursor() as cursor:
        return formulas.harmless_frame(domain.table(cursor, asked, wanted)).write_csv()


def _missing(found: Journeys) -> None:
    """Steps that no file tells, and which export would; records that name no company."""
    silent: dict[str, list[str]] = {}
    for step in journeys.STEPS:
        if step not in found.steps:
            silent.setdefault(step.table, []).append(step.title.lower())
    for table, titles in silent.items():
        frame.note(f"No file tells this yet: {', '.join(titles)}. Load {supplies.tools_of(table)}.")
    nameless = {told.step.table: told.nameless for told in found.told.values() if told.nameless}
    for table, records in nameless.items():
        named = f"{wording.counted(records, 'record')} of {tables.declared()[table].title.lower()}"
        verb, them, they = ("names", "it", "it is") if records == 1 else ("name", "them", "they are")
        frame.note(
            f"{named} {verb} no company and no e-mail domain of one: nobody can follow {them}, so {they} not here."
        )
