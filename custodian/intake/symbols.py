"""The signs of currencies and the currencies that each may stand for: `€` is one, `$` is many."""

import re

import polars as pl
from babel.numbers import list_currencies

from custodian.intake import batches

CODES = frozenset(list_currencies())
DOLLARS = "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP"
MAY_BE = {
    sign: tuple(codes.split())
    for codes, signs in {
        "EUR": "€ Euro Eur EURO",
        "GBP": "£ GB£",
        "USD": "US$ $US U$S",
        "BRL": "R$",
        "INR": "₹",
        "RUB": "₽ руб р",
        "TRY": "₺ TL",
        "KRW": "₩ 원",
        "PLN": "zł zl",
        "CZK": "Kč",
        "HUF": "Ft",
        "RON": "lei",
        "BGN": "лв",
        "UAH": "₴ грн",
        "BDT": "৳",
        "ILS": "₪",
        "VND": "₫",
        "PHP": "₱",
        "NGN": "₦",
        "THB": "฿",
        "KZT": "₸",
        "GEL": "₾",
        "GHS": "₵ GH₵",
        "CHF": "Fr SFr",
        "CAD": "CA$ C$ $CA CDN$",
        "AUD": "AU$ A$ $AU",
        "NZD": "NZ$ $NZ",
        "HKD": "HK$ $HK",
        "SGD": "SG$ S$ $SG",
        "TWD": "NT$",
        "MXN": "MX$ $MX",
        "ARS": "AR$",
        "CNY": "CN¥ 元",
        "JPY": "JP¥ 円 ￥",
        "IDR": "Rp",
        "MYR": "RM",
        "PEN": "S/",
        "ZAR": "R",
        "KES": "KSh Ksh",
        "JPY CNY": "¥",
        "SEK NOK DKK ISK": "kr Kr",
        "INR PKR LKR NPR": "Rs",
        DOLLARS: "$",
    }.items()
    for sign in signs.split()
}
ONE = {sign: codes[0] for sign, codes in MAY_BE.items() if len(codes) == 1}
INSIDE = re.compile(r"[(\[][^)\]]*[)\]]|\b(?:in|en|em) \S+")
WORDS = frozenset({"ALL", "TOP", "TRY", "CUP", "PEN", "GEL", "MOP", "BAM"})  # words at the end of a name
SIGN = "(?:" + "|".join(map(re.escape, sorted([*CODES, *MAY_BE], key=len, reverse=True))) + r")\.?"


def sign(text: pl.Expr) -> pl.Expr:
    """The code, or else the sign, in an amount; null where it has none: `$12.00 USD` says USD."""
    return batches.read(text.str.replace_all(r"[\d.,'’\s-]+", " "), _signs, pl.String)


def _signs(cells: pl.Series) -> pl.Series:
    code = cells.str.extract(rf"(?:^|[^\p{{L}}])({'|'.join(sorted(CODES))})(?:$|[^\p{{L}}])", 1)
    return code.fill_null(cells.str.extract(f"({SIGN})", 1).str.strip_chars_end("."))


def code(told: pl.Expr) -> pl.Expr:
    """The currency that a sign or code names; null where it may be several."""
    upper = pl.when(told.str.to_uppercase().is_in(CODES)).then(told.str.to_uppercase())
    return pl.coalesce(told.replace_strict(list(ONE), list(ONE.values()), default=None, return_dtype=pl.String), upper)


def fits(told: pl.Expr, currency: pl.Expr) -> pl.Expr:
    """Whether a sign may stand for a currency."""
    several = [sign for sign in MAY_BE if sign not in ONE]
    pairs = [sign + code for sign in several for code in MAY_BE[sign]]
    return (code(told) == currency).fill_null(False) | pl.concat_str(told, currency).is_in(pairs)


def codes_of(told: str) -> tuple[str, ...]:
    return MAY_BE.get(told.rstrip("."), (told.upper(),) if told.upper() in CODES else ())


def named(text: str) -> set[str]:
    """Currencies that a column's name or a line says: in brackets, after “in”, as a sign, or at its end."""
    inside = " ".join(one.group() for one in INSIDE.finditer(text))
    found = {code for code in re.findall(r"\b[A-Z]{3}\b", inside) if code in CODES}
    found |= {code for code in re.findall(r"[\s,_-]([A-Z]{3})$", text) if code in CODES - WORDS}
    return found | {ONE[sign] for sign in re.findall(r"[A-Z]{0,2}[$€£¥₹₽₺₩৳₴₪]", text) if sign in ONE}
