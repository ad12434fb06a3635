"""What a commit and an undo move: the months of every version of a row, all of it or nothing."""

import pytest

from custodian.domain import imports
from custodian.intake import passing
from tests import loading
from tests.loading import AT, campaigns, current, kpis, load, orders


@pytest.fixture
def desk(tmp_path):
    return loading.desk(tmp_path / "data")


def revenue(desk):
    return {f"{row[1]:%Y-%m}": row[4] for row in kpis(desk) if row[0] == "revenue" and row[2] == ""}


def test_undoing_an_overlapping_file_restores_exactly_what_it_replaced(desk, tmp_path):
    load(desk, orders(tmp_path, "a.csv", "1 10 2026-09-01", "2 20 2026-09-02"))
    before = current(desk, "orders"), kpis(desk)
    load(desk, orders(tmp_path, "b.csv", "2 25 2026-10-02", "3 30 2026-10-03"))
    assert len(current(desk, "orders")) == 3
    imports.undo(desk, 2, "Ada", AT)
    assert (current(desk, "orders"), kpis(desk)) == before


def test_the_month_that_a_row_left_is_computed_anew_as_well(desk, tmp_path):
    load(desk, orders(tmp_path, "a.csv", "1 10 2026-09-01", "2 20 2026-09-02"))
    assert revenue(desk) == {"2026-09": 30}
    load(desk, orders(tmp_path, "b.csv", "2 25 2026-12-02"))
    assert revenue(desk) == {"2026-09": 10, "2026-12": 25}
    imports.undo(desk, 2, "Ada", AT)
    assert revenue(desk) == {"2026-09": 30}


def test_undoing_the_middle_of_three_versions_changes_nothing_that_counts(desk, tmp_path):
    for name, amount in (("a.csv", 10), ("b.csv", 11), ("c.csv", 12)):
        load(desk, orders(tmp_path, name, f"1 {amount} 2026-09-01"))
    before = current(desk, "orders"), kpis(desk)
    imports.undo(desk, 2, "Ada", AT)
    assert (current(desk, "orders"), kpis(desk)) == before
    imports.undo(desk, 3, "Ada", AT)
    assert revenue(desk) == {"2026-09": 10}


def test_a_row_that_a_later_file_only_repeats_survives_the_undo_of_the_first(desk, tmp_path):
    load(desk, orders(tmp_path, "a.csv", "1 10 2026-09-01", "2 20 2026-09-02"))
    again = load(desk, orders(tmp_path, "b.csv", "1 10 2026-09-01"))
    assert again.comparison.rows_unchanged == 1
    imports.undo(desk, 1, "Ada", AT)
    assert revenue(desk) == {"2026-09": 10}


def test_a_month_then_the_same_month_again_is_a_change_and_no_overlap(desk, tmp_path):
    load(desk, campaigns(tmp_path, "a.csv", "Brand 2026-09-01 2026-09-30 80"))
    done = load(desk, campaigns(tmp_path, "b.csv", "Brand 2026-09-01 2026-09-30 90"))
    assert done.comparison.rows_changed == 1


def test_a_commit_that_fails_at_its_very_end_leaves_the_ledger_as_it_was(desk, tmp_path):
    """The disk of the archive is full, or it may not be written."""
    load(desk, orders(tmp_path, "a.csv", "1 10 2026-09-01"))
    before = current(desk, "orders"), kpis(desk), imports.history(desk.warehouse)
    (previewed,) = loading.look(desk, orders(tmp_path, "b.csv", "1 11 2026-09-01", "2 20 2026-09-02"))
    archive = desk.settings.archive
    archive.rename(tmp_path / "elsewhere")
    archive.write_text("no folder any more")
    with pytest.raises(OSError, match="archive"):
        imports.commit(desk, previewed, "Ada", AT)
    assert (current(desk, "orders"), kpis(desk), imports.history(desk.warehouse)) == before
    archive.unlink()
    (tmp_path / "elsewhere").rename(archive)
    assert imports.commit(desk, previewed, "Ada", AT).import_id == 2


def test_loading_tells_how_far_it_is_in_rows(tmp_path):
    made, told = loading.desk(tmp_path / "data"), []
    desk = imports.opened(made.warehouse, made.settings, lambda done, total, doing: told.append((done, total, doing)))
    load(desk, orders(tmp_path, "a.csv", "1 10 2026-09-01", "2 20 2026-09-02"))
    assert told == [
        (0, 0, "Reading a.csv"),
        (0, 0, "Converting a.csv"),
        (2, 2, "Comparing a.csv"),
        (0, 2, "Loading a.csv"),
        (2, 2, "Computing the KPIs"),
    ]


def test_loading_many_rows_tells_meanwhile_how_many_are_loaded(tmp_path, monkeypatch):
    monkeypatch.setattr(passing, "EVERY", 0.001)
    made, told = loading.desk(tmp_path / "data"), []
    desk = imports.opened(made.warehouse, made.settings, lambda *far: told.append(far))
    rows = (f"Campaign-{number} 2026-09-01 2026-09-01 {number % 100}" for number in range(300_000))
    load(desk, campaigns(tmp_path, "a.csv", *rows))
    loaded = [far[:2] for far in told if far[2] == "Loading a.csv"]
    assert loaded[0] == (0, 300_000)
    assert loaded == sorted(loaded)
    assert any(0 < done < total for done, total in loaded)
