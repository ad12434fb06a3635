"""Converting never guesses: evidence decides, a person is asked, or the file is refused with a sentence."""

from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custodian.intake import convert, dates, numbers, templates
from custodian.intake.contracts import Contract
from custodian.intake.staging import Problem, Refused
from custodian.warehouse import tables
from tests.intake.staged import rows, staged

CAMPAIGNS = "platform,account,campaign,day,cost,currency\n"
ORDERS = "tool,document_no,company,ordered_on,amount,currency\n"


def costs(*cells: str, currency: str = "EUR") -> str:
    lines = [f'Ads,A,C{number},2026-10-01,"{cell}",{currency}' for number, cell in enumerate(cells)]
    return CAMPAIGNS + "\n".join(lines) + "\n"


def days(*cells: str) -> str:
    return ORDERS + "".join(f"ERP,{number},Borea AG,{cell},12.50,EUR\n" for number, cell in enumerate(cells))


def refusal(folder, content, contract: Contract | None = None, **answers) -> str:
    with pytest.raises(Refused) as refused:
        staged(folder, content, contract, **answers)
    assert refused.value.todo.endswith(".")
    return str(refused.value)


# Templates


@pytest.mark.parametrize("table", tables.declared())
def test_the_example_of_a_template_loads_as_it_is(tmp_path, table):
    done = staged(tmp_path, templates.csv(table))
    assert (done.format, done.rows_read, done.problems) == (f"custodian_{table}", 1, ())
    frame = pl.read_parquet(done.rows)
    assert frame.columns == ["line", *tables.declared()[table].stored]
    for name, column in tables.declared()[table].columns.items():
        if column.example and column.keep == "":
            assert str(frame[name][0]).casefold().startswith(column.example.casefold().replace("yes", "true")), name


def test_stored_types_are_those_of_the_ledger(tmp_path):
    frame = pl.read_parquet(staged(tmp_path, templates.csv("orders")).rows)
    assert frame.schema["amount"] == pl.Decimal(18, 4)
    assert frame.schema["ordered_on"] == pl.Date
    assert frame.schema["line"] == pl.Int64


def test_a_template_saved_by_a_german_excel_loads(tmp_path):
    saved = "tool;document_no;company;ordered_on;amount;currency\r\nERP;1;Müller;03.04.2026;1.412,50;EUR\r\n"
    done = staged(tmp_path, saved.encode("cp1252"))
    assert rows(done, "company", "ordered_on", "amount") == [("Müller", date(2026, 4, 3), Decimal("1412.50"))]
    assert (done.contract.decimal, done.contract.delimiter, done.contract.encoding) == (",", ";", "cp1252")


def test_a_day_alone_is_first_and_last_day(tmp_path):
    done = staged(tmp_path, costs("1.50"))
    assert rows(done, "first_day", "last_day") == [(date(2026, 10, 1), date(2026, 10, 1))]


# Numbers


@pytest.mark.parametrize(
    ("cell", "decimal", "amount"),
    [
        ("1234.50", ".", "1234.50"),
        ("1,234.50", ".", "1234.50"),
        ("1.234,50", ",", "1234.50"),
        ("1'234.50", ".", "1234.50"),
        ("18 158,25", ",", "18158.25"),
        ("R$ 236,86", ",", "236.86"),
        ("US$26.00", ".", "26.00"),
        ("€1,622.60", ".", "1622.60"),
        ("12,50 €", ",", "12.50"),
        ("(12.00)", ".", "-12.00"),
        ("12.00-", ".", "-12.00"),
        ("−12.00", ".", "-12.00"),
        ("$22,700.00 ", ".", "22700.00"),
        ("4,64,287.26", ".", "464287.26"),
    ],
)
def test_amounts_are_read_as_people_write_them(tmp_path, cell, decimal, amount):
    currency = "BRL" if "R$" in cell else "USD" if "$" in cell else "EUR"
    done = staged(tmp_path, costs(cell, currency=currency))
    assert (done.contract.decimal, rows(done, "cost")) == (decimal, [(Decimal(amount),)])


