"""Where a key result lands: from which months, in which words, and when nothing is foreseen."""

from dataclasses import replace
from datetime import date

import pytest

from custodian.domain import forecasts, keyresults, kpis, periods, prospects
from custodian.domain.forecasts import Expected
from custodian.domain.keyresults import KeyResult, Standing
from custodian.domain.periods import Period
from custodian.domain.prospects import Prospect
from custodian.domain.readings import Point
from custodian.words import prospects as words

OCTOBER, QUARTER = date(2026, 10, 1), Period(date(2026, 10, 1), date(2026, 12, 31))
KNOWN = KeyResult("known_unprompted", 0.27, 0.35)
HOURS = KeyResult("hours_to_first_reply", 14, 8)
SEARCHES = KeyResult("branded_searches", 6100, 8000)


def standing(result, values, month=OCTOBER, period=QUARTER, today=date(2026, 11, 24)) -> Standing:
    """`values` end with the month looked at."""
    points = [
        Point(periods.shifted(month, at - len(values) + 1), value, None, None, 20) for at, value in enumerate(values)
    ]
    return keyresults.standing(kpis.catalogue()[result.kpi], result, period, points, month, today)


def foreseen(result, now, low, high, chance):
    told, prospect = standing(result, [now]), Prospect(Expected(low, 0, high, 0, 1), chance)
    return words.says(told, prospect, "EUR"), words.chance(told, prospect, "EUR")


def test_it_lands_where_its_months_lead_by_the_last_month_of_its_period():
    values = [0.25 + 0.004 * at for at in range(20)]
    found = prospects.of(standing(KNOWN, values))
    ahead = forecasts.outlook(values, 2, (0.0, 1.0)).last  # from October to December
    assert (found.expected, found.missing) == (ahead, "")
    assert found.chance == ahead.chance(0.35, "up")


def test_where_less_is_better_the_chance_is_that_of_falling():
    wavering = [9.0, 10, 9, 11, 10, 9, 10, 11, 10, 9]
    assert prospects.of(standing(HOURS, wavering)).chance < 0.5
    assert prospects.of(standing(replace(HOURS, target=13), wavering)).chance > 0.9


def test_a_month_without_a_figure_is_left_open_and_not_closed_up():
    values = [6000, 6100, None, 6150, 6200, 6300, 6100, 6200, 6250, 6300]
    assert prospects.of(standing(SEARCHES, values)).expected == forecasts.outlook(values, 2, (0.0, float("inf"))).last


def test_too_few_months_foresee_nothing_and_say_how_many_there_are():
    found = prospects.of(standing(SEARCHES, [6100, 6200, 6300, 6350, 6400]))
    assert (found.expected, found.missing) == (None, "too early to foresee: 5 of 8 months are known")
    assert prospects.of(standing(SEARCHES, [])).missing == "too early to foresee: no month is known"


def test_nobody_sees_further_than_a_year_and_a_half():
    far = standing(SEARCHES, [6100.0 + at for at in range(12)], period=Period(OCTOBER, date(2028, 9, 30)))
    assert prospects.of(far).missing == "too far ahead to foresee: the last figure is of October 2026"


def test_what_is_over_is_not_foreseen():
    over = standing(SEARCHES, [6100.0] * 12, month=date(2026, 12, 1), today=date(2027, 2, 1))
    assert prospects.of(over) == Prospect()


@pytest.mark.parametrize(
    ("told", "says", "chance"),
    [
        ((KNOWN, 0.31, 0.33, 0.36, 0.95), "lands at 33–36% by 31 Dec", "very likely to reach 35%"),
        ((KNOWN, 0.31, 0.33, 0.36, 0.5), "lands at 33–36% by 31 Dec", "about even whether it reaches 35%"),
        ((KNOWN, 0.31, 0.27, 0.34, 0.2), "on course, but likely to miss: lands at 27–34%", ""),
        ((HOURS, 19, 15, 22, 0.01), "will miss: lands at 15–22 h", ""),
        ((HOURS, 19, 7, 15, 0.2), "likely to miss: lands at 7–15 h", ""),
        ((HOURS, 19, 7, 9, 0.7), "behind, but lands at 7–9 h by 31 Dec", "likely to reach 8 h"),
        ((HOURS, 19, 7, 9, 0.4), "behind: lands at 7–9 h by 31 Dec", "about even whether it reaches 8 h"),
        ((HOURS, 14, 13, 15, 0.01), "no movement yet; will miss: lands at 13–15 h", ""),
        ((SEARCHES, 8412, 7900, 9200, 0.8), "reached in October", "likely to hold until 31 Dec"),
        ((SEARCHES, 8412, 7000, 8200, 0.2), "reached in October", "unlikely to hold until 31 Dec"),
    ],
)
def test_a_landing_is_said_with_its_interval_and_its_chance(told, says, chance):
    assert foreseen(*told) == (says, chance)


def test_without_a_forecast_the_path_speaks_and_the_reason_stands_beside():
    told = standing(HOURS, [19])
    missing = Prospect(missing="too early to foresee: 1 of 8 months are known")
    assert words.says(told, missing, "EUR") == "behind: should be 12 h by now"
    assert words.chance(told, missing, "EUR") == "too early to foresee: 1 of 8 months are known"
    assert (words.says(told, None, "EUR"), words.chance(told, None, "EUR")) == ("behind: should be 12 h by now", "")


def test_a_period_that_ends_in_another_year_says_which():
    assert words.day(standing(KNOWN, [0.3], period=Period(OCTOBER, date(2027, 3, 31)))) == "31 Mar 2027"
