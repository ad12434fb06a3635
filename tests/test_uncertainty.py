"""What a sample can tell of a change: published numbers, both libraries, and the words that a director reads."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t, ttest_ind_from_stats
from statsmodels.stats.proportion import confint_proportions_2indep

from custodian.domain import intervals, kpis, points, uncertainty
from custodian.domain.measures import Measured
from custodian.domain.points import Point
from custodian.words import samples
from tests.test_readings import filled, read

OCTOBER = date(2026, 10, 1)
SHARE, SCORE, MEAN = (kpis.catalogue()[key] for key in ("known_unprompted", "recommend", "buying_experience"))
REVENUE = kpis.catalogue()["revenue"]


def share(hits: float, of: int) -> Point:
    return points.point(SHARE, Measured(OCTOBER, "", hits, of, None, of), OCTOBER, 1)


def score(promoters: int, detractors: int, n: int) -> Point:
    parts = Measured(OCTOBER, "", promoters - detractors, n, promoters + detractors, n)
    return points.point(SCORE, parts, OCTOBER, 1)


def rated(mean: float, deviation: float, n: int) -> Point:
    squares = deviation**2 * (n - 1) + n * mean**2
    return points.point(MEAN, Measured(OCTOBER, "", mean * n, n, squares, n), OCTOBER, 1)


def test_the_change_of_a_share_has_newcombes_published_interval() -> None:
    assert uncertainty.of_change(SHARE, share(56, 70), share(48, 80)) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert uncertainty.is_told(SHARE, share(56, 70), share(48, 80))


@given(st.integers(10, 300), st.integers(10, 300), st.floats(0, 1), st.floats(0, 1))
def test_the_change_of_a_share_equals_that_of_statsmodels(n: int, m: int, p: float, q: float) -> None:
    hits, other = round(n * p), round(m * q)
    theirs = confint_proportions_2indep(hits, n, other, m, method="newcomb", compare="diff")
    assert uncertainty.of_change(SHARE, share(hits, n), share(other, m)) == pytest.approx(theirs, abs=1e-9)
    assert intervals.of_difference(hits, n, other, m) == pytest.approx(theirs, abs=1e-9)


def test_the_change_of_a_score_has_the_root_of_both_squared_margins() -> None:
    """−8.95 ± 4.39 of 1,162 answers (291, 476, 395) beside 33.3 ± 23.1 of 40 answers."""
    low, high = uncertainty.of_change(SCORE, score(291, 395, 1162), score(20, 7, 40)) or (0, 0)
    assert (low + high) / 2 == pytest.approx(-8.95 - 32.5, abs=0.01)
    other = 196 * ((27 / 40 - (13 / 40) ** 2) / 40) ** 0.5
    assert (high - low) / 2 == pytest.approx((4.39**2 + other**2) ** 0.5, abs=0.01)


def test_a_score_at_the_end_of_its_scale_keeps_its_whole_margin() -> None:
    """19 of 20 promoters: the interval of the score is cut off at 100, that of its change is not."""
    low, high = uncertainty.of_change(SCORE, score(19, 0, 20), score(0, 0, 20)) or (0, 0)
    assert (high - low) / 2 == pytest.approx(196 * (0.95 * 0.05 / 20) ** 0.5, abs=0.01)


def test_the_change_of_a_mean_is_welchs_with_the_published_statistic() -> None:
    """NIST/SEMATECH e-Handbook 1.3.5.3, AUTO83B: T = −12.94627 with 136.8750 degrees of freedom."""
    first, second = rated(20.14458, 6.414700, 249), rated(30.48101, 6.107710, 79)
    low, high = uncertainty.of_change(MEAN, first, second) or (0, 0)
    theirs = ttest_ind_from_stats(20.14458, 6.414700, 249, 30.48101, 6.107710, 79, equal_var=False)
    assert theirs.statistic == pytest.approx(-12.94627, abs=5e-4)
    assert ((low + high) / 2) / ((high - low) / 2 / intervals.student(136.8750)) == pytest.approx(-12.94627, abs=5e-4)
    error = (6.4147**2 / 249 + 6.10771**2 / 79) ** 0.5
    assert (high - low) / 2 == pytest.approx(t.ppf(0.975, 136.8750) * error, abs=1e-4)


def test_a_change_is_told_only_where_its_interval_leaves_nought_out() -> None:
    assert not uncertainty.is_told(SHARE, share(66, 212), share(64, 200))
    assert not uncertainty.is_told(SHARE, share(5, 12), share(3, 12))
    assert uncertainty.is_told(SHARE, share(100, 212), share(50, 200))
    assert not uncertainty.is_told(MEAN, rated(4.2, 0.8, 12), rated(4.0, 0.8, 12))


def test_what_is_counted_whole_has_no_margin_and_every_change_is_one() -> None:
    now, before = Point(OCTOBER, 10.0, None, None, 3), Point(OCTOBER, 9.0, None, None, 3)
    assert uncertainty.of_change(REVENUE, now, before) is None
    assert uncertainty.is_told(REVENUE, now, before)
    assert samples.sentence(REVENUE, now, 10, "EUR") == ""


def test_a_small_sample_is_said_to_be_small_in_words() -> None:
    assert samples.sentence(SHARE, share(5, 12), 10, "EUR") == (
        "Only 12 answers: the truth very likely lies between 19% and 68%; a change of less than 35 pts cannot be seen."
    )
    assert samples.sentence(SHARE, share(66, 212), 10, "EUR") == (
        "212 answers: the truth very likely lies between 25% and 38%; a change of less than 9 pts cannot be seen."
    )
    assert samples.sentence(SCORE, score(20, 7, 40), 10, "EUR").startswith(
        "Only 40 answers: the truth very likely lies between 9 and 56; a change of less than 33"
    )


def test_too_few_answers_are_told_with_how_many_it_takes() -> None:
    seven = points.point(SHARE, Measured(OCTOBER, "", 3, 7, None, 7), OCTOBER, 10)
    assert (seven.value, seven.n) == (None, 7)
    assert samples.sentence(SHARE, seven, 10, "EUR") == "Only 7 answers: too few for a figure; from 10 on it is shown."
    assert samples.sentence(SHARE, Point(OCTOBER, None, None, None, 0), 10, "EUR") == ""


def answers(now: int, before: int, of: int = 40) -> str:
    header = "survey | response_id | question | answered_at | role | measure | value"
    rows = [
        f"nps | {month}-{at} | q | 2026-{month}-05 | customer | recommend | {10 if at < most else 7}"
        for month, most in (("10", now), ("09", before))
        for at in range(of)
    ]
    return "\n".join([header, *rows])


def test_a_card_calls_no_change_what_its_answers_cannot_show() -> None:
    alike, apart = (read(filled({"survey_answers": answers(now, 10)}), "recommend") for now in (12, 30))
    assert alike.change == pytest.approx(5)
    assert samples.change(SCORE, alike.now, alike.compared, "EUR") == "no sure change"
    assert samples.change(SCORE, apart.now, apart.compared, "EUR") == "+50"
    assert apart.change_interval == uncertainty.of_change(SCORE, apart.now, apart.compared or apart.now)
