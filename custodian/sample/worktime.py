"""Voltara's working hours: eight to five on Germany's working days."""

from datetime import date, datetime, time, timedelta
from functools import cache

import holidays

OPENS, CLOSES = 8, 17


@cache
def _free_days() -> frozenset[date]:
    return frozenset(holidays.country_holidays("DE", years=range(2024, 2028)))


def is_workday(day: date) -> bool:
    return day.weekday() < 5 and day not in _free_days()


def days(first: date, last: date) -> list[date]:
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in every if is_workday(day)]


def after(moment: datetime, working_hours: float) -> datetime:
    """The moment when so many working hours have gone; `moment` itself may be at night."""
    left = timedelta(hours=working_hours)
    day = moment.date()
    while True:
        if is_workday(day):
            begins = max(moment, datetime.combine(day, time(OPENS)))
            ends = datetime.combine(day, time(CLOSES))
            if begins < ends and left <= ends - begins:
                return begins + left
            left -= max(ends - begins, timedelta())
        day += timedelta(days=1)
