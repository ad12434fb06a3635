"""Large text files: one table, read lazily, so that ten million rows pass through without ever being held."""

import csv
import tempfile
import weakref
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from custodian.intake import dialects, encodings, frames, layout, surveys
from custodian.intake.dialects import Known
from custodian.intake.layout import Block
from custodian.intake.staging import Refused
from custodian.intake.surveys import Survey
from custodian.intake.tables import LINE, RawTable

HEAD = 1 << 20
SPLIT = "Split it into files of one table each, or export a shorter period, and load those."


@dataclass(frozen=True)
class Source:
    """A large file as UTF-8, and what a first look at it told."""

    path: Path
    encoding: str
    notes: tuple[str, ...]
    survey: Survey
    delimiter: str
    block: Block  # header, preamble and first rows
    first_line: int  # of the rows

    @property
    def size(self) -> int:
        """Cells of the header or, where it has more, of the first row: any other row with more is refused."""
        return max([len(self.block.names), *(len(row.cells) for row in self.block.rows[:1])])

    @property
    def columns(self) -> list[str]:
        return [f"c{place}" for place in range(self.size)]


def table(path: Path, file: str, part: str, known: Known) -> RawTable:
    """One lazy RawTable. Empty cells and missing ones are both '' here. Refuses what would shift columns."""
    text, encoding, notes, survey = _as_utf8(path)
    rows: pl.LazyFrame | None = None
    try:
        source = _looked_at(text, encoding, notes, survey, known)
        scan = _scan(source)
        rows_read, used = _checked(scan, source)
        footer, footer_line = _footer(source, known)
        rows = _numbered(scan, source, rows_read).filter(_filled(source.columns))
        rows = rows.filter(pl.col(LINE) < footer_line).select(LINE, *source.columns[:used])
    finally:
        if text != path and rows is None:
            text.unlink()
    if text != path:
        delete_with(rows, text)
    names = source.block.names + ("",) * (used - len(source.block.names))
    header_line = source.block.header.line if source.block.header else source.first_line - 1
    preamble = frames.trimmed(source.block.preamble)
    return RawTable(
        file, part, path, encoding, source.delimiter, preamble, names, header_line, rows, footer, source.notes
    )


def delete_with(rows: pl.LazyFrame, copy: Path) -> None:
    """A temporary copy goes when the frame that reads from it does."""
    weakref.finalize(rows, copy.unlink, missing_ok=True)


def _as_utf8(path: Path) -> tuple[Path, str, tuple[str, ...], Survey]:
    with path.open("rb") as opened:
        encoding, mark = encodings.marked(opened.read(surveys.PIECE))
    if encoding.startswith("utf-16"):
        copy = _copied(path, encoding, mark)
        return copy, encoding, (), surveys.survey(copy)
    survey = surveys.survey(path)
    if survey.is_utf8 and not survey.has_nul:
        return path, "utf-8", (), survey
    encoding, notes = ("utf-8", ()) if survey.is_utf8 else encodings.likely(survey.foreign)
    if survey.has_nul:
        notes += ("NUL characters were left out.",)
    return _copied(path, encoding, mark), encoding, notes, replace(survey, is_utf8=True)


def _copied(path: Path, encoding: str, mark: int) -> Path:
    with tempfile.NamedTemporaryFile(prefix="custodian-", suffix=".csv", delete=False) as made:
        copy = Path(made.name)
    try:
        encodings.transcoded(path, encoding, mark, copy)
    except Refused:
        copy.unlink()
        raise
    return copy


def _looked_at(path: Path, encoding: str, notes: tuple[str, ...], survey: Survey, known: Known) -> Source:
    with path.open("rb") as opened:
        head = opened.read(HEAD).decode("utf-8-sig", "ignore")
    sign = dialects.delimiter(head, known)
    found = dialects.records(head, sign, is_whole=False)
    if path.stat().st_size > HEAD:
        found.pop()  # cut off in its middle
    blocks = layout.blocks(found, known)
    if len(blocks) > 1 or not blocks:
        raise _second_table(blocks[1].header.line if len(blocks) > 1 and blocks[1].header else 0)
    block = blocks[0]
    # a file of one short table and 16 MB of blanks has no second record; then the rows begin below the header
    after = [record.line for record in found if block.header and record.line > block.header.line]
    first_line = (after[0] if after else survey.lines + 1) if block.header else block.rows[0].line
    return Source(path, encoding, notes, survey, sign, block, first_line)


