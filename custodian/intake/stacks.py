"""Where a second table begins among the rows of a first one, with no blank line between them."""

from collections.abc import Callable, Sequence

from custodian.intake.dialects import Known, Record

LOOKED_AT = 20  # rows below what may be a header
FEWEST_ALIKE = 0.6
MOST_TITLES = 3
PLACEHOLDERS = {"n/a", "na", "none", "null", "nan", "unknown", "total", "totals", "all", "true", "false", "yes", "no"}
IsNumber = Callable[[str], bool]


def first(header: Record, rows: Sequence[Record], known: Known, is_number: IsNumber) -> int:
    """The place of the first row, or of the titles above it, that begins another table; the number of rows if none."""
    above: set[int] = set()
    for place, row in enumerate(rows[1:-1], 1):
        above = _numeric(rows[:place], is_number) if place <= LOOKED_AT else above
        if above and min(above) < len(row.cells) == len(header.cells) and is_number(row.cells[min(above)]):
            continue
        begins = _with_titles(rows, place)
        below = rows[place + 1 : place + 1 + LOOKED_AT]
        if not _is_names(row, is_number) or not (above or begins < place or known(row.cells)):
            continue
        if known(row.cells) or _is_header(row, header, above, below, is_number):
            return begins
    return len(rows)


def _is_names(row: Record, is_number: IsNumber) -> bool:
    cells = [cell.strip() for cell in row.cells[: row.width]]
    words = {cell.casefold() for cell in cells if any(letter.isalpha() for letter in cell)}
    return len(cells) > 1 and len(words) == len(cells) and not any(map(is_number, cells)) and not words & PLACEHOLDERS


def _is_header(row: Record, header: Record, above: set[int], below: Sequence[Record], is_number: IsNumber) -> bool:
    alike = [one for one in below if one.width == row.width]
    numeric = _numeric(alike, is_number)
    if not numeric or below[0].width != row.width or len(alike) < FEWEST_ALIKE * len(below):
        return False
    if row.width != header.width:
        return not any(one.width > row.width for one in below[:3])
    return numeric != above or len(above) > 1


def _numeric(rows: Sequence[Record], is_number: IsNumber) -> set[int]:
    """Columns that hold numbers in most rows."""
    size = min((len(row.cells) for row in rows), default=0)
    return {place for place in range(size) if 2 * sum(is_number(row.cells[place]) for row in rows) > len(rows)}


def _with_titles(rows: Sequence[Record], place: int) -> int:
    """A title fills the first cell alone."""
    start = place
    while start > 1 and place - start < MOST_TITLES and rows[start - 1].width == 1:
        start -= 1
    return start
