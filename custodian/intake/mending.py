"""Cells that cannot be read, written as a CSV for a spreadsheet; what comes back mended is put in their place.

A mended cell belongs to one file, told by its content, and is named by line and column. Knows no tool and no type.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from custodian.intake import containers, formulas, headers, reading
from custodian.intake.contracts import Contract
from custodian.intake.staging import Decision, Refused, Staged
from custodian.intake.tables import LINE, RawTable

HEADER = ("File", "Table", "Line", "Column", "Value", "Expected", "Mended", "Of file (do not change)")
LEAVE_OUT = "leave out"
SHOWN = 20
_MARK = "sha256:"
_MOST_BYTES = 32 << 20
_BEGINNING = 4096

Cell = tuple[int, str, str]  # line, column, what it should say; without a column the whole row is left out
Mended = Mapping[tuple[str, str], tuple[Cell, ...]]  # by hash of the file and part


def written(every: Iterable[Staged]) -> str:
    """The cells that cannot be read, with an empty column to write into. With a mark, so that Excel reads UTF-8."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(HEADER)
    for staged in every:
        for one in staged.problems:
            of = _MARK + staged.hash
            told = (staged.file, staged.part, str(one.line), one.column, one.value, one.expected, "", of)
            rows.writerow(formulas.harmless(cell) for cell in told)
    return "\ufeff" + text.getvalue()


def read(path: Path, name: str) -> Mended | None:
    """What such a list says, however a spreadsheet saved it; None for any other file. Raises Refused."""
    try:
        tables = reading.tables_of(path, name, _is_ours) if _may_be(path) else []
    except Refused:
        return None
    found: dict[tuple[str, str], tuple[Cell, ...]] = {}
    ours = [table for table in tables if _is_ours(table.header)]
    for table in ours:
        for row in _rows(table):
            key, cell = _told(row)
            found[key] = (*found.get(key, ()), cell)
    if ours and not found:
        todo = "Write there what the cells should say, save the list, and bring it again."
        raise Refused("a mended cell in the column “Mended”", "none", todo)
    return found if ours else None


def applied(raw: RawTable, mended: Sequence[Cell]) -> RawTable:
    """The table with these cells. Raises Refused where it has no such cell, or another line of the same number."""
    if not mended:
        return raw
    places: dict[str, dict[int, str]] = {}
    for line, column, value in mended:
        if column:
            places.setdefault(_place(raw, line, column), {})[line] = value
    _refuse_strange_lines(raw, sorted({line for line, _, _ in mended}))
    cells = [
        pl.when(pl.col(LINE).is_in(list(said)))
        .then(pl.col(LINE).replace_strict(said, default=None, return_dtype=pl.String))
        .otherwise(pl.col(place))
        .alias(place)
        for place, said in places.items()
    ]
    out = [line for line, column, _ in mended if not column]
    return replace(raw, rows=raw.rows.filter(~pl.col(LINE).is_in(out)).with_columns(cells), first=None)


def named(contract: Contract) -> list[Decision]:
    """What a person mended, for the preview."""
    cells = [f"line {line:,}, {column}: “{value}”" for line, column, value in contract.mended if column]
    out = [f"line {line:,}" for line, column, _ in contract.mended if not column]
    told = [(f"{len(cells)} mended cells", cells), (f"{len(out)} rows left out", out)]
    return [Decision(_counted(what), f"you wrote {_few(said)}") for what, said in told if said]


def _may_be(path: Path) -> bool:
    """Whether a look at all of it is worth its time: its header stands at its beginning."""
    if path.stat().st_size > _MOST_BYTES:
        return False
    kind = containers.kind(path)
    with path.open("rb") as file:
        beginning = file.read(_BEGINNING).replace(b"\0", b"")
    return kind == "xlsx" or (kind == "text" and HEADER[6].encode() in beginning)


def _is_ours(cells: Sequence[str]) -> bool:
    there = {headers.plain(cell) for cell in cells}
    return {headers.plain(name) for name in HEADER} <= there


def _rows(table: RawTable) -> list[dict[str, str]]:
    places = {headers.plain(name): f"c{at}" for at, name in enumerate(table.header)}
    cells = [pl.col(places[headers.plain(name)]).fill_null("").alias(name) for name in HEADER]
    return [row for row in table.rows.select(cells).collect().iter_rows(named=True) if row[HEADER[6]].strip()]


def _told(row: Mapping[str, str]) -> tuple[tuple[str, str], Cell]:
    _, part, line, column, _, _, mended, of = (formulas.as_written(row[name]) for name in HEADER)
    number = line.strip().replace(",", "").replace(".", "")
    if not number.isdigit() or not of.strip().startswith(_MARK):
        found = f"“{line}” and “{of}” beside the mended “{mended}”"
        raise Refused("the line and the mark of the file as they were", found, "Download the list again and mend it.")
    key = (of.strip().removeprefix(_MARK), part)
    if mended.strip().casefold() == LEAVE_OUT:
        return key, (int(number), "", "")
    return key, (int(number), column, mended)


def _place(raw: RawTable, line: int, column: str) -> str:
    if not column.strip() or column not in raw.header:
        todo = f"Name one of its columns beside the mended cell, or write “{LEAVE_OUT}” to load without line {line:,}."
        raise Refused(f"a column of {raw.file} to mend", f"“{column}” in line {line:,}, which is none", todo)
    return raw.position(column)


def _refuse_strange_lines(raw: RawTable, lines: list[int]) -> None:
    with raw.reading():
        there = raw.rows.select(LINE).filter(pl.col(LINE).is_in(lines)).collect(engine="streaming").to_series()
    for line in lines:
        if (there == line).sum() != 1:
            found = "none" if line not in there else "several rows of the table in it"
            todo = "Download the list again and mend it; its lines must stay as they are."
            raise Refused(f"line {line:,} in {raw.file}, with one row", found, todo)


def _counted(what: str) -> str:
    return what.replace("cells", "cell").replace("rows", "row") if what.startswith("1 ") else what


def _few(said: Sequence[str]) -> str:
    return "; ".join(said[:SHOWN]) + (f"; and {len(said) - SHOWN} more" if len(said) > SHOWN else "")
