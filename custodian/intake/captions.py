"""Headers on two and more lines: groups above names, or the same names again; and headers among the rows."""

import re
from collections.abc import Callable, Iterator, Sequence

from custodian.intake.dialects import Record

PERIOD = re.compile(r"(?:[QHTSW]|KW|CW) ?\d{1,2}|(?:19|20)\d\d")
LOOKED_AT = 50  # rows
MOST_LINES = 3


def header_lines(header: Record, rows: Sequence[Record], is_number: Callable[[str], bool]) -> int:
    """On how many lines the header stands: a line below another is part of it where the rows' numbers show it."""
    for lines in range(MOST_LINES, 1, -1):
        if lines <= len(rows) and _is_header([header, *rows[: lines - 1]], rows[lines - 1 :], is_number):
            return lines
    again = next((at for at, row in enumerate(rows) if row.cells != header.cells), 0)
    return min(1 + again, MOST_LINES)


def is_group(record: Record, header: Record) -> bool:
    """Whether a line of few cells right above the names groups them: it leaves the first one free."""
    cells = [cell.strip() for cell in record.cells if cell.strip()]
    is_beside = len(record.cells) == len(header.cells) and not record.cells[0].strip()
    return is_beside and (record.filled > 1 or bool(cells and PERIOD.fullmatch(cells[0])))


def joined(lines: Sequence[Record]) -> Record:
    """One header of several: `Clicks` under `Google` is `Google Clicks`; a group holds until the next one."""
    groups = [list(_spread(line.cells)) for line in lines[:-1]] + [list(lines[-1].cells)]
    names = tuple(" ".join(dict.fromkeys(filter(None, map(str.strip, parts)))) for parts in zip(*groups, strict=True))
    return Record(lines[-1].line, names, any(line.is_odd for line in lines)) if len(lines) > 1 else lines[0]


def is_again(header: Record, row: Record) -> bool:
    """Whether a row is the header a second time, with a name more or less."""
    if row.cells == header.cells:
        return True
    if len(set(header.cells).intersection(row.cells)) < 3:
        return False
    names, cells = ({cell for cell in record.cells if cell.strip()} for record in (header, row))
    shared = names & cells
    return len(shared) >= 3 and (shared in (names, cells) or len(shared) >= 0.8 * max(len(names), len(cells)))


def _is_header(lines: Sequence[Record], rows: Sequence[Record], is_number: Callable[[str], bool]) -> bool:
    *groups, names = lines
    if any(len(line.cells) != len(names.cells) or not _has_groups(line.cells) for line in groups):
        return False
    if names.filled < len(names.cells) - 1 or any(line.filled > names.filled for line in groups):
        return False
    if any(is_number(cell) and not PERIOD.fullmatch(cell.strip()) for line in lines for cell in line.cells):
        return False
    below = [row.cells for row in rows[:LOOKED_AT] if len(row.cells) == len(names.cells)]
    numeric = [
        place for place in range(len(names.cells)) if 2 * sum(is_number(row[place]) for row in below) > len(below)
    ]
    return bool(numeric) and all(names.cells[place].strip() for place in numeric)


def _has_groups(cells: Sequence[str]) -> bool:
    """Whether names stand over several columns: with blanks between them, or repeated side by side."""
    last = max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)
    last += not cells[0].strip()  # the last group, too, may stand over several
    pairs = list(zip(cells, cells[1:last], strict=False))
    return any(left.strip() and (not right.strip() or left == right) for left, right in pairs)


def _spread(cells: Sequence[str]) -> Iterator[str]:
    group = ""
    for cell in cells:
        group = cell if cell.strip() else group
        yield group
