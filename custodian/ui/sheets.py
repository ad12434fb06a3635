"""How tall a table on a page is: every row of a short one in full, the first ones of a long one, which scrolls."""

ROW, RULES = 37, 4  # pixels, at the size in which our pages are written


def height(rows: int, most: int) -> int:
    """The half row at the end of a long table says that it goes on."""
    seen = rows if rows <= most else most + 0.5
    return round((1 + seen) * ROW) + RULES