def test_a_thousand_or_one_and_a_fraction_is_asked_once_and_obeyed(tmp_path):
    asked = staged(tmp_path, costs("1.234", "500"))
    assert asked.rows is None
    [question] = asked.questions
    assert question.key == "decimal"
    assert question.text == "Is “1.234” 1234, or 1.234?"
    assert question.example == "“1.234” (cost, line 2)"
    assert rows(staged(tmp_path, costs("1.234", "500"), decimal=","), "cost") == [(Decimal(1234),), (Decimal(500),)]
    assert rows(staged(tmp_path, costs("1.234", "500"), decimal="."), "cost") == [(Decimal("1.234"),), (Decimal(500),)]


def test_one_cell_decides_for_the_whole_file(tmp_path):
    done = staged(tmp_path, costs("1.234", "7,5"))
    assert rows(done, "cost") == [(Decimal(1234),), (Decimal("7.5"),)]
    assert [said.what for said in done.decisions] == ["Numbers have a decimal comma"]


def test_two_ways_of_writing_numbers_in_one_file_are_refused(tmp_path):
    said = refusal(tmp_path, costs("12.50", "12,50"))
    assert "one way of writing numbers" in said
    assert "“12.50” (cost, line 2) and “12,50” (cost, line 3)" in said


def test_a_decimal_comma_breaks_a_decimal_point_contract(tmp_path):
    said = refusal(tmp_path, costs("12,50"), Contract(decimal="."))
    assert said.startswith("Expected a decimal point, as in this source's files before; found a decimal comma: “12,50”")


def test_whole_numbers_need_no_decision(tmp_path):
    done = staged(tmp_path, costs("12", "500"))
    assert (done.contract.decimal, done.questions) == ("", ())


def test_a_thousands_sign_in_a_count_tells_the_decimal_sign(tmp_path):
    header = "platform,campaign,day,impressions,cost,currency\n"
    done = staged(tmp_path, header + 'Ads,A,2026-10-01,"31,193","1,234",EUR\n')
    assert rows(done, "impressions", "cost") == [(31193, Decimal(1234))]


@settings(deadline=None)
@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_any_amount_survives_both_ways_of_writing(amount):
    english = f"{amount:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    for text, decimal in ((english, "."), (german, ",")):
        read = pl.select(numbers.value(pl.lit(text), "money", decimal, is_plain=False)).item()
        assert read == amount


# Dates


def test_day_or_month_first_is_asked_in_plain_words(tmp_path):
    asked = staged(tmp_path, days("04/03/2026"))
    [question] = asked.questions
    assert (asked.rows, question.key) == (None, "date_order")
    assert question.text == "Is 04/03/2026 the 4th of March or April 3rd?"
    assert [choice.value for choice in question.choices] == ["dmy", "mdy"]
    assert rows(staged(tmp_path, days("04/03/2026"), date_order="dmy"), "ordered_on") == [(date(2026, 3, 4),)]
    assert rows(staged(tmp_path, days("04/03/2026"), date_order="mdy"), "ordered_on") == [(date(2026, 4, 3),)]


@pytest.mark.parametrize(
    ("proof", "order", "first"),
    [
        ("31/01/2026", "dmy", date(2026, 3, 4)),
        ("01/31/2026", "mdy", date(2026, 4, 3)),
        ("1-31-26", "mdy", date(2026, 4, 3)),
    ],
)
def test_one_date_decides_for_all_whatever_their_separator(tmp_path, proof, order, first):
    """A re-saved file mixed M/D/YYYY and MM-DD-YYYY: the dash alone looked like day first and was not."""
    done = staged(tmp_path, days("04/03/2026", proof))
    assert (done.contract.date_order, rows(done, "ordered_on")[0][0]) == (order, first)


def test_both_orders_in_one_file_are_refused(tmp_path):
    assert "one order of day and month" in refusal(tmp_path, days("31/01/2026", "01/31/2026"))


def test_month_first_breaks_a_day_first_contract(tmp_path):
    said = refusal(tmp_path, days("01/31/2026"), Contract(date_order="dmy"))
    assert said.startswith(
        "Expected dates with the day before month, as in this source's files before; found “01/31/2026”"
    )


