"""The verdict month by month: the same from wherever it is looked at, re-set by people, in season against last year."""

import random
from datetime import date, datetime
from math import isclose

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import f
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm

from custodian.domain import baselines, judging, kpis, periods, seasons
from custodian.domain.baselines import Baseline
from custodian.domain.judging import Judgement

FIRST, TODAY = date(2022, 1, 1), date(2031, 1, 1)
SEARCHES = kpis.catalogue()["branded_searches"]
STEADY = [1000.0, 1200.0] * 8  # mean 1100, mean moving range 200, limits 568 and 1632
SEASON = [0, 10, 30, 60, 80, 90, 20, -80, 40, 50, 60, 200]


def by_month(values: list[float | None], first: date = FIRST) -> dict[date, float | None]:
    return {periods.shifted(first, at): value for at, value in enumerate(values)}


def month(at: int) -> date:
    return periods.shifted(FIRST, at)


def judged(values: list[float | None], *resets: int, today: date = TODAY) -> list[Judgement]:
    set_anew = [Baseline(SEARCHES.key, month(at), "New website", written_by="Ada") for at in resets]
    return list(judging.judge(SEARCHES, by_month(values), set_anew, today).values())


def told(values: list[float | None], *resets: int, today: date = TODAY) -> list[str]:
    return [one.verdict for one in judged(values, *resets, today=today)]


def seasonal(years: int, noise: float = 3.0) -> list[float | None]:
    chance = random.Random(5)
    return [1000 + SEASON[at % 12] + chance.gauss(0, noise) for at in range(12 * years)]


def test_limits_come_from_the_first_sixteen_months_of_the_whole_history_not_of_those_shown() -> None:
    """Limits that slide along with the months shown take in a shift after a while, and call it normal."""
    late = judged([*STEADY, 1100.0, *[3000.0, 3100.0] * 20])[-1]
    assert (late.lower, late.centre, late.upper) == pytest.approx((568.1, 1100, 1631.9), abs=0.05)
    assert (late.verdict, late.since) == ("real improvement", month(17))
    assert (late.yardstick.first, late.yardstick.last, late.yardstick.months) == (month(0), month(15), 16)
    assert not late.yardstick.is_forming


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 10_000)), min_size=40, max_size=60),
    st.lists(st.integers(0, 10_000), min_size=1, max_size=20),
)
def test_later_months_change_no_verdict_and_no_limits_once_the_baseline_is_set(
    values: list[float | None], later: list[float | None]
) -> None:
    if sum(value is not None for value in values) < seasons.TESTED + judging.YEAR:
        return
    before, after = judged(values), judged([*values, *later])
    if before and not before[0].yardstick.against_last_year:
        assert before == after[: len(before)]


def test_a_re_set_draws_new_limits_from_its_month_and_leaves_the_old_until_then() -> None:
    moved = [*STEADY, *[3000.0, 3100.0] * 5]
    before, after = judged(moved, 16)[15], judged(moved, 16)[25]
    assert (before.centre, before.yardstick.reset) == (1100, None)
    assert after.centre == 3050
    assert after.verdict == "normal variation"
    assert after.yardstick.reset is not None
    assert (after.yardstick.reset.first_month, after.yardstick.months, after.yardstick.is_forming) == (
        month(16),
        10,
        True,
    )
    assert judged(moved)[25].verdict == "real improvement"


def test_after_a_re_set_five_months_are_too_early() -> None:
    early = judged([*STEADY, *[3000.0] * 5], 16)[-1]
    assert (early.verdict, early.rule) == ("too early", "fewer than 6 months since the limits were set anew")
    assert told([*STEADY, *[3000.0] * 6], 16)[-1] == "normal variation"


def test_no_rule_and_no_moving_range_reaches_across_a_re_set() -> None:
    above = [*STEADY, *[1150.0] * 7, *[1151.0, 1149.0] * 4]
    assert told(above)[-1] == "real improvement"  # eight in a row above 1100
    assert set(told(above, 16)[21:]) == {"normal variation"}
    assert judged(above, 16)[-1].yardstick.natural.mean_moving_range < 3  # type: ignore[union-attr]


