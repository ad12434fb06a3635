"""Rows that say of themselves that they are totals: in the tool's own words, or in those of many languages."""

import re
from collections.abc import Mapping, Sequence

import polars as pl

from custodian.intake.columns import Found
from custodian.intake.formats import Format
from custodian.intake.staging import Decision
from custodian.intake.tables import RawTable

NAMED = 6
WORDS = (
    "totals?|grand total|sub-?totals?|sum|summe|gesamt|gesamtsumme|gesamtergebnis|zwischensumme|insgesamt|total général"
    "|sous-total|total general|total geral|totale|totaal|totalt|suma|razem|łącznie|итого|всего|合計|総計|合计|总计|합계"
    "|총계|yhteensä|celkem|összesen|toplam"
)
EXACT = rf"(?i)^(?:{WORDS})\s*:?$"
OPEN = rf"(?i)^(?:{WORDS})[:\s].|.\s(?:{WORDS})\s*:?$"  # “Total: Search”, and a firm called Total Wine


def label(raw: RawTable, declared: Format, found: Mapping[str, Found]) -> pl.Expr:
    """What a row says that the format knows as the label of a total: in its first column, or in one that is none of
    ours; null where it says none. In a column that is ours it may be a name: then another one must be empty."""
    if not declared.totals:
        return pl.lit(None, pl.String)
    ours = {place for one in found.values() for place in one.places}
    says: list[pl.Expr] = []
    for place in (place for place in range(len(raw.header)) if place == 0 or place not in ours):
        cell = pl.col(f"c{place}").str.strip_chars()
        fits = pl.any_horizontal(_says(cell, known) for known in declared.totals)
        if place in ours:
            fits &= _lacks_another(place, found)
        says.append(pl.when(fits.fill_null(False)).then(cell))
    return pl.coalesce(says) if says else pl.lit(None, pl.String)


def left_out(told: Sequence[tuple[int, str]]) -> list[Decision]:
    """Of rows with their lines and labels."""
    if not told:
        return []
    labels = ", ".join(f"“{says}”" for says in list(dict.fromkeys(says for _, says in told))[:NAMED])
    return [Decision(f"Left out {lines([line for line, _ in told])}", f"labelled as totals: {labels}")]


def lines(told: Sequence[int]) -> str:
    """`line 4`, or `5 lines (4, 5, 6, 7, 8)`."""
    if len(told) == 1:
        return f"line {told[0]:,}"
    shown = ", ".join(f"{line:,}" for line in told[:NAMED]) + (", …" if len(told) > NAMED else "")
    return f"{len(told):,} lines ({shown})"


def is_label(text: str) -> bool:
    return bool(re.match(EXACT, text.strip()))


def may_be_label(text: str) -> bool:
    return bool(re.search(OPEN, text.strip()))


def _says(cell: pl.Expr, known: str) -> pl.Expr:
    return cell.str.starts_with(known[:-1]) if known.endswith("*") else cell == known


def _lacks_another(place: int, found: Mapping[str, Found]) -> pl.Expr:
    """Whether a name or date that a row must have is empty; any where there is none that it must have."""
    others = [
        one for one in found.values() if one.column.type in ("text", "date", "moment") and place not in one.places
    ]
    others = [one for one in others if not one.is_fixed]
    needed = [one.text.is_null() for one in others if one.column.required]
    if needed:
        return pl.any_horizontal(needed)
    return pl.all_horizontal(one.text.is_null() for one in others) if others else pl.lit(True)
