"""Time zones behind a time, as tools write them: `GMT+5:30`, `UTC+1`, `MEZ`, `p. m. EEST` become an offset.

An abbreviation that stands for several zones (IST, CST of China) is left as it is, so that its cell is refused.
"""

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
OFFSET_OF = {name: offset for offset, names in OFFSETS.items() for name in names.split()}


def as_offset(text: pl.Expr) -> pl.Expr:
    """The text with its zone as ` +05:30` at the end, where a time of day stands before it."""
    time = r"(\d(?:\s?[AaPp]\.?\s?[Mm]\.?)?)\s?"
    text = text.str.replace(rf"{time}(?:GMT|UTC)\s?([+-])(\d)(?::?(\d\d))?$", "${1} ${2}0${3}:${4}")
    text = text.str.replace(rf"{time}(?:GMT|UTC)\s?([+-])(\d\d)(?::?(\d\d))?$", "${1} ${2}${3}:${4}")
    text = text.str.replace(r"( [+-]\d\d:)$", "${1}00")
    name = text.str.extract(rf"{time}([A-Z]{{3,4}})$", 2)
    offset = name.replace_strict(list(OFFSET_OF), list(OFFSET_OF.values()), default=None, return_dtype=pl.String)
    return (
        pl.when(offset.is_not_null())
        .then(pl.concat_str(text.str.replace(r"\s?[A-Z]{3,4}$", ""), pl.lit(" "), offset))
        .otherwise(text)
    )
