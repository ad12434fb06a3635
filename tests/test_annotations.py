"""What happened outside the figures: kept with its past, on every chart of every KPI it touches, on no other."""

import json
import random
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodian.domain import annotations, kpis, marks, periods, readings, touching
from custodian.domain.annotations import Draft
from custodian.domain.marks import Happening
from custodian.domain.periods import Period
from custodian.domain.refusals import Overtaken, Refused
from custodian.ui import annotating, cards, charts
from custodian.words import marking
from tests import pictures
from tests.test_pages import HOSTILE, _components, read, visit

ROOT = Path(__file__).parents[1]
AT = datetime(2026, 11, 3, 9, 30)
LATER = datetime(2026, 11, 4, 10, 0)
OCTOBER = date(2026, 10, 1)
TODAY = date(2026, 11, 24)
KPIS = kpis.catalogue()


def draft(**changed) -> Draft:
    told = {"kind": "fair", "what": "Hannover Messe", "first_day": date(2026, 4, 20), "last_day": date(2026, 4, 24)}
    return Draft(**{**told, "touches": ("team:sales",), **changed})


def read_in(warehouse, keys, month=OCTOBER):
    with warehouse.reading() as cursor:
        return readings.of(cursor, keys, month, "previous month", TODAY)


def strip_of(app) -> list[dict]:
    data = [json.loads(proto.json) for proto in _components(app)]
    return next((one["marks"] for one in data if "marks" in one), [])


def noted(app) -> list[dict]:
    data = [json.loads(proto.json) for proto in _components(app)]
    return next(one["rows"] for one in data if "rows" in one)


def hovers(figure) -> list[str]:
    return [said for trace in figure.data for said in trace.hovertext or ()]


# --- kept with its past ---------------------------------------------------------------------------------------------


def test_an_annotation_is_kept_with_its_author_and_every_version(memory):
    first = annotations.save(memory, draft(what="  Hannover   Messe "), " Ana ", AT)
    second = annotations.save(memory, draft(what="Hannover Messe 2026", id=first.id, version=1), "Ben", LATER)
    with memory.reading() as cursor:
        (now,) = annotations.current(cursor)
        past = annotations.past(cursor, first.id)
    assert now == second
    assert [(one.version, one.what, one.written_by) for one in past] == [
        (2, "Hannover Messe 2026", "Ben"),
        (1, "Hannover Messe", "Ana"),
    ]


def test_who_was_slower_overwrites_nothing(memory):
    first = annotations.save(memory, draft(), "Ana", AT)
    annotations.save(memory, draft(what="Ben's", id=first.id, version=1), "Ben", AT)
    with pytest.raises(Overtaken, match="Nothing was overwritten"):
        annotations.save(memory, draft(what="Ana's", id=first.id, version=1), "Ana", LATER)
    with memory.reading() as cursor:
        assert [one.what for one in annotations.current(cursor)] == ["Ben's"]


def test_taken_back_it_is_on_no_chart_and_stays_in_its_past(memory):
    kept = annotations.save(memory, draft(), "Ana", AT)
    gone = annotations.take_back(memory, kept, "Ben", LATER)
    assert read_in(memory, ["win_rate"])["win_rate"].marks == ()
    with memory.reading() as cursor:
        assert [one.is_taken_back for one in annotations.past(cursor, kept.id)] == [True, False]
    annotations.save(memory, draft(id=gone.id, version=gone.version), "Ana", LATER)
    assert len(read_in(memory, ["win_rate"])["win_rate"].marks) == 1


