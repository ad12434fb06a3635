"""Target paths: decided, taken away and kept with their past; spread by last year's season; who is ahead or behind."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodian.domain import kpis, paths, targets
from custodian.domain.measures import Measured
from custodian.domain.periods import Period
from custodian.domain.targets import Target, Wish
from custodian.warehouse import queries
from tests import stories

KPIS = kpis.catalogue()
REVENUE, SEARCHES, WIN_RATE = KPIS["revenue"], KPIS["branded_searches"], KPIS["win_rate"]
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
MONTHS = [date(2026, month, 1) for month in range(1, 13)]
LAST_YEAR = [date(2025, month, 1) for month in range(1, 13)]
SEASON = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 200, 250]


def at(hour: int) -> datetime:
    return datetime(2026, 10, 1, hour)


def wish(value: float | None, month: int = 10, kpi: kpis.Kpi = SEARCHES, by: str = "Ana") -> Wish:
    return Wish(kpi, date(2026, month, 1), value, by)


@pytest.fixture
def warehouse():
    return stories.warehouse_holding({})


def decide(warehouse, *wishes: Wish, hour: int = 9) -> list[Wish]:
    with warehouse.writing() as cursor:
        return targets.decide_all(cursor, wishes, at(hour))


def in_force(warehouse, kpi: kpis.Kpi = SEARCHES) -> list[Target]:
    with warehouse.reading() as cursor:
        return targets.path(cursor, kpi, YEAR)


def past(warehouse, kpi: kpis.Kpi = SEARCHES) -> list[targets.Decision]:
    with warehouse.reading() as cursor:
        return targets.past(cursor, kpi, YEAR)


def measured(parts: list[tuple[float, float | None]]) -> dict[date, Measured]:
    return {month: Measured(month, "", *part, None, 100) for month, part in zip(MONTHS, parts, strict=False)}


def path(*values: float) -> dict[date, float]:
    return dict(zip(MONTHS, values, strict=False))


# Decided, taken away, kept


def test_a_target_taken_away_is_gone_and_its_past_is_kept(warehouse):
    decide(warehouse, wish(8000))
    decide(warehouse, wish(None, by="Ben"), hour=10)
    assert in_force(warehouse) == []
    assert past(warehouse) == [
        targets.Decision(date(2026, 10, 1), 8000, "Ben", at(10), True),
        targets.Decision(date(2026, 10, 1), 8000, "Ana", at(9), False),
    ]


def test_a_target_that_was_taken_away_can_be_decided_again(warehouse):
    for hour, value in ((9, 8000), (10, None), (11, 7000)):
        decide(warehouse, wish(value), hour=hour)
    assert in_force(warehouse) == [Target(date(2026, 10, 1), 7000, "Ana")]


def test_a_card_no_longer_shows_a_target_that_was_taken_away(warehouse):
    decide(warehouse, wish(8000), wish(9000, month=11))
    decide(warehouse, wish(None), hour=10)
    with warehouse.reading() as cursor:
        october, november = (
            dict(queries.run(cursor, "measures/targets", month=date(2026, month, 1)).iter_rows()) for month in (10, 11)
        )
    assert (october, november) == ({}, {"branded_searches": 9000})


def test_what_was_decided_before_targets_could_be_taken_away_still_counts(warehouse):
    with warehouse.writing() as cursor:
        queries.do(
            cursor, "imports/story_target", kpi="branded_searches", month=date(2026, 10, 1), value=5, decided_at=at(1)
        )
    assert [target.value for target in in_force(warehouse)] == [5]


def test_the_same_targets_again_change_nothing(warehouse):
    assert len(decide(warehouse, wish(8000), wish(9000, month=11))) == 2
    assert decide(warehouse, wish(8000, by="Ben"), wish(9000, month=11), hour=10) == []
    assert decide(warehouse, wish(None, month=12), hour=11) == []
    assert len(past(warehouse)) == 2


def test_one_target_out_of_reach_keeps_all_of_them_out(warehouse):
    with pytest.raises(targets.TargetRefused) as refused:
        decide(warehouse, wish(8000), wish(-1, month=11), wish(1.2, kpi=WIN_RATE), wish(5, month=1, by=" "))
    assert len(refused.value.faults) == 3
    assert "Win rate can reach" in str(refused.value) and "November 2026" in str(refused.value)
    assert in_force(warehouse) == [] and past(warehouse) == []


# Spread over the year


def test_a_years_total_follows_last_years_season_and_adds_up_to_the_unit():
    spread = paths.spread(SEARCHES, 1001, YEAR, dict(zip(LAST_YEAR, SEASON, strict=True)))
    assert list(spread.months.values()) == [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 200, 251]
    assert sum(spread.months.values()) == 1001
    assert "last year's season" in spread.how


def test_money_adds_up_to_the_cent():
    spread = paths.spread(REVENUE, 100.0, YEAR, dict.fromkeys(LAST_YEAR, 3.0))
    assert sorted(set(spread.months.values())) == [8.33, 8.34]
    assert round(sum(spread.months.values()), 6) == 100


def test_a_level_keeps_last_years_distances_and_its_mean():
    rates = [0.2, 0.3] * 6
    spread = paths.spread(WIN_RATE, 0.28, YEAR, dict(zip(LAST_YEAR, rates, strict=True)))
    assert list(spread.months.values()) == [0.23, 0.33] * 6


def test_a_season_that_leads_beyond_what_can_be_is_made_smaller():
    spread = paths.spread(WIN_RATE, 0.9, YEAR, dict(zip(LAST_YEAR, [0.2, 0.6] * 6, strict=True)))
    assert list(spread.months.values()) == [0.8, 1.0] * 6


def test_without_all_of_last_year_the_months_are_equal_and_it_says_why():
    spread = paths.spread(SEARCHES, 1200, YEAR, dict(zip(LAST_YEAR[2:], SEASON, strict=False)))
    assert set(spread.months.values()) == {100}
    assert spread.how == "Equal months: of last year 2 of 12 months have no figure."


def test_a_path_written_before_last_year_is_over_takes_its_end_from_the_year_before():
    """In October nobody knows November and December yet, but next year's path is written."""
    ten_months = dict(zip(LAST_YEAR[:10], [10.0] * 10, strict=True))
    before = {date(2024, 11, 1): 30.0, date(2024, 12, 1): 70.0, date(2024, 1, 1): 999.0}
    spread = paths.spread(SEARCHES, 2000, YEAR, ten_months | before)
    assert list(spread.months.values()) == [100] * 10 + [300, 700]
    assert spread.how.endswith("2 of the months are of the year before, as last year has no figure for them.")


