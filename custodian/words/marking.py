"""What stands on a KPI's time axis, in words: for the ticks of a card, the labels above a chart, a point's hover."""

from datetime import date
from typing import Any

from custodian.domain.annotations import Annotation
from custodian.domain.marks import Happening, Mark
from custodian.domain.readings import Reading
from custodian.words import wording


def ticks(reading: Reading) -> list[dict[str, Any]]:
    """For a card's small chart, each at the place of its month."""
    places = {point.month: at for at, point in enumerate(reading.points)}
    return [
        {"at": places[mark.first], "to": places[mark.last], "says": in_full(mark), "breaks": mark.breaks}
        for mark in reading.marks
    ]


def label(mark: Mark) -> str:
    """What it is, where it stands alone; else how many there are."""
    if len(mark.happenings) == 1:
        return mark.happenings[0].what
    return f"{len(mark.happenings)} notes"


def in_full(mark: Mark) -> str:
    return "\n".join(said(one) for one in mark.happenings)


def said(one: Happening | Annotation) -> str:
    """Fair, 12–16 Sep 2025: Hannover Messe."""
    return f"{one.kind.capitalize()}, {days(one.first_day, one.last_day)}: {one.what}"


def days(first: date, last: date) -> str:
    """12 Sep 2025 · 12–16 Sep 2025 · 28 Sep – 3 Oct 2025 · 28 Dec 2025 – 3 Jan 2026."""
    ends = f"{wording.day(last)} {last.year}"
    if first == last:
        return ends
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{ends}"
    begins = wording.day(first) if first.year == last.year else f"{wording.day(first)} {first.year}"
    return f"{begins} – {ends}"
