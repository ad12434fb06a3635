"""Tables on a page. One to read is a drawing of ours: Streamlit's own grid brings 1.2 MB of scripts of its own."""

from collections.abc import Mapping, Sequence

from custodian.ui import drawing

ROW, RULES = 37, 4  # pixels of Streamlit's grid, at the size in which our pages are written
LINE = 33  # pixels of a row of ours

Row = Mapping[str, str | int]


def height(rows: int, most: int) -> int:
    """Of Streamlit's grid: every row of a short one, the first ones of a long one, which scrolls.

    The half row at the end of a long table says that it goes on.
    """
    return round((1 + _seen(rows, most)) * ROW) + RULES


def read(key: str, label: str, rows: Sequence[Row], most: int, numbers: Sequence[str] = ()) -> None:
    """A table to read, at least one row of it; counts are written with their thousands and stand to the right.

    So do the columns named as `numbers`, as they are written. What begins with ▲ is good, with ▼ bad.
    """
    drawing.of("sheet")(key=key, data=_written(label, rows, most, numbers))


def choose(key: str, label: str, rows: Sequence[Row], most: int, by: str) -> str:
    """As `read`, and a row can be chosen; returns its cell in the column `by`, '' while none is."""
    data = _written(label, rows, most) | {"ids": [str(row[by]) for row in rows]}
    return str(drawing.of("sheet")(key=key, data=data, on_chosen_change=_nothing).chosen or "")


def _written(label: str, rows: Sequence[Row], most: int, numbers: Sequence[str] = ()) -> dict[str, object]:
    columns = [
        {"title": title, "is_number": title in numbers or isinstance(cell, int)} for title, cell in rows[0].items()
    ]
    cells = [[f"{cell:,}" if isinstance(cell, int) else cell for cell in row.values()] for row in rows]
    pixels = round((1 + _seen(len(rows), most)) * LINE) + 2
    return {"label": label, "columns": columns, "rows": cells, "height": f"{pixels}px"}


def _seen(rows: int, most: int) -> float:
    return rows if rows <= most else most + 0.5


def _nothing() -> None:
    """Without a callback Streamlit does not tell that a row was chosen."""
