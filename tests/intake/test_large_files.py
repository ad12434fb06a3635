"""Files above 16 MB, which are proved as they are converted: what cannot be read right is refused all the same."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from custodian.domain import imports
from custodian.intake import bulk, glimpses, passing, reading
from tests import loading

HEADER = "Campaign,Day,Clicks,Note"
FORMAT = """# Our ads: Reports > Days
tool = "Our ads"
title = "Days"
table = "campaign_days"
header = ["Campaign", "Day", "Clicks", "Note"]

[columns]
platform = { value = "Our ads" }
campaign = { from = ["Campaign"] }
first_day = { from = ["Day"] }
last_day = { from = ["Day"] }
clicks = { from = ["Clicks"] }
"""
ROWS = 400_000
LONG = "Trade fair,2026-09-01,1,seen, and liked"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """No file is small enough to be held and read with care."""
    monkeypatch.setattr(reading, "CAREFULLY", 1)
    return loading.desk(tmp_path / "data")


def previewed(desk, tmp_path, *last: str) -> imports.Preview:
    rows = (f"Campaign {row} of the autumn term,2026-09-01,{row % 9}," for row in range(ROWS))
    (tmp_path / "days.toml").write_text(FORMAT)
    large = loading.written(tmp_path, "large.csv", [HEADER, *rows, *last])
    assert large.stat().st_size > reading.BULK_BYTES
    (found,) = imports.preview(desk, large, format_file=tmp_path / "days.toml")
    return found


def test_every_row_of_a_regular_file_is_read(desk, tmp_path):
    found = previewed(desk, tmp_path)
    assert (found.status, found.staged.rows_read, found.staged.rows_refused) == ("dry_run", ROWS, 0)


@pytest.mark.parametrize("row", [LONG, LONG.replace("seen, and liked", ",")])
def test_a_row_with_a_cell_too_many_far_below_is_refused_also_in_a_column_that_is_not_loaded(desk, tmp_path, row):
    found = previewed(desk, tmp_path, row)
    assert found.status == "refused"
    assert "Expected 4 cells in every row; found 5 on line 400,002" in found.refusal
    assert loading.current(desk, "campaign_days") == []


def test_the_header_far_below_is_refused(desk, tmp_path):
    found = previewed(desk, tmp_path, HEADER, LONG.replace("seen, and", "seen and"))
    assert (found.status, "a second one on line 400,002" in found.refusal) == ("refused", True)


def test_a_file_that_can_be_held_is_read_with_care_after_all(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "CAREFULLY", 4)
    found = previewed(desk, tmp_path, LONG)
    assert (found.status, found.staged.rows_read, found.staged.rows_refused) == ("dry_run", ROWS + 1, 1)
    assert [(one.line, one.value) for one in found.staged.problems] == [(ROWS + 2, " and liked")]


def test_whoever_waits_is_told_how_many_rows_have_gone_by(desk, tmp_path, monkeypatch):
    told: list[tuple[int, int, str]] = []
    monkeypatch.setattr(passing, "EVERY", 0.001)
    found = previewed(replace(desk, progress=lambda *now: told.append(now)), tmp_path)
    converting = [done for done, total, doing in told if (total, doing) == (ROWS, "Converting large.csv")]
    assert found.status == "dry_run"
    assert converting == sorted(converting)
    assert any(0 < done < ROWS for done in converting)


@pytest.mark.parametrize("first", [bulk.FIRST, len(HEADER) + 40], ids=["some rows", "no row"])
def test_what_the_first_rows_leave_open_is_told_by_a_row_far_below(desk, tmp_path, monkeypatch, first):
    """They are cut where every quoted cell is closed; where a long cell leaves none, the rows themselves tell."""
    monkeypatch.setattr(bulk, "FIRST", first)
    monkeypatch.setattr(glimpses, "HEAD", 1 << 20)
    rows = [f'Campaign {row},04/03/2026,{row % 9},"a long\nnote {"." * 3_000}"' for row in range(6_000)]
    (tmp_path / "days.toml").write_text(FORMAT)
    large = loading.written(tmp_path, "large.csv", [HEADER, *rows, "The last campaign,03/31/2026,1,"])
    (found,) = imports.preview(desk, large, format_file=tmp_path / "days.toml")
    assert (found.status, found.staged.rows_read, found.staged.rows_refused) == ("dry_run", 6_001, 0)
    assert "(Day, line 12,002)" in " ".join(one.because for one in found.staged.decisions)
    days = pl.read_parquet(found.staged.rows, columns=["line", "first_day"])
    assert (days["line"][0], days["line"][-1]) == (2, 12_002)
    assert (days["first_day"][0], days["first_day"][-1]) == (date(2026, 4, 3), date(2026, 3, 31))
