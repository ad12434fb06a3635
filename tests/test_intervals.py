"""Intervals against the numbers printed in their sources, and against statsmodels and scipy."""

import pytest
from scipy.stats import norm, t
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from custodian.domain import intervals


def test_wilson_interval_is_newcombes_published_one() -> None:
    assert intervals.of_share(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)


def test_difference_of_two_shares_is_newcombes_published_one() -> None:
    assert intervals.of_difference(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_net_promoter_score_carries_the_published_margin() -> None:
    low, high = intervals.of_score(291 - 395, 291 + 395, 291 + 476 + 395)
    assert (low + high) / 2 == pytest.approx(-8.95, abs=0.005)
    assert (high - low) / 2 == pytest.approx(4.39, abs=0.005)


def test_forty_answers_leave_a_score_uncertain_by_23_points() -> None:
    low, high = intervals.of_score(20 - 40 / 6, 20 + 40 / 6, 40)
    assert (high - low) / 2 == pytest.approx(23.1, abs=0.05)


def test_a_unanimous_score_does_not_leave_the_scale() -> None:
    assert intervals.of_score(10, 10, 10) == (100, 100)


@pytest.mark.parametrize(("hits", "of"), [(0, 10), (10, 10), (1, 11), (56, 70), (1, 1)])
def test_wilson_interval_equals_statsmodels(hits: int, of: int) -> None:
    assert intervals.of_share(hits, of) == pytest.approx(proportion_confint(hits, of, method="wilson"), abs=1e-9)


@pytest.mark.parametrize("counts", [(56, 70, 48, 80), (0, 10, 3, 12), (9, 10, 9, 10)])
def test_difference_equals_statsmodels(counts: tuple[int, int, int, int]) -> None:
    theirs = confint_proportions_2indep(*counts, method="newcomb", compare="diff")
    assert intervals.of_difference(*counts) == pytest.approx(theirs, abs=1e-9)


def test_interval_of_a_mean_rating_equals_statsmodels() -> None:
    ratings = [5, 4, 4, 3, 5, 2, 4, 5, 5, 4, 1, 3]
    ours = intervals.of_mean(sum(ratings), sum(rating**2 for rating in ratings), len(ratings))
    assert ours == pytest.approx(DescrStatsW(ratings).tconfint_mean(), abs=1e-4)


def test_one_rating_alone_has_no_interval() -> None:
    assert intervals.of_mean(4, 16, 1) is None


def test_quantiles_are_those_of_scipy() -> None:
    assert norm.ppf(0.975) == intervals.Z
    assert [intervals.student(freedom) for freedom in (5, 9, 30, 1000)] == pytest.approx(
        [t.ppf(0.975, freedom) for freedom in (5, 9, 30, 1000)], abs=5e-4
    )
