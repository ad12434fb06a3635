"""Tables of PowerPoint's own, over as many slides as their rows need."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from custodian.reports import room
from custodian.reports.decks import Box, Deck

if TYPE_CHECKING:
    from pptx.slide import Slide

Row = Sequence[str]

POINTS, MARGIN = 11.0, 8.0  # of the font; above and below the text of a cell together
MOST_LETTERS = 400  # of one cell; what is longer is cut and says so


def on(deck: Deck, title: str, headings: Row, rows: Sequence[Row], widths: Sequence[float]) -> None:
    """`widths` are the columns' shares of the slide's."""
    area = deck.area
    columns = [round(area.width * share / sum(widths)) for share in widths]
    cut = [[cell if len(cell) <= MOST_LETTERS else f"{cell[: MOST_LETTERS - 1]}…" for cell in row] for row in rows]
    for held in _by_slide(headings, cut, columns, area.height):
        _table(deck.slide(deck.titled, title), area, held, columns)


def _by_slide(headings: Row, rows: Sequence[Row], columns: Sequence[int], height: int) -> Iterator[list[Row]]:
    held, used = [headings], _height(headings, columns)
    for row in rows:
        needed = _height(row, columns)
        if len(held) > 1 and used + needed > height:
            yield held
            held, used = [headings], _height(headings, columns)
        held, used = [*held, row], used + needed
    yield held


def _height(row: Row, columns: Sequence[int]) -> int:
    """In English metric units."""
    most = max(room.lines(cell, POINTS, column) for cell, column in zip(row, columns, strict=True))
    return round((most * POINTS * room.LINE + MARGIN) * room.EMU)


def _table(slide: "Slide", area: Box, rows: Sequence[Row], columns: Sequence[int]) -> None:
    from pptx.util import Pt

    heights = [_height(row, columns) for row in rows]
    place = (area.left, area.top, area.width, sum(heights))
    table = slide.shapes.add_table(len(rows), len(columns), *place).table
    for at, width in enumerate(columns):
        table.columns[at].width = width
    for at, row in enumerate(rows):
        table.rows[at].height = heights[at]
        for cell, text in zip(table.rows[at].cells, row, strict=True):
            cell.text_frame.text = text
            for paragraph in cell.text_frame.paragraphs:
                paragraph.font.size = Pt(POINTS)
