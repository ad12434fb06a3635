"""Annotations on a page: their labels above a chart, and the list below it, from which the forms open."""

from collections.abc import Iterable
from typing import Any

from custodian.domain import annotations, definitions, periods, touching
from custodian.domain.annotations import Annotation
from custodian.domain.definitions import Change
from custodian.domain.marks import Mark
from custodian.domain.periods import Period
from custodian.domain.readings import Reading
from custodian.ui import annotation_form, drawing, forms, readings
from custodian.ui.filters import Chosen
from custodian.words import marking, wording

Row = dict[str, Any]
SHOWN = 4  # below a chart
WRITE = {"label": "+ Note what happened", "form": "annotation"}
NOTHING = "Nothing is noted yet. A launch, a fair or a changed price, written here, stands on the charts it touches."


def strip(marks: list[dict[str, Any]], left: int, right: int) -> None:
    """Labels over a chart of which `left` and `right` pixels are no months; nothing where nothing happened."""
    if marks:
        drawing.of("annotations")(key="strip", data={"marks": marks, "left": left, "right": right})


def placed(marks: tuple[Mark, ...], span: tuple[Any, Any]) -> list[dict[str, Any]]:
    """Each mark at its share of the way from the first to the last day of a chart."""
    first, last = span
    days = max((last - first).days, 1)
    return [
        {
            "at": (mark.first - first).days / days,
            "label": marking.label(mark),
            "many": len(mark.happenings),
            "says": marking.in_full(mark),
            "breaks": mark.breaks,
        }
        for mark in marks
    ]


def below(reading: Reading, chosen: Chosen) -> None:
    """What happened in the months shown, who wrote it, and the way to write more."""
    span = Period(reading.points[0].month, periods.last_day(reading.points[-1].month))
    known = readings.until_written(annotations.within, span)
    changes = readings.until_written(definitions.broken, span).get(reading.kpi.key, [])
    rows = [_row(one) for one in reversed(known) if touching.touch(one.touches, reading.kpi)]
    show("What happened", [*map(_change, reversed(changes)), *rows], WRITE, SHOWN)
    annotation_form.draw(reading.kpi, chosen)


def every(notes: Iterable[Annotation], shown: int) -> None:
    show("All notes", [_row(one) for one in notes], WRITE, shown)


def show(title: str, rows: list[Row], write: dict[str, str], shown: int) -> None:
    """The first `shown` of them at once, the others on a click."""
    data = {"title": title, "shown": shown, "rows": rows, "more": NOTHING, "write": write}
    clicked = drawing.of("annotations")(key="happened", data=data, on_asked_change=_nothing)
    if clicked.asked:
        forms.open_one(**clicked.asked)


def _change(one: Change) -> Row:
    """A definition that both heads signed; it is changed on its own page."""
    what = f"Version {one.version} of the definition holds from here on: {one.reason}"
    who = f"Touches {touching.said(f'kpi:{one.kpi}')} · signed by both heads · see Definitions"
    return {
        "id": "",
        "when": marking.days(one.valid_from, one.valid_from),
        "kind": "Definition change",
        "what": what,
        "who": who,
    }


def _row(one: Annotation) -> Row:
    touched = ", ".join(touching.said(each) for each in one.touches)
    when = f"{wording.day(one.written_at)} {one.written_at.year}"
    wrote = "taken back by" if one.is_taken_back else "changed by" if one.version > 1 else "written by"
    return {
        "id": one.id,
        "version": one.version,
        "when": marking.days(one.first_day, one.last_day),
        "kind": one.kind.capitalize(),
        "what": one.what,
        "who": f"Touches {touched} · {wrote} {one.written_by}, {when}",
        "gone": one.is_taken_back,
    }


def _nothing() -> None:
    """Without a callback Streamlit does not tell that something was clicked."""
