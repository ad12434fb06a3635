"""The first rows of the sheets of an Excel file, read without the rest: enough to know what it is, not to load it."""

import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from custodian.intake import frames, layout
from custodian.intake.dialects import Known, Record
from custodian.intake.tables import RawTable

SHEETS = "xl/worksheets/sheet"
STRINGS = "xl/sharedStrings.xml"
MOST_ROWS, MOST_SHEETS, MOST_STRINGS = 40, 20, 20_000

Cell = str | int  # a text, or the number of one that is kept apart


def first_rows(path: Path, file: str, known: Known) -> list[RawTable]:
    """A table for each sheet that begins with one. Raises what a damaged archive raises."""
    tables: list[RawTable] = []
    with zipfile.ZipFile(path) as archived:
        names = sorted(name for name in archived.namelist() if name.startswith(SHEETS))[:MOST_SHEETS]
        sheets = [list(_rows(archived, name)) for name in names]
        strings = _strings(archived, {cell for rows in sheets for row in rows for cell in row if isinstance(cell, int)})
    for rows in sheets:
        texts = [[strings.get(cell, "") if isinstance(cell, int) else cell for cell in row] for row in rows]
        records = [Record(line, tuple(row)) for line, row in enumerate(texts, 1)]
        if blocks := layout.blocks(records, known):
            tables += frames.raw_tables(blocks, frames.Origin(file, "", path, "xlsx", "", ()))
    return tables


def _rows(archived: zipfile.ZipFile, name: str) -> Iterator[list[Cell]]:
    with archived.open(name) as sheet:
        rows = (one for _, one in ET.iterparse(sheet) if _is(one, "row"))
        for row in islice(rows, MOST_ROWS):
            yield [_cell(cell) for cell in row if _is(cell, "c")]


def _cell(cell: ET.Element) -> Cell:
    said = "".join(part.text or "" for part in cell.iter() if _is(part, "v") or _is(part, "t"))
    return int(said) if cell.get("t") == "s" and said.isdigit() else said


def _strings(archived: zipfile.ZipFile, wanted: set[int]) -> dict[int, str]:
    """Excel keeps each text once, in the order in which it met them: those of the first rows stand first."""
    if not wanted or STRINGS not in archived.namelist():
        return {}
    with archived.open(STRINGS) as kept:
        texts = (one for _, one in ET.iterparse(kept) if _is(one, "si"))
        numbered = enumerate(islice(texts, min(max(wanted) + 1, MOST_STRINGS)))
        return {at: "".join(part.text or "" for part in one.iter() if _is(part, "t")) for at, one in numbered}


def _is(element: ET.Element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name
