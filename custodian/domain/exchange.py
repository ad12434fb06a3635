"""Parts of a change where nothing adds up: medians and distinct counts, told anew as members' facts are exchanged.

The value is computed from the facts of both periods, each member's from the one or the other. What a member adds is
how far the value moves when its facts of before are exchanged for those of now, averaged over all orders in which
members can be exchanged (L. S. Shapley, A Value for n-Person Games, 1953): such parts add up to the change exactly.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import comb

import duckdb
import polars as pl

from custodian.domain.kpis import Kpi
from custodian.domain.periods import Period
from custodian.warehouse import queries

MOST = 6  # members told apart; with all others that makes seven, and so 128 values to compute
BEFORE, NOW = 0, 1

Side = tuple[int, int]  # a member's place, and BEFORE or NOW
Values = Callable[[Sequence[Collection[Side]]], list[float | None]]  # the value of each set of facts asked for


@dataclass(frozen=True)
class Exchanged:
    """`effects` adds up to `now` − `before`; `own` are each member's values before and now, None without facts."""

    before: float
    now: float
    effects: tuple[float, ...]
    own: tuple[tuple[float | None, float | None], ...]


def exchanged(
    cursor: duckdb.DuckDBPyConnection, kpi: Kpi, split: str, days: tuple[Period, Period], members: Sequence[str]
) -> Exchanged | None:
    """The parts of `members` in their order and, last, of all others; None where a period has no value."""
    statement = queries.around("measures/single_facts", queries.around("measures/facts", kpi.facts), split=split)
    read = []
    for side, period in zip((BEFORE, NOW), days, strict=True):
        bounds = {"first_day": period.first_day, "last_day": period.last_day}
        facts = queries.fetch(cursor, statement, members=list(members), **bounds)
        read.append(facts.with_columns(tag=2 * pl.col("place") + side))
    return told(MEASURES[kpi.measure](pl.concat(read)), len(members) + 1)


def told(values: Values, members: int) -> Exchanged | None:
    """Where an exchange leaves nothing to compute from, the value is taken to be halfway."""
    sets = range(1 << members)
    mixed = [[(place, NOW if chosen >> place & 1 else BEFORE) for place in range(members)] for chosen in sets]
    single = [[(place, side)] for place in range(members) for side in (BEFORE, NOW)]
    found = values([*mixed, *single])
    first, last, own = found[0], found[len(mixed) - 1], found[len(mixed) :]
    if first is None or last is None:
        return None
    moving = [(first + last) / 2 if value is None else value for value in found[: len(mixed)]]
    effects = tuple(_effect(moving, place, members) for place in range(members))
    return Exchanged(first, last, effects, tuple(zip(own[::2], own[1::2], strict=True)))


def _effect(values: Sequence[float], place: int, members: int) -> float:
    """The mean over all orders: each number of others exchanged before counts alike, and in it each set of them."""
    without = [chosen for chosen in range(1 << members) if not chosen >> place & 1]
    moved = ((values[chosen | 1 << place] - values[chosen], chosen.bit_count()) for chosen in without)
    return sum(step / (comb(members - 1, others) * members) for step, others in moved)


def _medians(facts: pl.DataFrame) -> Values:
    number = pl.col("numerator")
    return lambda asked: _each(facts.drop_nulls("numerator"), asked, lambda within: number.filter(within).median())


def _shares(facts: pl.DataFrame) -> Values:
    """Of the different entities below the line how many stand above it, each once wherever it occurs."""
    entity = pl.col("entity")

    def count(line: str, within: pl.Expr) -> pl.Expr:
        return entity.filter(within, pl.col(line) > 0).n_unique()

    def share(within: pl.Expr) -> pl.Expr:
        counted = count("denominator", within)
        return pl.when(counted > 0).then(count("numerator", within) / counted)

    return lambda asked: _each(facts.drop_nulls("entity"), asked, share)


def _each(
    facts: pl.DataFrame, asked: Sequence[Collection[Side]], measure: Callable[[pl.Expr], pl.Expr]
) -> list[float | None]:
    """All in one pass: polars works on them at the same time."""
    tags = [[2 * place + side for place, side in sides] for sides in asked]
    return list(
        facts.select(measure(pl.col("tag").is_in(within)).alias(str(at)) for at, within in enumerate(tags)).row(0)
    )


MEASURES: dict[str, Callable[[pl.DataFrame], Values]] = {"median": _medians, "distinct": _shares}
