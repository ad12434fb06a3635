"""Seeded chance: the same name always draws the same, on every machine and Python version."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from math import fsum
from random import Random
from typing import TypeVar

SEED = "voltara"

T = TypeVar("T")


class Chance:
    """Draws for one purpose. Only `random()` is used, because Python promises to keep only that unchanged."""

    def __init__(self, *purpose: object) -> None:
        self._random = Random(":".join(map(str, (SEED, *purpose)))).random

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._random()

    def whole(self, low: int, high: int) -> int:
        return low + int((high - low + 1) * self._random())

    def wobble(self) -> float:
        """Between −1 and 1, mostly near 0: with natural limits at about ±1."""
        return (self._random() + self._random() + self._random() - 1.5) / 1.5

    def happens(self, share: float) -> bool:
        return self._random() < share

    def pick(self, among: Sequence[T]) -> T:
        return among[int(len(among) * self._random())]

    def weighted(self, weights: dict[T, float]) -> T:
        left = self._random() * fsum(weights.values())
        for choice, weight in weights.items():
            left -= weight
            if left < 0:
                return choice
        return next(iter(weights))

    def shuffled(self, given: Sequence[T]) -> list[T]:
        return sorted(given, key=lambda _: self._random())

    def ticks(self, hits: int, of: int) -> list[bool]:
        """Exactly `hits` times yes among `of`, in chance's order."""
        return self.shuffled([place < hits for place in range(of)])

    def moment(self, day: date, opens: int = 8, closes: int = 17) -> datetime:
        return datetime.combine(day, time(opens)) + timedelta(minutes=self.whole(0, (closes - opens) * 60 - 1))


def parted(total: int, weights: Sequence[float]) -> list[int]:
    """A whole number shared out by weights, so that the parts add up to it."""
    whole = fsum(weights)  # not sum(): it rounds differently from Python 3.12 on
    exact = [total * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    by_rest = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_rest[: total - sum(parts)]:
        parts[place] += 1
    return parts
