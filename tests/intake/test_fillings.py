"""The language of declarations: what takes away, what is filled first, what a heading says, and every fault in them."""

from datetime import date
from decimal import Decimal

import pytest

from custodian.intake import convert, formats, groups
from custodian.intake.contracts import Contract
from custodian.intake.formats import Format
from custodian.intake.staging import Staged
from tests.intake.staged import KEY, raw_table, rows

ORDERS = """# Shop > Export
tool = "Shop"
title = "Orders"
table = "orders"
header = ["No"]
{top}
[columns]
tool = {{ value = "Shop" }}
document_no = {{ from = "No" }}
ordered_on = {{ value = "2026-10-01" }}
currency = {{ value = "EUR" }}
{columns}
"""
NAMED = 'company = { value = "Borea" }\n'


def declared(columns: str, top: str = "") -> Format:
    return formats.parsed("shop", ORDERS.format(columns=columns, top=top))


def staged(folder, columns: str, header: list[str], *lines: list[str | None], top: str = "") -> Staged:
    raw = raw_table(header, *lines)
    return convert.stage(raw, declared(columns, top), Contract(), "0" * 64, folder, key=KEY)


LESS = NAMED + 'amount = { from = "Total", less = ["Tax", "Discount"] }'


def test_what_is_taken_away_is_nought_where_the_cell_is_empty_or_the_column_is_not_there(tmp_path):
    done = staged(tmp_path, LESS, ["No", "Total", "Tax"], ["1", "119.00", "19.00"], ["2", "50.50", ""], ["3", "", "2"])
    assert done.problems == ()
    assert rows(done, "document_no", "amount") == [("1", Decimal(100)), ("2", Decimal("50.5")), ("3", None)]


def test_a_cell_to_take_away_that_cannot_be_read_is_told_and_its_row_left_out(tmp_path):
    done = staged(tmp_path, LESS, ["No", "Total", "Tax"], ["1", "119.00", "some"], ["2", "50.00", "1.00"])
    assert rows(done, "document_no", "amount") == [("2", Decimal(49))]
    [problem] = done.problems
    assert (problem.line, problem.column, problem.value) == (2, "Total + Tax", "119.00 · some")


def test_the_cells_taken_away_prove_the_decimal_sign_too(tmp_path):
    done = staged(tmp_path, LESS, ["No", "Total", "Tax"], ["1", "119", "19,50"])
    assert done.contract.decimal == ","
    assert rows(done, "amount") == [(Decimal("99.5"),)]


REFUNDED = NAMED + 'amount = { from = "Total", less = ["Tax"], returned = { part = "Refunded", of = "Total" } }'


@pytest.mark.parametrize(("refunded", "amount"), [("", 100), ("0", 100), ("119.00", 0), ("59.50", 50), ("11.90", 90)])
def test_of_what_is_refunded_the_tax_is_the_same_share(tmp_path, refunded, amount):
    """Total less tax less refund would make a loss of every order that was refunded whole: 119 − 19 − 119."""
    done = staged(tmp_path, REFUNDED, ["No", "Total", "Tax", "Refunded"], ["1", "119.00", "19.00", refunded])
    assert rows(done, "amount") == [(Decimal(amount),)]


@pytest.mark.parametrize(("total", "refunded"), [("119.00", "120.00"), ("0.00", "5.00"), ("119.00", "-5.00")])
def test_more_refunded_than_was_paid_is_a_problem(tmp_path, total, refunded):
    done = staged(tmp_path, REFUNDED, ["No", "Total", "Tax", "Refunded"], ["1", total, "19.00", refunded])
    assert (rows(done, "amount"), done.rows_refused) == ([], 1)


def test_what_counts_against_is_below_nought_whatever_its_sign(tmp_path):
    columns = NAMED + 'amount = { from = "Total", against = { from = "Type", says = "/credit.*/" } }'
    lines = [["1", "5.00", "Credit note"], ["2", "-5.00", "credit"], ["3", "5.00", "Invoice"], ["4", "-1.00", ""]]
    done = staged(tmp_path, columns, ["No", "Total", "Type"], *lines)
    assert [amount for (amount,) in rows(done, "amount")] == [Decimal(-5), Decimal(-5), Decimal(5), Decimal(-1)]


FIRST = 'company = { first_filled = ["Company", { address = "Email" }, { address = "Note" }, "Id"], required = false }'


