"""Months and days as columns, as sheets kept by hand have them: the same table with a row for each of its cells."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from custodian.intake import months
from custodian.intake.tables import LINE, RawTable

FEWEST = 3
MADE = ("First day", "Last day", "Value")
BY_MONTH, BY_DAY = "a row per month", "a row per day"
_WORD = f"(?P<word>{months.WORD})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_WORD}\.?[ '’/-]*{_YEAR}",
        rf"{_WORD}\.?[ '’/-]+(?P<short>\d\d)",
        rf"{_YEAR}[ /-]*{_WORD}\.?",
        rf"{_YEAR}[./-](?P<month>0?[1-9]|1[0-2])",
        rf"(?P<month>0?[1-9]|1[0-2])[./-]{_YEAR}",
        rf"{_YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>\d\d)",
        rf"{_WORD}\.?",
    )
]
Span = tuple[date, date]


def long(raw: RawTable) -> RawTable | None:
    """The table with a row per cell; None where fewer than three columns are months, or their year is not told."""
    spans = _spans(raw)
    others = [place for place, name in enumerate(raw.header) if place not in spans and name.strip()]
    if len(spans) < FEWEST or not others or not _in_order(list(spans.values())):
        return None
    told = {f"c{place}": place for place in spans}
    cells = raw.rows.unpivot(list(told), index=[LINE, *(f"c{place}" for place in others)])
    ends = [
        pl.col("variable").replace_strict(
            list(told), [spans[place][which].isoformat() for place in told.values()], return_dtype=pl.String
        )
        for which in (0, 1)
    ]
    columns = [*(pl.col(f"c{place}") for place in others), *ends, pl.col("value")]
    rows = cells.filter(pl.col("value").str.strip_chars() != "").select(
        LINE, *(column.alias(f"c{place}") for place, column in enumerate(columns))
    )
    header = (*(raw.header[place] for place in others), *MADE)
    by = BY_DAY if all(first == last for first, last in spans.values()) else BY_MONTH
    part = ", ".join(filter(None, (raw.part, by)))
    return replace(raw, part=part, header=header, rows=rows.sort(LINE, maintain_order=True), first=None, size=0)


def _spans(raw: RawTable) -> dict[int, Span]:
    """By place of a column the days that its name stands for."""
    lines = [cell for cells in (*raw.preamble, (raw.part,)) for cell in cells]
    years = {int(year) for line in lines for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", line)}
    only = years.pop() if len(years) == 1 else None
    found = {place: _span(name.strip(), only) for place, name in enumerate(raw.header)}
    return {place: span for place, span in found.items() if span}


def _span(name: str, year_above: int | None) -> Span | None:
    match = next((found for form in FORMS if (found := form.fullmatch(name))), None)
    told = match.groupdict() if match else {}
    year = int(told.get("year") or (f"20{told['short']}" if told.get("short") else year_above or 0))
    if not match or not year:
        return None
    month = int(months.NUMBER_OF[told["word"].casefold()] if told.get("word") else told["month"])
    last = calendar.monthrange(year, month)[1]
    if not told.get("day"):
        return date(year, month, 1), date(year, month, last)
    day = int(told["day"])
    return (date(year, month, day),) * 2 if 1 <= day <= last else None


def _in_order(spans: Sequence[Span]) -> bool:
    return len(set(spans)) == len(spans) and list(spans) in (sorted(spans), sorted(spans, reverse=True))
