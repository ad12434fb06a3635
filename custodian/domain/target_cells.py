"""Months and numbers as people write them in a table of targets: read one way only, or not at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from custodian.domain.kpis import Kpi
from custodian.intake import dates, numbers
from custodian.intake.contracts import DateOrder

EXPECTED_MONTH = "a month such as 2026-10 or October 2026, or its first day in one order throughout"
EXPECTED_NUMBER = "a number that can be read one way only, such as 1234.5, 1,234.50 or 1.234,50"
EXPECTED_SIGN = "a share with its percent sign, such as 28%: without one it could be 28% or 0.28%"
_TEXT = pl.col("text")


@dataclass(frozen=True)
class Number:
    """As written; `has_sign` if a percent sign stands behind it, and then a fraction already."""

    read: float
    has_sign: bool

    def of(self, kpi: Kpi) -> float:
        """In the KPI's own unit. People write shares in percent, with the sign or without: 28.5% and 28.5 are the same,
        whatever a computer's fractions make of a hundredth."""
        return round(self.read / 100 if kpi.unit == "percent" and not self.has_sign else self.read, 9)

    def fault(self, kpi: Kpi) -> str:
        """What was expected instead, '' where nothing is wrong: 0.28 may be 28 % of a spreadsheet or 0.28 %."""
        if kpi.unit == "percent":
            return EXPECTED_SIGN if not self.has_sign and 0 < abs(self.read) <= 1 else ""
        return "a number without a percent sign" if self.has_sign else ""


def numbers_of(cells: Sequence[str]) -> list[Number | None]:
    """Read with the decimal sign that the cells prove between them; None for what none of them makes clear."""
    frame = pl.DataFrame({"text": list(cells)}, schema={"text": pl.String})
    bare = frame.select(numbers.bare(_TEXT).alias("text"))
    proofs = {sign: bool(bare.select(numbers.proof(_TEXT, "number", sign).any()).item()) for sign in (".", ",")}
    unclear = bare.select(numbers.unclear(_TEXT, "number"))["text"].to_list()
    decimal = "," if proofs[","] and not proofs["."] else "."
    is_known = proofs["."] != proofs[","]
    read = frame.select(numbers.value(_TEXT, "number", decimal, is_plain=False))["text"].to_list()
    return [
        None if value is None or (doubtful and not is_known) else Number(value, "%" in cell)
        for cell, value, doubtful in zip(cells, read, unclear, strict=True)
    ]


def written(kpi: Kpi, value: float | None) -> str:
    """A target as a cell shows it, so that it is read as the same again: 28.5% · 1200000.5."""
    if value is None:
        return ""
    size = value * 100 if kpi.unit == "percent" else value
    text = f"{size:.4f}".rstrip("0").rstrip(".")
    return f"{text}%" if kpi.unit == "percent" else text


def months_of(cells: Sequence[str]) -> list[date | None]:
    """The first days of months. The order of day and month is proved by all of them together."""
    frame = pl.DataFrame({"text": list(cells)}, schema={"text": pl.String})
    day = dates.day(dates.begin(_TEXT), _order(cells), "", True)
    read = frame.select(day.alias("day"))["day"].to_list()
    return [None if one is None else one.replace(day=1) for one in read]


def _order(cells: Sequence[str]) -> DateOrder:
    """A day that is never above twelve is the one that is always the first of its month."""
    pairs = [(int(found[1]), int(found[2])) for cell in cells if (found := re.match(dates.NUMERIC, cell.strip()))]
    proved = {dates.order_of(*pair) for pair in pairs} - {""}
    if len(proved) == 1:
        return proved.pop()
    firsts, seconds = {first for first, _ in pairs}, {second for _, second in pairs}
    if proved or firsts == seconds:
        return ""
    return "dmy" if firsts == {1} else "mdy" if seconds == {1} else ""
