"""Cells that cannot be read: listed, mended in a spreadsheet, brought back, and loaded as a correct file would be."""

import csv
import io
from datetime import datetime

import polars as pl
import pytest

from custodian import settings
from custodian.domain import imports, mended, soundness
from custodian.intake import formulas, mending
from custodian.warehouse import catalogues
from tests import loading
from tests.intake.test_reading_containers import cell, workbook
from tests.stories import BRAND

HEADER = "tool,document_no,company,ordered_on,amount,currency"
AT = datetime(2026, 11, 3)
WRONG = [
    "Xero,1,Example,2026-09-01,10.50,EUR",
    'Xero,2,"Bör, ""Ltd""",2026-09-02,=cmd|x,EUR',
    "Xero,3,Example,1.X.2026,-5.25,EUR",
]
RIGHT = [WRONG[0], 'Xero,2,"Bör, ""Ltd""",2026-09-02,20.00,EUR', "Xero,3,Example,2026-10-01,-5.25,EUR"]


@pytest.fixture
def desk(tmp_path):
    return loading.desk(tmp_path / "data")


@pytest.fixture
def wrong(tmp_path):
    return loading.written(tmp_path, "orders.csv", [HEADER, *WRONG])


def listed(desk, path) -> list[dict[str, str]]:
    staged = [one.staged for one in loading.look(desk, path) if one.staged]
    return list(csv.DictReader(io.StringIO(mending.written(staged).removeprefix("\ufeff"))))


def brought_back(folder, rows, name="refused cells.csv", sign=",", encoding="utf-8-sig"):
    """As a spreadsheet would save it."""
    text = io.StringIO()
    told = csv.DictWriter(text, mending.HEADER, delimiter=sign)
    told.writeheader()
    told.writerows(rows)
    place = folder / name
    place.write_bytes(text.getvalue().encode(encoding))
    return place


def mend(rows, *said):
    return [row | {"Mended": one} for row, one in zip(rows, said, strict=True)]


def looked_at(desk, *files):
    found = mended.sorted_out(desk, files)
    assert not found.refusals
    return [
        one
        for export in found.exports
        for one in loading.look(desk, export.path, export.name, source=export.source, mended=found.cells)
    ]


def test_the_list_names_each_cell_and_runs_no_formula(desk, wrong):
    told = [(row["Line"], row["Column"], row["Value"], row["Mended"]) for row in listed(desk, wrong)]
    assert told == [("3", "amount", "'=cmd|x", ""), ("4", "ordered_on", "1.X.2026", "")]


