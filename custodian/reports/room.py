"""How much room text takes on a slide, estimated from its letters: PowerPoint breaks lines only when it draws them."""

from collections.abc import Sequence
from math import ceil

LETTER, LINE = 0.54, 1.22  # widths of a letter, heights of a line, in sizes of the font; both rather too large
ASIDE = 14.4  # points that a shape keeps free left and right together
EMU = 12_700  # a point in English metric units


def lines(text: str, points: float, width: int, indent: float = 0.0) -> int:
    """`width` in English metric units, `indent` in points."""
    letters = max(1.0, (width / EMU - ASIDE - indent) / (points * LETTER))
    return sum(max(1, ceil(len(line) / letters)) for line in text.split("\n"))


def fitting(paragraphs: Sequence[str], width: int, height: int, sizes: Sequence[float], indent: float = 0.0) -> float:
    """The first of the sizes, largest first, in which all paragraphs fit; the last where none does."""

    def fits(points: float) -> bool:
        needed = sum(lines(one, points, width, indent) * LINE + 1 / 3 for one in paragraphs) * points
        return needed * EMU <= height

    return next((points for points in sizes if fits(points)), sizes[-1])
