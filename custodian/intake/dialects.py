"""How a text is cut into records: line breaks, quotes and the sign between the cells."""

import csv
import io
import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from custodian.intake import quotes, wrapped
from custodian.intake.staging import Refused

Known = Callable[[Sequence[str]], bool]

DELIMITERS = (",", ";", "\t", "|")
BLANKS = " "  # columns set apart by runs of blanks, as old mainframe lists are
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar", BLANKS: "blanks"}
HEAD = 1 << 18
ENOUGH = 1_000  # lines that tell the sign; half as many records are looked at
OF_ALL = 100  # above any evenness
COMMENT = "# "  # how Google Analytics marks lines that are not CSV: their commas and quotes mean nothing
SEP_LINE = re.compile(r'"?sep=(?: (?=[^\s"]))?(.)"?[\s,;|]*', re.IGNORECASE)

csv.field_size_limit(sys.maxsize)


@dataclass(frozen=True)
class Record:
    line: int  # where it starts, 1-based
    cells: tuple[str, ...]
    is_odd: bool = False  # its quotation marks do not open and close whole cells
    was_wrapped: bool = False  # the whole line stood in quotation marks

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)

    @property
    def is_comment(self) -> bool:
        return len(self.cells) == 1 and (self.cells[0].startswith(COMMENT) or self.cells[0] == "#")

    @property
    def filled(self) -> int:
        return sum(1 for cell in self.cells if cell.strip())

    @property
    def width(self) -> int:
        """Cells up to the last one that is not empty."""
        return next((place for place in range(len(self.cells), 0, -1) if self.cells[place - 1].strip()), 0)


def delimiter(text: str, known: Known) -> str:
    """The sign between the cells: as the file itself says, as a known header needs it, or the most regular one."""
    head = text if len(text) <= HEAD else text[: text.rfind("\n", 0, HEAD) + 1] or text[:HEAD]
    head = "".join(islice(io.StringIO(head, newline=""), ENOUGH))
    stated = SEP_LINE.fullmatch(head.split("\n", 1)[0].rstrip("\r"))
    if stated and any(len(record.cells) > 1 for record in records(head, stated[1], is_whole=False)):
        return stated[1]
    cut: dict[str, list[Record]] = {}
    for sign in DELIMITERS:
        cut[sign] = [found for found in records(head, sign, is_whole=False) if not found.is_blank]
        if any(len(record.cells) > 1 and known(record.cells) for record in cut[sign][:200]):
            return sign
    scores = {sign: _regularity(found) for sign, found in cut.items()}
    best = max(scores, key=lambda sign: scores[sign])
    if scores[best] > 0:
        return best
    blanks = [found for found in records(head, BLANKS, is_whole=False) if not found.is_blank]
    if len(blanks) > 2 and len({len(record.cells) for record in blanks}) == 1 and len(blanks[0].cells) > 1:
        return BLANKS
    raise _one_column(cut[","])


def records(text: str, sign: str, is_whole: bool = True) -> list[Record]:
    """Every record of the text, blank ones included. Refuses a quote that is never closed: it would swallow lines."""
    lines = list(io.StringIO(text, newline=""))
    has_comments = text.startswith(COMMENT)
    found: list[Record] = []
    size = -1
    for start, end, cells, is_odd in _cut(lines, sign):
        raw = lines[start - 1]
        if end == start and cells and raw.startswith('"') and sign in cells[0] and sign != BLANKS:
            size = quotes.usual_size(lines, sign, quotes.PLAIN) if size < 0 else size
            if inner := wrapped.cells(cells, raw, sign, size):
                found.append(Record(start, tuple(inner), was_wrapped=True))
                continue
        if has_comments and end == start and raw.startswith(("# ", "#\r", "#\n")):
            cells = [raw.rstrip("\r\n").rstrip(sign)]  # a spreadsheet fills it up to the table's width
        elif start == 1 and SEP_LINE.fullmatch(raw.rstrip("\r\n")):
            cells = [raw.strip()]
        elif sign == BLANKS and cells and not cells[-1]:
            cells.pop()
        found.append(Record(start, tuple(cells), is_odd))
    if is_whole and found:
        _refuse_open_quote(lines[found[-1].line - 1 :], found[-1].line, sign, _style(lines, sign).mark)
    return found


