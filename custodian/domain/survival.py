"""How long something takes where not all have got there yet: Kaplan–Meier, and Aalen–Johansen where some are lost.

Coded here because importing statsmodels would slow every page; the tests hold it against statsmodels and the published
numbers of Freireich et al. (Blood 21, 1963).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log, sqrt

from custodian.domain.intervals import Interval, Z

Observed = tuple[int, int, int, int]  # days; how many arrived, were lost, were last seen on the way after so many


@dataclass(frozen=True)
class Moment:
    """By this day so large a share of all who began has arrived, with its 95 % interval."""

    days: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Curve:
    """The share that has arrived, day by day; those lost stay in the denominator and never arrive."""

    moments: tuple[Moment, ...]
    n: int
    watched: int  # days that the longest watched was watched

    def within(self, days: int) -> Moment | None:
        """The share that arrives within so many days; None where nobody was watched for so long."""
        if self.watched < days or not self.n:
            return None
        reached = [moment for moment in self.moments if moment.days <= days]
        return reached[-1] if reached else Moment(days, 0.0, 0.0, 0.0)

    def after(self, share: float = 0.5) -> int | None:
        """After how many days that share of all who began has arrived; None where it has not yet."""
        return next((moment.days for moment in self.moments if moment.share >= share - _ROUNDING), None)

    def after_between(self, share: float = 0.5) -> tuple[int | None, int | None]:
        """95 % interval of `after` (R. Brookmeyer and J. Crowley, Biometrics 38, 1982); None where it is open."""
        soonest = next((moment.days for moment in self.moments if moment.high >= share), None)
        latest = next((moment.days for moment in self.moments if moment.low > share), None)
        return soonest, latest

    def of_those_who_arrive(self) -> int | None:
        """Days within which half of all who arrive, as far as anybody was watched, have arrived."""
        return self.after(self.moments[-1].share / 2) if self.moments else None


_ROUNDING = 1e-12


def curve(observed: Iterable[Observed]) -> Curve:
    """The cumulative incidence of arriving, with loss as a competing event.

    O. Aalen and S. Johansen, Scandinavian Journal of Statistics 5 (1978); its variance by the delta method as in
    E. Marubini and M. G. Valsecchi, Analysing Survival Data (1995), 10.4. Where nobody is lost it is 1 − the estimate
    of E. L. Kaplan and P. Meier, JASA 53 (1958), with Greenwood's variance. Intervals are log-log. Who was last seen on
    the way on a day counts as watched on that day.
    """
    by_day = _by_day(observed)
    at_risk = n = sum(sum(counts) for counts in by_day.values())
    left, share, spread = 1.0, 0.0, _Spread()
    moments: list[Moment] = []
    for days in sorted(by_day):
        arrived, lost, waiting = by_day[days]
        if arrived:
            share += left * arrived / at_risk
        spread.add(left, share, arrived, arrived + lost, at_risk)
        left *= 1 - (arrived + lost) / at_risk
        if arrived:
            known = moments[-1].low if moments else 0.0
            moments.append(Moment(days, share, *_between(share, spread.deviation(share), known)))
        at_risk -= arrived + lost + waiting
    return Curve(tuple(moments), n, max(by_day, default=0))


def _by_day(observed: Iterable[Observed]) -> dict[int, tuple[int, int, int]]:
    found: dict[int, tuple[int, int, int]] = {}
    for days, *counts in observed:
        before = found.get(days, (0, 0, 0))
        found[days] = (before[0] + counts[0], before[1] + counts[1], before[2] + counts[2])
    return found


class _Spread:
    """The variance as sums that grow from day to day."""

    def __init__(self) -> None:
        self._ended = self._ended_share = self._ended_square = 0.0
        self._arrived = self._joint = self._joint_share = 0.0

    def add(self, left: float, share: float, arrived: int, ended: int, at_risk: int) -> None:
        """`left`: the share that had neither arrived nor been lost before this day; `share`: arrived by its end."""
        if at_risk > ended:
            hazard = ended / (at_risk * (at_risk - ended))
            self._ended += hazard
            self._ended_share += hazard * share
            self._ended_square += hazard * share**2
        self._arrived += left**2 * arrived * (at_risk - arrived) / at_risk**3
        joint = left * arrived / at_risk**2
        self._joint += joint
        self._joint_share += joint * share

    def deviation(self, share: float) -> float:
        ended = share**2 * self._ended - 2 * share * self._ended_share + self._ended_square
        joint = share * self._joint - self._joint_share
        return sqrt(max(ended + self._arrived - 2 * joint, 0.0))


def _between(share: float, deviation: float, known: float) -> Interval:
    """Log-log: J. D. Kalbfleisch and R. L. Prentice, The Statistical Analysis of Failure Time Data (1980).

    Once all have arrived the formula has no answer; then the lower end `known` the day before stands.
    """
    stay = 1 - share
    if stay <= _ROUNDING:
        return known, 1.0
    half = Z * deviation / (stay * abs(log(stay)))
    return 1 - stay ** exp(-half), 1 - stay ** exp(half)
