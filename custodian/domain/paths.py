"""The path of a KPI through a fiscal year: how a year's figure is spread over its months, and who is ahead or behind.

A month's figure always wavers. It is *on path* within what the KPI normally varies by, half the width of its natural
limits, and *ahead* or *behind* only beyond that. Over several months the wavering evens out: their mean is given a
tolerance smaller by the root of their number, their sum one larger by it. So a small lag that stays becomes *behind*.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import Literal

from custodian.domain import measures, periods
from custodian.domain.kpis import Kpi, Unit
from custodian.domain.measures import Measured
from custodian.domain.periods import Period

State = Literal["ahead", "on path", "behind"]
MONTHS = 12
_ROUNDING = 1e-9
# How many parts of its unit a month of a spread path is rounded to: whole numbers, cents, tenths of a point.
_PARTS: dict[Unit, int] = {"count": 1, "money": 100, "money_per_day": 100, "percent": 1000, "score": 10}


@dataclass(frozen=True)
class Spread:
    """A year's figure as months, and in a sentence how they were found."""

    months: dict[date, float]
    how: str


@dataclass(frozen=True)
class Against:
    """A value beside its target over `months`; `tolerance` is in the KPI's unit, 0 where none is known."""

    kpi: Kpi
    value: float
    target: float
    tolerance: float
    months: tuple[date, ...]

    @property
    def lead(self) -> float:
        """How much better than the target, in the KPI's unit; below 0 if worse."""
        return (self.value - self.target) * (1 if self.kpi.direction == "up" else -1)

    @property
    def state(self) -> State:
        within = self.tolerance + _ROUNDING * max(1.0, abs(self.target))
        if abs(self.lead) <= within:
            return "on path"
        return "ahead" if self.lead > 0 else "behind"


def year_of(month: date, starts: int) -> Period:
    """The fiscal year that a month lies in; `starts` is the number of its first month, 1 to 12."""
    first = date(month.year - (month.month < starts), starts, 1)
    return Period(first, periods.last_day(periods.shifted(first, MONTHS - 1)))


def months_of(year: Period) -> list[date]:
    return list(periods.months(year.first_day, year.last_day))


def is_sum(kpi: Kpi) -> bool:
    """Is a year's figure the sum of its months? Not for what is divided, for medians and for distinct counts."""
    return kpi.adds_up and kpi.measure == "sum" and not re.search(r"\bas denominator\b", kpi.facts)


def spread(kpi: Kpi, figure: float, year: Period, known: Mapping[date, float]) -> Spread:
    """A year's figure over its months by the season of the year before; `known` holds the figures of past months.

    What adds up: the year's total by each month's share of last year's. Everything else: the year's level, and on top
    of it how far each month lay from last year's mean. The months add up to the total, or have the level as their mean,
    to the last cent. A month that last year does not have yet, because the path is written before its end, is taken
    from the year before. Where that has none either, or there is no season to follow, all months are equal.
    """
    months = months_of(year)
    season, older = _season(months, known)
    total = figure if is_sum(kpi) else figure * len(months)
    wanted = [total / len(months)] * len(months)
    if missing := len(months) - len(season):
        how = f"Equal months: of last year {missing} of {len(months)} months have no figure."
    elif not is_sum(kpi):
        wanted, how = _levels(kpi, figure, season), "By last year's season: each month's distance from the mean."
    elif min(season) < 0 or not sum(season):
        how = "Equal months: last year has no shares that could be followed."
    else:
        wanted, how = [total * value / sum(season) for value in season], "By last year's season: each month's share."
    if older and not missing:
        how += f" {older} of the months are of the year before, as last year has no figure for them."
    return Spread(dict(zip(months, _rounded(wanted, total, _PARTS.get(kpi.unit, 100)), strict=True)), how)


def in_month(kpi: Kpi, value: float | None, target: float | None, month: date, width: float | None) -> Against | None:
    """A month that is over beside its target; `width` is half the width of the natural limits."""
    if value is None or target is None:
        return None
    return Against(kpi, value, target, width or 0.0, (month,))


