"""How long something took, in seconds: `0:05:11`, `1h 5m`, `2 days 3 hours`, or seconds as a number.

`5:11` is none: it may be minutes and seconds, or hours and minutes.
"""

import polars as pl

CLOCK = r"^(\d+):([0-5]\d):([0-5]\d(?:[.,]\d+)?)$"
PARTS = (
    r"(?i)^(?:(\d+) ?d(?:ays?)?)?[ ,]*(?:(\d+) ?h(?:rs?|ours?|\.)?)?[ ,]*(?:(\d+) ?m(?:ins?|inutes?|\.)?)?[ ,]*"
    r"(?:(\d+(?:[.,]\d+)?) ?s(?:ecs?|econds?|\.)?)?$"
)
LENGTHS = (86_400, 3_600, 60, 1)
EXAMPLE = "a duration such as 1:05:30 or 1h 5m 30s"


def seconds(text: pl.Expr) -> pl.Expr:
    """Null where the text is no duration, or a bare number."""
    clock = text.str.extract_groups(CLOCK)
    ticked = sum((_number(clock, str(at)) * length for at, length in enumerate(LENGTHS[1:], 1)), pl.lit(0.0))
    parts = text.str.extract_groups(PARTS)
    told = sum((_number(parts, str(at)).fill_null(0) * length for at, length in enumerate(LENGTHS, 1)), pl.lit(0.0))
    has_units = text.str.contains(r"(?i)\d ?[dhms]") & text.str.contains(PARTS)
    return pl.coalesce(ticked, pl.when(has_units).then(told))


def _number(groups: pl.Expr, at: str) -> pl.Expr:
    return groups.struct.field(at).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
