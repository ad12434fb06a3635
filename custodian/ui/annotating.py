"""Annotations on a page: their labels above a chart, and the list below it, from which the forms open."""

from typing import Any

from custodian.domain import annotations, periods, touching
from custodian.domain.annotations import Annotation
from custodian.domain.marks import Mark
from custodian.domain.periods import Period
from custodian.domain.readings import Reading
from custodian.ui import annotation_form, drawing, forms, marking, readings, wording
from custodian.ui.filters import Chosen

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
    with readings.cursor() as cursor:
        every = annotations.current(cursor)
    span = Period(reading.points[0].month, periods.last_day(reading.points[-1].month))
    mine = [one for one in every if not one.is_taken_back and touching.touch(one.touches, reading.kpi)]
    mine = [one for one in mine if one.last_day >= span.first_day and one.first_day <= span.last_day]
    show("What happened", mine, WRITE, SHOWN)
    annotation_form.draw(reading.kpi, chosen)


def show(title: str, every: list[Annotation], write: dict[str, str], shown: int) -> None:
    """The first `shown` of them at once, the others on a click."""
    data = {"title": title, "shown": shown, "rows": [_row(one) for one in every], "more": NOTHING, "write": write}
    clicked = drawing.of("annotations")(key="happened", data=data, on_asked_change=_nothing)
    if clicked.asked:
        forms.open_one(**clicked.asked)


def _row(one: Annotation) -> dict[str, Any]:
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
