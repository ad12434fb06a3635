"""A key result's way, path and state, by hand: what a figure should be in each month, and what it is called then."""

from datetime import date

import pytest

from custodian.domain import keyresults, kpis, periods
from custodian.domain.keyresults import KeyResult
from custodian.domain.periods import Period
from custodian.domain.readings import Point

QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
SEARCHES = KeyResult("branded_searches", 6100, 8000)
COST = KeyResult("cost_per_qualified_lead", 200, 140)


def standing(key_result, values, month, period=YEAR, today=date(2027, 6, 1)):
    points = [Point(at, value, None, None, 1) for at, value in values.items()]
    return keyresults.standing(kpis.catalogue()[key_result.kpi], key_result, period, points, month, today)


def test_the_path_goes_in_equal_steps_and_ends_at_the_target():
    expected = {date(2026, 10, 1): 30.0, date(2026, 11, 1): 40.0, date(2026, 12, 1): 50.0}
    assert keyresults.path(KeyResult("branded_searches", 20, 50), QUARTER) == expected
    falling = {date(2026, 10, 1): 180.0, date(2026, 11, 1): 160.0, date(2026, 12, 1): 140.0}
    assert keyresults.path(COST, QUARTER) == falling


def test_a_path_goes_through_the_months_that_people_typed_and_straight_between_them():
    october, november, december = periods.months(QUARTER.first_day, QUARTER.last_day)
    late = KeyResult("branded_searches", 20, 50, steps=((november, 24),))
    assert keyresults.path(late, QUARTER) == {october: 22.0, november: 24.0, december: 50.0}
    found = standing(late, {november: 24}, november, QUARTER)
    assert (found.should_be, found.state, found.due) == (24, "on course", pytest.approx(4 / 30))


def test_a_way_can_go_down():
    assert COST.way(200) == 0
    assert COST.way(170) == 0.5
    assert COST.way(140) == 1
    assert COST.way(230) == -0.5


def test_of_twelve_months_nine_are_three_quarters_of_the_way():
    found = standing(SEARCHES, {date(2026, 9, 1): 6195}, date(2026, 9, 1))
    assert found.due == 0.75
    assert found.should_be == 7525  # 6100 + 1900 * 9 / 12
    assert found.way == 0.05
    assert found.gap == pytest.approx(0.70)


@pytest.mark.parametrize(
    ("way", "due", "state"),
    [
        (1.0, 0.5, "reached"),
        (0.999, 1.0, "on course"),
        (0.45, 0.5, "on course"),  # exactly nine tenths of what is due
        (0.449, 0.5, "behind"),
        (0.05, 0.5, "behind"),  # exactly a twentieth of the way is a movement
        (0.049, 0.5, "no movement yet"),
        (-0.049, 0.5, "no movement yet"),
        (-0.05, 0.5, "behind"),
        (0.03, 1 / 36, "on course"),  # little, but no more was due
        (None, 0.5, "no data"),
        (0.0, 0.0, "on course"),  # a typed path may begin where it starts
    ],
)
def test_a_state_changes_at_its_threshold(way, due, state):
    assert keyresults.state_of(way, due) == state


def test_a_target_says_in_which_month_it_was_first_reached():
    values = {date(2026, 8, 1): 7900, date(2026, 9, 1): 8000, date(2026, 10, 1): 8412}
    found = standing(SEARCHES, values, date(2026, 10, 1))
    assert (found.state, found.reached_in) == ("reached", date(2026, 9, 1))


def test_a_falling_target_is_reached_from_above():
    found = standing(COST, {date(2026, 3, 1): 139}, date(2026, 3, 1))
    assert (found.state, found.reached_in, found.value) == ("reached", date(2026, 3, 1), 139)


def test_a_target_that_was_lost_again_is_no_longer_reached():
    found = standing(SEARCHES, {date(2026, 8, 1): 8200, date(2026, 9, 1): 7000}, date(2026, 9, 1))
    assert (found.state, found.reached_in) == ("behind", None)


def test_the_value_is_that_of_the_latest_month_that_has_one():
    values = {date(2026, 6, 1): 7000, date(2026, 7, 1): None, date(2026, 12, 1): 9999}
    found = standing(SEARCHES, values, date(2026, 9, 1))
    assert (found.value, found.month, found.as_of) == (7000, date(2026, 6, 1), date(2026, 9, 1))


def test_a_value_from_before_the_period_is_shown_but_judges_nothing():
    found = standing(SEARCHES, {date(2025, 12, 1): 9000}, date(2026, 2, 1))
    assert (found.value, found.month, found.state) == (9000, date(2025, 12, 1), "no data")


def test_a_month_that_is_not_over_neither_counts_nor_moves_the_path():
    """On the tenth of a month a third of its searches would look like a collapse."""
    values = {date(2026, 9, 1): 7600, date(2026, 10, 1): 2500}
    found = standing(SEARCHES, values, date(2026, 10, 1), today=date(2026, 10, 10))
    assert (found.value, found.as_of, found.state) == (7600, date(2026, 9, 1), "on course")


def test_before_its_first_month_is_over_nothing_is_due():
    found = standing(SEARCHES, {date(2025, 12, 1): 6100}, date(2026, 1, 1), today=date(2026, 1, 20))
    assert (found.state, found.due, found.should_be) == ("not begun", 0, 6100)


def test_after_the_period_the_target_is_due_and_later_months_do_not_help():
    values = {date(2026, 12, 1): 7000, date(2027, 2, 1): 9000}
    found = standing(SEARCHES, values, date(2027, 3, 1))
    assert (found.state, found.value, found.should_be, found.is_over) == ("behind", 7000, 8000, True)