def test_every_re_set_begins_a_stretch_of_its_own() -> None:
    three = [*[10.0, 12.0] * 4, *[50.0, 52.0] * 4, *[90.0, 92.0] * 4]
    found = judged(three, 8, 16)
    assert [found[at].centre for at in (0, 8, 16)] == [11, 51, 91]
    assert "real" not in " ".join(told(three, 8, 16))


def test_months_before_the_first_value_have_no_verdict_and_no_part_in_the_limits() -> None:
    late_start = judging.judge(SEARCHES, by_month([*STEADY, 9000.0], month(30)), [], TODAY)
    assert list(late_start)[0] == month(30)
    assert list(late_start.values())[-1].verdict == "real improvement"


def test_a_figure_that_never_moved_is_normal_and_its_first_move_is_real() -> None:
    assert told([500.0] * 20)[5:] == ["normal variation"] * 15
    assert told([*[500.0] * 20, 501.0])[-1] == "real improvement"


def test_no_data_is_neither_judged_nor_a_jump() -> None:
    values: list[float | None] = [*STEADY, None, 1100.0]
    found = judged(values)
    assert (found[-2].verdict, found[-1].verdict) == ("no data", "normal variation")
    assert found[-1].centre == 1100


def test_a_month_that_is_not_over_neither_is_judged_nor_sets_limits() -> None:
    today = periods.last_day(month(9))
    found = judged([1000.0, 1200.0] * 5, today=today)
    assert (found[-1].verdict, found[-1].rule) == ("too early", "the month is not over")
    assert found[-1].yardstick.months == 9
    assert found[-1].upper == found[-2].upper is not None


def test_a_quarterly_survey_is_judged_from_wave_to_wave() -> None:
    """Between waves no month is missing; without ranges from wave to wave such a figure could never be judged."""
    waves: list[float | None] = [value for wave in STEADY for value in (wave, None, None)]
    found = judged([*waves, 1900.0])
    assert (found[-1].verdict, found[-1].centre) == ("real improvement", 1100)
    assert found[-1].yardstick.natural.mean_moving_range == 200  # type: ignore[union-attr]


def test_a_season_is_judged_against_the_same_month_last_year_from_24_months_on() -> None:
    december = seasonal(3)[:36]
    found = judged(december)[-1]
    assert found.yardstick.against_last_year
    assert found.verdict == "normal variation"
    assert (found.yardstick.first, found.yardstick.months) == (month(12), 16)
    short = judged(seasonal(2)[:23])[-1]
    assert not short.yardstick.against_last_year


def test_in_season_what_last_year_brought_is_the_middle_of_the_band() -> None:
    values = seasonal(3)
    last, before = judged(values)[35], values[23]
    changes = [values[at] - values[at - 12] for at in range(12, 28)]  # type: ignore[operator]
    centre = sum(changes) / 16
    width = 3 / 1.128 * sum(abs(b - a) for a, b in zip(changes, changes[1:], strict=False)) / 15
    assert before is not None
    assert (last.lower, last.centre, last.upper) == pytest.approx(
        (before + centre - width, before + centre, before + centre + width)
    )


def test_in_season_a_usual_december_is_normal_and_a_december_like_november_is_a_decline() -> None:
    values = seasonal(3)
    assert told(values)[35] == "normal variation"
    assert told([*values[:35], 1060.0])[35] == "real decline"
    alike = judged([*[value for value in values[:24]], 1000.0 + 200])[24]  # a January like December
    assert (alike.verdict, alike.since) == ("real improvement", month(24))


def test_in_season_the_first_year_has_nothing_to_be_judged_by() -> None:
    found = judged(seasonal(3))
    assert (found[11].verdict, found[11].lower) == ("too early", None)
    assert found[11].rule == "no value in the same month last year to judge by"
    assert [found[at].verdict for at in (16, 17)] == ["too early", "normal variation"]


def test_a_rolling_year_has_no_season() -> None:
    rolling = kpis.catalogue()["repeat_order_rate"]
    found = judging.judge(rolling, by_month([value and value / 1e4 for value in seasonal(3)]), [], TODAY)
    assert not any(one.yardstick.against_last_year for one in found.values())


