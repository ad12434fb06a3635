"""A table as it stands in a file: text cells under a header, each row with its line. Knows no tool and no type."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from custodian.intake.staging import Refused

LINE = "line"


@dataclass(frozen=True)
class RawTable:
    """One table of a file, nothing interpreted yet.

    `rows` has the column `line` (Int64, 1-based line in the file, or row of the sheet) and `c0`, `c1`, … (String, null
    where the row is shorter), one for every name in `header`; blank lines are left out. It is lazy, so that a file of
    5 GB is never held in memory. `header` keeps names exactly as written, repeated and empty ones included.
    """

    file: str
    part: str  # the zip's member, the sheet, the number of a stacked table; '' where the file holds one table
    path: Path  # where the bytes lie
    encoding: str
    delimiter: str
    preamble: tuple[tuple[str, ...], ...]  # cells of the lines above the header, blank lines left out
    header: tuple[str, ...]
    header_line: int
    rows: pl.LazyFrame
    footer: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()  # what had to be mended while reading, each a sentence

    size: int = 0  # how many rows, where they are read lazily
    has_rows: bool = False  # known without reading any
    first: pl.LazyFrame | None = None  # of rows read lazily the first ones, read without going on to the others
    broken: Callable[[str], Refused] | None = None  # of rows read lazily: why one of them cannot be read

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Rows are collected inside. Raises Refused where one of them holds more cells than the header."""
        try:
            yield
        except (pl.exceptions.ComputeError, pl.exceptions.SchemaError) as found:
            if self.broken is None:
                raise
            raise self.broken(str(found).splitlines()[0]) from None

    def position(self, name: str) -> str:
        """The `rows` column under a header name; the first one where the name is repeated."""
        return f"c{self.header.index(name)}"