@pytest.mark.parametrize(("sign", "encoding"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")])
def test_mended_cells_give_what_a_correct_file_gives(desk, wrong, tmp_path, sign, encoding):
    told = brought_back(tmp_path, mend(listed(desk, wrong), "20.00", "2026-10-01"), sign=sign, encoding=encoding)
    (one,) = looked_at(desk, told, wrong)
    assert (one.status, one.staged.rows_read, one.staged.rows_refused) == ("dry_run", 3, 0)
    assert [(said.what, said.because) for said in one.decisions if "mended" in said.what] == [
        ("2 mended cells", "you wrote line 3, amount: “20.00”; line 4, ordered_on: “2026-10-01”")
    ]
    imports.commit(desk, one, "Ada", AT)
    other = loading.desk(tmp_path / "other")
    loading.load(other, loading.written(tmp_path, "right.csv", [HEADER, *RIGHT]))
    assert loading.current(desk, "orders") == loading.current(other, "orders")
    assert loading.kpis(desk) == loading.kpis(other)


def test_a_list_saved_as_a_workbook_is_read_too(desk, wrong, tmp_path):
    rows = mend(listed(desk, wrong), "20", "2026-10-01")
    place = tmp_path / "refused cells.xlsx"
    cells = [mending.HEADER, *(tuple(row.values()) for row in rows)]
    sheet = [
        "".join(cell(f"{'ABCDEFGH'[at]}{number}", text) for at, text in enumerate(row))
        for number, row in enumerate(cells, 1)
    ]
    place.write_bytes(workbook(Cells="".join(f'<row r="{at}">{row}</row>' for at, row in enumerate(sheet, 1))))
    (one,) = looked_at(desk, wrong, place)
    assert (one.status, one.staged.rows_refused) == ("dry_run", 0)


def test_after_loading_without_them_the_list_alone_brings_the_rest(desk, wrong, tmp_path):
    rows = listed(desk, wrong)
    imports.commit(desk, loading.look(desk, wrong)[0], "Ada", AT, accept_rest=True)
    before = loading.current(desk, "orders")
    (one,) = looked_at(desk, brought_back(tmp_path, mend(rows, "20.00", "2026-10-01")))
    assert (one.file, one.comparison.rows_added, one.comparison.rows_unchanged) == ("orders.csv", 2, 1)
    done = imports.commit(desk, one, "Ada", AT)
    assert len(loading.current(desk, "orders")) == 3
    (again,) = looked_at(desk, wrong)
    assert again.status == "unchanged"
    imports.undo(desk, done.import_id, "Ada", AT)
    assert loading.current(desk, "orders") == before


def test_the_rebuilt_ledger_has_the_mended_rows_and_nothing_is_unsound(desk, wrong, tmp_path):
    (one,) = looked_at(desk, wrong, brought_back(tmp_path, mend(listed(desk, wrong), "20.00", "2026-10-01")))
    imports.commit(desk, one, "Ada", AT)
    assert soundness.faults(desk.warehouse, desk.settings) == []
    chosen = settings.load(data=desk.settings.data, ledger=":memory:", records=":memory:", **BRAND)
    anew = imports.opened(catalogues.open_warehouse(chosen), chosen)
    assert soundness.rebuild(chosen, anew) == 1
    assert loading.current(anew, "orders") == loading.current(desk, "orders")


def test_the_next_file_of_the_source_is_read_as_it_stands(desk, wrong, tmp_path):
    (one,) = looked_at(desk, wrong, brought_back(tmp_path, mend(listed(desk, wrong), "20.00", "2026-10-01")))
    imports.commit(desk, one, "Ada", AT)
    (after,) = loading.look(desk, loading.orders(tmp_path, "next.csv", "7 1.00 2026-11-01", "8 2.00 2026-11-02"))
    assert after.staged.contract.mended == ()


def test_a_cell_mended_wrongly_is_listed_again(desk, wrong, tmp_path):
    (one,) = looked_at(desk, wrong, brought_back(tmp_path, mend(listed(desk, wrong), "twenty", "2026-10-01")))
    assert [(p.line, p.column, p.value) for p in one.problems] == [(3, "amount", "twenty")]


def test_of_a_row_that_stands_twice_one_may_be_left_out(desk, tmp_path):
    path = loading.orders(tmp_path, "twice.csv", "1 10.00 2026-09-01", "1 11.00 2026-09-01", "2 5.00 2026-09-02")
    rows = listed(desk, path)
    assert [row["Line"] for row in rows] == ["2", "3"]
    (one,) = looked_at(desk, path, brought_back(tmp_path, mend(rows, "Leave out", "")))
    assert (one.staged.rows_refused, one.staged.rows_read, one.comparison.rows_added) == (0, 2, 2)
    assert "1 row left out" in [said.what for said in one.decisions]


def test_text_that_looks_like_a_formula_can_be_written_as_mended(desk, tmp_path):
    path = loading.written(tmp_path, "orders.csv", [HEADER, "Xero,1,,2026-09-01,1,EUR", "Xero,2,B,2026-09-02,2,EUR"])
    (one,) = looked_at(desk, path, brought_back(tmp_path, mend(listed(desk, path), "'=A1 Ltd")))
    imports.commit(desk, one, "Ada", AT)
    assert any("=A1 Ltd" in row for row in loading.current(desk, "orders"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"Mended": ""}, "Expected a mended cell in the column “Mended”; found none."),
        ({"Line": "three"}, "Expected the line and the mark of the file as they were; found “three”"),
        ({"Of file (do not change)": "sha256:00"}, "Expected the file that these cells belong to; found it neither"),
    ],
)
def test_a_list_that_cannot_be_used_says_why(desk, wrong, tmp_path, change, sentence):
    rows = [row | change for row in mend(listed(desk, wrong), "20.00", "2026-10-01")]
    found = mended.sorted_out(desk, [brought_back(tmp_path, rows), wrong])
    assert [str(why)[: len(sentence)] for why in found.refusals.values()] == [sentence]
    assert found.cells == {} and [one.name for one in found.exports] == ["orders.csv"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"Line": "9"}, "Expected line 9 in orders.csv, with one row; found none."),
        ({"Column": "price"}, "Expected a column of orders.csv to mend; found “price” in line 3, which is none."),
    ],
)
def test_a_cell_that_the_file_does_not_have_refuses_it(desk, wrong, tmp_path, change, sentence):
    first, second = mend(listed(desk, wrong), "20.00", "2026-10-01")
    (one,) = looked_at(desk, wrong, brought_back(tmp_path, [first | change, second]))
    assert one.status == "refused" and one.refusal.startswith(sentence)


def test_an_export_with_a_column_called_mended_is_an_export(desk, tmp_path):
    place = loading.written(tmp_path, "a.csv", [HEADER + ",Mended", WRONG[0] + ",x"])
    assert mending.read(place, place.name) is None


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@x", "\tx", "'=x", "''=x", "'", "", "a=b", "'a", "＝1"])
def test_what_is_made_harmless_comes_back_as_it_was(text):
    assert formulas.as_written(formulas.harmless(text)) == text
    assert not formulas.harmless(text).startswith(("=", "+", "-", "@", "\t", "＝"))
    frame = formulas.harmless_frame(pl.DataFrame({"text": [text], "number": [-5]}))
    assert frame.row(0) == (formulas.harmless(text), -5)
