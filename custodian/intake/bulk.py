"""Large text files: one table, read lazily, so that ten million rows pass through without ever being held."""

import weakref
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from custodian.intake import frames, glimpses, regularity, surveys
from custodian.intake.dialects import Known
from custodian.intake.glimpses import Glimpse
from custodian.intake.staging import Refused
from custodian.intake.tables import LINE, RawTable

FIRST = 1 << 21  # bytes of a file that tell what its cells mean, if they leave nothing open


@dataclass(frozen=True)
class _Rows:
    """`used`: how many columns; `size`: how many rows."""

    rows: pl.LazyFrame
    used: int
    size: int
    first: pl.LazyFrame | None = None


def table(path: Path, file: str, part: str, known: Known, is_proved_first: bool = False) -> RawTable:
    """One lazy RawTable. Empty cells and missing ones are both '' here. Refuses what would shift columns, at once or as
    the rows are read.
    """
    text, encoding, seen, survey = glimpses.as_utf8(path)
    found: _Rows | None = None
    try:
        source = glimpses.glimpse(text, encoding, seen, survey, known)
        footer, footer_line = regularity.footer(source, known)
        found = (_proving if source.is_even and not is_proved_first else _checked)(source, footer_line, known)
    finally:
        if text != path and found is None:
            text.unlink()
    if text != path:
        delete_with(found.rows, text)
    notes = source.notes + frames.on_header(source.block) + frames.ragged(source.block, is_whole=False)
    raw = RawTable(file, part, path, encoding, source.delimiter, (), (), 0, found.rows, footer, notes, found.size)
    raw = replace(raw, first=found.first, broken=partial(regularity.irregular, source))
    return replace(raw, **_header(source, found.used), has_rows=source.is_even and found.size > len(footer))


def _header(source: Glimpse, used: int) -> dict[str, Any]:
    header, names = source.block.header, source.block.names
    return {
        "preamble": frames.trimmed(source.block.preamble),
        "header": names + ("",) * (used - len(names)),
        "header_line": header.line if header else source.first_line - 1,
    }


def _proving(source: Glimpse, footer_line: int, known: Known) -> _Rows:
    """Rows that are held against the header as they are read: one pass over the file less."""
    scan = _scan(source)
    records = regularity.records(scan)
    numbered = _above(_numbered(scan, source, records), footer_line, source)
    rows = regularity.proving(numbered, source).select(LINE, *source.columns)
    beginning = _beginning(source)
    first = _above(_numbered(_scan(source, beginning), source, records), footer_line, source) if beginning else None
    return _Rows(rows, source.size, records, first)


def _checked(source: Glimpse, footer_line: int, known: Known) -> _Rows:
    """Rows among which are blank ones, or more columns than the header names."""
    scan = _scan(source)
    seen = regularity.checked(scan, source)
    numbered = _above(_numbered(scan, source, seen.records), footer_line, source)
    if seen.has_blanks:
        regularity.refuse_stacked(numbered, source, known)
    rows = numbered.filter(regularity.filled(source.columns)).select(LINE, *source.columns[: seen.columns_used])
    return _Rows(rows, seen.columns_used, seen.records)


def _above(numbered: pl.LazyFrame, footer_line: int, source: Glimpse) -> pl.LazyFrame:
    """Without a footer nothing is filtered: through a filter the first rows alone cannot be read."""
    return numbered.filter(pl.col(LINE) < footer_line) if footer_line <= source.survey.lines else numbered


def delete_with(rows: pl.LazyFrame, copy: Path) -> None:
    """A temporary copy goes when the frame that reads from it does."""
    weakref.finalize(rows, copy.unlink, missing_ok=True)


def _beginning(source: Glimpse) -> bytes:
    """Whole rows at the beginning of the file: up to a line's end before which every quoted cell is closed."""
    end = b"\n" if source.survey.has_line_feeds else b"\r"
    with source.path.open("rb") as file:
        content = file.read(FIRST)
    stop = len(content) if len(content) < FIRST else content.rfind(end) + 1
    is_open = content.count(b'"', 0, stop) % 2 == 1
    while is_open:
        before = content.rfind(end, 0, stop - 1) + 1
        is_open ^= content.count(b'"', before, stop) % 2 == 1
        stop = before
    return content[:stop]


def _scan(source: Glimpse, content: bytes | None = None) -> pl.LazyFrame:
    """The file's rows, or those of some of its content."""
    survey = source.survey
    if survey.has_lone_returns and survey.has_line_feeds and surveys.has_bare_returns(source.path):
        raise Refused("one kind of line break", "lines that end in CR beside lines that end in LF", glimpses.SPLIT)
    return pl.scan_csv(
        source.path if content is None else content,
        has_header=False,
        skip_lines=source.breaks_above,
        schema=dict.fromkeys(source.columns, pl.String),
        separator=source.delimiter,
        quote_char='"' if survey.has_quotes else None,
        eol_char="\n" if survey.has_line_feeds else "\r",
        empty_string_is_null=False,
        missing_columns="insert",  # or a short first row would stop it
        row_index_name=LINE,
        row_index_offset=source.first_line,
        glob=False,
    )


def _numbered(scan: pl.LazyFrame, source: Glimpse, rows_read: int) -> pl.LazyFrame:
    """Lines of the file: where cells hold line breaks, the rows below stand as many lines further down."""
    line = pl.col(LINE).cast(pl.Int64)
    if rows_read != source.survey.lines - source.first_line + 1:
        breaks = pl.sum_horizontal(pl.col(name).str.count_matches(r"\r\n|\r|\n") for name in source.columns)
        breaks = breaks.cast(pl.Int64)
        line = line + breaks.cum_sum() - breaks
    return scan.with_columns(line.alias(LINE))
