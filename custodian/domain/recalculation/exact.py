"""Sums that come out the same in any order: whole numbers of trillionths, which are added without rounding."""

import polars as pl

PLACES = 12
ONE = 10**PLACES
NONE, WHOLE = pl.lit(0, pl.Int128), pl.lit(ONE, pl.Int128)
_MOST = 1e26  # what a decimal of 38 digits holds before the point
_SQUARED_PLACES = 6


def counted(column: str) -> pl.Expr:
    """Of a column of whole numbers."""
    return pl.col(column).cast(pl.Int128) * pl.lit(ONE, pl.Int128)


def measured(number: pl.Expr) -> pl.Expr:
    """Of floating point numbers, each to its twelfth place, a half away from zero."""
    return (
        pl.when(number.is_finite() & (number.abs() < _MOST))
        .then((number * float(ONE)).round(mode="half_away_from_zero"))
        .cast(pl.Int128)
    )


def if_so(is_so: pl.Expr) -> pl.Expr:
    return pl.when(is_so).then(WHOLE).otherwise(NONE)


def squared(trillionths: str) -> pl.Expr:
    """The squares of answers, each first rounded to six places, so that the square has twelve."""
    drop = 10 ** (PLACES - _SQUARED_PLACES)
    rounded = (pl.col(trillionths).abs() + drop // 2) // drop
    return pl.when(rounded < 10**15).then(rounded * rounded)


def number(trillionths: int | None) -> float | None:
    """The floating point number that lies nearest."""
    return None if trillionths is None else trillionths / ONE
