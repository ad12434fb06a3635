"""Months, quarters and years as first and last days. Time is always passed in."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

By = Literal["month", "quarter", "year", "total"]


@dataclass(frozen=True, order=True)
class Period:
    first_day: date
    last_day: date

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def is_over(self, today: date) -> bool:
        return self.last_day < today

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1

    @property
    def is_of_months(self) -> bool:
        """Does it consist of whole months?"""
        return self.first_day.day == 1 and self.last_day == last_day(self.last_day)

    def with_(self, other: "Period") -> "Period":
        """The shortest period that holds both."""
        return Period(min(self.first_day, other.first_day), max(self.last_day, other.last_day))

    def first(self, days: int) -> "Period":
        """Its first so many days."""
        return Period(self.first_day, self.first_day + timedelta(days=days - 1))


def month_of(day: date) -> date:
    return day.replace(day=1)


def last_day(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def shifted(month: date, by: int) -> date:
    """The first day of the month `by` months later (earlier if negative)."""
    count = month.year * 12 + month.month - 1 + by
    return date(count // 12, count % 12 + 1, 1)


def months(first: date, last: date) -> Iterator[date]:
    month = month_of(first)
    while month <= last:
        yield month
        month = shifted(month, 1)


def following(period: Period) -> Period:
    """The next one of the same length: as many months where it consists of whole ones, as many days otherwise."""
    first = period.last_day + timedelta(days=1)
    if not period.is_of_months:
        return Period(first, period.last_day + timedelta(days=period.days))
    length = sum(1 for _ in months(period.first_day, period.last_day))
    return Period(first, last_day(shifted(first, length - 1)))


def periods(first: date, last: date, by: By) -> list[Period]:
    """The whole periods that cover both days; `total` is the one span from first to last."""
    if by == "total":
        return [Period(month_of(first), last_day(last))]
    length = {"month": 1, "quarter": 3, "year": 12}[by]
    start = date(first.year, (first.month - 1) // length * length + 1, 1)
    found = []
    while start <= last:
        found.append(Period(start, last_day(shifted(start, length - 1))))
        start = shifted(start, length)
    return found


def by_whole_months(period: Period) -> list[Period]:
    """Its whole months as one, with the days before and after them on their own."""
    if month_of(period.first_day) == month_of(period.last_day) or period.is_of_months:
        return [period]
    first, last = month_of(period.first_day), month_of(period.last_day)
    begins = first if period.first_day == first else shifted(first, 1)
    ends = period.last_day if period.last_day == last_day(last) else last_day(shifted(last, -1))
    parts = (
        Period(period.first_day, begins - timedelta(days=1)),
        Period(begins, ends),
        Period(ends + timedelta(days=1), period.last_day),
    )
    return [part for part in parts if part.days > 0]


def name(period: Period, letters: int | None = None) -> str:
    """October 2026 · January–October 2026 · November 2025–October 2026 · 1–18 November 2026 · 1 January–18 May 2026."""
    first, last = period.first_day, period.last_day
    begin, end = f"{first:%B}"[:letters], f"{last:%B}"[:letters]
    if period.is_of_months and month_of(first) == month_of(last):
        return f"{end} {last.year}"
    if not period.is_of_months:
        begin, end = f"{first.day} {begin}", f"{last.day} {end}"
        if period.days == 1:
            return f"{end} {last.year}"
        if month_of(first) == month_of(last):
            begin = f"{first.day}"
    return f"{begin}–{end} {last.year}" if first.year == last.year else f"{begin} {first.year}–{end} {last.year}"