def _cut(lines: list[str], sign: str) -> Iterator[tuple[int, int, list[str], bool]]:
    """First and last line of every record, its cells, and whether its quotation marks had to be made sense of."""
    style = _style(lines, sign)
    size = -1
    start = 1
    while start <= len(lines):
        try:
            for end, cells in _read(lines, start, sign, style, strict=sign != BLANKS):
                yield start, end, cells, style.mark in lines[start - 1] and quotes.is_torn(cells, style.mark)
                start = end + 1
        except csv.Error as broken:
            size = quotes.usual_size(lines, sign, style) if size < 0 else size
            is_cut_off = "unexpected end" in str(broken)
            mended = None if is_cut_off else _mended(lines, start, sign, size, style.mark)
            if mended:
                end, cells = start, mended
            else:
                end, cells = next(_read(lines, start, sign, style, strict=False))
            yield start, end, cells, True
            start = end + 1


def _style(lines: list[str], sign: str) -> quotes.Style:
    return quotes.style(lines, sign) if sign != BLANKS else quotes.PLAIN


def _mended(lines: list[str], start: int, sign: str, size: int, mark: str) -> list[str] | None:
    """The cells of a line with a lone quotation mark; None where it may as well go on in the next line."""
    below = next((line for line in lines[start : start + 10] if line.strip()), None)
    if below is not None and quotes.cut(below, sign, size, mark) is None:
        return None
    return quotes.cut(lines[start - 1], sign, size, mark)


def _read(
    lines: list[str], start: int, sign: str, style: quotes.Style, strict: bool
) -> Iterator[tuple[int, list[str]]]:
    """Last line and cells of every record from a line on."""
    rest = (lines[place] for place in range(start - 1, len(lines)))
    skips = style.has_blanks or sign == BLANKS
    reader = csv.reader(rest, delimiter=sign, quotechar=style.mark, skipinitialspace=skips, strict=strict)
    for cells in reader:
        yield start + reader.line_num - 1, cells


def _regularity(found: list[Record]) -> float:
    """How many of the records have the commonest number of cells, a little more for many cells; 0 for one column.

    A sign that cuts every record alike, the header too, goes before one that only stands often in their texts.
    """
    found = found[:500]
    sizes = Counter(len(record.cells) for record in found if len(record.cells) > 1)
    if not sizes:
        return 0.0
    size, times = max(sizes.items(), key=lambda item: (item[1], item[0]))
    loose = sum(1 for record in found if record.is_comment)
    evenness = (times / max(len(found) - loose, 1)) ** 2 * (1 + math.log2(size))
    return evenness + (OF_ALL if times == len(found) - loose else 0)


def _refuse_open_quote(rest: list[str], line: int, sign: str, mark: str) -> None:
    try:
        list(csv.reader(rest, delimiter=sign, quotechar=mark, strict=True))
    except csv.Error as broken:
        if "unexpected end" in str(broken):
            found = f"one opened on line {line:,} that is not closed until the end of the file"
            todo = "The file is cut off or damaged: export it again and load the new file."
            raise Refused("every quotation mark closed", found, todo) from None


def _one_column(found: list[Record]) -> Refused:
    first = found[0].cells[0] if found else ""
    signs = Counter(letter for letter in first if letter in DELIMITERS)
    if signs:
        sign, times = signs.most_common(1)[0]
        shown = f"one column whose header holds {times} times a {NAMES[sign]} (“{first[:60]}”)"
        return Refused("columns", shown, "Every line may be in quotation marks: export again without them.")
    shown = f"lines without any of them, for example “{first[:60]}”"
    todo = "Export the table again as CSV and load that file."
    return Refused("columns separated by commas, semicolons, tabs or vertical bars", shown, todo)
