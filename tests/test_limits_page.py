"""What a figure is judged by, as the KPI page says it, and the forms that set its limits anew."""

import json
from datetime import date, datetime

import pytest

from custodian.domain import baselines, judging, kpis, periods
from custodian.domain.baselines import Baseline, Draft
from custodian.ui import limits, readings
from tests import pictures
from tests.test_judging import STEADY, TODAY, by_month, judged, seasonal
from tests.test_objectives_page import fill, press
from tests.test_pages import read, visit

JULY, AT = date(2026, 7, 1), datetime(2026, 11, 3, 9)


@pytest.fixture
def filled(tmp_path, monkeypatch):
    monkeypatch.setenv("CUSTODIAN_DATA", str(tmp_path))
    opened = readings.warehouse()
    pictures.fill(opened)
    yield opened
    opened.close()


def open_form(form: str):
    return visit("pages/kpi.py", key="branded_searches", month="2026-10", write=form)


def test_the_page_says_which_months_the_limits_come_from(filled):
    said = read(visit("pages/kpi.py", key="branded_searches", month="2026-10"))
    assert "Natural limits from 16 months, October 2024 to January 2026; they stay." in said


def test_limits_set_anew_on_the_page_are_kept_shown_and_judged_by(filled):
    app = open_form("limits")
    month = next(box for box in app.selectbox if box.label == "From which month on?")
    assert month.value == JULY  # where the signal began
    app = fill(app, **{"What is different since then?": "New website <b>", "Your name": "Ada"})
    app = press(app, "Save the new limits")
    assert not app.exception
    with filled.reading() as cursor:
        kept = baselines.in_force(cursor)["branded_searches"]
    assert [(one.first_month, one.reason, one.written_by) for one in kept] == [(JULY, "New website <b>", "Ada")]
    app = visit("pages/kpi.py", key="branded_searches", month="2026-10")
    assert "limits set anew: New website ‹b›" in json.loads(app.get("plotly_chart")[0].proto.spec).__repr__()
    said = read(app)
    assert "Limits set anew from July 2026 on: New website <b> (Ada, " in said
    assert "Too early to say: fewer than 6 months since the limits were set anew." in said


def test_without_a_reason_nothing_is_set_and_the_form_says_why(filled):
    app = press(fill(open_form("limits"), **{"Your name": "Ada"}), "Save the new limits")
    assert "Limits change only for a reason" in app.error[0].value
    with filled.reading() as cursor:
        assert baselines.in_force(cursor) == {}


def test_what_was_set_can_be_taken_back_on_the_page(filled):
    baselines.save(filled, Draft("branded_searches", JULY, "New website"), "Ada", AT)
    app = fill(open_form("limits-back"), **{"Why?": "It was the fair", "Your name": "Ben"})
    app = press(app, "Take back")
    assert not app.exception
    with filled.reading() as cursor:
        assert baselines.in_force(cursor) == {}
    assert "More people search for us by name since July" in read(visit("pages/kpi.py", key="branded_searches"))


def test_a_figure_in_season_says_so_and_a_young_one_that_its_limits_are_forming():
    assert limits.sentences(judged(seasonal(3))[-1].yardstick)[1] == (
        "It follows the calendar, so each month is judged by its difference to the same month last year."
    )
    assert limits.sentences(judged(STEADY[:9])[-1].yardstick) == ["Natural limits are still forming: 9 of 16 months."]
    assert limits.sentences(judged(STEADY[:3])[-1].yardstick) == [
        "Natural limits are still forming: 3 of 16 months, from 6 on they judge."
    ]
    assert limits.sentences(None) == []


def test_every_kpi_can_be_judged_anew_from_any_month():
    history = by_month([0.5, 0.6] * 12)
    for kpi in kpis.catalogue().values():
        for at in (1, 12, 23):
            anew = Baseline(kpi.key, periods.shifted(next(iter(history)), at), "why", written_by="Ada")
            found = judging.judge(kpi, history, [anew], TODAY)
            assert limits.sentences(found[max(history)].yardstick)[-1].endswith("on: why (Ada, 1 Jan 1)")
