"""Loading and undoing: new, changed, unchanged and vanished rows; no day counts twice."""

from dataclasses import replace

import pytest

from custodian.domain import imports, soundness
from custodian.intake.staging import Refused
from tests import loading
from tests.loading import AT, campaigns, current, load, orders


@pytest.fixture
def desk(tmp_path):
    return loading.desk(tmp_path / "data")


def test_a_dry_run_says_what_would_change_and_writes_nothing(desk, tmp_path):
    load(desk, orders(tmp_path, "a.csv", "1 10 2026-09-01", "2 20 2026-09-02", "3 30 2026-09-03"))
    before = current(desk, "orders"), loading.kpis(desk)
    changed = orders(tmp_path, "b.csv", "2 25 2026-09-02", "1 10 2026-09-01", "4 40 2026-10-04")
    (previewed,) = imports.preview(desk, changed)
    told = previewed.comparison
    assert previewed.status == "dry_run"
    assert (told.rows_added, told.rows_changed, told.rows_unchanged, told.rows_vanished) == (1, 1, 1, 1)
    assert [(one.line, one.column, one.before, one.after) for one in previewed.changed] == [(2, "amount", "20", "25")]
    assert previewed.changed[0].row == "Xero · 2"
    assert previewed.months == ["2026-09", "2026-10"]
    moved = {(one.kpi, f"{one.month:%Y-%m}"): (one.before, one.after) for one in previewed.moves}
    assert moved["revenue", "2026-09"] == (60, 65)
    assert moved["revenue", "2026-10"] == (None, 40)
    assert (current(desk, "orders"), loading.kpis(desk)) == before
    assert len(imports.history(desk.warehouse)) == 1


def test_a_row_that_a_later_file_no_longer_has_stays(desk, tmp_path):
    load(desk, orders(tmp_path, "a.csv", "1 10 2026-09-01", "2 20 2026-09-02", "3 30 2026-09-03"))
    done = load(desk, orders(tmp_path, "b.csv", "1 10 2026-09-01", "3 30 2026-09-03"))
    assert done.comparison.rows_vanished == 1
    assert len(current(desk, "orders")) == 3


def test_the_same_file_again_changes_nothing_and_says_which_import_it_was(desk, tmp_path):
    path = orders(tmp_path, "a.csv", "1 10 2026-09-01")
    first = load(desk, path)
    again = load(desk, path)
    assert (first.status, again.status, again.import_id) == ("loaded", "unchanged", first.import_id)
    assert len(imports.history(desk.warehouse)) == 1


def test_an_undone_file_can_be_loaded_again_under_a_new_number(desk, tmp_path):
    path = orders(tmp_path, "a.csv", "1 10 2026-09-01")
    load(desk, path)
    undone = imports.undo(desk, 1, "Ada", AT)
    assert undone.is_undone
    assert current(desk, "orders") == []
    assert load(desk, path).import_id == 2
    assert soundness.faults(desk.warehouse, desk.settings) == []


def test_a_preview_loaded_twice_is_loaded_once(desk, tmp_path):
    """Two clicks on one button."""
    (previewed,) = loading.look(desk, orders(tmp_path, "a.csv", "1 10 2026-09-01"))
    assert imports.commit(desk, previewed, "Ada", AT).status == "loaded"
    assert imports.commit(desk, previewed, "Ada", AT).status == "unchanged"
    assert len(imports.history(desk.warehouse)) == 1


def test_two_previews_of_the_same_rows_loaded_one_after_the_other_count_once(desk, tmp_path):
    """`Load all that are ready`: the second was compared before the first was loaded."""
    one = loading.look(desk, orders(tmp_path, "a.csv", "1 10 2026-09-01", "2 20 2026-09-02"))[0]
    other = loading.look(desk, orders(tmp_path, "b.csv", "1 11 2026-09-01"))[0]
    imports.commit(desk, one, "Ada", AT)
    done = imports.commit(desk, other, "Ada", AT)
    assert (done.comparison.rows_added, done.comparison.rows_changed) == (0, 1)
    assert [row[5] for row in current(desk, "orders")] == [11, 20]
    assert soundness.faults(desk.warehouse, desk.settings) == []


def test_rows_are_compared_again_only_where_the_ledger_has_moved_since(desk, tmp_path):
    load(desk, orders(tmp_path, "a.csv", "1 10 2026-09-01"))
    one = loading.look(desk, orders(tmp_path, "b.csv", "1 11 2026-09-01"))[0]
    other = loading.look(desk, orders(tmp_path, "c.csv", "1 12 2026-09-01", "2 20 2026-09-02"))[0]
    assert imports.commit(desk, one, "Ada", AT).comparison is one.comparison
    imports.undo(desk, 2, "Ada", AT)  # as it was, but that cannot be known without looking
    again = imports.commit(desk, other, "Ada", AT).comparison
    assert again is not other.comparison
    assert (again.rows_added, again.rows_changed) == (1, 1)
    assert soundness.faults(desk.warehouse, desk.settings) == []


def test_rows_of_one_file_that_say_they_are_the_same_thing_are_refused_all_of_them(desk, tmp_path):
    """Nobody knows which one is right."""
    rows = ("1 10 2026-09-01", "2 20 2026-09-02", "1 10 2026-09-01", "2 21 2026-09-02", "3 30 2026-09-03")
    (previewed,) = loading.look(desk, orders(tmp_path, "a.csv", *rows))
    assert [one.line for one in previewed.problems] == [2, 3, 4, 5]
    with pytest.raises(Refused, match="4 rows"):
        imports.commit(desk, previewed, "Ada", AT)
    assert current(desk, "orders") == []
    done = imports.commit(desk, previewed, "Ada", AT, accept_rest=True)
    assert (done.comparison.rows_added, done.staged.rows_refused, done.staged.rows_read) == (1, 4, 5)
    assert [row[5] for row in current(desk, "orders")] == [30]


