"""Zip, gzip and Excel files, told by their content."""

import gzip
import io
import tempfile
import zipfile
from pathlib import Path

import pytest

from custodian.intake import reading
from custodian.intake.staging import Refused

DEALS = b"Deal,Amount\nAtlas,1200\n"
WORKBOOK = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>',
}
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(**members: bytes | str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def cell(place: str, value: str | float, style: int = 0) -> str:
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


CLICKS = f'<row r="1">{cell("A1", "Day")}{cell("B1", "Clicks")}</row><row r="2">{cell("A2", "x")}{cell("B2", 5)}</row>'


def workbook(**sheets: str) -> bytes:
    links = "".join(
        f'<Relationship Id="r{at}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    links += f'<Relationship Id="r99" Type="{OFFICE}/styles" Target="styles.xml"/>'
    names = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="r{at}"/>' for at, name in enumerate(sheets, 1))
    parts = {
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{links}</Relationships>',
    }
    parts |= {
        f"xl/worksheets/sheet{at}.xml": f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
        for at, rows in enumerate(sheets.values(), 1)
    }
    return zipped(**WORKBOOK, **parts)


def read(folder: Path, content: bytes, **chosen):
    (folder / "dropped.csv").write_bytes(content)
    return reading.tables_of(folder / "dropped.csv", **chosen)


def refusal(folder: Path, content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read(folder, content)
    return str(refused.value)


@pytest.fixture(autouse=True)
def copies(tmp_path, monkeypatch):
    """Temporary copies lie here, so that a test sees what is left of them."""
    folder = tmp_path / "copies"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_every_member_of_a_zip_is_a_part_whatever_it_is_named(tmp_path, copies):
    content = zipped(**{"Queries.csv": DEALS, "deep/er/notes.txt": DEALS, "__MACOSX/._Queries.csv": b"\0\5\x16\7" * 9})
    first, second = read(tmp_path, content)
    assert (first.part, second.part, first.path) == ("Queries.csv", "deep/er/notes.txt", tmp_path / "dropped.csv")
    assert first.rows.collect().rows() == [(2, "Atlas", "1200")]
    assert list(copies.iterdir()) == []


def test_what_cannot_be_read_in_a_zip_is_named_beside_what_can(tmp_path, copies):
    [table] = read(tmp_path, zipped(**{"a.csv": DEALS, "b.pdf": b"%PDF-1.7", "c.csv": b""}))
    assert [note.split(" was")[0] for note in table.notes] == ["b.pdf", "c.csv"]
    assert "a PDF document" in table.notes[0]
    assert list(copies.iterdir()) == []


def test_a_large_member_is_read_lazily_from_its_copy(tmp_path, copies):
    tables = read(tmp_path, zipped(**{"a.csv": DEALS * 1 + b"B,2\n" * 9}), bulk_bytes=20)
    assert tables[0].rows.collect().height == 10
    assert len(list(copies.iterdir())) == 1
    tables.clear()
    assert list(copies.iterdir()) == []


@pytest.mark.parametrize("name", ["../a.csv", "a/../../b.csv", "/etc/a.csv", "C:/a.csv", "..\\a.csv"])
def test_a_member_that_points_outside_of_the_archive_is_refused(tmp_path, name):
    assert "points outside" in refusal(tmp_path, zipped(**{name: DEALS}))


def test_archives_that_are_no_exports_are_refused(tmp_path, copies):
    bomb = zipped(**{"a.csv": b"0," * (40 << 20)})
    assert "unpacks to more than" in refusal(tmp_path, bomb)
    assert "unpacks to more than" in refusal(tmp_path, gzip.compress(b"0," * (40 << 20)))
    assert "another archive" in refusal(tmp_path, zipped(**{"a.zip": zipped(**{"a.csv": DEALS})}))
    assert "an empty one" in refusal(tmp_path, zipped())
    assert "a damaged one" in refusal(tmp_path, zipped(**{"a.csv": DEALS})[:-30])
    assert "a damaged one" in refusal(tmp_path, gzip.compress(DEALS)[:-9])
    assert "another office document" in refusal(
        tmp_path, zipped(**{"[Content_Types].xml": "<x/>", "word/a.xml": "<x/>"})
    )
    assert list(copies.iterdir()) == []


def test_a_gzip_file_is_opened(tmp_path):
    [table] = read(tmp_path, gzip.compress(DEALS))
    assert (table.part, table.rows.collect().rows()) == ("", [(2, "Atlas", "1200")])


def test_every_sheet_gives_its_true_values_as_text(tmp_path):
    header = "".join(
        cell(f"{column}3", name) for column, name in zip("ABCD", ("Deal", "Share", "Closed", "At"), strict=True)
    )
    values = cell("A4", "Atlas") + cell("B4", 0.0278541234) + cell("C4", 45000, 1) + cell("D4", 45000.75, 2)
    more = cell("A6", "Borea") + cell("B6", 10) + cell("C6", 45001, 1) + cell("D6", 45001, 2)
    sheet = f'<row r="3">{header}</row><row r="4">{values}</row><row r="6">{more}</row>'
    deals, clicks = read(tmp_path, workbook(Deals=sheet, Empty="", Clicks=CLICKS))
    assert (deals.part, deals.header, deals.header_line) == ("Deals", ("Deal", "Share", "Closed", "At"), 3)
    [first, second] = deals.rows.collect().rows()
    assert first == (4, "Atlas", "0.0278541234", "2023-03-15", "2023-03-15 18:00:00")
    assert second == (6, "Borea", "10", "2023-03-16", "2023-03-16 00:00:00")
    assert (clicks.part, clicks.rows.collect().rows()) == ("Clicks", [(2, "x", "5")])


def test_a_sheet_within_a_zip_is_named_with_its_file(tmp_path):
    [table] = read(tmp_path, zipped(**{"book.xlsx": workbook(Clicks=CLICKS)}))
    assert table.part == "book.xlsx, Clicks"