def test_every_fault_is_told_at_once_and_nothing_is_kept(memory):
    wrong = draft(kind="party", what=" ", last_day=date(2026, 4, 1), touches=("kpi:profit",))
    with pytest.raises(Refused) as refused:
        annotations.save(memory, wrong, " ", AT)
    said = " ".join(refused.value.faults)
    for part in ("found “party”", "it is empty", "must not be before the first", "no figure “kpi:profit”", "no name"):
        assert part in said
    with pytest.raises(Refused, match="touches one figure at least"):
        annotations.save(memory, draft(touches=()), "Ana", AT)
    with pytest.raises(Refused, match="Correct the year"):
        annotations.save(memory, draft(first_day=date(26, 4, 1)), "Ana", AT)
    with memory.reading() as cursor:
        assert annotations.current(cursor) == []


# --- what it touches ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "touched, is_meant",
    [
        ("all", lambda kpi: True),
        ("team:sales", lambda kpi: kpi.team == "sales"),
        ("stage:choose", lambda kpi: kpi.stage == "choose"),
        ("kpi:win_rate", lambda kpi: kpi.key == "win_rate"),
    ],
)
def test_it_marks_every_kpi_that_it_touches_and_no_other(memory, touched, is_meant):
    annotations.save(memory, draft(touches=(touched,)), "Ana", AT)
    marked = {key for key, reading in read_in(memory, KPIS).items() if reading.marks}
    assert marked == {key for key, kpi in KPIS.items() if is_meant(kpi)}


@pytest.mark.parametrize(
    "written, meant",
    [
        ("", ("all",)),
        ("ALL figures", ("all",)),
        ("Win rate; sales", ("kpi:win_rate", "team:sales")),
        ("Lost on brand, not product, win_rate", ("kpi:lost_on_brand", "kpi:win_rate")),
        ("Marketing's figures | stage choose", ("team:marketing", "stage:choose")),
        ("MQL", ("kpi:qualified_leads",)),
    ],
)
def test_people_name_what_is_touched_in_their_own_words(written, meant):
    assert touching.read(written, {"MQL": "qualified_leads"}) == (meant, [])


def test_words_that_name_nothing_are_told():
    assert touching.read("Win rate, profit; churn") == (("kpi:win_rate",), ["profit", "churn"])
    assert touching.read(";") == ((), [])


@given(st.lists(st.sampled_from(touching.known()), min_size=1, unique=True), st.sampled_from(["; ", "|", ", "]))
def test_what_is_said_of_touches_is_read_back_as_the_same(chosen, sign):
    assert touching.read(sign.join(touching.said(one) for one in chosen)) == (tuple(chosen), [])


# --- marks on the axis ----------------------------------------------------------------------------------------------

DAYS = st.dates(date(2023, 1, 1), date(2027, 12, 31))
SPAN = Period(date(2024, 10, 1), date(2026, 10, 31))


def happening(first: date, last: date, what: str = "x", kind="fair") -> Happening:
    return Happening(kind, what, first, last)


@given(st.lists(st.tuples(DAYS, DAYS), max_size=12))
def test_each_happening_of_the_months_shown_stands_in_exactly_one_mark(pairs):
    every = [happening(min(pair), max(pair), str(at)) for at, pair in enumerate(pairs)]
    found = marks.grouped(every, SPAN)
    naive = {
        one.what
        for one in every
        if any(one.first_day <= periods.last_day(month) and one.last_day >= month for month in MONTHS)
    }
    assert sorted(one.what for mark in found for one in mark.happenings) == sorted(naive)
    assert [mark.first for mark in found] == sorted({mark.first for mark in found})
    for mark in found:
        assert mark.first in MONTHS and mark.last in MONTHS and mark.first <= mark.last


MONTHS = list(periods.months(SPAN.first_day, SPAN.last_day))


def test_what_began_before_the_chart_begins_with_it_and_what_goes_on_ends_with_it():
    (mark,) = marks.grouped([happening(date(2020, 1, 1), date(2030, 1, 1))], SPAN)
    assert (mark.first, mark.last) == (date(2024, 10, 1), date(2026, 10, 1))


