"""Lines that stand in quotation marks as a whole: what a spreadsheet makes of a CSV file held in its first column."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

WHOLE = re.compile(r'"((?:[^"]|"")*)"[,;|\s]*')
SIGNS = (",", ";", "\t", "|")
MOST_EVEN = 0.9


def opened(text: str) -> str:
    """The lines without the marks around them; the text as it is where not nearly every line has them or needs them."""
    lines = list(io.StringIO(text, newline=""))
    found = [WHOLE.fullmatch(line) for line in lines]
    whole = [one[1].replace('""', '"') for one in found if one]
    if len(whole) < MOST_EVEN * sum(1 for line in lines if line.strip()) or not _is_table(whole):
        return text
    inner = iter(whole)
    return "".join(next(inner) + "\n" if one else line for line, one in zip(lines, found, strict=True))


def is_in(text: str) -> bool:
    return opened(text) is not text


def cells(record: Sequence[str], raw: str, sign: str, size: int) -> list[str] | None:
    """The cells of one such line among others that are cut right; None where it is a text that holds the delimiter."""
    if not raw.startswith('"') or any(record[1:]) or sign not in record[0]:
        return None
    found = _cut(record[0], sign)
    if len(found) != size or any(cell.startswith(" ") for cell in found):
        return None
    return found


def _is_table(lines: Sequence[str]) -> bool:
    """Whether the first line and nearly all others have the same number of cells."""
    for sign in SIGNS if len(lines) > 1 else ():
        sizes = Counter(len(_cut(line, sign)) for line in lines)
        size, times = sizes.most_common(1)[0]
        if size > 1 and times >= MOST_EVEN * len(lines) and len(_cut(lines[0], sign)) == size:
            return True
    return False


def _cut(line: str, sign: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=sign, strict=True), [])
    except csv.Error:
        return []
