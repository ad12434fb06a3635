"""Excel files: every sheet as text of its true values, dates as ISO, whole numbers without a decimal point."""

from collections.abc import Iterator
from pathlib import Path

import fastexcel
import polars as pl

from custodian.intake import frames, layout
from custodian.intake.dialects import Known, Record
from custodian.intake.staging import Refused
from custodian.intake.tables import RawTable

MIDNIGHT = " 00:00:00"
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
    exact = cells.with_columns(_dates(column) for column in cells.get_columns())
    return [
        Record(line, tuple("" if cell is None else cell for cell in row))
        for line, row in enumerate(exact.iter_rows(), 1)
    ]


def _dates(column: pl.Series) -> pl.Series:
    """A column whose dates are all at midnight has no times."""
    dates = column.filter(column.str.contains(ISO_DATE + " "))
    if dates.len() and dates.str.ends_with(MIDNIGHT).all():
        return column.str.replace(f"({ISO_DATE}){MIDNIGHT}$", "$1")
    return column
