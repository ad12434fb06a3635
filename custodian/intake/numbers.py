"""Numbers as people and tools write them: with thousands signs, decimal comma or point, currency, minus anywhere."""

from typing import Literal

import polars as pl

from custodian.warehouse.tables import Type

Reading = Literal[".", ","]

NUMERIC: frozenset[Type] = frozenset({"count", "number", "money"})
MONEY = pl.Decimal(18, 4)
STORED: dict[Type, pl.DataType] = {"count": pl.Int64(), "number": pl.Float64(), "money": MONEY}
SIGN = r"(?:(?:US|R|A|C|CA|NZ|HK|S)?\$|[€£¥₹৳₽₺₩]|[A-Z]{3}|kr\.?|zł|Fr\.)"
THOUSANDS = r"\d ?[Kk]\)?$"  # $342.09K
PLAIN = r"^-?\d+(?:\.\d+)?$"
WHOLE = {
    ".": r"^-?(?:\d{1,3}(?:[, ']\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d+)(?:\.\d+)?$|^-?\.\d+$",
    ",": r"^-?(?:\d{1,3}(?:[. ']\d{3})+|\d+)(?:,\d+)?$|^-?,\d+$",
}
PROOF = {
    ".": r",\d{3}[,.]|\d\.\d{1,2}$|\.\d{4,}$|^-?0?\.\d|\d{4}\.\d|,\d{2},\d{3}$|['] ?\d{3}\.\d",
    ",": r"\.\d{3}[,.]|\d,\d{1,2}$|,\d{4,}$|^-?0?,\d|\d{4},\d|['] ?\d{3},\d",
}
PROOF_OF_COUNT = {".": r"^-?\d{1,3}(?:,\d{3})+$|\.0{1,2}$", ",": r"^-?\d{1,3}(?:\.\d{3})+$|,0{1,2}$"}
UNCLEAR = r"^-?[1-9]\d{0,2}[.,]\d{3}$"


def bare(text: pl.Expr) -> pl.Expr:
    """Without currency signs, odd blanks and the K of thousands; a negative one with its minus in front."""
    text = (
        text.str.replace_all("[\u00a0\u202f\u2009\u2007\t]", " ").str.replace_all("[−–]", "-").str.replace_all("’", "'")
    )
    text = text.str.replace(rf"^([(-]?) *{SIGN} *", "${1}").str.replace(rf" *{SIGN}( ?[)-]?)$", "${1}")
    text = text.str.replace(r"(\d) ?[Kk](\)?)$", "${1}${2}")
    text = text.str.replace(r"^\( *(.*?) *\)$", "-${1}").str.replace(r"^([^-].*?) *-$", "-${1}")
    return text.str.replace(r"^\+", "").str.replace("^- ", "-").str.strip_chars()


def value(text: pl.Expr, kind: Type, decimal: str, *, is_plain: bool) -> pl.Expr:
    """The number, or null where the text is none in this way of writing. Plain ones hold digits and a point only."""
    if is_plain:
        return _cast(text, kind)
    decimal = decimal or "."
    number = bare(text.str.replace(" *%$", "") if kind == "number" else text)
    thousands = "[, ']" if decimal == "." else "[. ']"
    point = number.str.replace_all(thousands, "").str.replace(",", ".", literal=True)
    if kind == "count":
        point = point.str.replace(r"\.0+$", "")
    read: pl.Expr = pl.when(number.str.contains(WHOLE[decimal])).then(_cast(point, kind))
    read = pl.when(text.str.contains(THOUSANDS)).then((read * 1000).cast(STORED[kind])).otherwise(read)
    if kind == "number":
        return pl.when(text.str.ends_with("%")).then(read / 100).otherwise(read)
    return read


def proof(text: pl.Expr, kind: Type, of: Reading) -> pl.Expr:
    """Whether a cell can only be read with this decimal sign."""
    number = bare(text.str.replace(" *%$", ""))
    said = number.str.contains(PROOF_OF_COUNT[of]) if kind == "count" else number.str.contains(PROOF[of])
    return said & number.str.contains(WHOLE[of])


def unclear(text: pl.Expr) -> pl.Expr:
    """Whether a cell is a thousand and more, or one and a fraction: `1.234`."""
    return bare(text).str.contains(UNCLEAR)


def is_plain(text: pl.Expr) -> pl.Expr:
    return text.str.contains(PLAIN)


def expected(kind: Type, decimal: str) -> str:
    if kind == "count":
        return "a whole number"
    kinds = "an amount" if kind == "money" else "a number"
    return f"{kinds} with a decimal " + ("comma, such as 1.234,50" if decimal == "," else "point, such as 1,234.50")


def _cast(text: pl.Expr, kind: Type) -> pl.Expr:
    if kind == "count":
        return text.cast(pl.Int64, strict=False)
    if kind == "money":
        return text.cast(MONEY, strict=False)
    number = text.cast(pl.Float64, strict=False)
    return pl.when(number.is_finite()).then(number)
