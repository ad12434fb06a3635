"""Which two periods a comparison sets side by side, and how far both reach while they are not over."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from custodian.domain import periods
from custodian.domain.periods import Period

Standard = Literal["previous month", "same month last year", "year to date", "twelve months", "quarter", "fiscal year"]
EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)  # beyond them an address is nonsense
_NEARLY = 3  # days by which months, quarters and years of one kind differ in length
_SIDE = re.compile(r"(\d{4}-\d\d(?:-\d\d)?)(?:\.\.(\d{4}-\d\d(?:-\d\d)?))?", re.ASCII)


@dataclass(frozen=True)
class TwoPeriods:
    """Any two periods, chosen freely."""

    now: Period
    before: Period


Compare = Standard | TwoPeriods


@dataclass(frozen=True)
class Comparison:
    """`now` beside `before`, both as far as they are compared: where they are cut, by the same number of days."""

    now: Period
    before: Period
    is_cut: bool = False
    has_begun: bool = True  # is a whole day of both over?
    ends_with_data: bool = False  # cut not because the time is not over, but because the files end there

    @property
    def is_of_months(self) -> bool:
        """Do both consist of whole months, which are kept?"""
        return self.now.is_of_months and self.before.is_of_months

    @property
    def is_of_one_month(self) -> bool:
        """Does `now` lie in one month?"""
        return periods.month_of(self.now.first_day) == periods.month_of(self.now.last_day)


def of(compare: Compare, month: date, fiscal_year_starts: int, until: date) -> Comparison:
    """The comparison seen from a month; `until` is the last whole day of which anything can be known.

    Whole months stand beside as many whole months. A period that is not over is compared day for day: the one before
    is cut to as many days, and both to those of the shorter, where a February has too few.
    """
    whole = (
        compare if isinstance(compare, TwoPeriods) else _standard(compare, periods.month_of(month), fiscal_year_starts)
    )
    now, before = whole.now, whole.before
    if max(now.last_day, before.last_day) <= until:
        return Comparison(now, before)
    if max(now.first_day, before.first_day) > until:
        return Comparison(now, before, has_begun=False)
    so_far = Period(now.first_day, min(now.last_day, until))
    then = Period(before.first_day, min(before.last_day, until))
    if so_far.is_of_months and (as_many := _first_months(then, so_far)):
        return Comparison(so_far, as_many, is_cut=True)
    if 0 < so_far.days - then.days <= _NEARLY:
        so_far = so_far.first(then.days)
    return Comparison(so_far, then.first(min(so_far.days, then.days)), is_cut=True)


def _standard(compare: Standard, month: date, fiscal_year_starts: int) -> TwoPeriods:
    """Begun so many months before the chosen one, and beside it the same so many months earlier."""
    begun, back = {
        "previous month": (0, 1),
        "same month last year": (0, 12),
        "year to date": (month.month - 1, 12),
        "twelve months": (11, 12),
        "quarter": ((month.month - 1) % 3, 3),
        "fiscal year": ((month.month - fiscal_year_starts) % 12, 12),
    }[compare]
    first = periods.shifted(month, -begun)
    return TwoPeriods(_months(first, month), _months(periods.shifted(first, -back), periods.shifted(month, -back)))


def _months(first: date, last: date) -> Period:
    return Period(first, periods.last_day(last))


def _first_months(of: Period, as_many_as: Period) -> Period | None:
    """The first whole months of a period, as many as another has; None where it has fewer, or begins within one."""
    number = len(list(periods.months(as_many_as.first_day, as_many_as.last_day)))
    found = _months(of.first_day, periods.shifted(of.first_day, number - 1))
    return found if of.first_day.day == 1 and found.last_day <= of.last_day else None


def written(chosen: TwoPeriods) -> str:
    """2026-01..2026-03~2025-01..2025-03, with days where a period is not of whole months."""
    first, last, first_before, last_before = ends(chosen)
    return f"{first}..{last}~{first_before}..{last_before}"


def ends(chosen: TwoPeriods) -> tuple[str, str, str, str]:
    """Where both periods begin and end, as months, or as days where a period is not of whole months."""
    (first, last), (first_before, last_before) = map(_ends, (chosen.now, chosen.before))
    return first, last, first_before, last_before


def _ends(period: Period) -> tuple[str, str]:
    form = "%Y-%m" if period.is_of_months else "%Y-%m-%d"
    return f"{period.first_day:{form}}", f"{period.last_day:{form}}"


def read(text: str) -> TwoPeriods | None:
    """Two periods as an address says them; None where it says anything else. Turned ones are turned round."""
    sides = [_read(side) for side in text.strip().split("~")]
    if len(sides) != 2 or sides[0] is None or sides[1] is None:
        return None
    return TwoPeriods(sides[0], sides[1])


def _read(side: str) -> Period | None:
    said = _SIDE.fullmatch(side.strip())
    if not said:
        return None
    try:
        spans = [_span(end) for end in (said[1], said[2] or said[1])]
    except ValueError:
        return None
    first, last = sorted(spans)
    found = Period(first.first_day, last.last_day)
    return found if found.first_day >= EARLIEST and found.last_day <= LATEST else None


def _span(end: str) -> Period:
    """A day, or all days of a month."""
    if len(end) > len("2026-01"):
        return Period(date.fromisoformat(end), date.fromisoformat(end))
    return _months(date.fromisoformat(f"{end}-01"), date.fromisoformat(f"{end}-01"))


def last_whole_day(today: date) -> date:
    return today - timedelta(days=1)
