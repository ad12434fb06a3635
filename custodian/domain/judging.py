"""The verdict on each month of a KPI: is it really different from what it normally does, by which rule, since when.

The whole known history is judged at once, so a month has the same limits and the same verdict from wherever it is
looked at. A re-set cuts the history into stretches; each is judged as if it were the whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from custodian.domain import periods, seasons, signals
from custodian.domain.baselines import Baseline
from custodian.domain.kpis import Kpi
from custodian.domain.signals import Limits, Signal

Verdict = Literal["real improvement", "real decline", "normal variation", "too early", "no data"]
History = Mapping[date, float | None]  # every month without a gap, oldest first; None where there is no value

YEAR = 12


@dataclass(frozen=True)
class Yardstick:
    """What a stretch of months is judged by. `first`, `last` and `months` tell the baseline its limits come from."""

    reset: Baseline | None  # who set the limits anew and why; None from the first month on
    against_last_year: bool  # the limits are those of the difference to the same month last year
    natural: Limits | None
    first: date | None
    last: date | None
    months: int

    @property
    def is_forming(self) -> bool:
        """Are the limits still computed anew with every month, because the baseline is not full?"""
        return self.months < signals.BASELINE


@dataclass(frozen=True)
class Judgement:
    """`rule`: which rule spoke, in words; why there is no verdict, where there is none; '' at normal variation."""

    verdict: Verdict
    rule: str
    yardstick: Yardstick
    since: date | None = None  # the month the signal began
    lower: float | None = None  # the natural limits of the month's value
    centre: float | None = None
    upper: float | None = None

    @property
    def is_signal(self) -> bool:
        return self.verdict in ("real improvement", "real decline")


def judge(kpi: Kpi, history: History, resets: Sequence[Baseline], today: date) -> dict[date, Judgement]:
    """Every month of the history. Months that are not over by `today` are neither judged nor judged by."""
    judged: dict[date, Judgement] = {}
    begins = [date.min, *(reset.first_month for reset in resets), date.max]
    for reset, first, following in zip([None, *resets], begins, begins[1:], strict=False):
        months = {month: value for month, value in history.items() if first <= month < following}
        judged |= _stretch(kpi, months, reset, today)
    return judged


def _stretch(kpi: Kpi, months: History, reset: Baseline | None, today: date) -> dict[date, Judgement]:
    over = {month: value for month, value in months.items() if periods.last_day(month) < today}
    yearly = not kpi.rolling and seasons.is_seen(over)
    base = {month: _base(months, month, yearly) for month in months}
    judged = [_off(value, base[month]) for month, value in over.items()]
    natural = signals.limits(judged)
    spoken = {signal.at: signal for signal in (signals.signals(judged, natural) if natural else [])}
    yardstick = _yardstick(reset, yearly, natural, list(over), judged)
    known, found = 0, {}
    for at, (month, value) in enumerate(months.items()):
        known += at < len(judged) and judged[at] is not None
        verdict, rule = _verdict(kpi, value, month in over, base[month], known, yardstick, spoken.get(at))
        since = list(months)[spoken[at].since] if verdict.startswith("real") else None
        found[month] = Judgement(verdict, rule, yardstick, since, *_limits(kpi, natural, base[month]))
    return found


def _base(months: History, month: date, yearly: bool) -> float | None:
    """What a month's value is taken off before it is judged: nothing, or what the same month brought last year."""
    return months.get(periods.shifted(month, -YEAR)) if yearly else 0.0


def _off(value: float | None, base: float | None) -> float | None:
    return None if value is None or base is None else value - base


def _yardstick(
    reset: Baseline | None, yearly: bool, natural: Limits | None, months: Sequence[date], judged: signals.Values
) -> Yardstick:
    places = signals.baseline_of(judged)
    first, last = (months[places[0]], months[places[-1]]) if places else (None, None)
    return Yardstick(reset, yearly, natural, first, last, len(places))


def _limits(kpi: Kpi, natural: Limits | None, base: float | None) -> tuple[float | None, float | None, float | None]:
    """Lower limit, mean and upper limit within what the KPI can be."""
    if natural is None or base is None:
        return None, None, None
    least, most = kpi.bounds
    lower, centre, upper = (
        min(max(base + line, least), most) for line in (natural.lower, natural.centre, natural.upper)
    )
    return lower, centre, upper


def _verdict(
    kpi: Kpi, value: float | None, is_over: bool, base: float | None, known: int, by: Yardstick, signal: Signal | None
) -> tuple[Verdict, str]:
    """With the rule that gave it, or the reason why there is none. `known` values were there up to this month."""
    if value is None:
        return "no data", "no data in this month"
    if not is_over:
        return "too early", "the month is not over"
    if base is None:
        return "too early", "no value in the same month last year to judge by"
    if by.natural is None or known < signals.ENOUGH:
        since = " since the limits were set anew" if by.reset else " to judge by"
        return "too early", f"fewer than {signals.ENOUGH} months{since}"
    if signal is None:
        return "normal variation", ""
    is_better = (signal.side == "above") == (kpi.direction == "up")
    return "real improvement" if is_better else "real decline", signal.rule
