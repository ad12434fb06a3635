"""Headers on two and more lines: groups above names, or the same names again; and headers among the rows."""

from collections.abc import Callable, Iterator, Sequence

from custodian.intake.dialects import Record

LOOKED_AT = 50  # rows
MOST_LINES = 3


def header_lines(header: Record, rows: Sequence[Record], is_number: Callable[[str], bool]) -> int:
    """On how many lines the header stands: a line below another is part of it where the rows' numbers show it."""
    lines = 1
    above = header
    while lines < MOST_LINES and lines < len(rows) and _goes_on(above, rows[lines - 1], rows[lines:], is_number):
        above = rows[lines - 1]
        lines += 1
    return lines


def joined(lines: Sequence[Record]) -> Record:
    """One header of several: `Clicks` under `Google` is `Google Clicks`; a group holds until the next one."""
    groups = [list(_spread(line.cells)) for line in lines[:-1]] + [list(lines[-1].cells)]
    names = tuple(" ".join(dict.fromkeys(filter(None, map(str.strip, parts)))) for parts in zip(*groups, strict=True))
    return Record(lines[-1].line, names, any(line.is_odd for line in lines)) if len(lines) > 1 else lines[0]


def is_again(header: Record, row: Record) -> bool:
    """Whether a row is the header a second time, with a name more or less."""
    if row.cells == header.cells:
        return True
    names, cells = ({cell for cell in record.cells if cell.strip()} for record in (header, row))
    shared = names & cells
    return len(shared) >= 3 and (shared in (names, cells) or len(shared) >= 0.8 * max(len(names), len(cells)))


def _goes_on(above: Record, line: Record, rows: Sequence[Record], is_number: Callable[[str], bool]) -> bool:
    if len(above.cells) != len(line.cells) or any(map(is_number, line.cells)) or line.filled < above.filled:
        return False
    if above.cells == line.cells:
        return True
    if not _has_groups(above.cells) or line.filled < len(line.cells) - 1:
        return False
    below = [row.cells for row in rows[:LOOKED_AT] if len(row.cells) == len(line.cells)]
    numeric = [
        place for place in range(len(line.cells)) if 2 * sum(is_number(row[place]) for row in below) > len(below)
    ]
    return bool(numeric) and all(line.cells[place].strip() for place in numeric)


def _has_groups(cells: Sequence[str]) -> bool:
    """Whether names stand over several columns: with blanks between them, or repeated side by side."""
    last = max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)
    pairs = list(zip(cells, cells[1:last], strict=False))
    return any(left.strip() and (not right.strip() or left == right) for left, right in pairs)


def _spread(cells: Sequence[str]) -> Iterator[str]:
    group = ""
    for cell in cells:
        group = cell if cell.strip() else group
        yield group
