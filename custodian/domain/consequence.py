"""Which real changes matter most: worse before better, a missed target before a met one, new before old."""

from collections.abc import Iterable

from custodian.domain import headline
from custodian.domain.readings import Reading


def ordered(readings: Iterable[Reading]) -> list[Reading]:
    """The real changes, most consequential first."""
    return sorted(headline.real_changes(readings), key=_rank)


def _rank(reading: Reading) -> tuple[bool, bool]:
    return reading.verdict != "real decline", not misses_target(reading)


def misses_target(reading: Reading) -> bool:
    if reading.target is None or reading.now.value is None:
        return False
    return (reading.now.value < reading.target) == (reading.kpi.direction == "up") and (
        reading.now.value != reading.target
    )
