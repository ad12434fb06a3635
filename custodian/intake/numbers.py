"""Numbers as people and tools write them: with thousands signs, decimal comma or point, currency, minus anywhere."""

from functools import partial
from typing import Literal

import polars as pl

from custodian.intake import batches, durations, symbols
from custodian.warehouse.tables import Type

Reading = Literal[".", ","]

NUMERIC: frozenset[Type] = frozenset({"count", "number", "money"})
MONEY = pl.Decimal(18, 4)
STORED: dict[Type, pl.DataType] = {"count": pl.Int64(), "number": pl.Float64(), "money": MONEY}
NOTHING = ("-", "--", "—", "–", "N/A", "n/a", "NA", "N/D", "n/d", "NULL", "null", "#DIV/0!", "#N/A", "(not set)", "nan")
SCALES = {  # $342.09K, 1,2 Mio. €
    1e3: r"(?:k|tsd\.?|tys\.?)",
    1e6: r"(?:m|mm|mn|mio\.?|mln\.?|million(?:en|s)?)",
    1e9: r"(?:b|bn|mrd\.?|mld\.?|mds?|billions?|milliarden?)",
}
SCALE = "(?i:" + "|".join(SCALES.values()) + ")"
PLAIN = r"^-?\d+(?:\.\d+)?$"
WHOLE = {
    ".": r"^-?(?:\d{1,3}(?:[, ']\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d+)(?:\.\d+)?$|^-?\.\d+$",
    ",": r"^-?(?:\d{1,3}(?:[. ']\d{3})+|\d+)(?:,\d+)?$|^-?,\d+$",
}
TINY = {".": r"^-?\d+(?:\.\d+)?[Ee]-\d+$", ",": r"^-?\d+(?:,\d+)?[Ee]-\d+$"}
PROOF = {
    ".": r",\d{3}[,.]|\d\.\d{1,2}$|\.\d{4,}$|^-?0?\.\d|\d{4}\.\d|,\d{2},\d{3}(?:\.|$)|[' ]\d{3}\.\d",
    ",": r"\.\d{3}[,.]|\d,\d{1,2}$|,\d{4,}$|^-?0?,\d|\d{4},\d|[' ]\d{3},\d",
}
PROOF_OF_COUNT = {
    ".": r",\d{3},|,(?:[1-9]\d\d|\d[1-9]\d|\d\d[1-9])$|,\d{3}\.0{1,2}$|\d\.0{1,2}$|,\d{2},\d{3}$",
    ",": r"\.\d{3}\.|\.(?:[1-9]\d\d|\d[1-9]\d|\d\d[1-9])$|\.\d{3},0{1,2}$|\d,0{1,2}$",
}
UNCLEAR = r"^-?[1-9]\d{0,2}[.,]\d{3}$"
UNCLEAR_COUNT = r"^-?[1-9]\d{0,2}[.,]000$"  # three thousand, or three with three decimals


def value(text: pl.Expr, kind: Type, decimal: str, *, is_plain: bool, unit: str = "") -> pl.Expr:
    """The number, or null where the text is none in this way of writing. Plain ones hold digits and a point only.

    A `%` in the cell divides by a hundred, as the unit `percent` does; durations are read as `seconds`.
    """
    if is_plain:
        return _cast(text, kind) / 100 if unit == "percent" else _cast(text, kind)
    return batches.read(text, partial(_values, kind=kind, decimal=decimal or ".", unit=unit), STORED[kind])


def proof(text: pl.Expr, kind: Type, of: Reading) -> pl.Expr:
    """Whether a cell, `bare` by now, can only be read with this decimal sign."""
    said = text.str.contains(PROOF_OF_COUNT[of]) if kind == "count" else text.str.contains(PROOF[of])
    return said & text.str.contains(WHOLE[of])


def unclear(text: pl.Expr, kind: Type) -> pl.Expr:
    """Whether a cell, `bare` by now, is a thousand and more, or one and a fraction: `1.234`."""
    return text.str.contains(UNCLEAR_COUNT if kind == "count" else UNCLEAR)


def bare(text: pl.Expr) -> pl.Expr:
    """Without currency signs, odd blanks, percent sign and K of thousands; a negative one with its minus in front."""
    return batches.read(text, lambda cells: _bare(_without_percent(_even(cells))), pl.String)


