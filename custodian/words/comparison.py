"""A comparison in words: what the figures are of, what they stand beside, and why some of them are cut or missing."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from custodian.domain import periods
from custodian.domain.compared import Compared
from custodian.domain.comparisons import Compare, Comparison, Standard, TwoPeriods
from custodian.domain.kpis import Kpi
from custodian.domain.periods import Period
from custodian.domain.readings import Reading
from custodian.words import samples, wording

KINDS: dict[Standard, str] = {
    "previous month": "",
    "same month last year": "",
    "year to date": "Year to date",
    "twelve months": "12 months",
    "quarter": "Quarter to date",
    "fiscal year": "Fiscal year to date",
}


def of_figure(reading: Reading) -> Period:
    """What the figure is of."""
    return reading.comparison.now if reading.comparison else _month(reading)


def is_of_the_month(reading: Reading) -> bool:
    """Is the figure the value of the whole month that the visitor looks at?"""
    return of_figure(reading) == _month(reading)


def label(reading: Reading) -> str:
    """What the figure is of, where it is not of the whole month: Jan–Oct · 12 months · 1–18 Nov."""
    if is_of_the_month(reading) or reading.figure.value is None:
        return ""
    period = of_figure(reading)
    if period.first_day.year != period.last_day.year:
        return wording.counted(len(list(periods.months(period.first_day, period.last_day))), "month")
    said = wording.period(period, reading.month, letters=3)
    return said.removesuffix(f" {reading.month.year}")


def before(reading: Reading, letters: int | None = None) -> str:
    """What it is compared with: September · Jan–Oct 2025 · 1–18 October."""
    assert reading.comparison
    period = reading.comparison.before
    is_long = not period.is_of_months or not reading.comparison.is_of_one_month
    return wording.period(period, reading.month, letters=3 if is_long else letters)


def of_the_month(reading: Reading, said: str, letters: int | None = None) -> str:
    """Verdict and target are the month's, also beside the figure of a longer period."""
    if not said or reading.comparison is None or reading.comparison.is_of_one_month:
        return said
    return f"{f'{reading.month:%B}'[:letters]} · {said}"


def sentence(every: Iterable[Reading]) -> str:
    """What most of the figures are compared with; '' where it is one whole month beside another."""
    found = Counter(reading.comparison for reading in every if reading.comparison and reading.figure.value is not None)
    if not found:
        return ""
    common = found.most_common(1)[0][0]
    if not common.is_cut and common.is_of_one_month and common.now.is_of_months:
        return ""
    return f"{said(common)}{_because(common)}"


def line(kpi: Kpi, compare: Compare, found: Compared, seen_from: date, currency: str) -> str:
    """+9% on September (8,412) · Year to date: €4.1M, +6% on January–October 2025 (€3.9M), as Markdown."""
    now, before = found.comparison.now, found.comparison.before
    kind = wording.period(now, seen_from) if isinstance(compare, TwoPeriods) else KINDS[compare]
    if not kind and found.comparison.is_cut:
        kind = wording.period(now, seen_from)
    of = f"{kind}: " if kind else ""
    value, then = (wording.value(kpi.unit, one.value, currency) for one in (found.now, found.before))
    if found.now.value is None:
        return f"{of}{wording.NOTHING}, {found.missing}" if of else ""
    said = f"{of}**{value}**, " if of else ""
    if found.missing or found.before.value is None:
        nothing = f"{said}nothing to compare with {wording.period(before, seen_from)}: {found.missing}"
        return nothing[:1].upper() + nothing[1:]
    change = samples.change_in_full(kpi, found.now, found.before, currency)
    return f"{said}{change} on {wording.period(before, seen_from)} ({then})"


def said(comparison: Comparison) -> str:
    return f"{periods.name(comparison.now)} beside {periods.name(comparison.before)}"


def _because(comparison: Comparison) -> str:
    if not comparison.is_cut:
        return ""
    if comparison.ends_with_data:
        return f", as far as the data goes ({wording.day(comparison.now.last_day)})"
    return f" ({'the month is' if comparison.is_of_one_month else 'the time is'} not over)"


def _month(reading: Reading) -> Period:
    return Period(reading.month, periods.last_day(reading.month))