def test_slashes_break_a_contract_of_iso_dates(tmp_path):
    assert "year first" in refusal(tmp_path, days("04/03/2026"), Contract(date_order="ymd"))


def test_an_ambiguous_file_obeys_its_contract(tmp_path):
    assert rows(staged(tmp_path, days("04/03/2026"), Contract(date_order="mdy")), "ordered_on") == [(date(2026, 4, 3),)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-10-06 09:00:00", datetime(2026, 10, 6, 9)),
        ("2026-10-06T07:00:00Z", datetime(2026, 10, 6, 9)),
        ("2026-10-06T07:00:00.000+0000", datetime(2026, 10, 6, 9)),
        ("2026-10-06 03:00:00-04:00", datetime(2026, 10, 6, 9)),
        ("6.10.2026 9:00", datetime(2026, 10, 6, 9)),
        ("06/10/26 9:00 PM", datetime(2026, 10, 6, 21)),
        ("Oct 06, 2026 09:05 am", datetime(2026, 10, 6, 9, 5)),
        ("ter., 6 de out. de 2026", datetime(2026, 10, 6)),
        ("15 Apr, 2021 00:03:00", datetime(2021, 4, 15, 0, 3)),
        ("20261006", datetime(2026, 10, 6)),
        ("2026-13-06", None),
        ("0026-10-06", None),
        ("soon", None),
    ],
)
def test_moments_are_read_in_the_companys_time(text, expected):
    read = dates.moment(pl.lit(text), "dmy", "Europe/Berlin", has_words=True)
    assert pl.select(read).item() == expected


# Problems


def test_a_cell_that_cannot_be_read_is_listed_and_its_row_left_out(tmp_path):
    done = staged(
        tmp_path, ORDERS + "ERP,1,Borea AG,2026-10-01,12.50,EUR\nERP,2,Borea AG,soon,x,EUR\nERP,,B,2026-10-02,1,EUR\n"
    )
    assert [row[0] for row in rows(done, "document_no")] == ["1"]
    assert (done.rows_read, done.rows_refused) == (3, 2)
    assert done.problems == (
        Problem(3, "ordered_on", "soon", "a date such as 2026-12-31"),
        Problem(3, "amount", "x", "an amount with a decimal point, such as 1,234.50"),
        Problem(4, "document_no", "", "something: order or invoice number"),
    )


def test_rows_with_the_same_key_are_all_left_out_and_told(tmp_path):
    content = ORDERS + "ERP,1,A,2026-10-01,12.50,EUR\nERP,1,A,2026-10-01,13.50,EUR\nERP,2,B,2026-10-01,1.00,EUR\n"
    done = staged(tmp_path, content)
    assert rows(done, "document_no") == [("2",)]
    assert [(problem.line, problem.expected) for problem in done.problems] == [
        (2, "a row that stands in the file once"),
        (3, "a row that stands in the file once"),
    ]


def test_a_whole_column_that_was_there_before_is_missed(tmp_path):
    before = staged(tmp_path, costs("12.50")).contract
    content = "platform,account,campaign,day,currency\nAds,A,C,2026-10-01,EUR\n"
    assert "the column “cost”" in refusal(tmp_path, content, before)


def test_a_column_that_stands_twice_is_refused(tmp_path):
    content = "platform,campaign,day,cost,cost,currency\nAds,C,2026-10-01,1.50,2.50,EUR\n"
    assert refusal(tmp_path, content).startswith("Expected one column “cost”; found 2 of them (columns 4, 5).")


def test_an_unlabelled_total_is_dropped_only_where_the_sums_prove_it(tmp_path):
    content = CAMPAIGNS + "Ads,A,,2026-10-01,30.50,EUR\nAds,A,B,2026-10-01,10.00,EUR\nAds,A,C,2026-10-01,20.50,EUR\n"
    done = staged(tmp_path, content)
    assert (done.totals_dropped, done.rows_read, done.problems) == (1, 2, ())
    done = staged(tmp_path, content.replace("30.50", "30.40"))
    assert (done.totals_dropped, done.rows_refused, done.problems[0].column) == (0, 1, "campaign")


