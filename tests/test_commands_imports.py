"""`import`, `imports`, `undo`, `check` and `rebuild` as a script calls them: exit code, stdout, what was written."""

import json
import zipfile

import pytest

from custodian import __main__, settings
from custodian.domain import house

HEADER = "tool,document_no,company,ordered_on,amount,currency"
COUNTS = ["rows_changed", "rows_unchanged", "rows_vanished", "rows_refused", "totals_dropped"]
FIELDS = ["file", "status", "import_id", "format", "source", "table", "rows_read", "rows_added", *COUNTS]
FIELDS += ["months", "questions", "problems"]
GOOD = "Xero,1,Example Ltd,2026-09-01,10.50,EUR", "Xero,2,Example Ltd,2026-09-14,20.25,EUR"
UNCLEAR = "Xero,1,Example Ltd,03/04/2026,10.50,EUR"
SHOP = """# Our shop: Orders > Export
tool = "Our shop"
title = "Orders"
table = "orders"
header = ["Order no", "Customer", "Day", "Sum"]

[columns]
tool = { value = "Our shop" }
document_no = { from = ["Order no"] }
company = { from = ["Customer"] }
ordered_on = { from = ["Day"] }
amount = { from = ["Sum"] }
currency = { value = "EUR" }
"""


@pytest.fixture
def typed(tmp_path, monkeypatch, capsys):
    """A command line on an empty data folder: exit code, stdout (as JSON where it was asked for), stderr."""
    monkeypatch.setenv("CUSTODIAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CUSTODIAN_BY", "Ada")

    def run(*arguments):
        code = __main__.run([str(each) for each in arguments])
        said = capsys.readouterr()
        return code, json.loads(said.out) if "--json" in arguments else said.out, said.err

    yield run
    house.close(settings.load())


def orders(folder, name, *lines):
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")
    return path


def test_a_loaded_file_is_told_with_exactly_the_promised_fields(typed, tmp_path):
    code, (told,), err = typed("import", orders(tmp_path, "a.csv", *GOOD), "--json")
    assert (code, err) == (0, "")
    assert list(told) == FIELDS
    assert told == {
        "file": "a.csv",
        "status": "loaded",
        "import_id": 1,
        "format": "custodian_orders",
        "source": "Custodian",
        "table": "orders",
        "rows_read": 2,
        "rows_added": 2,
        "months": ["2026-09"],
        "questions": [],
        "problems": [],
        **dict.fromkeys(COUNTS, 0),
    }


def test_the_same_file_again_is_unchanged_and_no_fault(typed, tmp_path):
    path = orders(tmp_path, "a.csv", *GOOD)
    typed("import", path)
    code, (told,), _ = typed("import", path, "--json")
    assert (code, told["status"], told["import_id"]) == (0, "unchanged", 1)


def test_a_dry_run_writes_nothing(typed, tmp_path):
    code, (told,), _ = typed("import", orders(tmp_path, "a.csv", *GOOD), "--dry-run", "--json")
    assert (code, told["status"], told["import_id"], told["rows_added"]) == (0, "dry_run", None, 2)
    assert typed("imports", "--json")[1] == []
    assert not (tmp_path / "data" / "archive").exists()


def test_an_open_question_is_exit_code_3_and_an_answer_loads(typed, tmp_path):
    path = orders(tmp_path, "a.csv", UNCLEAR)
    code, (told,), _ = typed("import", path, "--json")
    assert (code, told["status"]) == (3, "needs_answer")
    assert [(one["key"], one["text"]) for one in told["questions"]] == [
        ("date_order", "Is 03/04/2026 the 3rd of April or March 4th?")
    ]
    code, (told,), _ = typed("import", path, "--answer", "date_order=dmy", "--json")
    assert (code, told["status"], told["months"]) == (0, "loaded", ["2026-04"])


def test_an_order_once_answered_is_not_asked_again_and_a_file_against_it_is_refused(typed, tmp_path):
    typed("import", orders(tmp_path, "a.csv", UNCLEAR), "--answer", "date_order=dmy", "--json")
    code, (told,), _ = typed("import", orders(tmp_path, "b.csv", UNCLEAR.replace("Xero,1", "Xero,2")), "--json")
    assert (code, told["status"], told["months"]) == (0, "loaded", ["2026-04"])
    against = orders(tmp_path, "c.csv", "Xero,3,Example Ltd,03/25/2026,10.50,EUR")
    code, (told,), _ = typed("import", against, "--json")
    assert (code, told["status"]) == (1, "refused")
    assert "the day before month, as in this source's files before" in told["problems"][0]["expected"]


def test_yes_takes_the_suggested_answer_and_only_that(typed, tmp_path):
    without = orders(tmp_path, "a.csv", "Xero,1,Example Ltd,2026-09-01,10.50,")
    code, (told,), _ = typed("import", without, "--json")
    assert (code, [one["key"] for one in told["questions"]]) == (3, ["currency"])
    assert typed("import", without, "--yes", "--json")[0] == 0
    assert typed("import", orders(tmp_path, "b.csv", UNCLEAR), "--source", "other", "--yes", "--json")[0] == 3


def test_a_cell_that_cannot_be_read_is_a_refusal_until_the_rest_is_accepted(typed, tmp_path):
    path = orders(tmp_path, "a.csv", *GOOD, "Xero,3,Example Ltd,2026-09-31,5.00,EUR")
    code, (told,), _ = typed("import", path, "--json")
    assert (code, told["status"], told["rows_refused"]) == (1, "refused", 1)
    first = told["problems"][0]
    assert list(first) == ["line", "column", "value", "expected"]
    assert (first["line"], first["column"], first["value"]) == (4, "ordered_on", "2026-09-31")
    assert typed("imports", "--json")[1] == []
    code, (told,), _ = typed("import", path, "--accept-rest", "--json")
    assert (code, told["status"], told["rows_added"], told["rows_refused"]) == (0, "loaded", 2, 1)


