"""Excel files, old and new: every sheet as text of its true values, dates as ISO, whole numbers without a decimal."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import fastexcel
import polars as pl

from custodian.intake import frames, layout
from custodian.intake.dialects import Known, Record
from custodian.intake.staging import Refused
from custodian.intake.tables import RawTable

MIDNIGHT = " 00:00:00"
ROUNDED = r"^-?\d+\.\d{7,9}$"
ROUNDED_CELL = re.compile(ROUNDED)
ISO_DATE = r"^\d{4}-\d{2}-\d{2}"
FIRST_DAYS = r"^(?:1899-12-31|1900-01-\d\d) \d\d:\d\d:\d\d"  # a time or a duration: Excel counts days from there
ERROR = re.compile(r"Error\((\w+)\)")
AGAIN = "Save it again in Excel and load the new file."
# What reads old files may never end on a damaged one, and cannot be stopped from within: it is tried out beside.
TRIAL = """
import sys, fastexcel
book = fastexcel.read_excel(sys.argv[1])
for name in book.sheet_names:
    book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_arrow_with_errors()
"""
LONGEST_TRIAL = 60  # seconds; the largest sheet of an old file takes two
SHOWN_ERRORS = {"Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!"}


def tables(path: Path, file: str, part: str, known: Known, kind: str = "xlsx") -> Iterator[RawTable]:
    if kind == "xls":
        _refuse_damaged(path)
    with _told("a whole Excel file", "opened"):
        book = fastexcel.read_excel(path)
    for name in book.sheet_names:
        where = ", ".join(filter(None, (part, name)))
        with _told(f"the cells of the sheet “{name}”", "read"):
            records, notes = _records(book, name)
        if blocks := layout.blocks(records, known):
            yield from frames.raw_tables(blocks, frames.Origin(file, where, path, kind, "", notes))


def _refuse_damaged(path: Path) -> None:
    try:
        subprocess.run([sys.executable, "-c", TRIAL, str(path)], check=True, capture_output=True, timeout=LONGEST_TRIAL)
    except subprocess.SubprocessError:
        raise Refused("a whole Excel file", "one that is damaged, or protected by a password", AGAIN) from None


@contextmanager
def _told(expected: str, what: str) -> Iterator[None]:
    try:
        yield
    except fastexcel.FastExcelError as broken:
        found = f"one that cannot be {what} ({str(broken).splitlines()[0]})"
        raise Refused(expected, found, AGAIN) from None
    except BaseException as broken:
        if type(broken).__name__ != "PanicException":  # no class of its own that could be named here
            raise
        raise Refused(expected, f"one that cannot be {what}: it is damaged", AGAIN) from None


def _records(book: fastexcel.ExcelReader, name: str) -> tuple[list[Record], tuple[str, ...]]:
    """`skip_rows=0` keeps empty first rows, so that a row's number is Excel's own."""
    sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    batch, faults = sheet.to_arrow_with_errors()
    cells = pl.DataFrame(pl.from_arrow(batch))
    if cells.is_empty():
        return [], ()
    shown = _exact(cells.with_columns(_dates(column) for column in cells.get_columns()), book, name)
    rows = [["" if cell is None else cell for cell in row] for row in shown.iter_rows()]
    notes = _with_errors(rows, faults)
    if sheet.visible != "visible":
        notes += ("The sheet is hidden in Excel.",)
    return [Record(line, tuple(row)) for line, row in enumerate(rows, 1)], notes


def _with_errors(rows: list[list[str]], faults: fastexcel.CellErrors | None) -> tuple[str, ...]:
    """Writes what Excel shows where a formula failed, so that no such cell passes for an empty one."""
    failed = (
        [(*fault.offset_position, found[1]) for fault in faults.errors if (found := ERROR.search(fault.detail))]
        if faults
        else []
    )
    for row, column, what in failed:
        rows[row][column] = SHOWN_ERRORS.get(what, "#VALUE!")
    if not failed:
        return ()
    row, column, _ = failed[0]
    cells = "1 formula fails" if len(failed) == 1 else f"{len(failed):,} formulas fail"
    return (f"{cells} in Excel, first on line {row + 1:,}: “{rows[row][column]}”.",)


def _exact(cells: pl.DataFrame, book: fastexcel.ExcelReader, name: str) -> pl.DataFrame:
    """As text, numbers are rounded to nine decimals; columns that show so many are read again as numbers."""
    rounded = [place for place, column in enumerate(cells.get_columns()) if column.str.contains(ROUNDED).any()]
    if not rounded:
        return cells
    kinds: dict[str | int, fastexcel.DType] = dict.fromkeys(rounded, "float")
    whole = book.load_sheet(name, header_row=None, skip_rows=0, use_columns=rounded, dtypes=kinds).to_polars()
    return cells.with_columns(
        pl.Series(cells.columns[place], [_number(*pair) for pair in zip(numbers, cells[:, place], strict=True)])
        for place, numbers in zip(rounded, whole.get_columns(), strict=True)
    )


def _number(value: float | None, shown: str | None) -> str | None:
    is_rounded = value is not None and shown is not None and ROUNDED_CELL.fullmatch(shown)
    return format(Decimal(repr(value)), "f") if is_rounded else shown


def _dates(column: pl.Series) -> pl.Series:
    """A column whose dates are all at midnight has no times; one whose dates are all Excel's first holds durations."""
    dates = column.filter(column.str.contains(ISO_DATE + " "))
    if dates.len() and dates.str.contains(FIRST_DAYS).all():
        return pl.Series(column.name, [_duration(cell) for cell in column], pl.String)
    if dates.len() and dates.str.ends_with(MIDNIGHT).all():
        return column.str.replace(f"({ISO_DATE}){MIDNIGHT}$", "$1")
    return column


def _duration(cell: str | None) -> str | None:
    if cell is None or not re.match(FIRST_DAYS, cell):
        return cell
    day, clock = cell.split(" ")
    days = 0 if day.startswith("1899") else int(day[-2:])
    hours, rest = clock.split(":", 1)
    return f"{days * 24 + int(hours):02}:{rest}"
