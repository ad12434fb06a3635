"""A wrong guess at the letters is never silent: what was read how is said, with a cell and its line."""

import pytest

from custodian.intake import reading, surveys
from custodian.intake.tables import RawTable

ROWS = "Deal;Owner\n" + "".join(f"Deal {row};Jörg {row}\n" for row in range(1, 41))


@pytest.fixture(params=["small", "large", "large, in pieces"])
def read(request, tmp_path, monkeypatch):
    if request.param == "large, in pieces":
        monkeypatch.setattr(surveys, "PIECE", 37)

    def tables(content: bytes) -> RawTable:
        (tmp_path / "export.csv").write_bytes(content)
        [table] = reading.tables_of(tmp_path / "export.csv", bulk_bytes=1 << 30 if request.param == "small" else 1)
        return table

    return tables


def owners(table: RawTable) -> list[str]:
    return table.rows.collect()["c1"].to_list()


def test_a_broken_byte_in_utf_8_spoils_no_other_letter_and_is_named_with_its_line(read):
    table = read(
        ROWS.encode().replace(b"J\xc3\xb6rg 20\n", b"J\xf6rg 20\n").replace(b"J\xc3\xb6rg 31\n", b"J\xf6rg 31\n")
    )
    assert owners(table) == [f"Jörg {row}" for row in range(1, 41)]
    [note] = table.notes
    assert note.startswith("2 bytes are not UTF-8 as the rest of the file is, first on line 21: read as Windows-1252,")
    assert "Jörg 20" in note


def test_a_letter_that_was_cut_in_its_middle_is_no_other_letter(read):
    table = read(ROWS.encode().replace(b"J\xc3\xb6rg 20\n", b"J\xc3\n"))
    assert owners(table)[19] == "J�"
    assert "1 byte is not UTF-8 as the rest of the file is, first on line 21" in table.notes[0]


def test_text_that_was_made_utf_8_twice_is_read_as_it_was_meant_and_said(read):
    for encoding in ("cp1252", "latin-1"):
        table = read(
            ROWS.replace("Jörg", "Jörg ‘ß’ Çe" if encoding == "cp1252" else "Jörg ß Çe")
            .encode()
            .decode(encoding)
            .encode()
        )
        assert owners(table)[4] == ("Jörg ‘ß’ Çe 5" if encoding == "cp1252" else "Jörg ß Çe 5")
        assert table.notes[0].startswith("The text had been made UTF-8 twice; it was read as meant, for example “")


def test_text_torn_only_in_some_cells_stays_as_it_stands_and_is_said(read):
    table = read(ROWS.replace("Jörg 7\n", "JÃ¶rg 7\n").encode())
    assert (owners(table)[6], owners(table)[7]) == ("JÃ¶rg 7", "Jörg 8")
    assert "Some letters look torn" in table.notes[0] and "JÃ¶rg 7" in table.notes[0]


@pytest.mark.parametrize("text", ["„Spaß“", "CAFÉ\xa0:", "ÜBER“ – ‰"])
def test_letters_that_only_resemble_torn_ones_are_left_alone(read, text):
    table = read(ROWS.replace("Jörg", text).encode())
    assert owners(table)[0] == f"{text} 1"
    assert table.notes == ()


@pytest.mark.parametrize(
    ("encoding", "text", "spoken"),
    [
        ("cp1252", "Gärtner & Söhne", "Windows-1252 (Western Europe)"),
        ("cp1252", "100 €", "Windows-1252 (Western Europe)"),
        ("cp1250", "Żółta łódź", "Windows-1250 (Central Europe)"),
        ("mac_roman", "Köln für Größe", "Mac Roman"),
        ("cp850", "Müller & Gärtner", "DOS (CP850)"),
        ("cp1251", "Иванов и Петров", "Windows-1251 (Cyrillic)"),
        ("cp1254", "İstanbul Şirketi, Iğdır", "Windows-1254 (Turkish)"),
        ("cp1252", "Þórður Björnsson, Akureyrarkirkja við", "Windows-1252 (Western Europe)"),
        ("koi8-r", "Иванов и Петров", "KOI8-R (Cyrillic)"),
        ("cp932", "東京商事の営業部", "Japanese (Shift-JIS)"),
        ("cp949", "경영학과 인문학과", "Korean (CP949)"),
    ],
)
def test_a_guessed_encoding_is_named_with_a_cell_that_was_read_by_it(read, encoding, text, spoken):
    table = read(ROWS.replace("Jörg", text).encode(encoding))
    assert owners(table)[0] == f"{text} 1"
    assert table.notes[0].startswith(f"The file is not UTF-8; it was read as {spoken}, which gives for example “")
    assert any(letter in table.notes[0] for letter in text if not letter.isascii())


@pytest.mark.parametrize("name", ["Owner\xa0", "\xa0Owner"])
def test_a_blank_that_is_the_only_letter_beyond_ascii_is_no_crash(read, name):
    table = read(f"{name};Deal\nAnn;1\nBob;2\n".replace("Owner\xa0;Deal", "Deal;Owner\xa0").encode("cp1252"))
    assert len(owners(table)) == 2
    assert table.notes == ("The file is not UTF-8; it was read as Windows-1252 (Western Europe).",)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", ["Jörg", "Иванов", "東京商事"])
def test_wide_letters_are_told_without_a_mark(read, encoding, text):
    table = read(ROWS.replace("Deal", text).replace("Jörg", text).encode(encoding))
    if encoding != "utf-32":
        assert table.encoding.startswith(encoding)
    assert owners(table)[39] == f"{text} 40"
    assert table.notes == ()


def test_marks_and_nul_within_the_text_are_left_out_and_counted(read):
    table = read(b"\xef\xbb\xbf" * 2 + ROWS.replace("Deal 5;", "\ufeffDeal\0 5;").encode())
    assert table.rows.collect().row(4) == (6, "Deal 5", "Jörg 5")
    assert set(table.notes) == {"1 NUL character was left out.", "1 byte-order mark inside the text was left out."}
