"""How each tool writes a file: its delimiter, quoting, encoding and line ends. Knows no content."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

Row = Sequence[object]
NO_BREAK_SPACE = "\u00a0"


class Plain(csv.excel):
    lineterminator = "\n"


class QuotesAll(Plain):
    quoting = csv.QUOTE_ALL


def table(rows: Iterable[Row], delimiter: str = ",", quote_all: bool = False) -> str:
    written = io.StringIO()
    dialect = QuotesAll if quote_all else Plain
    writer = csv.writer(written, dialect, delimiter=delimiter)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return written.getvalue()


def utf16(text: str) -> bytes:
    """Little endian with its byte-order mark, as “Excel .csv” downloads are."""
    return b"\xff\xfe" + text.encode("utf-16-le")


def zipped(members: Mapping[str, str]) -> bytes:
    """Stored, not deflated, and without a clock: compressors differ between machines."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name, text in members.items():
            member = zipfile.ZipInfo(name, date_time=(2026, 11, 2, 8, 0, 0))
            member.create_system = 3
            archive.writestr(member, text.encode())
    return written.getvalue()


def grouped(number: int) -> str:
    return f"{number:,}"


def with_comma(number: float, decimals: int = 2) -> str:
    """As people in Portugal write it: 1 234,50 with a no-break space."""
    return f"{number:,.{decimals}f}".replace(",", NO_BREAK_SPACE).replace(".", ",")


def day_month_year(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def in_words(day: date) -> str:
    return f"{day.day} {day.strftime('%B %Y')}"