def to_date(
    kpi: Kpi, measured: Mapping[date, Measured], targets: Mapping[date, float], until: date, width: float | None
) -> Against | None:
    """The year up to `until`, its last month that is over, beside the path so far: the months that have both.

    What adds up is added, and so is its path. Of a ratio the parts are added and divided once; its path is weighted
    with the same denominators, so that whoever meets every month meets the year. A rolling KPI reads as in its last
    month. None where there is no month with both, and for what cannot be added up from months: see `held`.
    """
    both = [month for month in sorted(targets) if month <= until and _has_value(kpi, measured.get(month))]
    if not both:
        return None
    if kpi.rolling:
        both = both[-1:]
    elif not kpi.adds_up or kpi.measure != "sum":
        return None
    parts = [measured[month] for month in both]
    above = sum(part.numerator for part in parts)
    if is_sum(kpi) or any(part.denominator is None for part in parts):
        size = math.sqrt(len(both))
        return Against(kpi, above, sum(targets[month] for month in both), (width or 0.0) * size, tuple(both))
    below = sum(part.denominator or 0.0 for part in parts)
    aim = sum(targets[month] * (part.denominator or 0.0) for month, part in zip(both, parts, strict=True)) / below
    value = measures.value(kpi, Measured(both[-1], "", above, below, None, sum(part.n for part in parts)))
    assert value is not None
    return Against(kpi, value, aim, (width or 0.0) / math.sqrt(len(both)), tuple(both))


def held(
    kpi: Kpi, values: Mapping[date, float | None], targets: Mapping[date, float], until: date, width: float | None
) -> tuple[int, int]:
    """In how many months of the year so far the KPI was on its path or ahead, of how many that have both."""
    found = [in_month(kpi, values.get(month), target, month, width) for month, target in targets.items()]
    judged = [against for against in found if against and against.months[0] <= until]
    return sum(against.state != "behind" for against in judged), len(judged)


def width(lower: float | None, centre: float | None, upper: float | None) -> float | None:
    """Half the width of natural limits, of which one side may have been cut at what can be."""
    if lower is None or centre is None or upper is None:
        return None
    return max(upper - centre, centre - lower)


def _has_value(kpi: Kpi, measured: Measured | None) -> bool:
    return measures.value(kpi, measured) is not None


def _season(months: Sequence[date], known: Mapping[date, float]) -> tuple[list[float], int]:
    """The figures of a year before, or of two where that is not known, and how many of them are."""
    places = [[periods.shifted(month, -back * MONTHS) for back in (1, 2)] for month in months]
    found = [next((place for place in both if place in known), None) for both in places]
    older = sum(place == both[1] for place, both in zip(found, places, strict=True))
    return [known[place] for place in found if place], older


def _levels(kpi: Kpi, level: float, known: Sequence[float]) -> list[float]:
    """The season of last year, made smaller as a whole where it would lead beyond what the KPI can be."""
    least, most = kpi.bounds
    off = [value - fmean(known) for value in known]
    fits = [((most if one > 0 else least) - level) / one for one in off if one]
    size = max(min([1.0, *fits]), 0.0)
    return [level + size * one for one in off]


def _rounded(wanted: Sequence[float], total: float, parts: int) -> list[float]:
    """Rounded to parts of a unit so that they still add up: the largest remainders get what is left over.

    What the total itself has beyond such parts goes to the greatest month.
    """
    exact = [value * parts for value in wanted]
    whole = [math.floor(value + _ROUNDING) for value in exact]
    left = round(total * parts) - sum(whole)
    by_remainder = sorted(range(len(exact)), key=lambda at: whole[at] - exact[at])
    for at in by_remainder[: max(left, 0)]:
        whole[at] += 1
    rest = total - sum(whole) / parts
    found = [value / parts for value in whole]
    found[whole.index(max(whole))] += rest if abs(rest) > _ROUNDING * max(1.0, abs(total)) else 0.0
    return found
