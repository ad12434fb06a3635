"""Text that a spreadsheet would take for a formula and run: made harmless in what is downloaded, and taken back."""

import polars as pl

_SIGNS = r"[=+\-@\t\r\n＝＋－＠]"


def harmless(text: str) -> str:
    """An apostrophe before it marks it as text. `as_written` is the exact way back."""
    is_risky = text.lstrip("'")[:1] in tuple("=+-@\t\r\n＝＋－＠")
    return f"'{text}" if is_risky else text


def as_written(text: str) -> str:
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text


def harmless_frame(frame: pl.DataFrame) -> pl.DataFrame:
    """Every cell of text; numbers and dates stay what they are."""
    text = pl.col(pl.String)
    return frame.with_columns(pl.when(text.str.contains(f"^'*{_SIGNS}")).then("'" + text).otherwise(text).name.keep())