def test_the_first_column_that_says_something_counts_in_each_row(tmp_path):
    header = ["No", "Company", "Email", "Note", "Id"]
    done = staged(
        tmp_path,
        FIRST,
        header,
        ["1", "Borea AG", "ada@carvo.example", "", "c1"],
        ["2", "", "Ada@Carvo.example", "", "c2"],
        ["3", " ", "", "Charge for bo@dorne.example, thank you", "c3"],
        ["4", "", "", "Subscription", "c4"],
        ["5", "", "", "Subscription", ""],
    )
    assert done.problems == ()
    told = [company for (company,) in rows(done, "company")]
    assert told == ["Borea AG", "carvo.example", "dorne.example", "c4", None]


def test_nobodys_address_is_kept_and_private_customers_are_told_apart(tmp_path):
    lines = [["1", "ada@gmail.com", ""], ["2", "", "ADA@gmail.com"], ["3", "", "bo@gmx.de"]]
    told = [one for (one,) in rows(staged(tmp_path, FIRST, ["No", "Company", "Email"], *lines), "company")]
    assert told[0] == told[1] != told[2]
    assert all(len(one) == 12 and not {"@", "."} & set(one) for one in told)


def test_a_file_with_none_of_the_columns_loads_where_the_tool_need_not_say_it(tmp_path):
    assert rows(staged(tmp_path, FIRST, ["No"], ["1"]), "company") == [(None,)]
    strict = 'company = { first_filled = ["Company"] }'
    with pytest.raises(convert.drift.Refused, match="“Company”"):
        staged(tmp_path, strict, ["No"], ["1"])


def test_what_this_tool_always_says_is_needed_though_the_table_does_not_need_it(tmp_path):
    columns = NAMED + 'status = { from = "Status", required = true }'
    done = staged(tmp_path, columns, ["No", "Status"], ["1", "paid"], ["2", ""])
    assert rows(done, "document_no") == [("1",)]
    assert [(problem.line, problem.column) for problem in done.problems] == [(3, "Status")]


def test_a_flag_may_be_any_value_and_where_none_is_met_the_text_counts(tmp_path):
    columns = (
        NAMED + 'status = { from = "Status", flags = [{ from = "Cancelled", says = "/.+/", gives = "cancelled" }] }'
    )
    lines = [["1", "paid", "2026-10-02"], ["2", "paid", ""], ["3", "", ""]]
    done = staged(tmp_path, columns, ["No", "Status", "Cancelled"], *lines)
    assert rows(done, "status") == [("cancelled",), ("paid",), (None,)]


SEVERAL = 'company = { from = "Company" }\namount = { from = "Total" }'


def test_what_one_line_of_a_document_says_the_others_need_not_repeat(tmp_path):
    lines = [["1", "Borea", "100"], ["1", "", ""], ["2", "", "50"], ["2", "", ""]]
    done = staged(tmp_path, SEVERAL, ["No", "Company", "Total"], *lines, top="per_document = true")
    assert rows(done, "document_no", "company", "amount") == [("1", "Borea", Decimal(100))]
    assert [(problem.line, problem.column) for problem in done.problems] == [(4, "Company"), (5, "Company")]
    assert (done.rows_read, done.rows_refused) == (4, 2)


GROUPED = (
    "company = { group = true }\namount = { from = 'Amount' }",
    'group_totals = ["Total for *", "TOTAL"]',
)


def grouped(folder, *lines: list[str | None]) -> Staged:
    return staged(folder, GROUPED[0], ["", "No", "Amount"], *lines, top=GROUPED[1])


def test_every_row_belongs_to_the_heading_above_it_and_totals_are_left_out(tmp_path):
    done = grouped(
        tmp_path,
        ["Borea", "", None],
        ["", "1", "10.50"],
        ["", "2", "20.00"],
        ["Total for Borea", "", "$30.50"],
        ["Carvo", "", ""],
        [None, "3", "5.00"],
        ["Total for Carvo", "", "$5.00"],
        ["TOTAL", "", "$35.50"],
    )
    assert (done.problems, done.totals_dropped, done.rows_read) == ((), 3, 3)
    assert rows(done, "line", "company", "amount") == [
        (3, "Borea", Decimal("10.5")),
        (4, "Borea", Decimal(20)),
        (7, "Carvo", Decimal(5)),
    ]


