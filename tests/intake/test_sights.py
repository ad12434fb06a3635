"""What a file is, is told by its first piece, whatever its size and kind; how far the rest is, is told meanwhile."""

import gzip
import zipfile
from dataclasses import replace
from threading import Event

import psutil
import pytest

from custodian.domain import imports
from custodian.intake import formats, identify, passing, reading, sights
from custodian.intake.dialects import Known
from tests import loading

HEADER = "platform,account,campaign,day,impressions,clicks,cost,currency,conversions"
ROWS = [
    f"Google Ads,Konto {row % 7},Messe {row // 30},2026-10-{row % 30 + 1:02},{row},1,2.50,EUR,0" for row in range(9)
]
TITLE = "Custodian · Template: campaign days"
GIB = 1 << 30
MOST_BYTES_READ = 1 << 20


def text(rows: int, header: str = HEADER) -> str:
    return "\n".join([header, *(ROWS[row % len(ROWS)] for row in range(rows))]) + "\n"


def gzipped(path, content: bytes) -> None:
    with gzip.open(path, "wb") as packed:
        packed.write(content)


def zipped(path, content: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("folder/campaigns.csv", content)


WAYS = {
    "UTF-8": lambda path, rows: path.write_text(text(rows), "utf-8"),
    "UTF-8 with its mark": lambda path, rows: path.write_text(text(rows), "utf-8-sig"),
    "UTF-16": lambda path, rows: path.write_text(text(rows), "utf-16"),
    "UTF-16 BE": lambda path, rows: path.write_bytes(b"\xfe\xff" + text(rows).encode("utf-16-be")),
    "Windows-1252": lambda path, rows: path.write_text(text(rows).replace("Messe", "Café für Gäste"), "cp1252"),
    "CRLF": lambda path, rows: path.write_bytes(text(rows).replace("\n", "\r\n").encode()),
    "CR": lambda path, rows: path.write_bytes(text(rows).replace("\n", "\r").encode()),
    "quotes and breaks": lambda path, rows: path.write_text(text(rows).replace("Messe 0", '"Messe,\n""groß"" 0"')),
    "semicolons": lambda path, rows: path.write_text(text(rows).replace(",", ";").replace(".", ",")),
    "gzip": lambda path, rows: gzipped(path, text(rows).encode()),
    "zip": lambda path, rows: zipped(path, text(rows).encode()),
}


@pytest.mark.parametrize("rows", [3, 20_000])
@pytest.mark.parametrize("way", WAYS)
def test_the_first_piece_tells_what_the_whole_file_is(tmp_path, way, rows):
    path = tmp_path / "file"
    WAYS[way](path, rows)
    declared = formats.declared()
    (whole,) = reading.tables_of(path, "file", formats.known_header(declared))
    seen = sights.first_sight(path, "file", declared)
    assert seen.title == TITLE
    assert seen.recognised == (identify.identify(whole, declared),)
    if rows > 3 and way != "quotes and breaks":
        assert seen.rows == pytest.approx(rows, rel=0.1)


def test_a_workbook_is_recognised_without_reading_it_to_its_end(tmp_path):
    texts = HEADER.split(",")
    header = "".join(f'<c t="s"><v>{at}</v></c>' for at in range(len(texts)))
    row = '<row><c t="inlineStr"><is><t>ads</t></is></c><c><v>12.5</v></c></row>' * 100
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/sharedStrings.xml", f"<sst>{''.join(f'<si><t>{one}</t></si>' for one in texts)}</sst>")
        sheet = f"<worksheet><sheetData><row>{header}</row>{row}"
        packed.writestr("xl/worksheets/sheet1.xml", sheet + "<row" * 100_000)  # nobody comes that far
    seen = sights.first_sight(tmp_path / "book.xlsx", "book.xlsx", formats.declared())
    assert (seen.title, seen.rows) == (TITLE, 0)


def test_of_a_file_of_five_gibibytes_less_than_one_mebibyte_is_read(tmp_path):
    path = tmp_path / "large.csv"
    path.write_text(text(20_000))
    with path.open("r+b") as opened:
        opened.truncate(5 * GIB)  # without taking the room
    declared = formats.declared()
    this = psutil.Process()
    before = this.io_counters().read_chars
    seen = sights.first_sight(path, "large.csv", declared)
    assert this.io_counters().read_chars - before < MOST_BYTES_READ
    assert seen.title == TITLE
    assert 50_000_000 < seen.rows < 120_000_000


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 100,
        b"PK\x03\x04 cut off",
        b"\x1f\x8b cut off",
        b"%PDF-1.7",
        b"\xff\xfea",
        b"a\nb\n",
        b'"',
        b"<html>",
    ],
)
def test_what_cannot_be_told_at_first_sight_is_left_to_the_reading(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    assert sights.first_sight(path, "file", formats.declared()).title == ""


def heard(work) -> dict[str, list[tuple[int, int]]]:
    """Everything that goes by while the work is done, by what is being done."""
    told: dict[str, list[tuple[int, int]]] = {}
    kept = passing._far.set(lambda far: told.setdefault(far[0], []).append(far[1:]))
    try:
        work()
    finally:
        passing._far.reset(kept)
    return told


def known() -> Known:
    return formats.known_header(formats.declared())


@pytest.mark.parametrize(
    ("way", "steps"),
    [
        ("UTF-8", ["Looking through"]),
        ("UTF-16", ["Bringing to UTF-8:", "Looking through"]),
        ("Windows-1252", ["Looking through", "Bringing to UTF-8:"]),
        ("zip", ["Unpacking", "Looking through"]),
        ("gzip", ["Unpacking", "Looking through"]),
    ],
)
def test_every_pass_over_the_bytes_of_a_large_file_says_how_far_it_is(tmp_path, way, steps):
    path = tmp_path / "file"
    WAYS[way](path, 60_000)
    told = heard(lambda: reading.tables_of(path, "file", known(), bulk_bytes=1 << 19))
    assert list(told) == steps
    for passes in told.values():
        assert len(passes) > 1
        assert all(0 < done <= size for done, size in passes)
        done, size = passes[-1]
        assert done == size > 0


def test_a_check_of_all_rows_says_how_far_it_is(tmp_path):
    path = tmp_path / "file"
    path.write_text(text(60_000) + "\n\n")  # blank lines may part two tables
    told = heard(lambda: reading.tables_of(path, "file", known(), bulk_bytes=1 << 19))
    assert list(told) == ["Looking through", "Checking the rows of"]
    assert max(done for done, _ in told["Checking the rows of"]) == pytest.approx(60_000, abs=3)


def test_whoever_waits_hears_while_the_work_is_done():
    is_told, told = Event(), []

    def work() -> str:
        passing.went_by("Looking through", 3, 10)
        assert is_told.wait(30)
        return "done"

    def tell(*far: object) -> None:
        told.append(far)
        is_told.set()

    assert passing.watched(work, tell) == "done"
    assert set(told) == {("Looking through", 3, 10)}


def test_what_a_file_is_is_said_before_its_rows_are_counted_and_bytes_are_told_as_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(passing, "EVERY", 0.02)
    desk = loading.desk(tmp_path / "data")
    path = tmp_path / "campaigns.csv"
    path.write_text(text(340_000))
    told: list[tuple[int, int, str]] = []
    imports.preview(replace(desk, progress=lambda *now: told.append(now)), path)
    first, second, *rest = told
    assert first == (0, 0, "Reading campaigns.csv")
    assert second[2] == f"Reading campaigns.csv ({TITLE})"
    assert second[1] == pytest.approx(340_000, rel=0.1)
    looking = [one for one in rest if one[2] == f"Looking through campaigns.csv ({TITLE})"]
    assert looking
    assert all(0 <= done <= total == second[1] for done, total, _ in looking)
