"""Where a figure will land: held against published numbers, closed forms, and months that were drawn by chance."""

import math
import subprocess
import sys
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.datasets import nile

from custodian.domain import forecasts, kpis, landings, periods
from custodian.domain.periods import Period
from tests.test_architecture import ROOT

KPIS = kpis.catalogue()
REVENUE, WIN_RATE = KPIS["revenue"], KPIS["win_rate"]
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
RATIO = 1469.1 / 15099  # of the level's variance to the noise's, Durbin and Koopman 2012, 2.10.3
NILE_ALPHA = (math.sqrt(RATIO**2 + 4 * RATIO) - RATIO) / 2
SEASON = (0, 3, 5, 2, -4, -6, -8, 1, 4, 6, 9, -12)


def volumes() -> list[float]:
    """The Nile's flow at Aswan, 1871 to 1970."""
    return [float(volume) for volume in nile.load_pandas().data["volume"]]


def walk(chance: Random, months: int) -> list[float]:
    values = [100.0]
    while len(values) < months:
        values.append(values[-1] + chance.gauss(0, 1))
    return values


def seasonal(chance: Random, months: int) -> list[float]:
    return [100 + SEASON[month % 12] + chance.gauss(0, 2) for month in range(months)]


def series(values: list[float | None], last: date = date(2026, 9, 1)) -> list[tuple[date, float | None]]:
    return [(periods.shifted(last, at + 1 - len(values)), value) for at, value in enumerate(values)]


# Published numbers and closed forms


def test_the_nile_gives_the_published_variances():
    """Durbin and Koopman 2012: noise 15,099, steady weight 0.2670, variance of the level after the last year 4,032."""
    fit = forecasts.fitted(volumes(), NILE_ALPHA, 10, drifts=False)
    assert round(fit.variance) == 15099
    assert round(NILE_ALPHA, 4) == 0.2670
    assert fit.cov[0, 1] * fit.variance * (1 - NILE_ALPHA) == pytest.approx(4032, abs=1)
    assert [round(mean, 2) for mean in fit.means] == [798.37] * 10


def test_the_published_alpha_of_the_nile_is_the_most_likely_one():
    likely = {
        alpha: forecasts.fitted(volumes(), alpha, 1, drifts=False).likelihood for alpha in (0.2, NILE_ALPHA, 0.35)
    }
    assert max(likely, key=likely.__getitem__) == NILE_ALPHA


def test_variances_are_those_of_exponential_smoothing():
    """Hyndman et al. 2008, 6.1: in the long run the variance h months ahead is σ²(1 + (h − 1)α²)."""
    fit = forecasts.fitted(volumes(), 0.5, 6, drifts=False)
    assert [fit.cov[h, h] / fit.cov[0, 0] for h in range(6)] == pytest.approx([1 + h * 0.25 for h in range(6)])


def test_a_sum_of_months_knows_that_they_share_their_surprises():
    """Two months of a random walk: the second holds the first one's surprise, so the sum has 1 + 2² parts and not 3."""
    fit = forecasts.fitted(volumes(), 1.0, 2, drifts=False)
    assert (fit.cov.sum(), fit.cov.trace()) == pytest.approx((5, 3))


def test_a_straight_line_goes_on():
    outlook = forecasts.outlook([10.0 + 2 * month for month in range(12)], 3)
    assert [month.middle for month in outlook.months] == pytest.approx([34, 36, 38])
    assert outlook.total.middle == pytest.approx(108)


def test_a_clean_season_is_repeated():
    outlook = forecasts.outlook([100.0 + SEASON[month % 12] for month in range(30)], 6)
    assert outlook.is_seasonal
    assert [month.middle for month in outlook.months] == pytest.approx(
        [100 + SEASON[month % 12] for month in range(30, 36)]
    )


def test_a_missing_month_is_bridged():
    outlook = forecasts.outlook([10.0, 12, 14, None, 18, 20, 22, 24, 26], 1)
    assert outlook.last.middle == pytest.approx(28)


# Intervals hold what they promise


@pytest.mark.parametrize(
    ("draw", "months", "ahead"), [(walk, 25, 6), (walk, 12, 3), (seasonal, 25, 6), (seasonal, 36, 3)]
)
def test_four_in_five_values_and_totals_lie_within(draw, months, ahead):
    chance, times = Random(11), 100
    within = total = 0
    for _ in range(times):
        values = draw(chance, months + ahead)
        outlook = forecasts.outlook(values[:months], ahead)
        within += outlook.last.low <= values[-1] <= outlook.last.high
        total += outlook.total.low <= sum(values[months:]) <= outlook.total.high
    assert 0.75 <= within / times <= 0.85 and 0.75 <= total / times <= 0.85, (within, total)


def test_seasons_are_found_where_they_are_and_seldom_elsewhere():
    chance = Random(3)
    assert all(forecasts.has_seasons(seasonal(chance, 24)) for _ in range(50))
    assert not forecasts.has_seasons(seasonal(chance, 23))
    assert sum(forecasts.has_seasons(walk(chance, 30)) for _ in range(400)) / 400 == pytest.approx(0.05, abs=0.025)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=8, max_size=30), st.integers(1, 12))
