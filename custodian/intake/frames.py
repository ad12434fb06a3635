"""Blocks of records as RawTables: columns by position, wide enough for the widest row."""

from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import polars as pl

from custodian.intake.dialects import Record
from custodian.intake.layout import Block
from custodian.intake.tables import LINE, RawTable


@dataclass(frozen=True)
class Origin:
    """Where tables come from and how they were read."""

    file: str
    part: str
    path: Path
    encoding: str
    delimiter: str
    notes: tuple[str, ...] = ()


def raw_tables(blocks: list[Block], origin: Origin) -> list[RawTable]:
    """One RawTable a block, numbered in `part` where there are several."""
    if len(blocks) == 1:
        return [_raw(blocks[0], origin, origin.part)]
    return [
        _raw(block, origin, ", ".join(filter(None, (origin.part, f"table {number}"))))
        for number, block in enumerate(blocks, 1)
    ]


def trimmed(records: list[Record]) -> tuple[tuple[str, ...], ...]:
    """Their cells without the empty ones that a re-save appends."""
    return tuple(record.cells[: record.width] for record in records)


def _raw(block: Block, origin: Origin, part: str) -> RawTable:
    size = max([len(block.names), *(row.width for row in block.rows)])
    names = block.names + ("",) * (size - len(block.names))
    header_line = block.header.line if block.header else block.rows[0].line - 1
    columns = list(zip_longest(*(row.cells[:size] for row in block.rows)))
    columns += [(None,) * len(block.rows)] * (size - len(columns))
    rows = pl.DataFrame(
        {LINE: [row.line for row in block.rows]} | {f"c{place}": cells for place, cells in enumerate(columns)},
        schema={LINE: pl.Int64} | {f"c{place}": pl.String for place in range(size)},
    )
    return RawTable(
        file=origin.file,
        part=part,
        path=origin.path,
        encoding=origin.encoding,
        delimiter=origin.delimiter,
        preamble=trimmed(block.preamble),
        header=names,
        header_line=header_line,
        rows=rows.lazy(),
        footer=trimmed(block.footer),
        notes=origin.notes + _ragged(block),
    )


def _ragged(block: Block) -> tuple[str, ...]:
    if block.header is None:
        return ("The table has no header row: its columns have no names.",)
    size = len(block.names)
    longer = [row for row in block.rows if row.width > size]
    shorter = [row for row in block.rows if len(row.cells) < size]
    return tuple(
        f"{_rows(len(rows))} {word} cells than the header has names, first on line {rows[0].line:,}."
        for rows, word in ((longer, "more"), (shorter, "fewer"))
        if rows
    )


def _rows(number: int) -> str:
    return "1 row has" if number == 1 else f"{number:,} rows have"
