"""Excel files: every sheet as text of its true values, dates as ISO, whole numbers without a decimal point."""

import re
from collections.abc import Iterator
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


def tables(path: Path, file: str, part: str, known: Known) -> Iterator[RawTable]:
    try:
        book = fastexcel.read_excel(path)
    except fastexcel.FastExcelError as broken:
        found = f"one that cannot be opened ({broken})"
        raise Refused("a whole Excel file", found, "Save it again in Excel and load the new file.") from None
    for name in book.sheet_names:
        blocks = layout.blocks(_records(book, name), known)
        where = ", ".join(filter(None, (part, name)))
        if blocks:
            yield from frames.raw_tables(blocks, frames.Origin(file, where, path, "xlsx", ""))


def _records(book: fastexcel.ExcelReader, name: str) -> list[Record]:
    """`skip_rows=0` keeps empty first rows, so that a row's number is Excel's own."""
    cells = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
    if cells.is_empty():
        return []
    shown = _exact(cells.with_columns(_dates(column) for column in cells.get_columns()), book, name)
    return [
        Record(line, tuple("" if cell is None else cell for cell in row))
        for line, row in enumerate(shown.iter_rows(), 1)
    ]


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
    """A column whose dates are all at midnight has no times."""
    dates = column.filter(column.str.contains(ISO_DATE + " "))
    if dates.len() and dates.str.ends_with(MIDNIGHT).all():
        return column.str.replace(f"({ISO_DATE}){MIDNIGHT}$", "$1")
    return column