# Currency


def test_a_missing_currency_is_asked_with_the_companys_as_suggestion(tmp_path):
    content = "platform,campaign,day,cost\nAds,C,2026-10-01,12.50\n"
    [question] = staged(tmp_path, content).questions
    assert (question.key, question.suggestion) == ("currency", "EUR")
    assert rows(staged(tmp_path, content, currency="CHF"), "currency") == [("CHF",)]


def test_a_currency_sign_in_the_cells_tells_the_currency(tmp_path):
    content = "platform,campaign,day,cost\nAds,C,2026-10-01,£12.50\n"
    done = staged(tmp_path, content)
    assert rows(done, "cost", "currency") == [(Decimal("12.5"), "GBP")]
    assert "amounts in EUR" in refusal(tmp_path, content, Contract(currency="EUR"))


# Answers and contracts


def test_the_contract_of_a_file_reads_it_again_without_a_question(tmp_path):
    content = "platform;campaign;day;cost\nAds;C;04/03/2026;1.234\n"
    first = staged(tmp_path, content, date_order="dmy", decimal=",", currency="EUR")
    again = staged(tmp_path, content, first.contract)
    assert again.questions == ()
    assert again.contract == first.contract
    assert rows(again, "first_day", "cost") == rows(first, "first_day", "cost") == [(date(2026, 3, 4), Decimal(1234))]


@pytest.mark.parametrize(
    ("key", "value"),
    [("date_order", "ydm"), ("currency", "euro"), ("period", "October"), ("survey:Q", "boss//x"), ("nonsense", "1")],
)
def test_an_answer_of_the_wrong_kind_is_told(key, value):
    with pytest.raises(ValueError, match="^Expected .*; found"):
        convert.answer(Contract(), key, value)


def test_a_period_is_answered_with_first_and_last_day():
    answered = convert.answer(Contract(), "period", "2026-10-01..2026-10-31")
    assert (answered.first_day, answered.last_day) == ("2026-10-01", "2026-10-31")


# Personal data


def test_an_address_is_kept_as_a_keyed_hash_and_the_domain_of_a_company(tmp_path):
    header = "tool,contact_id,email,domain,lead_at\n"
    done = staged(
        tmp_path,
        header + "T,1,Ada@Borea.example,,2026-10-01\nT,2,b@gmail.com,,2026-10-01\nT,3,,www.carvo.example,2026-10-01\n",
    )
    assert rows(done, "domain") == [("borea.example",), (None,), ("carvo.example",)]
    hashes = [cell for (cell,) in rows(done, "email_hash")]
    assert [len(cell or "") for cell in hashes] == [64, 64, 0]
    assert b"ada@borea" not in done.rows.read_bytes().lower()


def test_the_key_of_hashes_is_made_once_and_only_its_owner_reads_it(tmp_path):
    from custodian.intake import addresses

    made = addresses.key(tmp_path)
    assert (len(made), addresses.key(tmp_path)) == (32, made)
    assert (tmp_path / "hash.key").stat().st_mode & 0o777 == 0o600


# Large files


def test_a_cell_after_the_sample_that_is_not_plain_is_read_with_care(tmp_path, monkeypatch):
    """What is plain is told from the first rows; a thousands sign far below must be no problem."""
    monkeypatch.setattr("custodian.intake.evidence.SAMPLE", 2)
    done = staged(tmp_path, costs("1.50", "2.50", "1,003.50", " 4.50 "))
    assert rows(done, "cost") == [(Decimal("1.5"),), (Decimal("2.5"),), (Decimal("1003.5"),), (Decimal("4.5"),)]


def test_doubt_in_the_sample_is_settled_from_the_whole_column(tmp_path, monkeypatch):
    monkeypatch.setattr("custodian.intake.evidence.SAMPLE", 2)
    done = staged(tmp_path, days("04/03/2026", "05/03/2026", "31/03/2026"))
    assert rows(done, "ordered_on")[0] == (date(2026, 3, 4),)
    done = staged(tmp_path, costs("1.234", "2.345", "7,5"))
    assert rows(done, "cost")[0] == (Decimal(1234),)