def test_many_of_one_month_are_one_mark_that_says_how_many():
    every = [happening(date(2026, 3, day), date(2026, 3, day), f"Fair {day}") for day in range(1, 31)]
    (mark,) = marks.grouped(random.Random(3).sample(every, len(every)), SPAN)
    assert marking.label(mark) == "30 notes"
    assert marking.in_full(mark).splitlines()[0] == "Fair, 1 Mar 2026: Fair 1"
    assert marking.in_full(mark).count("\n") == 29


def test_days_are_told_as_short_as_they_are_clear():
    said = [
        marking.days(date(2025, 9, 12), date(2025, 9, 12)),
        marking.days(date(2025, 9, 12), date(2025, 9, 16)),
        marking.days(date(2025, 9, 28), date(2025, 10, 3)),
        marking.days(date(2025, 12, 28), date(2026, 1, 3)),
    ]
    assert said == ["12 Sep 2025", "12–16 Sep 2025", "28 Sep – 3 Oct 2025", "28 Dec 2025 – 3 Jan 2026"]


# --- on the charts --------------------------------------------------------------------------------------------------


def test_the_chart_of_every_kpi_draws_a_line_a_band_and_a_break(memory):
    pictures.fill(memory)
    annotations.save(memory, draft(touches=("all",)), "Ana", AT)
    annotations.save(memory, draft(what="Spring wave", last_day=date(2026, 6, 2), touches=("all",),
                                   first_day=date(2026, 2, 3)), "Ana", AT)  # fmt: skip
    annotations.save(memory, draft(kind="definition change", touches=("all",), first_day=date(2026, 8, 1),
                                   last_day=date(2026, 8, 1)), "Ana", AT)  # fmt: skip
    for reading in read_in(memory, KPIS).values():
        figure = charts.trend(reading, {}, "EUR")
        lines = {
            shape.x0: shape.line.dash for shape in figure.layout.shapes if shape.type == "line" and shape.x0 == shape.x1
        }
        assert lines == {date(2026, 4, 1): "solid", date(2026, 2, 1): "solid", date(2026, 8, 1): "dash"}
        bands = [(shape.x0, shape.x1) for shape in figure.layout.shapes if shape.type == "rect" and shape.xref == "x"]
        assert bands == [(date(2026, 2, 1), date(2026, 6, 1))]
        april = next(said for said in hovers(figure) if said.startswith("April 2026"))
        assert "Fair, 20–24 Apr 2026: Hannover Messe" in april and "Spring wave" in april


def test_the_labels_stand_over_their_months_whatever_the_axis_shows(memory):
    pictures.fill(memory)
    annotations.save(memory, draft(touches=("all",)), "Ana", AT)
    reading = read_in(memory, ["win_rate"])["win_rate"]
    figure = charts.trend(reading, {}, "EUR")
    (placed,) = annotating.placed(reading.marks, charts.span(figure))
    assert placed["at"] == pytest.approx((date(2026, 4, 1) - date(2024, 10, 1)) / (OCTOBER - date(2024, 10, 1)))
    assert figure.layout.yaxis.automargin is False
    later = (date(2024, 10, 1), date(2027, 10, 1))
    assert annotating.placed(reading.marks, later)[0]["at"] == pytest.approx(547 / 1095)


def test_a_small_chart_has_a_tick_with_its_words(memory):
    pictures.fill(memory)
    annotations.save(memory, draft(touches=("all",)), "Ana", AT)
    for reading in read_in(memory, KPIS).values():
        (tick,) = cards.spark(reading)["marks"]
        assert reading.points[tick["at"]].month == date(2026, 4, 1)
        assert (tick["says"], tick["breaks"]) == ("Fair, 20–24 Apr 2026: Hannover Messe", False)


def test_hostile_words_are_harmless_in_the_chart_and_text_in_the_drawing(memory):
    pictures.fill(memory)
    annotations.save(memory, draft(what=HOSTILE[:190], touches=("all",)), "Ana", AT)
    figure = charts.trend(read_in(memory, ["win_rate"])["win_rate"], {}, "EUR")
    assert not [said for said in hovers(figure) if "<script" in said or "\u202e" in said]


