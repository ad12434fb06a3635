"""What the Journey page draws, as JSON for journey.js: the flow, the steps with their times, the cohorts."""

from collections.abc import Callable
from typing import Any

from custodian.domain.journeys import SIGN, Cohort, Journeys, Passage, Step
from custodian.domain.survival import Curve
from custodian.ui import theme, wording

COLORS = {
    **dict.fromkeys(("sign", "lead", "qualified"), theme.TEAM["marketing"]),
    **dict.fromkeys(("accepted", "opportunity", "won"), theme.TEAM["sales"]),
    **dict.fromkeys(("ordered", "repeated"), theme.TEAM["customer"]),
}
WITHIN = (30, 90, 180)
NOTES = [
    "A company counts from the step at which it came in; whoever took a later step has passed those between, "
    "even where no file tells the day.",
    "Lost: every deal lost, none open and none won; or every lead sent back by sales. All others are still on the way.",
    "Times: of all who began on a day that a file tells (Kaplan–Meier); whoever is lost stays counted, never arrives "
    "(Aalen–Johansen). In brackets 95% intervals (log-log).",
    "○ not ripe: those that got there took longer than these have been watched, so the share may still rise.",
]

Block = dict[str, Any]
Link = Callable[[str], str]


def blocks(found: Journeys, brought: Block, link: Link) -> list[Block]:
    tables = [_passages(found, link), brought] if found.passages else [brought]
    below = [_cohorts(found, link), {"kind": "notes", "lines": [*NOTES, *_asides(found)]}]
    return [_flow(found, link), {"kind": "pair", "blocks": tables}, *below]


def _flow(found: Journeys, link: Link) -> Block:
    """Every step as a bar: what went on at its foot, then who is still on the way, lost, or passed by."""
    most = max(found.reached.values(), default=0) or 1
    after = {each.start.key: each for each in found.passages}
    return {"kind": "flow", "steps": [_bar(found, step, after.get(step.key), most, link) for step in found.steps]}


def _bar(found: Journeys, step: Step, passage: Passage | None, most: int, link: Link) -> dict[str, Any]:
    reached, came_in = found.reached[step.key], found.came_in[step.key]
    bar: dict[str, Any] = {
        "title": step.title,
        "says": step.says,
        "color": COLORS[step.key],
        "count": f"{reached:,}",
        "open": _open("reached", step, link),
        "cameIn": _figure("came_in", step, came_in, f"+{came_in:,} came in here", link)
        if 0 < came_in < reached
        else None,
        "parts": [["end", reached / most]],
        "stayed": [],
        "goOn": "",
    }
    if passage:
        counts = {name: getattr(passage, name) for name in ("arrived", "waiting", "lost", "past")}
        bar["parts"] = [[name, count / most] for name, count in counts.items()]
        bar["goOn"] = _share(passage.arrived, passage.began, found.minimum_n)
        words = {"lost": "▼ {} lost", "waiting": "{} on the way", "past": "{} came in without a lead"}
        bar["stayed"] = [
            {"tone": name, **_figure(name, step, counts[name], said.format(f"{counts[name]:,}"), link)}
            for name, said in words.items()
            if counts[name]
        ]
    return bar


def _passages(found: Journeys, link: Link) -> Block:
    heads = [
        "From … to …",
        "Began",
        "Got there",
        "Lost",
        "On the way",
        *(f"in {days} days" for days in WITHIN),
        "Half have got there",
    ]
    return {
        "kind": "table",
        "title": "How many go on, and how long it takes",
        "heads": heads,
        "rows": [_passage(each, found.minimum_n, link) for each in found.passages],
    }


