"""How long a step takes: the published numbers, and the library's on chance data."""

import random
import warnings

import pytest
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

from custodian.domain import survival

# Freireich et al., Blood 21 (1963), 6-MP: weeks in remission; 0 where the patient was last seen in remission.
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]


def curve(days: list[int], ends: list[int]) -> survival.Curve:
    """1 arrived, 2 lost, 0 on the way."""
    return survival.curve(
        (day, int(end == 1), int(end == 2), int(end == 0)) for day, end in zip(days, ends, strict=True)
    )


def test_the_published_curve_of_freireich_comes_out_to_its_printed_digits():
    told = curve(WEEKS, RELAPSED)
    assert [(moment.days, round(1 - moment.share, 3)) for moment in told.moments] == [
        (6, 0.857), (7, 0.807), (10, 0.753), (13, 0.690), (16, 0.627), (22, 0.538), (23, 0.448),
    ]  # fmt: skip
    assert (told.n, told.after(), told.after_between()) == (21, 23, (13, None))


@pytest.mark.parametrize("seed", range(20))
def test_chance_data_come_out_as_in_statsmodels(seed):
    chance = random.Random(seed)
    number = chance.randint(5, 80)
    days = [chance.randint(0, 30) for _ in range(number)]
    ends = [1, *(chance.randint(0, 1) for _ in range(number - 1))]
    told = curve(days, ends)
    with warnings.catch_warnings():  # the library divides by zero where all have arrived
        warnings.simplefilter("ignore", RuntimeWarning)
        theirs = SurvfuncRight(days, ends)
        low, high = theirs.quantile_ci(0.5)
        median = theirs.quantile(0.5)
    published = dict(zip(theirs.surv_times, zip(theirs.surv_prob, theirs.surv_prob_se, strict=True), strict=True))
    for moment in told.moments:
        left, error = published[moment.days]
        assert moment.share == pytest.approx(1 - left)
        if left > 1e-9:
            assert (moment.low, moment.high) == pytest.approx(survival._between(1 - left, error, 0))
    assert (told.after() or float("nan")) == pytest.approx(median, nan_ok=True)
    if told.moments[-1].share < 1 and low == low:
        ours = told.after_between()
        assert ours == (low, high if high < float("inf") else None)


@pytest.mark.parametrize("seed", range(20))
def test_with_some_lost_it_is_the_cumulative_incidence_of_statsmodels(seed):
    chance = random.Random(seed)
    number = chance.randint(8, 80)
    days = [chance.randint(1, 30) for _ in range(number)]
    ends = [1, 2, *(chance.randint(0, 2) for _ in range(number - 2))]
    with warnings.catch_warnings():  # the library divides by zero on a last day on which all are gone
        warnings.simplefilter("ignore", RuntimeWarning)
        theirs = CumIncidenceRight(days, ends)
    published = dict(zip(theirs.times, zip(theirs.cinc[0], theirs.cinc_se[0], strict=True), strict=True))
    for moment in curve(days, ends).moments:
        share, error = published[moment.days]
        assert moment.share == pytest.approx(share)
        if error == error and share < 1 - 1e-9:
            assert (moment.low, moment.high) == pytest.approx(survival._between(share, error, 0))


def test_whoever_is_lost_never_arrives():
    """Ten began, five arrived on day 1, five were lost on day 2: half arrive, not all."""
    told = curve([1] * 5 + [2] * 5, [1] * 5 + [2] * 5)
    assert told.moments[-1].share == pytest.approx(0.5)
    assert (told.after(), told.of_those_who_arrive()) == (1, 1)


def test_nothing_is_said_of_days_that_nobody_was_watched_for():
    told = curve([10, 40, 40], [1, 0, 0])
    assert told.within(90) is None
    assert told.within(5) == survival.Moment(5, 0.0, 0.0, 0.0)
    assert (told.within(40) or told.moments[0]).share == pytest.approx(1 / 3)
    assert curve([], []).within(0) is None
    assert (curve([], []).after(), curve([], []).of_those_who_arrive()) == (None, None)