@pytest.mark.parametrize("seed", range(5))
def test_the_test_for_a_season_equals_the_analysis_of_variance_of_statsmodels(seed: int) -> None:
    chance = random.Random(seed)
    known = [(month(at), chance.gauss(100, 5) + SEASON[at % 12] * seed / 20 + at) for at in range(24)]
    frame = pd.DataFrame(
        {
            "value": [value for _, value in known],
            "time": range(24),
            "year": [at // 12 for at in range(24)],
            "calendar": [at.month for at, _ in known],
        }
    )
    theirs = [
        anova_lm(ols(f"value ~ {course}", frame).fit(), ols(f"value ~ {course} + C(calendar)", frame).fit())["F"][1]
        for course in ("time", "year")
    ]
    assert isclose(seasons.f_of_months(known), min(theirs), rel_tol=1e-6)


def test_neither_growth_nor_a_step_at_new_year_nor_chance_is_a_season() -> None:
    chance = random.Random(1)

    def seen(values: list[float]) -> bool:
        return seasons.is_seen(by_month([value + chance.gauss(0, 1) for value in values]))

    assert not seen([at * 5.0 for at in range(24)])
    assert not seen([0.0] * 12 + [9.0] * 12)
    assert not seen([0.0] * 17 + [9.0] * 7)
    assert sum(seen([0.0] * 24) for _ in range(1000)) <= 8
    assert f.sf(seasons.PRESENT_FROM, 11, 11) < 1 / 600


def test_a_season_needs_24_values_and_a_flat_figure_has_none() -> None:
    assert seasons.is_seen(by_month(seasonal(2)))
    assert not seasons.is_seen(by_month([*seasonal(2)[:20], None, None, None, None]))
    assert not seasons.is_seen(by_month([7.0] * 24))


@pytest.mark.parametrize("seed", range(20))
def test_verdicts_equal_a_second_plain_computation(seed: int) -> None:
    chance = random.Random(seed)
    values = [
        None if chance.random() < 0.1 else round(chance.gauss(100, 10) + 25 * (at > chance.randint(15, 60)))
        for at in range(chance.randint(6, 23))
    ]
    if values[0] is not None:
        assert [verdict.startswith("real") for verdict in told(values)] == naively(values)


def naively(values: list[float | None]) -> list[bool]:
    """Wheeler's three rules, month by month, written anew."""
    known = [value for value in values if value is not None]
    first = known[:16]
    until = [at for at, value in enumerate(values) if value is not None][: len(first)][-1]
    steps = [
        abs(values[at + 1] - values[at])  # type: ignore[operator]
        for at in range(until)
        if values[at] is not None and values[at + 1] is not None
    ]
    if len(first) < 6:
        return [False] * len(values)
    mean, width = sum(first) / len(first), 3 / 1.128 * sum(steps) / len(steps)
    spoken = []
    for at, value in enumerate(values):
        past = [each for each in values[: at + 1] if each is not None]
        if value is None or len(past) < 6:
            spoken.append(False)
            continue
        up = [each > mean for each in past[-8:]]
        down = [each < mean for each in past[-8:]]
        above = [each > mean + width / 2 for each in past[-4:]]
        below = [each < mean - width / 2 for each in past[-4:]]
        spoken.append(
            abs(value - mean) > width
            or (len(up) == 8 and (all(up) or all(down)))
            or (above[-1] and sum(above) >= 3)
            or (below[-1] and sum(below) >= 3)
        )
    return spoken


def test_a_verdict_tells_which_rule_spoke_and_since_when() -> None:
    run = judged([*STEADY, 1050.0, *[1150.0] * 8])[-1]
    assert (run.rule, run.since) == ("8 months in a row on one side of the mean", month(17))


def test_when_it_was_written_is_no_part_of_the_verdict() -> None:
    one, other = (
        [Baseline(SEARCHES.key, month(16), "why", written_by="Ada", written_at=datetime(2026, 1, day))]
        for day in (1, 2)
    )
    values = by_month([*STEADY, *[3000.0] * 8])
    assert [each.verdict for each in judging.judge(SEARCHES, values, one, TODAY).values()] == [
        each.verdict for each in judging.judge(SEARCHES, values, other, TODAY).values()
    ]


def test_baselines_are_named_by_their_month() -> None:
    written = [Baseline("x", month(1), "why", version=2), Baseline("x", month(2), "why", version=1)]
    assert [baselines.version_of(written, month(at)) for at in (1, 2, 3)] == [2, 1, 0]
