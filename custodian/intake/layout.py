"""Which records of a file are preamble, header, rows and footer, and where a second table begins under the first.

Every record that is not blank ends up in exactly one of them, in its order.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from custodian.intake import captions, stacks
from custodian.intake.dialects import Known, Record
from custodian.intake.staging import Refused

SEARCHED = 200  # records looked at for a known header
LONGEST_NOTE = 15  # rows that key-and-value lines above a known header may have

NUMBER = re.compile(r"[A-Z]{0,3}[\s$€£¥₹<+(–-]*\d[\d\s.,:/%–-]*(?:[A-Za-z]{1,3})?\)?%?|-{1,2}")
YEAR = re.compile(r"(19|20)\d\d")
DATE = re.compile(r"(19|20)\d\d[-/.]\d{1,2}([-/.]\d{1,2})?|\d{1,2}[-/.]\d{1,2}[-/.](19|20)\d\d|\d{1,2}[-/](19|20)\d\d")


@dataclass
class Block:
    """One table. `header` is None where the file has none: then the columns have no names."""

    preamble: list[Record]
    header: Record | None
    rows: list[Record] = field(default_factory=list)
    footer: list[Record] = field(default_factory=list)
    header_lines: int = 1

    @property
    def names(self) -> tuple[str, ...]:
        return self.header.cells if self.header else ()


def blocks(found: list[Record], known: Known) -> list[Block]:
    """The tables of a file, top to bottom; none where no record has two filled cells."""
    tables: list[Block] = []
    waiting: list[Record] = []
    for segment in _segments(found):
        waiting = _placed(tables, waiting, segment, known)
    if tables:
        tables[-1].footer += waiting
    for table in tables:
        _part_footer(table)
    return _without_notes(tables, known)


def refuse_cut_row(text: str, blocks: list[Block]) -> None:
    """UTF-16 cut off between two letters is valid: what shows it is a last row without an end and without its cells."""
    last = blocks[-1]
    row = (last.rows + last.footer)[-1:]
    if row and not text.endswith(("\n", "\r")) and len(row[0].cells) < len(last.names):
        found = f"one whose last row (line {row[0].line:,}) stops after {len(row[0].cells)} of {len(last.names)} cells"
        raise Refused("a whole UTF-16 file", found, "Download the export again and load the new file.")


def _segments(found: list[Record]) -> Iterator[list[Record]]:
    """Records between blank lines."""
    segment: list[Record] = []
    for record in found:
        if not record.is_blank:
            segment.append(record)
        elif segment:
            yield segment
            segment = []
    if segment:
        yield segment


def _placed(tables: list[Block], waiting: list[Record], segment: list[Record], known: Known) -> list[Record]:
    """Gives the segment to the last table or to a new one; returns the records that still wait for a table."""
    lead = 0
    while lead < len(segment) and segment[lead].filled < 2 and not known(segment[lead].cells):
        lead += 1
    above, body = waiting + segment[:lead], segment[lead:]
    if not body:
        return above
    if tables and not begins_table(tables[-1], above, body, known):
        tables[-1].rows += above + body
        return []
    place = _header_place(body, known)
    header, rows = body[place], body[place + 1 :]
    above += body[:place]
    if not known(header.cells):
        above, header, rows = _with_groups(above, header, rows)
    if known(header.cells):
        tables.append(Block(above, header))
    elif _is_data(header, rows):
        tables.append(Block(above, None, [header]))
    else:
        lines = captions.header_lines(header, rows, _is_number)
        names = captions.joined([header, *rows[: lines - 1]])
        tables.append(Block(above + [header, *rows][: lines - 1], names, header_lines=lines))
        rows = rows[lines - 1 :]
    end = next((at for at, row in enumerate(rows) if row.is_comment or captions.is_again(header, row)), len(rows))
    if tables[-1].header and end:
        end = stacks.first(tables[-1].header, rows[:end], known, _is_number)
    tables[-1].rows += rows[:end]
    return _placed(tables, [], rows[end:], known) if end < len(rows) else []


def _with_groups(above: list[Record], header: Record, rows: list[Record]) -> tuple[list[Record], Record, list[Record]]:
    """Lines right above the names that group them become the header's first ones."""
    start = len(above)
    while start and captions.is_group(above[start - 1], header):
        start -= 1
    lines = [*above[start:], header, *rows]
    if captions.header_lines(lines[0], lines[1:], _is_number) != len(above) - start + 1:
        return above, header, rows
    return above[:start], lines[0], lines[1:]


def _header_place(body: list[Record], known: Known) -> int:
    """A known header first; otherwise the first record that is about as wide as the ones below it."""
    for place, record in enumerate(body[:SEARCHED]):
        if known(record.cells):
            return place
    widths = sorted(record.width for record in body[:50])
    usual = widths[len(widths) // 2]
    return next(place for place, record in enumerate(body) if record.width >= 0.6 * usual)


def begins_table(current: Block, above: list[Record], body: list[Record], known: Known) -> bool:
    """Whether records after a blank line are a new table and not more rows of the one above."""
    first = body[0]
    if any(record.is_comment for record in above) or any(known(record.cells) for record in body[:5]):
        return True
    if current.header is None:
        return bool(above)
    if any(_is_number(cell) for cell in first.cells):
        return False
    names = {name for name in current.names if name.strip()}
    if above or len(names & set(first.cells)) * 2 >= len(names) or len(first.cells) != len(current.names):
        return True
    below = body[1:21]
    return any(
        cell.strip() and any(place < len(row.cells) and _is_number(row.cells[place]) for row in below)
        for place, cell in enumerate(first.cells)
    )


def _is_data(first: Record, rows: list[Record]) -> bool:
    """Whether what stands where the header should be is itself a row: numbers in exactly the columns of numbers."""
    below = [row for row in rows[:50] if len(row.cells) == len(first.cells)]
    if not below:
        return False
    has_number = False
    for place, cell in enumerate(first.cells):
        if not cell.strip():
            if any(row.cells[place].strip() for row in below):
                return False
            continue
        if DATE.fullmatch(cell.strip()) and not any(DATE.fullmatch(row.cells[place].strip()) for row in below):
            return False  # days or months as the names of columns
        numbers = sum(1 for row in below if _is_number(row.cells[place]))
        if _is_number(cell) != (numbers * 2 > len(below)):
            return False
        has_number |= _is_number(cell)
    return has_number


def _is_number(cell: str) -> bool:
    text = cell.strip()
    return bool(NUMBER.fullmatch(text)) and not YEAR.fullmatch(text)


def _part_footer(table: Block) -> None:
    """Last lines of one cell under rows of several are no rows: a copyright, a report's name, "No data available."."""
    size = len(table.names) or max(len(row.cells) for row in table.rows)
    while size > 1 and table.rows and len(table.rows[-1].cells) == 1:
        table.footer.insert(0, table.rows.pop())


def _without_notes(tables: list[Block], known: Known) -> list[Block]:
    """Keys and values above a known table belong to its preamble."""
    place = next((at for at, table in enumerate(tables) if table.header and known(table.names)), 0)
    table = tables[place] if tables else None
    while place and table and _is_note(tables[place - 1], table):
        above = tables.pop(place - 1)
        table.preamble[:0] = above.preamble + ([above.header] if above.header else []) + above.rows + above.footer
        place -= 1
    return tables


def _is_note(above: Block, table: Block) -> bool:
    has_comment = any(record.is_comment for record in above.preamble)
    return not has_comment and len(above.rows) <= LONGEST_NOTE and len(above.names) < len(table.names)
