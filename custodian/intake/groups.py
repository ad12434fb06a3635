"""Rows under headings: every row gets its group's name, and the lines that say a group's total are left out.

A heading is a line of which only the first cell is filled; what it names is in force until its total, or until the next
heading where it has none. A group within a group belongs to the outermost: a customer's job is the customer's.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import polars as pl

from custodian.intake import numbers
from custodian.intake.columns import Found
from custodian.intake.formats import Format
from custodian.intake.staging import Decision, Refused
from custodian.intake.tables import LINE, RawTable

ANY = "*"
CENT = 0.015


@dataclass(frozen=True)
class Mark:
    """A line whose first cell is filled."""

    line: int
    says: str
    is_alone: bool


@dataclass(frozen=True)
class Total:
    """A line that says what the rows since a heading come to."""

    line: int
    says: str
    since: int | None  # None where it closes no heading: then nobody knows of what it is the total


def named(raw: RawTable, declared: Format) -> tuple[RawTable, list[Total]]:
    """The rows with their group in the first column, and the totals that were left out.

    A row after a total that closes no heading has no group: nobody knows whose it is.
    """
    if not declared.group_totals:
        return raw, []
    own = pl.col("c0").str.strip_chars()
    others = [pl.col(f"c{place}").str.strip_chars() != "" for place in range(1, len(raw.header))]
    marked = raw.rows.filter(own != "").select(LINE, own, ~pl.any_horizontal(others).fill_null(False)).collect()
    marks = [Mark(*row) for row in marked.rows()]
    headings = _headings(marks, declared.group_totals)
    steps = list(_in_force(marks, headings, declared.group_totals))
    totals = [total for *_, total in steps if total]
    in_force = pl.LazyFrame([step[:2] for step in steps], schema={LINE: pl.Int64, "group": pl.String}, orient="row")
    left_out = [*headings, *(total.line for total in totals)]
    rows = raw.rows.filter(~pl.col(LINE).is_in(left_out)).join_asof(in_force, on=LINE)
    grouped = rows.with_columns(c0=pl.when(own != "").then("c0").otherwise("group")).drop("group")
    return replace(raw, rows=grouped), totals


def proved(raw: RawTable, totals: Sequence[Total], amount: Found | None, decimal: str) -> list[Decision]:
    """That every total is the sum of its rows. Raises Refused where one is not: then rows are missing or were changed.

    `raw` still has its totals.
    """
    if not totals or amount is None or not amount.filling.sum:  # what is no line of a document may not be added up
        return []
    value = numbers.value(amount.text, "number", decimal, is_plain=False)
    told = raw.rows.select(LINE, value.alias("value"), amount.text.alias("text")).collect()
    lines, of_totals = told[LINE].to_list(), {total.line for total in totals}
    cells = {line: (number, text) for line, number, text in told.rows() if line in of_totals}
    before = [0.0, *accumulate(0.0 if line in cells else number or 0.0 for line, number, _ in told.rows())]
    checked = 0
    for total in (each for each in totals if each.since is not None):
        number, text = cells[total.line]
        come_to = before[bisect_left(lines, total.line)] - before[bisect_right(lines, total.since or 0)]
        if number is not None and abs(number - come_to) > CENT:
            found = f"{come_to:,.2f} in the rows, and “{text}” as “{total.says}” (line {total.line:,})"
            todo = "Rows are missing or were changed: export the report again and load it as it is."
            raise Refused("rows that come to the totals beneath them", found, todo)
        checked += number is not None
    count = "1 total of a group is" if checked == 1 else f"{checked:,} totals of groups are"
    return [Decision(f"{count} left out", "each is the sum of the rows above it")] if checked else []


def _headings(marks: Sequence[Mark], labels: Sequence[str]) -> set[int]:
    """A line alone is a heading unless it closes one that stands above it: a customer may be called “Total Wine”."""
    names: set[str] = set()
    found = set()
    for mark in marks:
        if mark.is_alone and not names & set(_closed_by(mark, labels)):
            names.add(mark.says)
            found.add(mark.line)
    return found


def _in_force(
    marks: Sequence[Mark], headings: set[int], labels: Sequence[str]
) -> Iterator[tuple[int, str | None, Total | None]]:
    """From each mark on the outermost group that is open, and the total that the mark is."""
    last_total = {name: mark.line for mark in marks for name in _closed_by(mark, labels)}
    is_open: list[Mark] = []
    for mark in marks:
        total = None
        if mark.line in headings:
            is_open = [each for each in is_open if last_total.get(each.says, 0) > mark.line] + [mark]
        else:
            closed = _closed_by(mark, labels)
            places = [place for place, each in enumerate(is_open) if each.says in closed]
            if mark.is_alone or _is_total(mark, labels):
                since = is_open[places[-1]].line if places else 0 if mark.says in labels else None
                total = Total(mark.line, mark.says, since)
            is_open = is_open[: places[-1]] if places else []
        yield mark.line, is_open[0].says if is_open else None, total


def _is_total(mark: Mark, labels: Sequence[str]) -> bool:
    return mark.says in labels or bool(_closed_by(mark, labels))


def _closed_by(mark: Mark, labels: Sequence[str]) -> list[str]:
    """The headings that this line would be the total of."""
    parts = [label.partition(ANY)[::2] for label in labels if ANY in label]
    return [
        mark.says[len(before) : len(mark.says) - len(after)]
        for before, after in parts
        if mark.says.startswith(before) and mark.says.endswith(after)
    ]
