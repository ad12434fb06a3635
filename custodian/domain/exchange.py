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
    known = facts.select("tag", "numerator").drop_nulls()
    return lambda asked: _each(
        known, asked, lambda tags: pl.col("numerator").filter(pl.col("tag").is_in(tags)).median()
    )


def _shares(facts: pl.DataFrame) -> Values:
    """Of the different entities below the line how many stand above it, each once wherever it occurs.

    Where an entity stands is a bit for each tag; what is counted are those that stand alike.
    """
    standing = {"above": pl.col("numerator") > 0, "below": pl.col("denominator") > 0}
    by_tag = facts.drop_nulls("entity").group_by("entity", "tag").agg(**{k: v.any() for k, v in standing.items()})
    bits = [(pl.col(line) * 2 ** pl.col("tag").cast(pl.Int64)).cast(pl.Int64).sum() for line in standing]
    alike = by_tag.group_by("entity").agg(bits).group_by(*standing).agg(pl.len().alias("entities"))

    def count(line: str, tags: Sequence[int]) -> pl.Expr:
        return pl.col("entities").filter((pl.col(line) & sum(1 << tag for tag in tags)) != 0).sum()

    def share(tags: Sequence[int]) -> pl.Expr:
        return pl.when(count("below", tags) > 0).then(count("above", tags) / count("below", tags))

    return lambda asked: _each(alike, asked, share)


def _each(
    facts: pl.DataFrame, asked: Sequence[Collection[Side]], measure: Callable[[Sequence[int]], pl.Expr]
) -> list[float | None]:
    """All in one pass: polars works on them at the same time."""
    tags = [[2 * place + side for place, side in sides] for sides in asked]
    return list(facts.select(measure(within).alias(str(at)) for at, within in enumerate(tags)).row(0))


MEASURES: dict[str, Callable[[pl.DataFrame], Values]] = {"median": _medians, "distinct": _shares}
