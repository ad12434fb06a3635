"""An amount computed of several cells of a row: multiplied, less others, and in the share that did not go back."""

from collections.abc import Iterable

import polars as pl

from custodian.intake import numbers

CENT = 0.005


def value(first: pl.Expr, others: Iterable[tuple[str, pl.Expr]], decimal: str) -> pl.Expr:
    """The number; null where a cell cannot be read, where a factor is missing, or where more went back than was paid.

    `others` are texts with what each does: `times` multiplies, `less` is taken away, `part` of `whole` went back, and
    where `against` says anything the amount is one below nought.
    """
    made = _number(first, decimal)
    shares: dict[str, pl.Expr] = {}
    for role, text in others:
        if role == "times":
            made = made * _number(text, decimal)
        elif role == "less":
            made = made - _or_nought(text, decimal)
        else:
            shares[role] = text
    if "part" in shares:
        made = made * _kept(shares["part"], shares.get("whole", pl.lit(None, pl.String)), decimal)
    if "against" in shares:
        made = pl.when(shares["against"].is_not_null()).then(-made.abs()).otherwise(made)
    return made.round(4)


def _kept(part: pl.Expr, whole: pl.Expr, decimal: str) -> pl.Expr:
    back, of = _or_nought(part, decimal), _number(whole, decimal)
    share = pl.when((back >= 0) & (back <= of + CENT) & (of > 0)).then(1 - back / of)
    return pl.when(back == 0).then(1.0).otherwise(share)


def _or_nought(text: pl.Expr, decimal: str) -> pl.Expr:
    return pl.when(text.is_null()).then(0.0).otherwise(_number(text, decimal))


def _number(text: pl.Expr, decimal: str) -> pl.Expr:
    return numbers.value(text, "number", decimal, is_plain=False)