# --- on the page ----------------------------------------------------------------------------------------------------


def test_without_notes_the_page_says_what_one_is_for(warehouse):
    pictures.fill(warehouse)
    app = visit("pages/kpi.py", key="win_rate", month="2026-10")
    assert not app.exception
    assert noted(app) == [] and strip_of(app) == []


def test_an_empty_database_takes_a_note_too(warehouse):
    annotations.save(warehouse, draft(), "Ana", AT)
    app = visit("pages/kpi.py", key="win_rate")
    assert not app.exception


def press(app, label):
    return next(button for button in app.button if button.label == label).click().run()


def fields(app):
    return {field.label: field for field in [*app.text_input, *app.date_input, *app.selectbox, *app.radio]}


def test_a_note_written_on_the_page_stands_on_the_chart_and_in_the_list(warehouse):
    pictures.fill(warehouse)
    app = visit("pages/kpi.py", key="win_rate", month="2026-10", write="annotation")
    fields(app)["Kind"].set_value("price change")
    fields(app)["What happened?"].set_value(HOSTILE[:60])
    fields(app)["First day"].set_value(date(2026, 9, 14))
    fields(app)["Your name"].set_value("Ana")
    app = press(app, "Save")
    assert not app.exception and not app.error
    with warehouse.reading() as cursor:
        (kept,) = annotations.current(cursor)
    assert (kept.kind, kept.first_day, kept.last_day) == ("price change", date(2026, 9, 14), date(2026, 9, 14))
    assert (kept.touches, kept.written_by) == (("kpi:win_rate",), "Ana")
    (row,) = noted(app)
    assert (row["when"], row["kind"]) == ("14 Sep 2026", "Price change")
    assert "Touches Win rate · written by Ana" in row["who"]
    assert [mark["label"] for mark in strip_of(app)] == [kept.what]
    other = visit("pages/kpi.py", key="revenue", month="2026-10")
    assert noted(other) == [] and strip_of(other) == []


def test_a_refused_note_says_every_reason_and_loses_no_word(warehouse):
    app = visit("pages/kpi.py", key="win_rate", month="2026-10", write="annotation")
    fields(app)["Last day, if it took longer"].set_value(date(2020, 1, 1))
    app = press(app, "Save")
    said = app.error[0].value.replace("\\", "")
    assert "it is empty" in said and "must not be before the first" in said and "no name was given" in said


def test_a_note_is_changed_and_taken_back_on_the_page(warehouse):
    pictures.fill(warehouse)
    kept = annotations.save(warehouse, draft(), "Ana", AT)
    app = visit("pages/kpi.py", key="win_rate", month="2026-10", write="change-annotation", id=kept.id, version="1")
    assert fields(app)["What happened?"].value == "Hannover Messe"
    assert fields(app)["Touches"].value == "team:sales"
    fields(app)["What happened?"].set_value("Hannover Messe 2026")
    fields(app)["Your name"].set_value("Ben")
    app = press(app, "Save")
    assert noted(app)[0]["what"] == "Hannover Messe 2026" and "changed by Ben" in noted(app)[0]["who"]
    app = visit("pages/kpi.py", key="win_rate", month="2026-10", write="take-back", id=kept.id, version="2")
    assert "Hannover Messe 2026" in read(app)
    fields(app)["Your name"].set_value("Ben")
    app = press(app, "Take it back")
    assert noted(app) == [] and strip_of(app) == []


def test_a_note_that_is_gone_is_said_to_be_gone(warehouse):
    for write in ("change-annotation", "take-back"):
        app = visit("pages/kpi.py", key="win_rate", write=write, id="nobody", version="1")
        assert not app.exception
        assert "not there any more" in read(app)