def test_credit_notes_leave_no_shares_to_follow():
    spread = paths.spread(REVENUE, 1200, YEAR, dict(zip(LAST_YEAR, [-5.0, *SEASON[1:]], strict=True)))
    assert set(spread.months.values()) == {100}


@given(
    st.sampled_from(list(KPIS.values())),
    st.floats(0, 1),
    st.lists(st.floats(0, 1), min_size=12, max_size=12),
    st.integers(1, 12),
)
def test_a_spread_path_is_twelve_months_that_can_be_and_make_the_figure(kpi, size, season, starts):
    least, most = kpi.bounds
    most = most if most < 1e9 else 1e6
    figure = round(least + size * (most - least), 2)
    year = paths.year_of(date(2026, 6, 1), starts)
    before = Period(date(year.first_day.year - 1, starts, 1), year.first_day)
    last = {month: least + one * (most - least) for month, one in zip(paths.months_of(before), season, strict=False)}
    spread = paths.spread(kpi, figure, year, last)
    assert list(spread.months) == paths.months_of(year)
    made = sum(spread.months.values()) / (1 if paths.is_sum(kpi) else 12)
    assert made == pytest.approx(figure, abs=1e-6, rel=1e-9)
    assert all(kpi.bounds[0] - 1e-9 <= value <= kpi.bounds[1] + 0.01 for value in spread.months.values())


@pytest.mark.parametrize(
    ("month", "starts", "first"), [((2026, 3), 4, (2025, 4)), ((2026, 4), 4, (2026, 4)), ((2026, 12), 1, (2026, 1))]
)
def test_a_fiscal_year_begins_where_the_company_says(month, starts, first):
    year = paths.year_of(date(*month, 1), starts)
    assert (year.first_day, len(paths.months_of(year))) == (date(*first, 1), 12)


