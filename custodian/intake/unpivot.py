"""Columns whose names are members (terms, months, figures): a row for each of their cells, with the name beside it."""

from dataclasses import replace

import polars as pl

from custodian.intake.formats import Format
from custodian.intake.tables import LINE, RawTable

NAME, CELL, NAMES = "(column)", "(cell)", "(columns)"  # of the columns that are made here


def long(raw: RawTable, declared: Format) -> RawTable:
    """Cells that say nothing are left out; the table as it stands where the format declares no such columns."""
    names = declared.unpivot
    if names is None:
        return raw
    members = [place for place, name in enumerate(raw.header) if names.places([name])]
    others = [place for place in range(len(raw.header)) if place not in members]
    together = " | ".join(sorted(raw.header[place].strip() for place in members))
    told = {f"c{place}": raw.header[place].strip() for place in members}
    cells = _without_explanation(raw, declared).unpivot(
        list(told), index=[LINE, *(f"c{place}" for place in others)], variable_name=NAME, value_name=CELL
    )
    made = [
        pl.col(NAME).replace_strict(list(told), list(told.values()), return_dtype=pl.String),
        pl.col(CELL),
        pl.lit(together),
    ]
    columns = [pl.col(f"c{place}") for place in others] + made
    rows = cells.filter(pl.col(CELL).str.strip_chars() != "").select(
        LINE, *(column.alias(f"c{place}") for place, column in enumerate(columns))
    )
    return replace(raw, header=(*(raw.header[place] for place in others), NAME, CELL, NAMES), rows=rows)


def _without_explanation(raw: RawTable, declared: Format) -> pl.LazyFrame:
    """Without a row below the header that says what its names mean."""
    if not declared.explained:
        return raw.rows
    below = raw.rows.drop(LINE).head(1).collect().rows()
    is_explained = any((cell or "").startswith(declared.explained) for row in below for cell in row)
    return raw.rows.slice(1) if is_explained else raw.rows
