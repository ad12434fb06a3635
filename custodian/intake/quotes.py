"""Which marks hold a cell together, and how a line is cut whose marks do not open and close whole cells."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

LOOKED_AT = 500  # lines
FEWEST = 3  # lines that must show an odd style
MOST_STEPS = 200_000  # a line with more ways to cut it is left as it is


@dataclass(frozen=True)
class Style:
    mark: str = '"'
    has_blanks: bool = False  # `a, "b"`: a blank between the delimiter and the mark


PLAIN = Style()


def style(lines: Sequence[str], sign: str) -> Style:
    """Double marks straight after the delimiter, unless the first lines are cut more evenly in another way."""
    head = lines[:LOOKED_AT]
    between = re.escape(sign)
    single = Style("'")
    if _all_marked(head, sign, between):
        return single
    is_plain = any(re.search(f'{between}"', line) for line in head[1:])
    if not is_plain and sum(1 for line in head if re.search(f'{between} "[^"]', line)) >= FEWEST:
        return Style(has_blanks=True)
    if is_plain or any(line.startswith('"') for line in head[1:]):
        return PLAIN
    holding = re.compile(f"(?:^|{between})'(?:(?!'{between}).)*{between}.*'(?:{between}|[\r\n]*$)")
    marked = sum(1 for line in head if holding.search(line))
    if marked >= FEWEST and _even(head, sign, single) >= _even(head, sign, PLAIN):
        return single
    return PLAIN


def _all_marked(head: Sequence[str], sign: str, between: str) -> bool:
    """Whether nearly every line of several cells has each of them between single marks."""
    several = [line for line in head if sign in line]
    whole = re.compile(f"'[^']*'(?:{between}'[^']*')*[\r\n]*")
    marked = sum(1 for line in several if whole.fullmatch(line))
    return marked >= FEWEST - 1 and marked >= len(several) - 1  # a `sep=` line, a title


def usual_size(lines: Sequence[str], sign: str, quoted: Style) -> int:
    """The commonest number of cells among the first lines that are whole records; 0 where it is one."""
    sizes = _sizes(lines[:LOOKED_AT], sign, quoted)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0


def cut(line: str, sign: str, size: int, mark: str) -> list[str] | None:
    """The line as `size` cells, with as few marks inside the cells as can be; None where it cannot be cut so.

    A mark that is doubled or follows a backslash stands for itself, as does one that does not stand at a cell's end.
    """
    line = line.rstrip("\r\n")
    if not size or size * (line.count(sign) + 1) * (line.count(mark) + 1) > MOST_STEPS:
        return None
    ways: dict[int, tuple[int, tuple[str, ...]]] = {0: (0, ())}
    for _ in range(size):
        further: dict[int, tuple[int, tuple[str, ...]]] = {}
        for start, (cost, cells) in ways.items():
            for end, cell, inside in _cells(line, start, sign, mark):
                if end + 1 not in further or cost + inside < further[end + 1][0]:
                    further[end + 1] = (cost + inside, (*cells, cell))
        ways = further
    return list(ways[len(line) + 1][1]) if len(line) + 1 in ways else None


def is_torn(cells: Sequence[str], mark: str) -> bool:
    """Whether a mark that opens inside one cell seems to close in another: `48.00"Pillow` and `Paddles"`."""
    lone = [cell for cell in cells if cell.count(mark) % 2]
    return len(lone) > 1 and not lone[0].endswith(mark)


def _cells(line: str, start: int, sign: str, mark: str) -> list[tuple[int, str, int]]:
    """Every cell that can begin here: its end, its text and how many marks stand in it."""
    if start > len(line):
        return []
    end = line.find(sign, start)
    end = len(line) if end < 0 else end
    found = [(end, line[start:end], line.count(mark, start, end))]
    if not line.startswith(mark, start):
        return found
    close = line.find(mark, start + 1)
    while close >= 0:
        if close + 1 == len(line) or line.startswith(sign, close + 1):
            inside = line[start + 1 : close].replace(mark * 2, "\0").replace(f"\\{mark}", "\0")
            found.append((close + 1, inside.replace("\0", mark), inside.count(mark)))
        close = line.find(mark, close + 1)
    return found


def _sizes(lines: Sequence[str], sign: str, quoted: Style) -> Counter[int]:
    sizes: Counter[int] = Counter()
    for line in lines:
        try:
            cells = next(csv.reader([line], delimiter=sign, quotechar=quoted.mark, strict=True), [])
        except csv.Error:
            continue
        if len(cells) > 1:
            sizes[len(cells)] += 1
    return sizes


def _even(lines: Sequence[str], sign: str, quoted: Style) -> int:
    return max(_sizes(lines, sign, quoted).values(), default=0)