def test_what_adds_up_is_told_by_the_facts_themselves(warehouse):
    """A KPI without a denominator adds up; the text of its file must say the same as its columns."""
    with warehouse.reading() as cursor:
        for kpi in KPIS.values():
            facts = queries.fetch(cursor, kpi.facts, first_day=YEAR.first_day, last_day=YEAR.last_day)
            adds = "denominator" not in facts.columns and kpi.measure == "sum" and kpi.adds_up
            assert paths.is_sum(kpi) == adds, kpi.key


# Against the path


def test_a_month_within_normal_variation_of_its_target_is_on_path():
    states = [paths.in_month(SEARCHES, value, 100, MONTHS[0], width=10).state for value in (89, 90, 100, 110, 111)]
    assert states == ["behind", "on path", "on path", "on path", "ahead"]


def test_less_is_ahead_where_less_is_better():
    reply = KPIS["hours_to_first_reply"]
    assert paths.in_month(reply, 5, 8, MONTHS[0], width=1).state == "ahead"
    assert paths.in_month(reply, 12, 8, MONTHS[0], width=1).state == "behind"


def test_without_normal_variation_the_plain_difference_decides():
    assert paths.in_month(SEARCHES, 99, 100, MONTHS[0], width=None).state == "behind"
    assert paths.in_month(SEARCHES, 100, 100, MONTHS[0], width=None).state == "on path"


def test_no_value_or_no_target_has_no_state():
    assert paths.in_month(SEARCHES, None, 100, MONTHS[0], 10) is None
    assert paths.in_month(SEARCHES, 100, None, MONTHS[0], 10) is None


def test_a_small_lag_that_stays_is_behind_over_the_year():
    """Six units short is nothing in a month of ±10; over four months the sum may waver by 20 only."""
    known = measured([(94, None)] * 4)
    assert paths.in_month(SEARCHES, 94, 100, MONTHS[3], 10).state == "on path"
    year = paths.to_date(SEARCHES, known, path(100, 100, 100, 100, 100), MONTHS[3], 10)
    assert (year.value, year.target, year.tolerance, year.state) == (376, 400, 20, "behind")


def test_the_year_to_date_takes_only_months_that_have_both():
    known = measured([(94, None), (95, None), (96, None), (97, None)])
    del known[MONTHS[1]]
    year = paths.to_date(SEARCHES, known, {MONTHS[1]: 90, MONTHS[2]: 90, MONTHS[3]: 90, MONTHS[4]: 90}, MONTHS[3], 10)
    assert (year.value, year.target, year.months) == (193, 180, (MONTHS[2], MONTHS[3]))


def test_a_ratio_is_divided_once_and_who_meets_every_month_meets_the_year():
    known = measured([(1, 10), (60, 100), (3, 10)])
    year = paths.to_date(WIN_RATE, known, path(0.1, 0.6, 0.3), MONTHS[2], 0.05)
    assert year.value == pytest.approx(64 / 120)
    assert year.target == pytest.approx(64 / 120)
    assert year.state == "on path"


def test_a_rolling_figure_reads_as_in_its_last_month():
    known = measured([(30, 100), (35, 100), (42, 100)])
    year = paths.to_date(KPIS["repeat_order_rate"], known, path(0.4, 0.4, 0.4), MONTHS[2], 0.01)
    assert (year.value, year.target, year.state) == (0.42, 0.4, "ahead")


def test_medians_are_not_added_but_the_months_that_held_are_counted():
    reply = KPIS["hours_to_first_reply"]
    known = measured([(7, None), (8, None), (14, None), (30, None)])
    assert paths.to_date(reply, known, path(8, 8, 8, 8), MONTHS[3], 1) is None
    values = {month: one.numerator for month, one in known.items()}
    assert paths.held(reply, values, path(8, 8, 8, 8), MONTHS[3], 1) == (2, 4)
    assert paths.held(reply, values, path(8, 8, 8, 8), MONTHS[2], 1) == (2, 3)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 60)), min_size=1, max_size=12))
def test_every_ratio_that_equals_its_path_is_on_path_to_date(parts):
    known = measured([(float(above), float(below)) for above, below in parts])
    aims = {month: one.numerator / one.denominator for month, one in known.items()}
    assert paths.to_date(WIN_RATE, known, aims, MONTHS[-1], None).state == "on path"
