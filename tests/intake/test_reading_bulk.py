"""Large files are read lazily; what comes out equals the careful reading of the same bytes."""

import gc
import tempfile
from pathlib import Path

import pytest

from custodian.intake import glimpses, reading, surveys
from custodian.intake.staging import Refused
from custodian.intake.tables import RawTable

HEADER = "Campaign,Text,Cost\n"
PLAIN = HEADER + "".join(f"Fair {number},plain,{number}.50\n" for number in range(30_000))
BROKEN = HEADER + "".join(
    f'Fair {number},"line\r\nsecond, {number}\n\nfourth",1\n' if number % 7 == 0 else f"Fair {number},a,{number}\n"
    for number in range(30_000)
)


@pytest.fixture(params=["whole", "windows"], autouse=True)
def windows(request, monkeypatch):
    """Also with a head, pieces and a tail much smaller than the file, as they are for a really large one."""
    if request.param == "windows":
        monkeypatch.setattr(glimpses, "HEAD", 4_096)
        monkeypatch.setattr(surveys, "TAIL", 2_048)
        monkeypatch.setattr(surveys, "PIECE", 1_023)


def both(path: Path, content: bytes) -> tuple[RawTable, RawTable]:
    path.write_bytes(content)
    [careful] = reading.tables_of(path, "x.csv", bulk_bytes=1 << 30)
    [lazy] = reading.tables_of(path, "x.csv", bulk_bytes=0)
    return careful, lazy


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.rstrip().encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode("utf-16"),
        PLAIN.replace("plain", "Müller–Söhne €").encode("cp1252"),
        PLAIN.replace("Fair 29999", "Fair Zürich").encode("cp1252"),
        PLAIN.replace("plain", "pl\0ain").encode(),
        BROKEN.encode(),
        BROKEN.rstrip().encode(),
        BROKEN.replace("Fair", "Żółw").encode("utf-16"),
        ('Report\n"July 8, 2026 - July 31, 2026"\n\n' + PLAIN).encode(),
        ("sep=,\n" + PLAIN).encode(),
        ('# ---\n# Shop, "A\n# 2026\n\nPage,Users\n,9,Grand total\n' + "/a,1\n" * 30_000).encode(),
        (PLAIN + '\n\n"Won deals"\n"Copyright (c) salesforce.com, inc."\nVoltara\n').encode(),
        (BROKEN + '\r\n"©2026 Microsoft Corporation. "\r\n').encode(),
        PLAIN.replace("Fair 12,plain,12.50\n", "\n\n,,\nFair 12,plain,12.50\n").encode(),
        (HEADER.strip() + ",,\n" + "a,b,1,,\n" * 30_000).encode(),
        (HEADER + "a,b,1,\n" * 30_000).encode(),
        (HEADER + 'a,"",\n,b,1\n' * 20_000).encode(),
    ],
)
def test_a_lazy_reading_equals_a_careful_one(tmp_path, content):
    careful, lazy = both(tmp_path / "x", content)
    assert lazy.header == careful.header
    assert lazy.header_line == careful.header_line
    assert (lazy.preamble, lazy.footer) == (careful.preamble, careful.footer)
    assert (lazy.encoding, lazy.delimiter, lazy.path) == (careful.encoding, careful.delimiter, tmp_path / "x")
    slow = careful.rows.collect()
    assert lazy.rows.collect().equals(slow.fill_null(""))
    assert lazy.rows.collect_schema() == slow.schema
    assert slow.height >= 30_000


def test_a_shorter_row_ends_in_empty_cells(tmp_path):
    careful, lazy = both(tmp_path / "x", PLAIN.replace("Fair 9,plain,9.50", "Fair 9").encode())
    assert lazy.rows.collect().equals(careful.rows.collect().fill_null(""))


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (PLAIN.replace("Fair 25000,plain", "Fair 25000,pl,ain"), "4 on line 25,002"),
        (BROKEN.replace("Fair 20001,a", "Fair 20001,a,b"), "cells in every row; found 4 on line 28,577"),
        (PLAIN + HEADER + "Fair 1,again,1\n", "a second one on line 30,002"),
        (PLAIN + "\nCampaign,Clicks\nA,4\n", "a second one on line 30,003"),
        (PLAIN.replace("Fair 15000,", HEADER + "Fair 15000,"), "a second one on line 15,002"),
        (PLAIN.replace("Fair 9,", "\nAd,Text,Clicks\nFair 9,"), "a second one on line 12"),
        (PLAIN.replace("Fair 25000,", "\nAd,Text,Cost\nFair 25000,"), "a second one on line 25,003"),
        (PLAIN.replace("Fair 25000,", '"Fair 25000,'), "quotation mark"),
        (PLAIN.replace("Fair 25000,plain", '"Fair" 25000,plain'), "quotation marks that open and close whole cells"),
        (HEADER, "the header alone"),
    ],
)
def test_a_large_file_that_would_be_read_wrong_is_refused(tmp_path, content, found):
    path = tmp_path / "x"
    path.write_text(content)
    with pytest.raises(Refused) as refused:
        for table in reading.tables_of(path, bulk_bytes=0):
            with table.reading():
                table.rows.collect(engine="streaming")
    assert found in str(refused.value)


def test_a_truncated_large_utf_16_file_is_refused(tmp_path):
    path = tmp_path / "x"
    for cut in (1, 3, 24):
        path.write_bytes(PLAIN.encode("utf-16")[:-cut])
        with pytest.raises(Refused, match="Expected a whole UTF-16 file"):
            reading.tables_of(path, bulk_bytes=0)


def test_a_temporary_copy_goes_with_the_table_that_reads_from_it(tmp_path, monkeypatch):
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(copies))
    (tmp_path / "x").write_bytes(PLAIN.encode("utf-16"))
    [table] = reading.tables_of(tmp_path / "x", bulk_bytes=0)
    assert len(list(copies.iterdir())) == 1
    assert table.rows.collect().height == 30_000
    del table
    gc.collect()
    assert list(copies.iterdir()) == []
