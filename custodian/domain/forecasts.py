"""Where a figure will land: its months carried on, always with an interval, never just a line.

The figure is taken as a level that wanders, a steady drift nobody knows beforehand and, from 24 months on and only
where they show, seasons: the structural model behind exponential smoothing (A. C. Harvey, Forecasting, Structural Time
Series Models and the Kalman Filter, 1989; J. Durbin and S. J. Koopman, Time Series Analysis by State Space Methods,
2012), filtered by statsmodels from a diffuse beginning, so that an unknown drift or season widens the interval.

How fast the level wanders, the α of exponential smoothing, cannot be known well from two years of months, and the most
likely α is too often one that stands still. Of all that are nearly as likely the fastest is taken: tests/test_forecasts
measures that the intervals then hold what they promise.
"""

import gc
import importlib
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, pstdev
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np

ENOUGH = 8  # months that are known
SEASON = 12
ENOUGH_FOR_SEASONS = 2 * SEASON  # in a row
LEVEL = 0.8  # of every interval here: four times in five the value will lie within
SMOOTHINGS = tuple(step / 10 for step in range(11))  # α: 0 stands still, 1 is a random walk
_LIBRARY = "statsmodels.tsa.statespace.structural"
AS_GOOD = 5.0  # this much less log-likelihood than the best, shared by all months, is no less likely

Bounds = tuple[float, float]
Direction = Literal["up", "down"]
EVERYTHING: Bounds = (-math.inf, math.inf)


@dataclass(frozen=True)
class Expected:
    """A value to come: its middle and, four times in five, between `low` and `high`; all within what can be."""

    low: float
    middle: float
    high: float
    mean: float
    deviation: float

    def chance(self, target: float, direction: Direction) -> float:
        """How probable it is that the target is reached: 0 to 1."""
        if not self.deviation:
            return float(self.mean >= target if direction == "up" else self.mean <= target)
        below = NormalDist(self.mean, self.deviation).cdf(target)
        return 1 - below if direction == "up" else below


@dataclass(frozen=True)
class Outlook:
    """The months ahead, one after the other, and what they add up to.

    Months share what they do not know, so a sum of them is less certain than each by itself would make it.
    """

    months: tuple[Expected, ...]
    total: Expected
    is_seasonal: bool

    @property
    def last(self) -> Expected:
        return self.months[-1]


def outlook(
    values: Sequence[float | None],
    months_ahead: int,
    bounds: Bounds = EVERYTHING,
    so_far: float = 0.0,
    adds_last: int | None = None,
) -> Outlook | None:
    """What follows the months of `values`, oldest first; None where it is too early to foresee.

    The total is what is there `so_far` and the last `adds_last` of the months ahead, all of them unless told otherwise.
    Raises ValueError unless there is a month ahead.
    """
    if months_ahead < 1:
        raise ValueError("Expected at least one month ahead.")
    known = [value for value in values if value is not None]
    if len(known) < ENOUGH:
        return None
    is_seasonal = has_seasons(values)
    means, cov, freedom = _scaled(values, known, months_ahead, is_seasonal)
    width, added = _student(freedom), slice(months_ahead - (adds_last or months_ahead), None)
    least, most = (so_far + (adds_last or months_ahead) * bound for bound in bounds)
    return Outlook(
        months=tuple(_expected(float(means[at]), float(cov[at, at]), width, bounds) for at in range(months_ahead)),
        total=_expected(so_far + float(means[added].sum()), float(cov[added, added].sum()), width, (least, most)),
        is_seasonal=is_seasonal,
    )


def is_ready() -> bool:
    """Has the library been loaded that takes longer than drawing a page? The first forecast of a process waits."""
    return _LIBRARY in sys.modules


def get_ready() -> None:
    """Kept from the collector's sight as well: else every page drawn from then on takes 50 ms more (decision 10)."""
    importlib.import_module(_LIBRARY)
    gc.collect()
    gc.freeze()


def has_seasons(values: Sequence[float | None]) -> bool:
    """Does each step from month to month resemble the step of a year before, more than one in twenty would by chance?

    Steps and not values, because what wanders resembles itself in every season. One-sided test of the correlation.
    """
    row = _unbroken(values)
    if len(row) < ENOUGH_FOR_SEASONS:
        return False
    steps = [after - before for before, after in zip(row, row[1:], strict=False)]
    pairs = list(zip(steps, steps[SEASON:], strict=False))
    first, second = ([pair[at] - fmean(p[at] for p in pairs) for pair in pairs] for at in (0, 1))
    power = math.sqrt(sum(one * one for one in first) * sum(one * one for one in second))
    if not power:
        return False
    alike = sum(a * b for a, b in zip(first, second, strict=True)) / power
    left = len(pairs) - 2
    return alike > 0 and alike * math.sqrt(left / max(1 - alike**2, 1e-12)) > _student(left, 0.95)


