"""From any file to its tables of text cells: every line is preamble, header, row, footer or blank, and none is lost."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from custodian.intake import bulk, containers, dialects, encodings, frames, layout, monthly, sheets, wrapped
from custodian.intake.staging import Refused
from custodian.intake.tables import RawTable

BULK_BYTES = 16 << 20
CAREFULLY = 4  # times `bulk_bytes`: up to there a text that is no plain table is held and read with care after all
WRAPPED = "Every line stood in quotation marks as a whole; they were read without them."
DEEPEST = 2  # an Excel file in a zip is read, a zip in a zip is not


def no_format(cells: Sequence[str]) -> bool:
    return False


def tables_of(
    path: Path,
    name: str | None = None,
    known: Callable[[Sequence[str]], bool] = no_format,
    bulk_bytes: int = BULK_BYTES,
) -> list[RawTable]:
    """The tables of a file with at least one row between them. Raises Refused.

    `known` tells whether cells are the header of a declared format; the header is guessed only where none is known.
    Text above `bulk_bytes` is read lazily; its rows may then lie in a temporary copy that goes with its RawTable.
    """
    tables = list(_tables(path, name or path.name, "", known, bulk_bytes, 1))
    if not any(_has_rows(table) for table in tables):
        raise _without_rows(tables)
    return tables + [long for table in tables if not known(table.header) and (long := monthly.long(table))]


def _tables(path: Path, file: str, part: str, known: dialects.Known, limit: int, depth: int) -> Iterator[RawTable]:
    kind = containers.kind(path)
    if kind == "text" and path.stat().st_size > limit:
        yield from _large(path, file, part, known, limit)
    elif kind == "text":
        yield from _small(path, file, part, known)
    elif kind in ("xlsx", "xls"):
        yield from sheets.tables(path, file, part, known, kind)
    elif depth < DEEPEST:
        yield from _unpacked(path, kind, file, known, limit, depth)
    else:
        raise Refused("tables inside the archive", "another archive", "Unpack it and load the archive inside.")


def _large(path: Path, file: str, part: str, known: dialects.Known, limit: int) -> list[RawTable]:
    can_be_held = path.stat().st_size <= CAREFULLY * limit
    try:
        return [bulk.table(path, file, part, known, is_proved_first=can_be_held)]
    except Refused:
        if not can_be_held:
            raise
    return _small(path, file, part, known)


def _small(path: Path, file: str, part: str, known: dialects.Known) -> list[RawTable]:
    return of_text(path.read_bytes(), path, file, part, known)


def of_text(
    content: bytes, path: Path, file: str, part: str, known: dialects.Known, *, is_whole: bool = True
) -> list[RawTable]:
    """The tables of a text that is held in memory, or of its beginning. Raises Refused."""
    read = encodings.decoded(content)
    text = wrapped.opened(read.text)
    notes = read.notes if text is read.text else (*read.notes, WRAPPED)
    sign = dialects.delimiter(text, known)
    blocks = layout.blocks(dialects.records(text, sign, is_whole=is_whole), known)
    if read.encoding.startswith("utf-16") and is_whole:
        layout.refuse_cut_row(text, blocks)
    return frames.raw_tables(blocks, frames.Origin(file, part, path, read.encoding, sign, notes))


def _unpacked(
    path: Path, kind: containers.Kind, file: str, known: dialects.Known, limit: int, depth: int
) -> list[RawTable]:
    """The tables of every file in an archive; what cannot be read is named in the notes of the others."""
    tables: list[RawTable] = []
    refused: list[tuple[str, Refused]] = []
    for member, copy in containers.members(path, kind):
        try:
            tables += _from_copy(copy, path, file, member, known, limit, depth)
        except Refused as why:
            refused.append((member, why))
    if not tables:
        raise (
            refused[0][1]
            if refused
            else Refused("tables inside the archive", "none", "Export it again and load the new file.")
        )
    notes = tuple(f"{member} was not read. {why}" for member, why in refused)
    return [replace(table, notes=table.notes + notes) for table in tables] if notes else tables


def _from_copy(
    copy: Path, path: Path, file: str, member: str, known: dialects.Known, limit: int, depth: int
) -> Iterator[RawTable]:
    """A small copy is held already and goes at once; a large one goes with the table that reads from it."""
    try:
        is_large = containers.kind(copy) == "text" and copy.stat().st_size > limit
        for table in _tables(copy, file, member, known, limit, depth + 1):
            if is_large:
                bulk.delete_with(table.rows, copy)
            yield replace(table, path=path)
    except Refused:
        copy.unlink(missing_ok=True)
        raise
    if not is_large:
        copy.unlink(missing_ok=True)


def _has_rows(table: RawTable) -> bool:
    if table.has_rows:
        return True
    with table.reading():
        return table.rows.head(1).collect().height > 0


def _without_rows(tables: list[RawTable]) -> Refused:
    if not tables:
        return Refused("a table of rows and columns", "no line with two filled cells", "Export the table again as CSV.")
    says = next((f", and below it “{' '.join(table.footer[0])}”" for table in tables if table.footer), "")
    found = f"the header alone ({', '.join(tables[0].header[:4])} …){says}"
    return Refused("rows under the header", found, "Choose a period or a view that has rows, and export again.")