def is_plain(text: pl.Expr) -> pl.Expr:
    return text.str.contains(PLAIN)


def expected(kind: Type, decimal: str, unit: str = "") -> str:
    if unit == "seconds":
        return durations.EXAMPLE
    if kind == "count":
        return "a whole number"
    kinds = "an amount" if kind == "money" else "a number"
    return f"{kinds} with a decimal " + ("comma, such as 1.234,50" if decimal == "," else "point, such as 1,234.50")


def _values(cells: pl.Series, *, kind: Type, decimal: str, unit: str) -> pl.Series:
    text = _even(cells)
    rows = pl.DataFrame({"text": text, "number": _bare(_without_percent(text) if kind == "number" else text)})
    rows = rows.with_columns(scale=_scale(pl.col("text")), number=_written(pl.col("number"), kind, decimal))
    large = (pl.col("number").cast(pl.Float64, strict=False) * pl.col("scale")).round(4)
    large = pl.when(large == large.round()).then(large) if kind == "count" else large
    whole = _cast(pl.col("number"), kind)
    read = pl.when(pl.col("scale").is_null()).then(whole).otherwise(large.cast(STORED[kind], strict=False))
    if unit == "seconds":
        read = pl.coalesce(durations.seconds(pl.col("text")), read)
    if kind == "number":
        has_sign = pl.col("text").str.contains("%", literal=True)
        read = pl.when(has_sign | (unit == "percent")).then(read / 100).otherwise(read)
    return rows.select(read.alias("read"))["read"]


def _even(cells: pl.Series) -> pl.Series:
    """One kind of blank, of minus and of apostrophe; none in front, where a spreadsheet puts it before text."""
    cells = cells.str.replace_all("[\u00a0\u2000-\u200a\u202f\u205f\t]", " ").str.replace_all(
        "[\u200e\u200f\ufeff]", ""
    )
    cells = cells.str.replace_all("[−–]", "-").str.replace_all("[’‘ʼ´`]", "'")
    return cells.str.replace("^ *'", "").str.strip_chars()


def _without_percent(cells: pl.Series) -> pl.Series:
    return cells.str.replace(r"\s*%$", "").str.replace(r"^(-?)%\s*", "${1}")


def _bare(cells: pl.Series) -> pl.Series:
    if cells.str.contains(r"[^\d.,' -]").any():
        cells = cells.str.replace(rf"^([(-]?) *{symbols.SIGN} *", "${1}")
        cells = cells.str.replace(rf" *{symbols.SIGN}( ?[)-]?)$", "${1}").str.replace(
            rf"(\d) ?{SCALE}(\)?)$", "${1}${2}"
        )
        cells = cells.str.replace(r"^\( *(.*?) *\)$", "-${1}").str.replace(r"^\+ ?", "")
    return cells.str.replace(r"^([^-].*?) *-$", "-${1}").str.replace("^- ", "-").str.strip_chars()


def _written(number: pl.Expr, kind: Type, decimal: str) -> pl.Expr:
    thousands = "[, ']" if decimal == "." else "[. ']"
    point = number.str.replace_all(thousands, "").str.replace(",", ".", literal=True)
    if kind == "count":
        point = point.str.replace(r"\.0+$", "")
    fits = number.str.contains(WHOLE[decimal])
    if kind == "number":
        fits |= number.str.contains(TINY[decimal])
    return pl.when(fits).then(point)


def _scale(text: pl.Expr) -> pl.Expr:
    """The thousand or million that a cell says; null where it says none."""
    scale = pl.lit(None, pl.Float64)
    for size, word in SCALES.items():
        says = rf"\d ?(?i:{word})(?: *{symbols.SIGN})?\)?-?$"
        scale = pl.when(text.str.contains(says)).then(size).otherwise(scale)
    return pl.when(text.str.contains(r"\d ?\p{L}")).then(scale)


def _cast(text: pl.Expr, kind: Type) -> pl.Expr:
    if kind == "count":
        return text.cast(pl.Int64, strict=False)
    if kind == "money":
        return text.cast(MONEY, strict=False)
    number = text.cast(pl.Float64, strict=False)
    return pl.when(number.is_finite()).then(number)