def words(chance: float) -> str:
    """The calibrated language of the IPCC (M. D. Mastrandrea et al., Guidance Note on Uncertainties, 2010)."""
    for least, said in ((0.9, "very likely"), (0.66, "likely"), (0.33, "about even"), (0.1, "unlikely")):
        if chance >= least:
            return said
    return "very unlikely"


def _scaled(
    values: Sequence[float | None], known: Sequence[float], months: int, is_seasonal: bool
) -> "tuple[np.ndarray, np.ndarray, int]":
    """Shares and millions alike are brought to one scale, so that no number is too large or small to be solved with."""
    middle, size = fmean(known), pstdev(known)
    if size <= 1e-9 * max(1.0, abs(middle)):
        size = 0.0
    even = [None if value is None else (value - middle) / (size or 1.0) for value in values]
    means, cov, freedom = _ahead(even, months, is_seasonal)
    return middle + size * means, size**2 * cov, freedom


def _ahead(values: Sequence[float | None], months: int, is_seasonal: bool) -> "tuple[np.ndarray, np.ndarray, int]":
    """Means and covariances of the months ahead, and the degrees of freedom behind them."""
    fits = [fitted(values, alpha, months, is_seasonal) for alpha in SMOOTHINGS]
    best = max(fit.likelihood for fit in fits)
    chosen = next(fit for fit in reversed(fits) if fit.likelihood >= best - AS_GOOD / len(values))
    return chosen.means, chosen.variance * chosen.cov, chosen.freedom


@dataclass(frozen=True)
class Fit:
    """One α: what it foresees, in units of its variance of the noise, and how likely it makes the months that were."""

    means: "np.ndarray"
    cov: "np.ndarray"
    variance: float
    likelihood: float
    freedom: int


def fitted(
    values: Sequence[float | None], alpha: float, months: int, is_seasonal: bool = False, drifts: bool = True
) -> Fit:
    """The concentrated diffuse likelihood of one α (Durbin and Koopman 2012, 2.10.2 and 7.2), and the months ahead."""
    # Loading statsmodels takes longer than drawing a page.
    import numpy as np
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    told = np.array([np.nan if value is None else value for value in values], dtype=float)
    seasons: dict[str, Any] = {"seasonal": SEASON, "stochastic_seasonal": False} if is_seasonal else {}
    model = UnobservedComponents(told, level="lldtrend" if drifts else "llevel", **seasons)
    model.ssm.initialize_diffuse()
    noise, wander = (0.0, 1.0) if alpha == 1 else (1.0, alpha**2 / (1 - alpha))
    model.update(np.array([noise, wander]))
    found = model.ssm.filter()
    counts = ~np.isnan(told)
    counts[: found.nobs_diffuse] = False
    error, spread = found.forecasts_error[0, counts], found.forecasts_error_cov[0, 0, counts]
    freedom = int(counts.sum())
    variance = float((error**2 / spread).sum()) / freedom
    likelihood = -0.5 * (freedom * math.log(max(variance, 1e-300)) + float(np.log(spread).sum()))
    return Fit(*_carried_on(found, months), variance, likelihood, freedom)


def _carried_on(found: Any, months: int) -> "tuple[np.ndarray, np.ndarray]":  # noqa: ANN401
    """Means and covariances of the months ahead, from the state after the last one."""
    import numpy as np

    step, seen = found.transition[:, :, 0], found.design[0, :, 0]
    shock = found.selection[:, :, 0] @ found.state_cov[:, :, 0] @ found.selection[:, :, 0].T
    state, cov = found.predicted_state[:, -1], found.predicted_state_cov[:, :, -1]
    means, shared = np.zeros(months), np.zeros((months, months))
    for at in range(months):
        means[at] = seen @ state
        towards = cov @ seen
        for later in range(at, months):
            shared[at, later] = shared[later, at] = seen @ towards
            towards = step @ towards
        shared[at, at] += found.obs_cov[0, 0, 0]
        state, cov = step @ state, step @ cov @ step.T + shock
    return means, shared


def _student(freedom: int, up_to: float = (1 + LEVEL) / 2) -> float:
    from scipy.stats import t

    return float(t.ppf(up_to, freedom))


def _expected(mean: float, variance: float, width: float, bounds: Bounds) -> Expected:
    deviation = math.sqrt(max(variance, 0.0))
    low, middle, high = (min(max(mean + away * deviation, bounds[0]), bounds[1]) for away in (-width, 0.0, width))
    return Expected(low, middle, high, mean, deviation)


def _unbroken(values: Sequence[float | None]) -> list[float]:
    """The months in a row up to the last one."""
    known: list[float] = []
    for value in reversed(values):
        if value is None:
            break
        known.append(value)
    return known[::-1]