def test_a_share_never_leaves_what_can_be(values, ahead):
    outlook = forecasts.outlook(values, ahead, WIN_RATE.bounds)
    assert len(outlook.months) == ahead
    for month in outlook.months:
        assert 0 <= month.low <= month.middle <= month.high <= 1


@settings(max_examples=10, deadline=None)
@given(st.lists(st.floats(1, 100), min_size=8, max_size=16), st.sampled_from([1e-4, 1e6]))
def test_the_unit_of_a_figure_does_not_matter(values, factor):
    plain, scaled = forecasts.outlook(values, 3), forecasts.outlook([value * factor for value in values], 3)
    assert scaled.last.high == pytest.approx(plain.last.high * factor, rel=1e-4)
    assert scaled.total.low == pytest.approx(plain.total.low * factor, rel=1e-4, abs=1e-4 * factor)


def test_seven_months_are_too_early_and_what_never_moved_is_certain():
    assert forecasts.outlook([1.0] * 7, 3) is None
    still = forecasts.outlook([5.0] * 8, 2, so_far=40)
    assert (still.last.low, still.last.high, still.total.middle) == (5, 5, 50)
    assert (still.total.chance(50, "up"), still.total.chance(51, "up"), still.total.chance(51, "down")) == (1, 0, 1)


@pytest.mark.parametrize(
    ("target", "direction", "chance", "said"),
    [(100, "up", 0.5, "about even"), (110, "up", 0.1587, "unlikely"), (110, "down", 0.8413, "likely"),
     (120, "up", 0.0228, "very unlikely"), (120, "down", 0.9772, "very likely")],
)  # fmt: skip
def test_how_likely_a_target_is(target, direction, chance, said):
    """The normal distribution's 0.1587 beyond one and 0.0228 beyond two standard deviations (NIST 1.3.6.7.1)."""
    expected = forecasts.Expected(low=87, middle=100, high=113, mean=100, deviation=10)
    assert round(expected.chance(target, direction), 4) == chance
    assert forecasts.words(chance) == said


# A KPI's year


def test_a_year_lands_at_what_is_there_and_what_is_to_come():
    landing = landings.of(REVENUE, series([100.0] * 12), YEAR)
    assert (landing.expected.low, landing.expected.middle, landing.expected.high) == (1200, 1200, 1200)
    assert [month for month, _ in landing.months] == [date(2026, month, 1) for month in (10, 11, 12)]
    assert landing.is_total


def test_only_months_of_the_year_count_although_more_are_ahead():
    """Seen from October 2025, November and December 2025 lie ahead but not in the year."""
    landing = landings.of(REVENUE, series([100.0] * 12, last=date(2025, 10, 1)), YEAR)
    assert (len(landing.months), landing.expected.middle) == (14, 1200)


def test_a_rate_lands_at_the_level_of_the_last_month():
    landing = landings.of(WIN_RATE, series([0.2 + 0.01 * month for month in range(12)]), YEAR)
    assert landing.expected.middle == pytest.approx(0.34)
    assert landing.expected == landing.months[-1][1]


def test_a_year_that_is_over_has_landed():
    landing = landings.of(REVENUE, series([100.0] * 12, last=date(2026, 12, 1)), YEAR)
    assert (landing.final, landing.expected, landing.months, landing.missing) == (1200, None, (), "")


def test_a_year_with_a_hole_is_not_added_up():
    landing = landings.of(REVENUE, series([100.0] * 7 + [None] + [100.0] * 4), YEAR)
    assert landing.missing == "May 2026 has no figure, so the year cannot be added up"
    assert landings.of(WIN_RATE, series([0.3] * 7 + [None] + [0.3] * 4), YEAR).expected is not None


@pytest.mark.parametrize(
    ("values", "last", "says"),
    [([], date(2026, 9, 1), "no month has a figure yet"), ([None] * 9, date(2026, 9, 1), "no month has a figure yet"),
     ([1.0] * 7, date(2026, 9, 1), "too early to foresee: 7 of 8 months are known"),
     ([1.0] * 9, date(2025, 1, 1), "the last figure is of January 2025")],
)  # fmt: skip
def test_where_nothing_is_foreseen_it_says_why(values, last, says):
    assert landings.of(REVENUE, series(values, last), YEAR).missing == says


def test_months_that_are_late_are_foreseen_too():
    landing = landings.of(REVENUE, series([100.0] * 10 + [None, None]), YEAR)
    assert [month.month for month, _ in landing.months] == [8, 9, 10, 11, 12]


def test_the_years_target_is_the_whole_path_or_its_last_month():
    whole = {date(2026, month, 1): 10.0 * month for month in range(1, 13)}
    assert landings.target(REVENUE, whole, YEAR) == 780
    assert landings.target(WIN_RATE, whole, YEAR) == 120
    del whole[date(2026, 3, 1)]
    assert landings.target(REVENUE, whole, YEAR) is None


def test_statsmodels_is_loaded_only_when_something_is_foreseen():
    told = "import sys; from custodian.ui import kpi; print({'scipy', 'statsmodels'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"
