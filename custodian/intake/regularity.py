"""Proof that a large file is one regular table; where it is not, the line that shows it."""

import csv
from dataclasses import dataclass, replace

import polars as pl

from custodian.intake import dialects, frames, glimpses, layout, passing, surveys
from custodian.intake.dialects import Known, Record
from custodian.intake.glimpses import Glimpse
from custodian.intake.staging import Refused

MOST_BREAKS = 1_000  # records after a blank line that are looked at


@dataclass(frozen=True)
class Checked:
    """What one reading of the whole file told."""

    records: int
    columns_used: int
    has_blanks: bool


def checked(scan: pl.LazyFrame, source: Glimpse) -> Checked:
    """Reads the whole file once. Refuses rows with more cells than the header, and the header a second time."""
    names = source.block.names or ("\0",)  # which no cell is
    repeats = pl.all_horizontal(pl.col(f"c{place}") == name for place, name in enumerate(names))
    try:
        seen = (
            passing.counted(scan, "Checking the rows of", source.survey.lines)
            .select(
                pl.len(),
                (repeats | wrapped(source)).any().alias("is_repeated"),
                filled(source.columns).not_().any().alias("has_blanks"),
                *((pl.col(name) != "").any() for name in source.columns),
            )
            .collect(engine="streaming")
        )
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError) as broken:
        raise irregular(source, str(broken).splitlines()[0]) from None
    records, is_repeated, has_blanks, *used = seen.row(0)
    if is_repeated:
        raise irregular(source, "")
    last = max((place for place, is_used in enumerate(used, 1) if is_used), default=0)
    return Checked(records, max(last, len(source.block.names)), has_blanks)


def records(scan: pl.LazyFrame) -> int:
    return int(scan.select(pl.len()).collect(engine="streaming").item())


def proving(rows: pl.LazyFrame, source: Glimpse) -> pl.LazyFrame:
    """The same rows; whoever reads them all reads them with the proof of `checked`.

    A row with more cells than the header stops the reading (`RawTable.reading`), the header a second time refuses it.
    """
    columns, names = source.columns, source.block.names

    def proven(batch: pl.DataFrame) -> pl.DataFrame:
        is_header = batch[columns[0]] == names[0]
        if is_header.any() and names in batch.filter(is_header)[columns].rows():
            raise irregular(source, "")
        if source.survey.has_quotes and batch.select(wrapped(source).any()).item():
            raise irregular(source, "")
        return batch

    # With the pushdown only the columns that somebody asks for would be read, and a long row would seem like any other.
    return rows.map_batches(proven, projection_pushdown=False, streamable=True)


def refuse_stacked(numbered: pl.LazyFrame, source: Glimpse, known: Known) -> None:
    """Looks for a second table at every place where rows follow a blank line."""
    is_filled = filled(source.columns)
    near_blank = pl.any_horizontal(is_filled.shift(back, fill_value=True).not_() for back in (1, 2, 3))
    after = numbered.filter(is_filled & near_blank).head(MOST_BREAKS).collect(engine="streaming")
    waiting: list[Record] = []
    rows = [Record(line, tuple(cells)) for line, *cells in after.iter_rows()]
    for place, record in enumerate(rows):
        waiting.append(record)
        if record.filled < 2 and not known(record.cells):
            continue
        *above, first = waiting
        if layout.begins_table(source.block, above, [first, *rows[place + 1 : place + 3]], known):
            raise glimpses.second_table(first.line)
        waiting = []


def footer(source: Glimpse, known: Known) -> tuple[tuple[tuple[str, ...], ...], int]:
    """The footer's cells and its first line; a line beyond the file where there is none."""
    tail = surveys.tail(source.path, source.survey)
    text = tail.content.decode("utf-8-sig")
    cut = dialects.records(text, source.delimiter)
    found = [replace(record, line=record.line + tail.lines_before) for record in cut]
    found = [record for record in found if record.line >= source.first_line]
    top = [source.block.header] if source.block.header else []
    blocks = layout.blocks(top + found, lambda cells: tuple(cells) == source.block.names or known(cells))
    if len(blocks) > 1:
        raise glimpses.second_table(blocks[1].header.line if blocks[1].header else 0)
    if source.encoding.startswith("utf-16") and blocks:
        layout.refuse_cut_row(text, blocks)
    footer = blocks[0].footer if blocks else []
    return frames.trimmed(footer), footer[0].line if footer else source.survey.lines + 1


def wrapped(source: Glimpse) -> pl.Expr:
    """A row in quotation marks as a whole: its cells are all in the first one."""
    rest = [pl.col(name) == "" for name in source.columns[1:]]
    return pl.col("c0").str.count_matches(source.delimiter, literal=True).eq(source.size - 1) & pl.all_horizontal(rest)


def filled(columns: list[str]) -> pl.Expr:
    return pl.any_horizontal(pl.col(name).str.strip_chars() != "" for name in columns)


def irregular(source: Glimpse, why: str) -> Refused:
    """Finds the line with Python's reader, slow but exact."""
    start, lone = 1, ""
    with source.path.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.reader(opened, delimiter=source.delimiter, strict=True)
        try:
            for cells in reader:
                if start >= source.first_line and (refused := _refusal(cells, start, source)):
                    return refused
                if not lone and any(cell.count('"') % 2 for cell in cells):
                    lone = f"perhaps on line {start:,}"
                start = reader.line_num + 1
        except csv.Error as broken:
            why = f"in the row that begins on line {start:,}: {broken}"
    todo = "Export it again, or mend the line where a quotation mark stands alone."
    return Refused("quotation marks that open and close whole cells", f"others ({lone or why})", todo)


def _refusal(cells: list[str], line: int, source: Glimpse) -> Refused | None:
    if tuple(cells) == source.block.names:
        return glimpses.second_table(line)
    if len(cells) > source.size:
        found = f"{len(cells)} on line {line:,}"
        todo = "Often a cell holds the delimiter without quotation marks: mend that line or export again."
        return Refused(f"{source.size} cells in every row", found, todo)
    if cells and cells[0].count(source.delimiter) == source.size - 1 and not any(cells[1:]):
        todo = "A spreadsheet may have done it: mend that line or export again."
        return Refused("quotation marks around cells", f"a whole row in them on line {line:,}", todo)
    return None
