"""A file above 16 MB is read in another way than a small one: cell for cell the same comes out, or it is refused."""

import polars as pl
import pytest

from custodian.intake import glimpses, reading, surveys
from custodian.intake.staging import Refused
from custodian.intake.tables import LINE, RawTable
from tests.intake import odd_files

# Only with care can these be read; above 64 MB they are refused.
WITH_CARE = {
    "single marks", "a blank before the marks", "lines wrapped as a whole", "lines wrapped and cut", "rows wrapped",
    "wrapped lines, two of them with more behind", "the header wrapped", "a preamble of two cells", "CR CR LF",
    "marks behind a backslash", "a mark alone", "CR outside of marks",
    "nine in ten lines wrapped, the last without an end",
    "a row with a cell too many", "two tables", "two tables without a blank line", "a table, a mark and a table",
}  # fmt: skip
NOT_AT_ALL = {"a mark opened and not closed"}


@pytest.fixture(params=["whole", "windows"])
def windows(request, monkeypatch):
    """Also with a head, pieces and a tail smaller than the file, as they are for a really large one."""
    if request.param == "windows":
        monkeypatch.setattr(glimpses, "HEAD", 900)
        monkeypatch.setattr(surveys, "TAIL", 200)
        monkeypatch.setattr(surveys, "PIECE", 101)


def read(folder, content: bytes, bulk_bytes: int) -> list[tuple] | Refused:
    path = folder / "export.csv"
    path.write_bytes(content)
    try:
        return [seen(table) for table in reading.tables_of(path, bulk_bytes=bulk_bytes)]
    except Refused as refused:
        return refused


def seen(table: RawTable) -> tuple:
    with table.reading():
        rows = table.rows.collect().fill_null("").rows()
    return table.header, table.header_line, rows, table.preamble, table.footer, table.encoding, table.delimiter


@pytest.mark.parametrize("what", odd_files.SAME)
def test_the_same_table_comes_out_of_every_dialect(tmp_path, what):
    path = tmp_path / "export.csv"
    path.write_bytes(odd_files.SAME[what])
    [table] = reading.tables_of(path)
    rows = table.rows.select(pl.exclude(LINE)).collect().fill_null("").rows()
    assert [cells[:4] for cells in rows] == odd_files.ROWS
    assert table.header[:4] == odd_files.NAMES
    assert not any(cell for cells in [table.header, *rows] for cell in cells[4:])


@pytest.mark.parametrize("what", [*odd_files.SAME, *odd_files.OTHER])
def test_a_large_file_gives_the_cells_that_a_small_one_gives(tmp_path, windows, what):
    content = (odd_files.SAME | odd_files.OTHER)[what]
    careful, lazy = read(tmp_path, content, 1 << 30), read(tmp_path, content, 1)
    if what in NOT_AT_ALL:
        assert isinstance(careful, Refused)
        assert isinstance(lazy, Refused)
    elif what in WITH_CARE:
        assert isinstance(lazy, Refused), lazy
        assert lazy.expected and lazy.found and lazy.todo.endswith(".")
    else:
        assert lazy == careful


@pytest.mark.parametrize("what", sorted(WITH_CARE))
def test_up_to_four_times_the_size_a_file_that_is_no_plain_table_is_read_with_care(tmp_path, what):
    content = (odd_files.SAME | odd_files.OTHER)[what]
    assert read(tmp_path, content, len(content) // 2) == read(tmp_path, content, 1 << 30)
