"""An old Excel file (.xls) with one sheet, as small as Excel's own container allows."""

import struct

SECTOR = 512
FREE, END, ITSELF = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def workbook(name: str, rows: list[list[str | float]], stream: str = "Workbook") -> bytes:
    """BIFF8 in a compound file; above 4,096 bytes, so that the stream has sectors of its own."""
    return _container(stream, _biff(name, rows).ljust(8 * SECTOR, b"\0"))


def _biff(name: str, rows: list[list[str | float]]) -> bytes:
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    sheet_name = name.encode("latin-1")
    place = len(head) + 4 + 8 + len(sheet_name) + 4
    head += _record(0x85, struct.pack("<IHBB", place, 0, len(sheet_name), 0) + sheet_name) + _record(0x0A)
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    cells = [(row, column, value) for row, line in enumerate(rows) for column, value in enumerate(line)]
    return head + sheet + b"".join(_cell(*one) for one in cells) + _record(0x0A)


def _cell(row: int, column: int, value: str | float) -> bytes:
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return _record(0x204, struct.pack("<HHHHB", row, column, 0, len(value), 1) + text)
    return _record(0x203, struct.pack("<HHHd", row, column, 0, value))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _container(name: str, stream: bytes) -> bytes:
    sectors = len(stream) // SECTOR
    chain = [ITSELF, END, *range(3, sectors + 2), END]
    table = struct.pack(f"<{SECTOR // 4}I", *chain, *[FREE] * (SECTOR // 4 - len(chain)))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16 + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    folder = _entry("Root Entry", 5, 1, END, 0) + _entry(name, 2, FREE, 2, len(stream))
    return header + table + folder.ljust(SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return text.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", len(text), kind, 1, FREE, FREE, child, start, size)
