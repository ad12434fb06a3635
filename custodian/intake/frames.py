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
        notes=origin.notes + on_header(block) + ragged(block) + _odd(block) + _wrapped(block),
    )


def ragged(block: Block, is_whole: bool = True) -> tuple[str, ...]:
    """Where rows are longer or shorter than the header; of a large file only the first rows are in the block."""
    if block.header is None:
        return ("The table has no header row: its columns have no names.",)
    size = len(block.names)
    longer = [row for row in block.rows if row.width > size]
    shifted = [row for row in block.rows if row.width <= size < len(row.cells)]
    shorter = [row for row in block.rows if len(row.cells) < size]
    return tuple(
        f"{_rows(len(rows)) if is_whole else 'Some rows have'} {what}, first on line {rows[0].line:,}."
        for rows, what in (
            (longer, "more cells than the header has names"),
            (shifted, "more delimiters than the header has: the cells may stand in the wrong columns"),
            (shorter, "fewer cells than the header has names"),
        )
        if rows
    )


def on_header(block: Block) -> tuple[str, ...]:
    if block.header_lines == 1:
        return ()
    example = next((name for name in block.names if " " in name), block.names[0])
    return (f"The header stands on {block.header_lines} lines; its names were joined, for example “{example}”.",)


def _odd(block: Block) -> tuple[str, ...]:
    odd = [record for record in [*block.preamble, block.header, *block.rows] if record and record.is_odd]
    if not odd:
        return ()
    lines = "1 line" if len(odd) == 1 else f"{len(odd):,} lines"
    what = f"Quotation marks on {lines} do not open and close whole cells, first on line {odd[0].line:,}"
    return (f"{what}: look whether the cells there are right.",)


def _wrapped(block: Block) -> tuple[str, ...]:
    whole = [record for record in [*block.preamble, block.header, *block.rows] if record and record.was_wrapped]
    if not whole:
        return ()
    lines = "1 line" if len(whole) == 1 else f"{len(whole):,} lines"
    return (f"{lines} stood in quotation marks as a whole, first line {whole[0].line:,}: read without them.",)


def _rows(number: int) -> str:
    return "1 row has" if number == 1 else f"{number:,} rows have"