def test_a_month_beside_its_days_is_refused_because_it_would_count_twice(desk, tmp_path):
    load(desk, campaigns(tmp_path, "days.csv", "Brand 2026-09-01 2026-09-01 5", "Brand 2026-09-02 2026-09-02 6"))
    (previewed,) = loading.look(desk, campaigns(tmp_path, "month.csv", "Brand 2026-09-01 2026-09-30 80"))
    assert previewed.status == "refused"
    assert "2026-09-01 to 2026-09-30" in previewed.refusal and "days.csv" in previewed.refusal
    assert "undo" in previewed.refusal
    (other,) = loading.look(desk, campaigns(tmp_path, "other.csv", "Fair 2026-09-01 2026-09-30 80"))
    assert other.status == "dry_run"


def test_a_month_beside_its_days_in_one_file_is_refused_too(desk, tmp_path):
    path = campaigns(tmp_path, "both.csv", "Brand 2026-09-01 2026-09-30 80", "Brand 2026-09-02 2026-09-02 6")
    (previewed,) = loading.look(desk, path)
    assert previewed.status == "refused"
    assert "line 3" in previewed.refusal and "line 2" in previewed.refusal


def test_a_preview_overtaken_by_other_days_is_refused_at_the_commit(desk, tmp_path):
    month = loading.look(desk, campaigns(tmp_path, "month.csv", "Brand 2026-09-01 2026-09-30 80"))[0]
    load(desk, campaigns(tmp_path, "days.csv", "Brand 2026-09-01 2026-09-01 5"))
    with pytest.raises(Refused, match="count twice"):
        imports.commit(desk, month, "Ada", AT)
    assert len(imports.history(desk.warehouse)) == 1


def test_rows_over_several_months_are_counted_and_touch_every_month(desk, tmp_path):
    path = campaigns(tmp_path, "a.csv", "Brand 2026-08-15 2026-10-15 80", "Fair 2026-09-02 2026-09-02 6")
    (previewed,) = loading.look(desk, path)
    assert previewed.comparison.spanning == 1
    assert previewed.months == ["2026-08", "2026-09", "2026-10"]


def test_undoing_the_older_of_two_imports_leaves_the_newer_one_as_it_is(desk, tmp_path):
    load(desk, orders(tmp_path, "a.csv", "1 10 2026-09-01", "2 20 2026-09-02"))
    load(desk, orders(tmp_path, "b.csv", "1 11 2026-09-01"))
    imports.undo(desk, 1, "Ada", AT)
    assert [(row[1], row[5]) for row in current(desk, "orders")] == [("1", 11)]
    imports.undo(desk, 2, "Ada", AT)
    assert current(desk, "orders") == []
    assert loading.kpis(desk) == []


def test_undo_says_what_is_wrong_with_a_number_that_is_no_import(desk, tmp_path):
    with pytest.raises(Refused, match="7, which is none"):
        imports.undo(desk, 7, "Ada", AT)
    load(desk, orders(tmp_path, "a.csv", "1 10 2026-09-01"))
    imports.undo(desk, 1, "Ada", AT)
    with pytest.raises(Refused, match="undone before"):
        imports.undo(desk, 1, "Ada", AT)


def test_what_is_not_ready_cannot_be_loaded(desk, tmp_path):
    (previewed,) = loading.look(desk, loading.written(tmp_path, "a.csv", ["tree,leaf", "oak,green"]))
    assert previewed.status == "unknown"
    with pytest.raises(Refused, match="unknown"):
        imports.commit(desk, previewed, "Ada", AT)
    with pytest.raises(Refused):
        imports.commit(desk, replace(previewed, status="needs_answer"), "Ada", AT)


def test_two_answers_of_one_respondent_that_change_are_told_apart(desk, tmp_path):
    """They stand in one line of the survey's export."""
    header = "Respondent ID,Collector ID,Start Date,End Date,How likely are you to recommend us?,How satisfied are you?"
    says = {
        "survey:How likely are you to recommend us?": "customer/delivery/recommend",
        "survey:How satisfied are you?": "customer/delivery/satisfaction",
        "account": "Customers",
    }
    options = ",,,,Response,Response"
    days = "10/13/2026 10:00,10/13/2026 10:20"
    first = loading.written(tmp_path, "a.csv", [header, options, f"501,7,{days},9,4", f"502,7,{days},8,5"])
    load(desk, first, answers=says)
    second = loading.written(tmp_path, "b.csv", [header, options, f"501,7,{days},6,2", f"502,7,{days},8,5"])
    (previewed,) = loading.look(desk, second, answers=says)
    told = {(one.line, one.before, one.after) for one in previewed.changed if one.column == "value"}
    assert told == {(3, "9", "6"), (3, "4", "2")}
    assert previewed.comparison.rows_changed == 2


def test_the_same_file_read_another_way_is_no_repetition(desk, tmp_path):
    """Somebody answered wrongly, noticed it, and answers again."""
    header = "tool,document_no,company,ordered_on,amount,currency"
    path = loading.written(tmp_path, "a.csv", [header, "Xero,1,Example,03/04/2026,10,EUR"])
    assert loading.look(desk, path)[0].status == "needs_answer"
    load(desk, path, answers={"date_order": "mdy"})
    assert loading.look(desk, path)[0].status == "unchanged"
    done = load(desk, path, answers={"date_order": "dmy"})
    assert (done.status, done.import_id, done.comparison.rows_changed) == ("loaded", 2, 1)
    assert [f"{row[4]}" for row in current(desk, "orders")] == ["2026-04-03"]
    assert load(desk, path).status == "unchanged"
