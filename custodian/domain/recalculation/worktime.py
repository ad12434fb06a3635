"""Working seconds between two moments, from the calendar of public holidays itself."""

from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from functools import cache

import holidays

from custodian.settings import Settings
from custodian.warehouse.company import FIRST_YEAR, LAST_YEAR

SATURDAY = 5


def seconds(start: datetime, end: datetime, settings: Settings) -> int | None:
    """Whole ones, with the clock running on workdays only; None outside the years whose holidays are known."""
    if start.year < FIRST_YEAR or end.year > LAST_YEAR:
        return None
    first, last = start.date(), end.date()
    if first == last:
        return _until(end, settings) - _until(start, settings)
    workdays = _workdays(settings.country, settings.subdivision)
    between = bisect_left(workdays, last) - bisect_left(workdays, first + timedelta(days=1))
    rest = _length(settings) - _until(start, settings) if _is_open(first, settings) else 0
    return rest + between * _length(settings) + _until(end, settings)


def _until(moment: datetime, settings: Settings) -> int:
    """Working seconds of its day that are over."""
    if not _is_open(moment.date(), settings):
        return 0
    opens = datetime.combine(moment.date(), time(settings.opens))
    return min(max((moment.replace(microsecond=0) - opens) // timedelta(seconds=1), 0), _length(settings))


def _length(settings: Settings) -> int:
    return (settings.closes - settings.opens) * 3600


def _is_open(day: date, settings: Settings) -> bool:
    workdays = _workdays(settings.country, settings.subdivision)
    at = bisect_left(workdays, day)
    return at < len(workdays) and workdays[at] == day


@cache
def _workdays(country: str, subdivision: str) -> list[date]:
    free = holidays.country_holidays(country, subdiv=subdivision or None, years=range(FIRST_YEAR, LAST_YEAR + 1))
    day, found = date(FIRST_YEAR, 1, 1), []
    while day.year <= LAST_YEAR:
        if day.weekday() < SATURDAY and day not in free:
            found.append(day)
        day += timedelta(days=1)
    return found
