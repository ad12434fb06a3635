"""What a cell of a file says: its text without the blanks around it, null where that is nothing."""

import polars as pl

from custodian.intake import headers
from custodian.intake.formats import Format
from custodian.intake.headers import Names


def cell(place: int, declared: Format) -> pl.Expr:
    return said(stripped(place), silent(declared))


def stripped(place: int) -> pl.Expr:
    """Of millions of rows a step before `said`: Polars works out anew each mention of a text under a condition."""
    return pl.col(f"c{place}").str.strip_chars()


def silent(declared: Format) -> tuple[str, ...]:
    """What says nothing in this format."""
    return ("", *(token.strip() for token in declared.missing))


def said(text: pl.Expr, silent: tuple[str, ...]) -> pl.Expr:
    nothing = text.is_in(silent) if len(silent) > 1 else text == silent[0]
    return pl.when(~nothing).then(text)  # `replace` would hold all rows at once


def says(text: pl.Expr, values: Names) -> pl.Expr:
    """Whether it is one of these, or fits one of them that is a pattern."""
    literal = [value.casefold() for value in values.spellings if not headers.is_pattern(value)]
    fits = text.str.to_lowercase().is_in(literal)
    for value in filter(headers.is_pattern, values.spellings):
        fits |= text.str.contains(f"(?i){value[1:-1]}")
    return fits