def test_a_folder_is_loaded_file_by_file_and_a_bad_one_does_not_stop_the_others(typed, tmp_path):
    folder = tmp_path / "exports"
    orders(folder, "a.csv", GOOD[0])
    (folder / "b.csv").write_bytes(b"")
    orders(folder, "c.csv", GOOD[1])
    code, told, _ = typed("import", folder, "--json")
    assert code == 1
    assert [(one["file"], one["status"]) for one in told] == [
        ("a.csv", "loaded"),
        ("b.csv", "refused"),
        ("c.csv", "loaded"),
    ]
    assert told[1]["problems"][0]["expected"].startswith("Expected a table of rows and columns; found an empty file.")


def test_a_given_format_reads_a_file_that_nothing_else_knows(typed, tmp_path):
    (tmp_path / "shop.toml").write_text(SHOP, "utf-8")
    path = tmp_path / "export.csv"
    path.write_text("Order no,Customer,Day,Sum\n7,Example Ltd,2026-09-03,12.50\n", "utf-8")
    assert typed("import", path)[0] == 1
    code, (told,), _ = typed("import", path, "--format", tmp_path / "shop.toml", "--json")
    assert (code, told["status"], told["source"], told["rows_added"]) == (0, "loaded", "Our shop", 1)


@pytest.mark.parametrize(
    "wrong", [["import"], ["import", "a.csv", "--answer", "date_order"], ["import", "--unheard-of"], ["undo", "one"]]
)
def test_wrong_usage_is_exit_code_2(typed, wrong):
    assert typed(*wrong)[0] == 2


def test_a_path_that_is_not_there_is_refused(typed, tmp_path):
    code, (told,), _ = typed("import", tmp_path / "nothing.csv", "--json")
    assert (code, told["status"]) == (1, "refused")
    assert "nothing at" in told["problems"][0]["expected"]


def test_undo_takes_an_import_back_once(typed, tmp_path):
    typed("import", orders(tmp_path, "a.csv", *GOOD))
    code, told, _ = typed("undo", 1, "--json")
    assert (code, told["import_id"], told["undone_by"]) == (0, 1, "Ada")
    assert typed("undo", 1)[0] == 1
    assert [one["undone_by"] for one in typed("imports", "--json")[1]] == ["Ada"]


def test_check_finds_nothing_until_an_original_is_gone_and_rebuild_says_so(typed, tmp_path):
    typed("import", orders(tmp_path, "a.csv", *GOOD))
    assert typed("check", "--json")[:2] == (0, {"faults": [], "warnings": []})
    assert typed("rebuild")[0] == 0
    assert [one["import_id"] for one in typed("imports", "--json")[1]] == [1]
    next((tmp_path / "data" / "archive").glob("*.zst")).unlink()
    code, told, _ = typed("check", "--json")
    assert (code, len(told["faults"])) == (1, 1)
    assert typed("rebuild")[0] == 1
    assert [one["import_id"] for one in typed("imports", "--json")[1]] == [1]


def test_a_dry_run_says_which_kpis_would_move(typed, tmp_path):
    _, said, _ = typed("import", orders(tmp_path, "a.csv", *GOOD), "--dry-run")
    assert "These KPIs would move:" in said and "Revenue, September 2026: — → €31" in said


def test_refused_cells_are_written_to_a_list_and_the_list_mended_loads_the_file(typed, tmp_path):
    path, list_ = orders(tmp_path, "a.csv", GOOD[0], GOOD[1].replace("20.25", "twenty")), tmp_path / "cells.csv"
    assert typed("import", path, "--refused-to", list_)[0] == 1
    first, row = list_.read_text("utf-8-sig").splitlines()
    assert row.startswith("a.csv,,3,amount,twenty,")
    list_.write_text(f"{first}\n{row.replace(',,sha256', ',20.25,sha256')}\n", "utf-8")
    code, (told,), _ = typed("import", list_, path, "--json")
    assert (code, told["file"], told["status"], told["rows_added"]) == (0, "a.csv", "loaded", 2)
    assert typed("check")[0] == 0
    assert typed("rebuild")[0] == 0
    assert [one["rows_added"] for one in typed("imports", "--json")[1]] == [2]


def test_the_list_of_imports_names_one_month_once(typed, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    typed("import", orders(tmp_path, "a.csv", GOOD[0]))
    assert typed("imports")[1].count("2026-09") == 1


def test_a_suggestion_for_one_table_of_a_zip_is_no_answer_for_another(typed, tmp_path):
    """The website that the zip's name tells is no name of the survey beside it."""
    packed = tmp_path / "example.com-everything.zip"
    with zipfile.ZipFile(packed, "w") as into:
        into.writestr("Chart.csv", "Date,Clicks,Impressions,CTR,Position\n2026-01-01,10,100,10%,5.1\n")
        into.writestr("Form.csv", '"Timestamp","How satisfied are you with us?"\n"2026/04/17 5:10:41 AM GMT+4","4"\n')
    code, told, _ = typed("import", packed, "--yes", "--json")
    assert (code, [one["status"] for one in told]) == (3, ["loaded", "needs_answer"])
    assert [question["key"] for question in told[1]["questions"]] == ["account"]
