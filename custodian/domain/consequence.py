"""Which real changes matter most to somebody who has a minute.

In this order: what got worse before what got better; what both teams promised before what nobody did; a missed target
before a met one; what began in the last three months before what is known for longer; then how far the month is out of
its natural limits, so that figures of any unit can be compared.
"""

from collections.abc import Collection, Iterable
from math import inf

from custodian.domain import headline, periods
from custodian.domain.readings import Reading

NEW = 3  # months, the chosen one included: a quarter's talk


def ordered(readings: Iterable[Reading], promised: Collection[str] = ()) -> list[Reading]:
    """The real changes, most consequential first; `promised` are the KPIs of active objectives."""
    return sorted(headline.real_changes(readings), key=lambda reading: _rank(reading, promised))


def _rank(reading: Reading, promised: Collection[str]) -> tuple[bool, bool, bool, bool, float]:
    return (
        reading.verdict != "real decline",
        reading.kpi.key not in promised,
        not misses_target(reading),
        not is_new(reading),
        -size(reading),
    )


def is_new(reading: Reading) -> bool:
    """Did the change begin in the last three months?"""
    return (reading.since or reading.month) > periods.shifted(reading.month, -NEW)


def size(reading: Reading) -> float:
    """How far the month lies from the middle of its natural limits, in widths of these: beyond 1 is outside."""
    natural, now = reading.yardstick.natural if reading.yardstick else None, reading.now
    if natural is None or now.value is None or now.centre is None or now.value == now.centre:
        return 0.0
    width = natural.upper - natural.centre
    return abs(now.value - now.centre) / width if width else inf


def misses_target(reading: Reading) -> bool:
    if reading.target is None or reading.now.value is None:
        return False
    return (reading.now.value < reading.target) == (reading.kpi.direction == "up") and (
        reading.now.value != reading.target
    )
