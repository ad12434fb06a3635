"""From facts to what is kept of a month, in total and by each split: sums, the middle value, different entities."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from custodian.domain.kpis import Kpi
from custodian.domain.recalculation import exact

Place = tuple[date, str, str]  # month, split ("" in total), member
Parts = tuple[float | None, float | None, float | None, int]  # numerator, denominator, squares, n
IN_TOTAL = ""


def kept(kpi: Kpi, facts: Iterable[pl.DataFrame]) -> dict[Place, Parts]:
    """By month, split and member: as the ledger should keep it."""
    complete = (_complete(part) for part in facts)
    dated = (part.filter(pl.col("month").is_not_null()) for part in complete)
    if kpi.measure == "sum":
        return _added_up(kpi, dated)
    measure = _middle if kpi.measure == "median" else _different
    whole = pl.concat(list(dated) or [_complete(pl.DataFrame())], how="diagonal_relaxed")
    return {place: measure(of_place) for split in _splits(kpi) for place, of_place in _groups(whole, split)}


def _complete(facts: pl.DataFrame) -> pl.DataFrame:
    """What a KPI does not tell is null."""
    missing = {"month": pl.Date, "entity": pl.String, "numerator": pl.Int128, "denominator": pl.Int128}
    return facts.with_columns(
        pl.lit(None, type_).alias(name) for name, type_ in missing.items() if name not in facts.columns
    )


def _splits(kpi: Kpi) -> tuple[str, ...]:
    return (IN_TOTAL, *kpi.splits)


def _groups(facts: pl.DataFrame, split: str) -> Iterator[tuple[Place, pl.DataFrame]]:
    named = facts.with_columns(member=_member(split))
    for (month, member), group in named.group_by("month", "member"):
        yield (month, split, member), group


def _member(split: str) -> pl.Expr:
    return pl.col(split).fill_null("") if split else pl.lit("")


@dataclass
class _Sum:
    """Whole trillionths; none where nothing was told."""

    above: int | None = None
    below: int | None = None
    squares: int | None = None
    n: int = 0

    def add(self, above: int | None, below: int | None, squares: int | None, n: int) -> None:
        self.above = _plus(self.above, above)
        self.below = _plus(self.below, below)
        self.squares = _plus(self.squares, squares)
        self.n += n


def _plus(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


def _added_up(kpi: Kpi, parts: Iterable[pl.DataFrame]) -> dict[Place, Parts]:
    """Part by part, so that none has to wait for the others in memory."""
    sums: defaultdict[Place, _Sum] = defaultdict(_Sum)
    has_margin = kpi.margin in ("score", "mean")
    squares = exact.squared("numerator") if has_margin else pl.lit(None, pl.Int128)
    for part in parts:
        for split in _splits(kpi):
            groups = part.group_by("month", member=_member(split)).agg(
                _sum(pl.col("numerator")).alias("above"),
                _sum(pl.col("denominator")).alias("below"),
                _sum(squares).alias("squares"),
                (pl.col("denominator").fill_null(1) > 0).sum().alias("n"),
            )
            for month, member, *told in groups.iter_rows():
                sums[month, split, member].add(*told)
    return {
        place: (exact.number(one.above), exact.number(one.below), exact.number(one.squares), one.n)
        for place, one in sums.items()
    }


def _sum(numbers: pl.Expr) -> pl.Expr:
    return pl.when(numbers.count() > 0).then(numbers.sum())


def _middle(facts: pl.DataFrame) -> Parts:
    """Halfway between the two in the middle where their number is even."""
    ordered = facts["numerator"].drop_nulls().sort().to_list()
    count = len(ordered)
    middle = (ordered[(count - 1) // 2] + ordered[count // 2]) / 2 if count else None
    return middle, None, None, count


def _different(facts: pl.DataFrame) -> Parts:
    above, below = (
        facts.filter(pl.col(side) > 0)["entity"].drop_nulls().n_unique() for side in ("numerator", "denominator")
    )
    return float(above), float(below), None, below
