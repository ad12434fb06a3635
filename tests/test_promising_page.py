"""The forms of goals and objectives as a visitor fills them: path by month, weights, counted numbers, carrying over."""

from datetime import date, datetime

import pytest

from custodian.domain import checkins, counts, goals, objectives, targets
from custodian.domain.counts import Counted
from custodian.domain.keyresults import KeyResult
from custodian.domain.kpis import catalogue
from custodian.domain.objectives import Draft
from custodian.domain.targets import Wish
from tests.test_objectives_page import fill, press, visit

AT = datetime(2026, 10, 12, 9, 30)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
REFERENCES = KeyResult("", 2, 8, counted=Counted("Reference customers", "count", "up"))
SEARCHES = KeyResult("branded_searches", 500, 1000)


def promised(warehouse, *results, **changed):
    quarter = (date(2026, 7, 1), date(2026, 9, 30))
    draft = Draft("Be known", "", *quarter, "Ben", "Cleo", results, **changed)
    return objectives.save(warehouse, draft, "Ana", AT)


def signed(app):
    return press(fill(app, **{"Your name": "Ana"}), "Save")


def current(warehouse):
    with warehouse.reading() as cursor:
        return objectives.current(cursor)


def test_a_goal_is_written_and_an_objective_below_it_with_weight_and_a_path_by_month(filled):
    written = {"What does the company want?": "Be known before we are compared", "Who stands for it?": "Director"}
    app = signed(fill(visit(write="goal", month="2026-10"), **written))
    assert not app.error and not app.exception
    with filled.reading() as cursor:
        (goal,) = goals.current(cursor)
    assert (goal.title, goal.first_day, goal.last_day) == (written["What does the company want?"], *YEAR)
    app = visit(write="objective", month="2026-10")
    app = fill(app, **{"Key results: which KPIs will show it?": ["known_unprompted"]}).run()
    app.selectbox(key="path_known_unprompted").set_value("by month").run()
    app.number_input(key="step_known_unprompted_2026-11-01").set_value(30.0)
    app.number_input(key="weight_known_unprompted").set_value(3.0)
    app.number_input(key="weight_of_objective").set_value(2.0)
    fill(app, **{"Which goals or objectives does it serve?": [goal.id], "Start": 25.0, "Target": 40.0})
    fill(app, **{"What shall be true in the end?": "Be known", "Owner in sales": "Ben", "Owner in marketing": "Cleo"})
    app = signed(app)
    assert not app.error and not app.exception
    (kept,) = current(filled)
    assert kept.key_results == (KeyResult("known_unprompted", 0.25, 0.4, 3.0, ((date(2026, 11, 1), 0.3),)),)
    assert (kept.parents, kept.weight, kept.status) == ((goal.id,), 2.0, "active")


def test_a_path_can_be_that_of_the_targets_and_ends_where_they_end(filled):
    kpi, months = catalogue()["branded_searches"], [date(2026, month, 1) for month in (7, 8, 9)]
    with filled.writing() as cursor:
        wishes = [Wish(kpi, month, 600.0 + 100 * at, "Ana") for at, month in enumerate(months)]
        targets.decide_all(cursor, wishes, AT)
    opened = promised(filled, SEARCHES)
    app = visit(write="change", id=opened.id, version="1", month="2026-10")
    app.selectbox(key="path_branded_searches").set_value("as in Targets").run()
    assert not signed(app).error
    (kept,) = current(filled)
    assert kept.key_results == (KeyResult("branded_searches", 500, 800, 1.0, ((months[0], 600.0), (months[1], 700.0))),)


def test_what_nobody_touches_stays_to_the_last_digit(filled):
    fine = KeyResult("known_unprompted", 0.2512345, 0.4)
    opened = promised(filled, fine, REFERENCES)
    app = signed(visit(write="change", id=opened.id, version="1", month="2026-10"))
    assert not app.error and not app.exception
    (kept,) = current(filled)
    assert (kept.version, kept.key_results) == (2, opened.key_results)


def test_closing_asks_for_what_was_learned(filled):
    opened = promised(filled, SEARCHES)
    app = visit(write="change", id=opened.id, version="1", month="2026-10")
    next(radio for radio in app.radio if radio.label == "Status").set_value("closed").run()
    assert "closed with what was learned, and nothing is written" in signed(app).error[0].value
    assert not signed(fill(app, **{"What did we learn?": "Fairs beat adverts."})).error
    (kept,) = current(filled)
    assert (kept.status, kept.lesson) == ("closed", "Fairs beat adverts.")


def test_what_is_carried_over_is_a_draft_that_begins_where_it_stands(filled):
    """September's branded searches of the small company are 800."""
    old = promised(filled, SEARCHES, REFERENCES, status="closed", lesson="So it is.")
    app = signed(visit(write="carry-over", id=old.id, month="2026-10"))
    assert not app.error and not app.exception
    _, new = current(filled)
    assert (new.status, new.carried_from, new.version) == ("draft", old.id, 1)
    assert (new.first_day, new.last_day) == (date(2026, 10, 1), date(2026, 12, 31))
    assert [(one.start, one.target) for one in new.key_results] == [(800, 1000), (2, 8)]
    assert new.key_results[1].kpi == old.key_results[1].kpi


@pytest.mark.parametrize(("counted", "kept"), [(5.0, [(5.0, date(2026, 9, 30), "Ana")]), (None, [])])
def test_a_number_counted_by_hand_is_written_in_a_check_in_or_left_as_it_was(filled, counted, kept):
    opened = promised(filled, REFERENCES)
    app = visit(write="check-in", id=opened.id, month="2026-09")
    app.number_input(key=f"count_{opened.key_results[0].kpi}").set_value(counted)
    app.button_group[0].set_value(6)
    assert not signed(fill(app, **{"What moved, or what is in the way?": "Three said yes."})).error
    with filled.reading() as cursor:
        said = [one for every in counts.past(cursor).values() for one in every]
        assert len(checkins.shown(cursor)) == 1
    assert [(one.value, one.counted_on, one.written_by) for one in said] == kept


def test_a_card_that_asks_to_promise_its_figure_opens_the_form_with_it(filled):
    app = visit(write="objective", id="win_rate", month="2026-10")
    (kpis,) = [field for field in app.multiselect if field.label.startswith("Key results")]
    assert kpis.value == ["win_rate"]
    assert app.number_input(key="start_win_rate").value is not None