def _passage(each: Passage, minimum_n: int, link: Link) -> list[dict[str, Any]]:
    counts = [
        _figure(state, each.start, number, f"{number:,}", link)
        for state, number in (("reached", each.began), ("arrived", each.arrived), ("lost", each.lost))
    ]
    waiting = _figure("waiting", each.start, each.waiting, f"{each.waiting:,}", link)
    counts[1]["below"] = _share(each.arrived, each.began, minimum_n)
    name = {"text": f"{each.start.title} → {each.end.title}", "below": _untimed(each), "color": COLORS[each.end.key]}
    times = [_within(each.curve, days, minimum_n) for days in WITHIN]
    return [name, *counts, waiting, *times, _half(each, minimum_n)]


def _untimed(each: Passage) -> str:
    said = [f"{each.past:,} came in at a later step"] if each.past else []
    why = "showed no sign before they came in" if each.start is SIGN else "not timed: a day is missing or out of order"
    said += [f"{each.untimed:,} {why}"] if each.untimed else []
    return "; ".join(said)


def _within(curve: Curve, days: int, minimum_n: int) -> dict[str, Any]:
    if curve.n < minimum_n:
        return {"text": wording.NOTHING, "below": f"n = {curve.n}, too few"}
    moment = curve.within(days)
    if moment is None:
        return {"text": wording.NOTHING, "below": "not watched so long"}
    return {"text": f"{moment.share:.0%}", "below": wording.between(moment.low, moment.high) if moment.share else ""}


def _half(each: Passage, minimum_n: int) -> dict[str, Any]:
    """“after 41 days (35 to 50); 12 of 80 not yet there”."""
    if each.curve.n < minimum_n:
        return {"text": wording.NOTHING, "below": f"n = {each.curve.n}, too few"}
    open_ones = f"{each.stayed:,} of {each.began:,} not yet there" + (
        f", {each.lost:,} of them lost" if each.lost else ""
    )
    after = each.curve.after()
    if after is None:
        return {"text": "not half of them yet", "below": open_ones}
    soonest, latest = each.curve.after_between()
    between = f" ({soonest} or more)" if latest is None else f" ({soonest}–{latest})" if soonest != latest else ""
    return {"text": f"after {after:,} {'day' if after == 1 else 'days'}{between}", "below": open_ones}


def _cohorts(found: Journeys, link: Link) -> Block:
    return {
        "kind": "cohorts",
        "title": "By month of the first sign: the share that got so far",
        "heads": ["First seen", "Companies", *(step.title for step in found.steps[1:])],
        "rows": [_cohort(each, found, link) for each in reversed(found.cohorts)],
    }


def _cohort(each: Cohort, found: Journeys, link: Link) -> dict[str, Any]:
    month = f"{each.month:%Y-%m}"
    cells = []
    for step in found.steps[1:]:
        cell = each.cells[step.key]
        share = cell.reached / each.entered if each.entered >= found.minimum_n else None
        cells.append(
            {
                "text": f"{cell.reached} of {each.entered}" if share is None else f"{share:.0%}",
                "below": "too few" if share is None else f"{cell.reached:,}",
                "heat": round(share or 0, 3),
                "color": COLORS[step.key],
                "isRipe": cell.is_ripe,
                "open": _open("reached", step, link, month) if cell.reached else None,
            }
        )
    entered = {"text": f"{each.entered:,}", "open": _open("reached", found.steps[0], link, month)}
    return {"month": wording.short_month(each.month), "entered": entered, "cells": cells}


def _share(count: int, of: int, minimum_n: int) -> str:
    return f"{count / of:.0%}" if of >= minimum_n else ""


def _figure(state: str, step: Step, count: int, text: str, link: Link) -> dict[str, Any]:
    return {"text": text, "open": _open(state, step, link) if count else None}


def _open(state: str, step: Step, link: Link, month: str = "") -> dict[str, str]:
    word = ".".join(part for part in (state, step.key, month) if part)
    return {"word": word, "href": link(word)}


def _asides(found: Journeys) -> list[str]:
    if not found.disordered:
        return []
    companies = "1 company has" if found.disordered == 1 else f"{found.disordered:,} companies have"
    return [
        f"{companies} an earlier step dated after a later one, as an enquiry after the first order: the first counts."
    ]
