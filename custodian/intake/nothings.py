"""Cells that stand for something else than a number: for nothing, or for a bound that the format gives a value."""

import polars as pl

from custodian.intake import numbers
from custodian.intake.columns import Found
from custodian.intake.evidence import Look
from custodian.intake.staging import Decision

KINDS = ("count", "number", "money", "date", "moment")


def blanked(text: pl.Expr) -> pl.Expr:
    """The text of a number or a date, null where it is one of the usual words for nothing."""
    return pl.when(~text.str.strip_chars().is_in(numbers.NOTHING)).then(text)


def bounded(text: pl.Expr, one: Found) -> pl.Expr:
    """The value that the format gives a bound such as `<1`; null for any other cell."""
    bounds = {_bare(said): value for said, value in one.filling.bounds.items()}
    if not bounds:
        return pl.lit(None, pl.Float64)
    bare = text.str.replace_all(r"\s", "")
    return bare.replace_strict(list(bounds), list(bounds.values()), default=None, return_dtype=pl.Float64)


def named(look: Look) -> list[Decision]:
    """What is said of them in the preview, each with its first cell."""
    said: dict[str, Decision] = {}
    for cell in look.cells(*KINDS):
        text, one = pl.col(cell.name), look.found[cell.ours]
        is_nothing = text.is_not_null() & blanked(text).is_null()
        tests = {} if cell.name in look.plain else {"nothing": [(cell, is_nothing)]}
        nothing = look.first(tests).get("nothing")
        if nothing:
            said.setdefault(nothing.value, Decision(f"“{nothing.value}” stands for no value", f"first in {nothing}"))
        for bound, value in one.filling.bounds.items():
            fits = text.str.replace_all(r"\s", "") == _bare(bound)
            if example := look.first({"bound": [(cell, fits)]}).get("bound"):
                why = f"the file gives only a bound; first in {example}"
                said.setdefault(bound, Decision(f"“{bound}” is read as {value:g}", why))
    return list(said.values())


def _bare(said: str) -> str:
    return "".join(said.split())
