"""Rows with more cells than the header has names: text that holds the sign between the cells, without quotation marks.

Right of such a cell every column has shifted, so such a row is put straight where the format says which of its columns
holds such text, and otherwise refused; it is never read as it stands.
"""

from dataclasses import replace

import polars as pl

from custodian.intake.formats import Format
from custodian.intake.staging import Problem
from custodian.intake.tables import LINE, RawTable


def straight(raw: RawTable, declared: Format, is_total: pl.Expr) -> tuple[RawTable, list[Problem]]:
    """The table without the rows whose columns have shifted, and a problem for each of them."""
    named = max((place for place, name in enumerate(raw.header, 1) if name.strip()), default=0)
    beyond = [f"c{place}" for place in range(named, len(raw.header))]
    if not beyond or not raw.delimiter:
        return raw, []
    text = declared.unquoted.places(raw.header) if declared.unquoted else []
    if text:
        rows = _rejoined(raw.rows, text[0], named, len(raw.header), raw.delimiter)
        return replace(raw, header=raw.header[:named], rows=rows), []
    # What stands beyond the last name in a total row is its label.
    is_shifted = pl.any_horizontal(pl.col(cell).str.strip_chars() != "" for cell in beyond).fill_null(False) & ~is_total
    first = pl.coalesce(pl.when(pl.col(cell).str.strip_chars() != "").then(cell) for cell in beyond)
    shifted = raw.rows.filter(is_shifted).select(LINE, first.alias("cell")).collect()
    expected = f"{named} cells, one for each name of the header (text with “{raw.delimiter}” in quotation marks)"
    problems = [Problem(line, "beyond the last column", cell, expected) for line, cell in shifted.rows()]
    return replace(raw, rows=raw.rows.filter(~is_shifted)), problems


def _rejoined(rows: pl.LazyFrame, text: int, named: int, size: int, sign: str) -> pl.LazyFrame:
    """Columns left of the text are counted from the left, those right of it from the right."""
    surplus = pl.sum_horizontal(pl.col(f"c{place}").is_not_null() for place in range(named, size))
    straightened = []
    for place in range(text, named):
        cell = pl.col(f"c{place}")
        for more in range(1, size - named + 1):
            moved = [pl.col(f"c{at}") for at in range(place, place + more + 1)]
            there = pl.concat_str(moved, separator=sign) if place == text else moved[-1]
            cell = pl.when(surplus == more).then(there).otherwise(cell)
        straightened.append(cell.alias(f"c{place}"))
    return rows.with_columns(straightened).drop(f"c{place}" for place in range(named, size))
