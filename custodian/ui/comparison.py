"""A comparison in words: what the figures are of, what they stand beside, and why some of them are cut or missing."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from custodian.domain import periods
from custodian.domain.compared import Compared
from custodian.domain.comparisons import Comparison
from custodian.domain.kpis import Kpi
from custodian.domain.periods import Period
from custodian.domain.readings import Reading
from custodian.ui import wording


def is_of_the_month(reading: Reading) -> bool:
    """Is the figure the value of the whole month that the visitor looks at?"""
    return reading.comparison is None or reading.comparison.now == _month(reading)


def label(reading: Reading) -> str:
    """What the figure is of, where it is not of the whole month: Jan–Oct 2026 · 1–18 Nov."""
    if reading.comparison is None or is_of_the_month(reading):
        return ""
    return wording.period(reading.comparison.now, reading.month, letters=3)


def before(reading: Reading, letters: int | None = None) -> str:
    """What it is compared with: September · Jan–Oct 2025 · 1–18 October."""
    assert reading.comparison
    period = reading.comparison.before
    is_long = not period.is_of_months or not reading.comparison.is_of_one_month
    return wording.period(period, reading.month, letters=3 if is_long else letters)


def of_the_month(reading: Reading, said: str) -> str:
    """Verdict and target are the month's, also beside the figure of a longer period."""
    if not said or reading.comparison is None or reading.comparison.is_of_one_month:
        return said
    return f"{reading.month:%B}: {said[:1].lower()}{said[1:]}"


def sentence(every: Iterable[Reading]) -> str:
    """What most of the figures are compared with; '' where it is one whole month beside another."""
    found = Counter(reading.comparison for reading in every if reading.comparison)
    if not found:
        return ""
    common = found.most_common(1)[0][0]
    if not common.is_cut and common.is_of_one_month and common.now.is_of_months:
        return ""
    return f"{said(common)}{_because(common)}"


def line(kpi: Kpi, found: Compared, seen_from: date, currency: str) -> str:
    """+9% on September (8,412) · Year to date €4.1M, +6% on Jan–Oct 2025 (€3.9M), as Markdown."""
    comparison = found.comparison
    is_one_month = comparison.is_of_one_month and comparison.now.is_of_months
    of = "" if is_one_month else f"{wording.period(comparison.now, seen_from)}: "
    if found.missing or found.now.value is None or found.before.value is None:
        return f"{of}{'n' if of else 'N'}othing to compare with: {found.missing}"
    value, then = (wording.value(kpi.unit, one.value, currency) for one in (found.now, found.before))
    change = wording.change(kpi.unit, found.now.value - found.before.value, found.before.value, currency)
    written = f"**{change}** on {wording.period(comparison.before, seen_from)} ({then})"
    return f"{of}**{value}**, {written}" if of else written


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
