"""Time zones behind a time, as tools write them: `GMT+5:30`, `UTC+1`, `MEZ`, `p. m. EEST` become an offset.

An abbreviation that stands for several zones, such as IST, is hours apart from itself: it is asked about.
"""

from collections.abc import Mapping

import polars as pl

OFFSETS = {
    "-08:00": "PST",
    "-07:00": "PDT MST",
    "-06:00": "MDT",
    "-05:00": "CDT EST",
    "-04:00": "EDT",
    "-03:00": "BRT ART",
    "+00:00": "UTC GMT WET WEZ",
    "+01:00": "CET MEZ WEST WESZ BST HNEC",
    "+02:00": "CEST MESZ EET OEZ SAST HAEC",
    "+03:00": "EEST OESZ MSK TRT",
    "+09:00": "JST KST",
    "+10:00": "AEST",
    "+11:00": "AEDT",
    "+12:00": "NZST",
    "+13:00": "NZDT",
}
SEVERAL = {  # by abbreviation the countries whose time it is
    "IST": {"IN": ("+05:30", "India"), "IL": ("+02:00", "Israel"), "IE": ("+01:00", "Ireland")},
    "CST": {"US": ("-06:00", "the middle of North America"), "CN": ("+08:00", "China"), "CU": ("-05:00", "Cuba")},
    "AST": {"CA": ("-04:00", "the Atlantic coast"), "SA": ("+03:00", "Arabia")},
    "GST": {"AE": ("+04:00", "the Gulf"), "GS": ("-02:00", "South Georgia")},
    "AMT": {"BR": ("-04:00", "the Amazon"), "AM": ("+04:00", "Armenia")},
}
TIME = r"(\d(?:\s?[AaPp]\.?\s?[Mm]\.?)?)\s?"
OFFSET_OF = {name: offset for offset, names in OFFSETS.items() for name in names.split()}


def as_offset(text: pl.Expr) -> pl.Expr:
    """The text with its zone as ` +05:30` at the end, where a time of day stands before it."""
    text = text.str.replace(rf"{TIME}(?:GMT|UTC)\s?([+-])(\d)(?::?(\d\d))?$", "${1} ${2}0${3}:${4}")
    text = text.str.replace(rf"{TIME}(?:GMT|UTC)\s?([+-])(\d\d)(?::?(\d\d))?$", "${1} ${2}${3}:${4}")
    text = text.str.replace(r"( [+-]\d\d:)$", "${1}00")
    name = text.str.extract(rf"{TIME}([A-Z]{{3,4}})$", 2)
    offset = name.replace_strict(list(OFFSET_OF), list(OFFSET_OF.values()), default=None, return_dtype=pl.String)
    return (
        pl.when(offset.is_not_null())
        .then(pl.concat_str(text.str.replace(r"\s?[A-Z]{3,4}$", ""), pl.lit(" "), offset))
        .otherwise(text)
    )


def settled(text: pl.Expr, told: Mapping[str, str]) -> pl.Expr:
    """With the offsets that were told of abbreviations."""
    for name, offset in told.items():
        text = text.str.replace(rf"{TIME}{name}\s*$", f"${{1}} {offset}")
    return text


def unsettled(text: pl.Expr, told: Mapping[str, str]) -> pl.Expr:
    """The abbreviation behind a time that may be several, of which none was told."""
    names = [name for name in SEVERAL if name not in told]
    return text.str.extract(rf"\d:\d\d.*\b({'|'.join(names)})\s*$") if names else pl.lit(None, pl.String)
