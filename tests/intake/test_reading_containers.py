"""Zip, gzip and Excel files, told by their content."""

import gzip
import io
import struct
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest

from custodian.intake import containers, reading, sheets
from custodian.intake.staging import Refused
from tests.intake import old_excel

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


def typed(place: str, value: str | float, kind: str) -> str:
    return f'<c r="{place}" t="{kind}"><v>{value}</v></c>'


def test_truth_long_numbers_and_formulas_that_fail_are_what_excel_holds(tmp_path):
    names = "".join(
        cell(f"{column}2", name) for column, name in zip("ABCD", ("Id", "Won", "Share", "Note"), strict=True)
    )
    first = cell("A3", 1234567890123456) + typed("B3", 1, "b") + typed("C3", "#DIV/0!", "e") + typed("D3", "007", "str")
    second = cell("A4", 1e15) + typed("B4", 0, "b") + cell("C4", 0.0193) + typed("D4", "#N/A", "e")
    [table] = read(tmp_path, workbook(S=f'<row r="2">{names}</row><row r="3">{first}</row><row r="4">{second}</row>'))
    assert table.rows.collect().rows() == [
        (3, "1234567890123456", "true", "#DIV/0!", "007"),
        (4, "1000000000000000", "false", "0.0193", "#N/A"),
    ]
    assert table.notes == ("2 formulas fail in Excel, first on line 3: “#DIV/0!”.",)


def test_a_time_without_a_day_is_a_duration_not_a_day_of_1899(tmp_path):
    head = cell("A1", "Video") + cell("B1", "Watched")
    lines = [cell("A2", "a") + cell("B2", 0.25, 2), cell("A3", "b") + cell("B3", 1.5, 2)]
    rows = "".join(f'<row r="{number}">{line}</row>' for number, line in enumerate([head, *lines], 1))
    [table] = read(tmp_path, workbook(S=rows))
    assert table.rows.collect().rows() == [(2, "a", "06:00:00"), (3, "b", "36:00:00")]


def test_a_hidden_sheet_is_offered_and_said_to_be_hidden(tmp_path):
    content = workbook(Seen=CLICKS, Other=CLICKS)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'name="Other"', b'name="Other" state="hidden"')
    seen, other = read(tmp_path, zipped(**parts))
    assert (seen.notes, other.notes) == ((), ("The sheet is hidden in Excel.",))


def test_names_grouped_in_merged_cells_are_joined(tmp_path):
    top = cell("B1", "Google") + cell("D1", "Meta")
    names = "".join(
        cell(f"{column}2", name) for column, name in zip("ABCDE", ("Day", *["Clicks", "Cost"] * 2), strict=True)
    )
    rows = "".join(
        f'<row r="{line}">{cell(f"A{line}", "2026-03-04")}{"".join(cell(f"{at}{line}", line) for at in "BCDE")}</row>'
        for line in (3, 4)
    )
    [table] = read(tmp_path, workbook(S=f'<row r="1">{top}</row><row r="2">{names}</row>{rows}'))
    assert table.header == ("Day", "Google Clicks", "Google Cost", "Meta Clicks", "Meta Cost")
    assert table.rows.collect().rows()[0] == (3, "2026-03-04", "3", "3", "3", "3")


def test_an_old_excel_file_is_read_and_other_old_documents_are_not(tmp_path):
    rows = [["Kunde", "Betrag", "Nr"], ["Łódź", 12.5, 1e15], ["Borea", -0.1, 7.0]]
    [table] = read(tmp_path, old_excel.workbook("Deals", rows))
    assert (table.part, table.encoding, table.header) == ("Deals", "xls", ("Kunde", "Betrag", "Nr"))
    assert table.rows.collect().rows() == [(2, "Łódź", "12.5", "1000000000000000"), (3, "Borea", "-0.1", "7")]
    assert "no Excel sheet" in refusal(tmp_path, old_excel.workbook("D", rows, "WordDocument"))
    assert "a password protects" in refusal(tmp_path, old_excel.workbook("D", rows, "EncryptedPackage"))
    assert "one that is damaged" in refusal(tmp_path, old_excel.workbook("Deals", rows)[:1800])


