"""Rows under headings: every row gets its group's name, and the lines that say a group's total are left out.

A heading is a line of which only the first cell is filled; what it names is in force until its total, or until the next
heading where it has none. A group within a group belongs to the outermost: a customer's job is the customer's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from custodian.intake.formats import Format
from custodian.intake.tables import LINE, RawTable

ANY = "*"


@dataclass(frozen=True)
class Mark:
    """A line whose first cell is filled."""

    line: int
    says: str
    is_alone: bool


def named(raw: RawTable, declared: Format) -> tuple[RawTable, int]:
    """The rows with their group in the first column, and how many totals were left out.

    A row after a total that closes no heading has no group: nobody knows whose it is.
    """
    if not declared.group_totals:
        return raw, 0
    own = pl.col("c0").str.strip_chars()
    others = [pl.col(f"c{place}").str.strip_chars() != "" for place in range(1, len(raw.header))]
    marked = raw.rows.filter(own != "").select(LINE, own, ~pl.any_horizontal(others).fill_null(False)).collect()
    marks = [Mark(*row) for row in marked.rows()]
    headings = _headings(marks, declared.group_totals)
    totals = [mark.line for mark in marks if not mark.is_alone and _is_total(mark, declared.group_totals)]
    totals += [mark.line for mark in marks if mark.is_alone and mark.line not in headings]
    in_force = pl.LazyFrame(
        list(_in_force(marks, headings, declared.group_totals)),
        schema={LINE: pl.Int64, "group": pl.String},
        orient="row",
    )
    rows = raw.rows.filter(~pl.col(LINE).is_in([*headings, *totals])).join_asof(in_force, on=LINE)
    return replace(raw, rows=rows.with_columns(c0=pl.when(own != "").then("c0").otherwise("group")).drop("group")), len(
        totals
    )


def _headings(marks: Sequence[Mark], labels: Sequence[str]) -> set[int]:
    """A line alone is a heading unless it closes one that stands above it: a customer may be called “Total Wine”."""
    names: set[str] = set()
    found = set()
    for mark in marks:
        if mark.is_alone and not names & set(_closed_by(mark, labels)):
            names.add(mark.says)
            found.add(mark.line)
    return found


def _in_force(marks: Sequence[Mark], headings: set[int], labels: Sequence[str]) -> Iterator[tuple[int, str | None]]:
    """From each mark on the outermost group that is open."""
    last_total = {name: mark.line for mark in marks for name in _closed_by(mark, labels)}
    is_open: list[Mark] = []
    for mark in marks:
        if mark.line in headings:
            is_open = [each for each in is_open if last_total.get(each.says, 0) > mark.line] + [mark]
        else:
            closed = _closed_by(mark, labels)
            places = [place for place, each in enumerate(is_open) if each.says in closed]
            is_open = is_open[: places[-1]] if places else []
        yield mark.line, is_open[0].says if is_open else None


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
