"""Files that cannot be what they should: each gets a sentence, and the ledger stays as it was."""

import pytest

from custodian.domain import imports
from custodian.intake.staging import Refused
from tests import loading
from tests.loading import AT, current, load, orders, written

HEADER = "tool,document_no,company,ordered_on,amount,currency"
GOOD = [HEADER, "Xero,1,Example Ltd,2026-09-01,10.50,EUR", "Xero,2,Example Ltd,2026-09-14,20.25,EUR"]
PAGE = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>\n<body><p>Please sign in, again</p></body></html>\n"
UTF_16 = "\n".join([HEADER, *(f"Xero,{number},Example Ltd,2026-09-01,10,EUR" for number in range(40))]).encode("utf-16")
SHOP = """# Our shop: Orders > Export
tool = "Our shop"
title = "Orders"
table = "orders"
header = ["Order no", "Day", "Sum"]

[columns]
tool = { value = "Our shop" }
document_no = { from = ["Order no"] }
ordered_on = { from = ["Day"] }
amount = { from = ["Sum"] }
currency = { value = "EUR" }
"""
CUT = "Expected a whole UTF-16 file; found one that ends in the middle of a letter or is damaged"
UNREADABLE = {
    "empty": (
        b"",
        "Expected a table of rows and columns; found an empty file. Export it again and load the new file.",
    ),
    "header alone": (
        f"{HEADER}\n".encode(),
        "Expected rows under the header; found the header alone (tool, document_no, company, ordered_on …). "
        "Choose a period or a view that has rows, and export again.",
    ),
    "rubbish": (
        bytes(range(256)) * 40,
        "Expected a CSV file; found bytes that are not text. "
        "Export the table again as CSV (or save it as .xlsx) and load that file.",
    ),
    "web page": (
        PAGE.encode(),
        "Expected a CSV file; found a web page. "
        "Often it is a login page: sign in to the tool, download the export again and load that file.",
    ),
    "UTF-16 cut in a letter": (UTF_16[:-1], f"{CUT} (byte 3,120). Download the export again and load the new file."),
    "UTF-16 cut in a row": (UTF_16[:-31], f"{CUT} (byte 3,090). Download the export again and load the new file."),
}


@pytest.fixture
def desk(tmp_path):
    """One good file is loaded: orders 1 and 2, ISO dates and a decimal point."""
    made = loading.desk(tmp_path / "data")
    load(made, written(tmp_path, "good.csv", GOOD))
    return made


def refusal(desk, path, **told):
    before = everything(desk)
    (found,) = loading.look(desk, path, **told)
    with pytest.raises(Refused):
        imports.commit(desk, found, "Ada", AT, accept_rest=True)
    assert found.status in ("refused", "unknown")
    assert everything(desk) == before
    return found.refusal


def everything(desk):
    return current(desk, "orders"), loading.kpis(desk), imports.history(desk.warehouse)


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_is_no_table_is_refused_whatever_its_name(desk, tmp_path, what):
    content, sentence = UNREADABLE[what]
    path = tmp_path / "orders.csv"
    path.write_bytes(content)
    assert refusal(desk, path) == sentence


def test_a_date_order_that_breaks_the_contract_is_refused_with_the_cell(desk, tmp_path):
    dates = [HEADER, "Xero,3,Example Ltd,09/14/2026,10.50,EUR"]
    assert refusal(desk, written(tmp_path, "us.csv", dates)) == (
        "Expected dates with the year first, as in this source's files before; "
        "found “09/14/2026” (ordered_on, line 2). Export it as before, or load it as another source."
    )


def test_a_decimal_comma_under_a_decimal_point_contract_is_refused_with_the_cell(desk, tmp_path):
    german = [HEADER.replace(",", ";"), "Xero;3;Example Ltd;2026-09-20;1.250,75;EUR"]
    assert refusal(desk, written(tmp_path, "de.csv", german)) == (
        "Expected a decimal point, as in this source's files before; "
        "found a decimal comma: “1.250,75” (amount, line 2). Export it as before, or load it as another source."
    )


def test_a_missing_column_is_named(desk, tmp_path):
    without = ["tool,company,ordered_on,amount,currency", "Xero,Example Ltd,2026-09-20,10,EUR"]
    assert refusal(desk, written(tmp_path, "short.csv", without)) == (
        "Expected the header of an export that is known here; found tool, company, ordered_on, amount, currency. "
        "Match its columns once on the Import page, or give their declaration with --format."
    )


def test_a_column_that_was_there_before_and_now_is_missing_is_named(desk, tmp_path):
    without = [HEADER.replace(",amount", ""), "Xero,3,Example Ltd,2026-09-20,EUR"]
    assert refusal(desk, written(tmp_path, "short.csv", without)) == (
        "Expected the column “amount” (Custodian, Template: orders); found none that may be it among “tool”, "
        "“document_no”, “company”, “ordered_on”, “currency”. Export with this column as before, or match the columns "
        "by hand."
    )


def test_a_column_that_stands_twice_is_named(desk, tmp_path):
    twice = [HEADER + ",amount", "Xero,3,Example Ltd,2026-09-20,10,EUR,11"]
    assert refusal(desk, written(tmp_path, "twice.csv", twice)) == (
        "Expected one column “amount”; found 2 of them (columns 5, 7). "
        "Which one counts cannot be known: remove the others, or export without them."
    )


def test_a_file_of_another_tool_under_a_given_format_is_refused(desk, tmp_path):
    own = tmp_path / "ours.toml"
    own.write_text(SHOP, "utf-8")
    said = refusal(desk, written(tmp_path, "other.csv", GOOD), format_file=own)
    assert said.startswith("Expected the columns of Our shop, Orders; found tool, document_no, company")


def test_the_same_file_under_another_name_changes_nothing_and_says_so(desk, tmp_path):
    before = everything(desk)
    found = load(desk, written(tmp_path, "renamed.csv", GOOD))
    assert (found.status, found.import_id) == ("unchanged", 1)
    assert everything(desk) == before


def test_of_two_overlapping_files_the_newer_counts_and_nothing_counts_twice(desk, tmp_path):
    found = load(desk, orders(tmp_path, "overlap.csv", "2 21.25 2026-09-14", "3 30.50 2026-09-20"))
    told = found.comparison
    assert (told.rows_added, told.rows_changed, told.rows_unchanged) == (1, 1, 0)
    amounts = {row[1]: float(row[5]) for row in current(desk, "orders")}
    assert amounts == {"1": 10.5, "2": 21.25, "3": 30.5}