@pytest.mark.parametrize(("at", "byte"), [(1538, 0), (1600, 255)], ids=["the library panics", "it never ends"])
def test_an_old_excel_file_with_one_wrong_byte_is_refused(tmp_path, monkeypatch, at, byte):
    monkeypatch.setattr(sheets, "LONGEST_TRIAL", 4)
    content = bytearray(old_excel.workbook("D", [["a", "b"], ["c", 1.5]]))
    content[at] = byte
    assert "one that is damaged, or protected by a password" in refusal(tmp_path, bytes(content))


@pytest.mark.parametrize("name", ["", "."])
def test_a_zip_with_a_file_that_has_no_name_is_refused(tmp_path, name):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("deals.csv", DEALS)
        archive.writestr("x", DEALS)
        archive.filelist[-1].filename = name
    assert "one with a file that has no name" in refusal(tmp_path, written.getvalue())


def test_the_sign_that_ends_an_old_text_makes_a_short_one_no_binary_file(tmp_path):
    [table] = read(tmp_path, b"Day,Cost\nx,1\ny,2\n\x1a")
    assert table.rows.collect().rows() == [(2, "x", "1"), (3, "y", "2")]


def test_a_link_in_a_zip_is_not_followed(tmp_path):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        link = zipfile.ZipInfo("deals.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert "“deals.csv”, which only points to another file" in refusal(tmp_path, written.getvalue())


def test_a_zip_that_is_encrypted_damaged_or_packed_in_an_unknown_way_is_refused(tmp_path, copies):
    content = zipped(**{"a.csv": DEALS * 90})
    at = content.index(b"PK\x01\x02")
    encrypted = content[: at + 8] + struct.pack("<H", 1) + content[at + 10 :]
    assert "an encrypted one" in refusal(tmp_path, encrypted)
    unknown = content[: at + 10] + struct.pack("<H", 99) + content[at + 12 :]
    assert "packed in a way that is not known here" in refusal(tmp_path, unknown)
    torn = content[:40] + bytes(20) + content[60:]
    assert "a damaged one" in refusal(tmp_path, torn)
    packed = gzip.compress(DEALS * 90)
    assert "a damaged one" in refusal(tmp_path, packed[:20] + bytes(8) + packed[28:])
    assert list(copies.iterdir()) == []


def test_a_tar_archive_is_refused_also_inside_gz(tmp_path):
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        member = tarfile.TarInfo("a.csv")
        member.size = len(DEALS)
        archive.addfile(member, io.BytesIO(DEALS))
    assert "a tar archive" in refusal(tmp_path, written.getvalue())
    assert "a tar archive" in refusal(tmp_path, gzip.compress(written.getvalue()))


def test_many_members_that_are_harmless_one_by_one_are_a_bomb_together(tmp_path, monkeypatch):
    monkeypatch.setattr(containers, "HARMLESS_BYTES", 1 << 20)
    assert len(read(tmp_path, zipped(**{"a.csv": DEALS + b"0,0\n" * 200_000}))) == 1
    assert "unpacks to more than" in refusal(tmp_path, zipped(**{f"{at}.csv": b"0,0\n" * 200_000 for at in range(3)}))


def test_a_workbook_that_unpacks_to_far_more_than_it_is_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(containers, "HARMLESS_BYTES", 1 << 20)
    assert "unpacks to more than" in refusal(tmp_path, workbook(S=CLICKS + " " * (4 << 20)))


def test_member_names_in_another_encoding_and_litter_alone_do_no_harm(tmp_path):
    content = zipped(**{"Bericht-xx.csv": DEALS}).replace(b"-xx.", b"-\x84\xff.")
    [table] = read(tmp_path, content)
    assert table.rows.collect().rows() == [(2, "Atlas", "1200")]
    assert "found none" in refusal(tmp_path, zipped(**{"__MACOSX/._a.csv": DEALS, ".DS_Store": b"x"}))
