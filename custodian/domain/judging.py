"""The verdict on a KPI's month: is it really different from what the KPI normally does, by which rule, since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from custodian.domain import signals
from custodian.domain.kpis import Kpi
from custodian.domain.signals import Limits, Signal

Verdict = Literal["real improvement", "real decline", "normal variation", "too early", "no data"]
History = Mapping[date, float | None]  # every month without a gap, oldest first; None where there is no value


@dataclass(frozen=True)
class Judgement:
    verdict: Verdict
    rule: str  # which rule spoke, in words; why there is no verdict, where there is none; '' at normal variation
    since: date | None  # the month the signal began
    natural: Limits | None
    marked: frozenset[date]  # the months that a rule marks


def judge(kpi: Kpi, history: History, is_complete: bool, silent: str) -> Judgement:
    """The last month of the history judged by all of it; `silent` says why that month has no value, if it has none."""
    months, values = list(history), list(history.values())
    # A month that is not over is no value to judge, nor to judge others by.
    judged = values if is_complete else values[:-1]
    natural = signals.limits(judged)
    found = {signal.at: signal for signal in (signals.signals(judged, natural) if natural else [])}
    now = found.get(len(months) - 1)
    verdict, rule = _verdict(kpi, natural, now, is_complete, silent if values[-1] is None else "")
    since = months[now.since] if now else None
    return Judgement(verdict, rule, since, natural, frozenset(months[at] for at in found))


def _verdict(
    kpi: Kpi, natural: Limits | None, signal: Signal | None, is_complete: bool, silent: str
) -> tuple[Verdict, str]:
    """With the rule that gave it, or the reason why there is none."""
    if silent:
        return "no data", silent
    if not is_complete:
        return "too early", "the month is not over"
    if natural is None:
        return "too early", f"fewer than {signals.ENOUGH} months to judge by"
    if signal is None:
        return "normal variation", ""
    is_better = (signal.side == "above") == (kpi.direction == "up")
    return "real improvement" if is_better else "real decline", signal.rule
