"""What must hold of any file, whatever bytes it is made of; `bench.fuzz` makes the files."""

import csv
import io
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import atheris
import polars as pl

from custodian.intake import convert, formats, identify, reading
from custodian.intake.contracts import Contract
from custodian.intake.staging import Refused
from custodian.intake.tables import LINE, RawTable

NAMES = ("Day", "Campaign", "Text", "Cost", "Clicks")
LETTERS = "abcXYZ äöüßéñ019,;|\t\"'.-\n€"
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
SMALL, LARGE = 1 << 30, 1
KEY = b"a key of the fuzzer"
Rows = list[tuple[str, ...]]


def look_at_bytes(content: bytes, folder: Path) -> None:
    """Read with care and as a large file, it gives the same rows; each table is staged, asked about or refused."""
    known = _known()
    path = folder / "dropped"
    path.write_bytes(content)
    careful, lazy = _tables(path, SMALL, known), _tables(path, LARGE, known)
    if careful is not None and lazy is not None:
        said, other = [_seen(table) for table in careful], [_seen(table) for table in lazy]
        if None not in other:
            assert said == other, f"read with care {said}, as a large file {other}"
    for table in identify.with_siblings(careful) if careful else []:
        _stage(table, folder)


def look_at_table(drawn: bytes, folder: Path) -> None:
    """Its cells come back; only where a note says that the letters were guessed may they be others."""
    table, content = _written(atheris.FuzzedDataProvider(drawn))
    path = folder / "dropped"
    path.write_bytes(content)
    [found] = reading.tables_of(path, bulk_bytes=SMALL)
    _compare(table, found, content)
    for lazy in _tables(path, LARGE, reading.no_format) or []:
        if _seen(lazy) is not None:
            _compare(table, lazy, content)


@cache
def _known() -> Callable[[Sequence[str]], bool]:
    return formats.known_header(formats.declared())


def _compare(table: Rows, found: RawTable, content: bytes) -> None:
    with found.reading():
        rows = found.rows.select(pl.exclude(LINE)).collect().fill_null("").rows()
    came = [found.header, *rows]
    if any("not UTF-8" in note for note in found.notes):
        table, came = ([tuple(map(_plain, cells)) for cells in one] for one in (table, came))
    assert came == table, f"{came} came of {content!r}"


def _plain(cell: str) -> str:
    return "".join(letter if letter.isascii() else "?" for letter in cell)


def _written(draw: atheris.FuzzedDataProvider) -> tuple[Rows, bytes]:
    size = draw.ConsumeIntInRange(2, len(NAMES))
    table: Rows = [NAMES[:size]]
    for number in range(draw.ConsumeIntInRange(2, 8)):
        texts = [_text(draw) for _ in range(size - 2)]
        table.append((f"x{_text(draw)}x", *texts, str(number * 7)))
    sign = draw.PickValueInList([",", ";", "\t", "|"])
    end = draw.PickValueInList(["\n", "\r\n"])
    quoting = draw.PickValueInList([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=sign, quoting=quoting, lineterminator=end).writerows(table)
    text = written.getvalue()
    if draw.ConsumeBool():
        text = f"sep={sign}{end}{text}"
    if draw.ConsumeBool():
        text = text.removesuffix(end)
    return table, text.encode(draw.PickValueInList(list(ENCODINGS)))


def _text(draw: atheris.FuzzedDataProvider) -> str:
    letters = "".join(LETTERS[draw.ConsumeIntInRange(0, len(LETTERS) - 1)] for _ in range(draw.ConsumeIntInRange(0, 8)))
    return f"x{letters.strip()}x" if letters.strip() else ""


def _tables(path: Path, limit: int, known: Callable[[Sequence[str]], bool]) -> list[RawTable] | None:
    try:
        return reading.tables_of(path, "dropped.csv", known, bulk_bytes=limit)
    except Refused:
        return None


def _seen(table: RawTable) -> tuple[object, ...] | None:
    """None where the rows are refused as they are read."""
    try:
        with table.reading():
            rows = table.rows.collect().fill_null("").rows()
    except Refused:
        return None
    return table.header, table.header_line, rows, table.preamble, table.footer


def _stage(table: RawTable, folder: Path) -> None:
    declared = identify.identify(table, formats.declared())
    if declared is None:
        return
    contract = Contract()
    for _ in range(9):
        try:
            staged = convert.stage(table, declared.format, contract, "0" * 64, folder, key=KEY, currency="EUR")
        except Refused:
            return
        if not staged.questions:
            return
        question = staged.questions[0]
        try:
            contract = convert.answer(contract, question.key, question.suggestion or "EUR")
        except ValueError:
            return
