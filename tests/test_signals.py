"""Natural limits against the published numbers, and each rule with the smallest series that sets it off."""

import pytest

from custodian.domain import signals
from custodian.domain.signals import Limits

NIST = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
STEADY = [10.0, 12.0] * 8  # mean 11, mean moving range 2, limits 5.68 and 16.32


def natural(values: list[float | None]) -> Limits:
    found = signals.limits(values)
    assert found is not None
    return found


def last(values: list[float | None]) -> signals.Signal | None:
    found = [signal for signal in signals.signals(values, natural(values)) if signal.at == len(values) - 1]
    return found[0] if found else None


def test_limits_are_those_of_the_nist_handbook() -> None:
    limits = natural(list(NIST))
    assert limits.centre == pytest.approx(50.81)
    assert limits.mean_moving_range == pytest.approx(1.8778, abs=5e-5)
    assert limits.lower == pytest.approx(45.8159, abs=5e-5)
    assert limits.upper == pytest.approx(55.8041, abs=5e-5)
    assert limits.upper_range == pytest.approx(3.27 * 1.8778, abs=5e-4)


def test_under_six_values_there_are_no_limits() -> None:
    assert signals.limits([1.0, 2.0, 1.0, 2.0, 1.0, None]) is None
    assert signals.limits([1.0, 2.0, 1.0, 2.0, 1.0, 2.0]) is not None


def test_there_is_no_moving_range_across_a_missing_month() -> None:
    """1 to 9 is a jump over a month nobody measured; taking it for a range would widen the limits."""
    limits = natural([1.0, 1.0, 1.0, None, 9.0, 9.0, 9.0])
    assert limits.mean_moving_range == 0
    assert limits.centre == 5


def test_months_before_the_first_value_are_no_part_of_the_baseline() -> None:
    assert signals.limits([None] * 9 + [*STEADY, 99.0]) == signals.limits([*STEADY, 99.0])


def test_limits_do_not_follow_a_shift_that_comes_after_the_baseline() -> None:
    assert signals.limits([*STEADY, 90.0, 90.0]) == signals.limits(list(STEADY))


def test_a_point_outside_the_limits_is_a_signal() -> None:
    signal = last([*STEADY, 17.0])
    assert signal is not None
    assert (signal.side, signal.since, signal.rule) == ("above", 16, "outside the natural limits")


def test_a_point_within_the_limits_is_none() -> None:
    assert last([*STEADY, 16.0]) is None


def test_points_outside_one_after_the_other_began_with_the_first() -> None:
    signal = last([*STEADY, 5.0, 4.0, 5.0])
    assert signal is not None
    assert (signal.side, signal.since) == ("below", 16)


def test_eight_in_a_row_on_one_side_are_a_signal_and_seven_are_none() -> None:
    assert last([*STEADY, 10.5] + [11.5] * 7) is None
    signal = last([*STEADY, 10.5] + [11.5] * 8)
    assert signal is not None
    assert (signal.side, signal.since, signal.rule) == ("above", 17, "8 months in a row on one side of the mean")


def test_a_missing_month_neither_breaks_a_run_nor_lengthens_it() -> None:
    seven: list[float | None] = [*STEADY, 10.5, 11.5, 11.5, 11.5, 11.5, None, 11.5, 11.5, 11.5]
    assert last(seven) is None
    assert last([*seven, 11.5]) is not None


def test_a_value_on_the_mean_breaks_a_run() -> None:
    assert last([*STEADY, 10.5] + [11.5] * 4 + [11.0] + [11.5] * 4) is None


def test_three_of_four_nearer_a_limit_than_the_mean_are_a_signal() -> None:
    signal = last([*STEADY, 14.0, 14.0, 10.0, 14.0])
    assert signal is not None
    assert (signal.side, signal.since, signal.rule) == ("above", 16, "3 of 4 months nearer a limit than the mean")


def test_three_of_four_must_lie_on_one_side_and_count_the_last() -> None:
    assert last([*STEADY, 14.0, 14.0, 10.0, 8.0]) is None
    assert last([*STEADY, 14.0, 14.0, 14.0, 11.5]) is None


def test_a_figure_that_never_moved_signals_its_first_move_and_nothing_before() -> None:
    """The mean of sixteen times 0.1 is not exactly 0.1."""
    steady: list[float | None] = [0.1] * 20
    assert signals.signals(steady, natural(steady)) == []
    signal = last([*steady, 0.2])
    assert signal is not None
    assert signal.side == "above"