def _scan(source: Source) -> pl.LazyFrame:
    if source.survey.has_lone_returns and source.survey.has_line_feeds and not source.survey.has_quotes:
        raise Refused("one kind of line break", "lines that end in CR beside lines that end in LF", SPLIT)
    return pl.scan_csv(
        source.path,
        has_header=False,
        skip_lines=source.first_line - 1,
        schema=dict.fromkeys(source.columns, pl.String),
        separator=source.delimiter,
        quote_char='"' if source.survey.has_quotes else None,
        eol_char="\n" if source.survey.has_line_feeds else "\r",
        empty_string_is_null=False,
        missing_columns="insert",  # or a short first row would stop it
        row_index_name=LINE,
        row_index_offset=source.first_line,
        glob=False,
    )


def _checked(scan: pl.LazyFrame, source: Source) -> tuple[int, int]:
    """Reads the whole file once: records, and columns that hold or name anything. Refuses ragged and stacked files."""
    names = source.block.names or ("\0",)  # which no cell is
    repeats = pl.all_horizontal(pl.col(f"c{place}") == name for place, name in enumerate(names))
    try:
        seen = scan.select(
            pl.len(),
            repeats.any().alias("is_repeated"),
            *((pl.col(name) != "").any() for name in source.columns),
        ).collect(engine="streaming")
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError) as broken:
        raise _irregular(source, str(broken).splitlines()[0]) from None
    counted, is_repeated, *used = seen.row(0)
    if is_repeated:
        raise _irregular(source, "")
    last = max((place for place, is_used in enumerate(used, 1) if is_used), default=0)
    return counted, max(last, len(source.block.names))


def _numbered(scan: pl.LazyFrame, source: Source, rows_read: int) -> pl.LazyFrame:
    """Lines of the file: where cells hold line breaks, the rows below stand as many lines further down."""
    line = pl.col(LINE).cast(pl.Int64)
    if rows_read != source.survey.lines - source.first_line + 1:
        breaks = pl.sum_horizontal(pl.col(name).str.count_matches(r"\r\n|\r|\n") for name in source.columns)
        breaks = breaks.cast(pl.Int64)
        line = line + breaks.cum_sum() - breaks
    return scan.with_columns(line.alias(LINE))


def _filled(columns: list[str]) -> pl.Expr:
    return pl.any_horizontal(pl.col(name).str.strip_chars() != "" for name in columns)


def _footer(source: Source, known: Known) -> tuple[tuple[tuple[str, ...], ...], int]:
    """The footer's cells and its first line; a line beyond the file where there is none."""
    tail = surveys.tail(source.path, source.survey)
    text = tail.content.decode("utf-8-sig")
    cut = dialects.records(text, source.delimiter)
    found = [replace(record, line=record.line + tail.lines_before) for record in cut]
    found = [record for record in found if record.line >= source.first_line]
    top = [source.block.header] if source.block.header else []
    blocks = layout.blocks(top + found, lambda cells: tuple(cells) == source.block.names or known(cells))
    if len(blocks) > 1:
        raise _second_table(blocks[1].header.line if blocks[1].header else 0)
    if source.encoding.startswith("utf-16") and blocks:
        layout.refuse_cut_row(text, blocks)
    footer = blocks[0].footer if blocks else []
    return frames.trimmed(footer), footer[0].line if footer else source.survey.lines + 1


def _irregular(source: Source, why: str) -> Refused:
    """Finds the line with Python's reader, slow but exact."""
    start = 1
    with source.path.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.reader(opened, delimiter=source.delimiter)
        for cells in reader:
            if start >= source.first_line and tuple(cells) == source.block.names:
                return _second_table(start)
            if start >= source.first_line and len(cells) > source.size:
                found = f"{len(cells)} on line {start:,}"
                todo = "Often a cell holds the delimiter without quotation marks: mend that line or export again."
                return Refused(f"{source.size} cells in every row", found, todo)
            start = reader.line_num + 1
    todo = "Export it again, or mend the line where a quotation mark stands alone."
    return Refused("quotation marks that open and close whole cells", f"others ({why})", todo)


def _second_table(line: int) -> Refused:
    found = f"a second one on line {line:,}" if line else "none, or several, in its first megabyte"
    return Refused("one table in a file above 16 MB", found, SPLIT)