def test_a_group_within_a_group_belongs_to_the_outermost_and_so_does_what_follows_it(tmp_path):
    done = grouped(
        tmp_path,
        ["Borea", "", ""],
        ["", "1", "1"],
        ["   Hall 2", "", ""],
        ["", "2", "2"],
        ["   Total for Hall 2", "", "2"],
        ["", "3", "4"],
        ["Total for Borea", "", "7"],
        ["Carvo", "", ""],
        ["   Hall 2", "", ""],
        ["", "4", "8"],
        ["   Total for Hall 2", "", "8"],
        ["Total for Carvo", "", "8"],
    )
    assert rows(done, "document_no", "company") == [("1", "Borea"), ("2", "Borea"), ("3", "Borea"), ("4", "Carvo")]


def test_headings_without_totals_follow_one_another(tmp_path):
    done = grouped(tmp_path, ["Borea", "", ""], ["", "1", "1"], ["Carvo", "", ""], ["", "2", "2"])
    assert rows(done, "document_no", "company") == [("1", "Borea"), ("2", "Carvo")]


@pytest.mark.parametrize("name", ["TOTAL", "Total for Energy", "Total Wine"])
def test_a_customer_whose_name_sounds_like_a_total_is_one(tmp_path, name):
    done = grouped(tmp_path, [name, "", ""], ["", "1", "1"], [f"Total for {name}", "", "1"], ["TOTAL", "", "1"])
    assert (rows(done, "document_no", "company"), done.totals_dropped) == ([("1", name)], 2)


def test_a_row_under_no_heading_is_nobodys_and_told(tmp_path):
    lines = [["Borea", "", ""], ["", "1", "1"], ["Total for Borea", "", "1"], ["", "2", "2"]]
    done = grouped(tmp_path, *lines)
    assert rows(done, "document_no") == [("1",)]
    assert [(problem.line, problem.value) for problem in done.problems] == [(5, "")]


def test_a_total_in_words_not_known_is_no_group_and_shown(tmp_path):
    done = grouped(tmp_path, ["Borea", "", ""], ["", "1", "1"], ["Somme de Borea", "", "9"], ["", "2", "2"])
    assert rows(done, "document_no") == [("1",)]
    assert sorted({problem.line for problem in done.problems}) == [4, 5]


def test_a_table_without_groups_is_left_as_it_is():
    raw = raw_table(["", "No"], ["Borea", ""], ["", "1"])
    assert groups.named(raw, declared(NAMED)) == (raw, [])


def test_what_the_figures_hold_is_said_in_the_preview(tmp_path):
    done = staged(tmp_path, NAMED, ["No"], ["1"], top='caveat = "Amounts hold the tax"')
    assert [(one.what, one.because) for one in done.decisions] == [("Amounts hold the tax", "the export says no more")]


@pytest.mark.parametrize(
    ("columns", "fault"),
    [
        ('status = { from = "S", less = ["T"] }', "column “status”: “less” needs numbers, and this column holds none"),
        ('amount = { value = "1", less = ["T"] }', "“less” and “returned” need “from” or “product”"),
        ('amount = { from = "A", returned = { part = "R" } }', "“returned” needs “part” and “of”, and nothing else"),
        ('amount = { from = "A", against = { from = "T" } }', "“against” needs “from” and “says”, and nothing else"),
        ('company = { group = true }', "“group” needs “group_totals”, which say where a group ends"),
        ('company = { group = true, value = "C" }', "beside “group” there can be no other source than “from”"),
        ('company = { from = "C", required = "no" }', "“required” is either true or false"),
        ('status = { flags = [{ from = "S" }] }', "each of “flags” needs “from” and “gives”, and may have “says”"),
        ('company = { first_filled = [{ mail = "E" }] }', "“address” with one, or “all” with several"),
    ],
)  # fmt: skip
def test_a_wrong_declaration_is_told_in_a_sentence(columns, fault):
    with pytest.raises(ValueError, match=".") as found:
        declared(columns)
    assert fault in str(found.value)


@pytest.mark.parametrize(
    ("top", "fault"),
    [
        ('left_out = { from = "T" }', "“left_out” needs “from”, and “says” or “whole”, and nothing else"),
        ('bans = [{ line = "cash" }]', "each of “bans” needs “line”, “expected” and “todo”, and nothing else"),
        ('bans = [{ line = "(", expected = "a", todo = "b" }]', "“(” is no regular expression"),
    ],
)
def test_a_wrong_word_about_all_rows_is_told_in_a_sentence(top, fault):
    with pytest.raises(ValueError, match=".") as found:
        declared(NAMED, top)
    assert fault in str(found.value)


def test_dates_are_read_as_ever_beside_what_is_computed(tmp_path):
    assert rows(staged(tmp_path, LESS, ["No", "Total"], ["1", "1.5"]), "ordered_on") == [(date(2026, 10, 1),)]
