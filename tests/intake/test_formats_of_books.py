"""Books and CRMs in small files of our own: whose a sale is, what it came to, and what is no sale."""

from datetime import date
from decimal import Decimal

import pytest

from custodian.intake import formats, identify
from custodian.intake.contracts import Contract
from custodian.intake.staging import Refused
from tests.intake.staged import rows, staged, tables, written

# QuickBooks

SALES = """{above}
,{header},Description,Quantity,Sales price,Amount,Balance
Test Shop,,,,,,,,,
,08/01/2026,Invoice,SI-1,Cable,Total for the week,3.00,110.00,"1,549.00","1,549.00"
,08/01/2026,Invoice,SI-1,Freight,,1.00,10.00,10.00,"1,559.00"
   Test Shop Hall 2,,,,,,,,,
,07/13/2026,Credit Memo,SI-1,Cable,,-1.00,110.00,-110.00,-110.00
   Total for Test Shop Hall 2,,,,,,-1.00,,"$-110.00",
Total for Test Shop,,,,,,3.00,,"$1,449.00",
Carvo (deleted),,,,,,,,,
,07/04/2026,Sales Receipt,,Cable,,1.00,50.00,50.00,50.00
,07/04/2026,Sales Receipt,,Split,,,,,50.00
Total for Carvo (deleted),,,,,,1.00,,$50.00,
Not Specified,,,,,,,,,
,07/05/2026,Sales Receipt,7,Cable,,1.00,1.00,1.00,1.00
Total for Not Specified,,,,,,1.00,,$1.00,
TOTAL,,,,,,4.00,,"$1,500.00",
{between}"{basis} Basis Wednesday, September 02, 2026 01:27 AM GMT-05:00",,,,,,,,,
"""
NEW = "Transaction date,Transaction type,Num,Product/Service full name"
OLD = "Date,Transaction Type,Num,Product/Service"
FOUNDRY = '"Foundry Distribution, Inc",,,,,,,,,\n'
TITLE, PERIOD = "Sales by Customer Detail,,,,,,,,,\n", '"July 1-August 3, 2026",,,,,,,,,\n'
BLANK = ",,,,,,,,,\n"
SOLD = [
    ("Invoice · SI-1", "Test Shop", date(2026, 8, 1), Decimal(1559), "USD"),
    ("Credit Memo · SI-1", "Test Shop", date(2026, 7, 13), Decimal(-110), "USD"),
    ("Sales Receipt · 07/04/2026 · Carvo (deleted)", "Carvo", date(2026, 7, 4), Decimal(50), "USD"),
    ("Sales Receipt · 7", "", date(2026, 7, 5), Decimal(1), "USD"),
]


def sales(
    above: str = FOUNDRY + TITLE + PERIOD, header: str = NEW, between: str = BLANK, basis: str = "Accrual"
) -> str:
    return SALES.format(above=above, header=header, between=between, basis=basis)


@pytest.mark.parametrize(
    "content",
    [
        sales(),
        sales(TITLE + FOUNDRY + PERIOD + "\n"),
        sales(TITLE + FOUNDRY + "All Dates,,,,,,,,,\n" + BLANK, OLD),
        sales(between=""),
        "\ufeff" + sales(header=OLD).replace("\n", "\r\n"),
        "\n".join(row.rstrip(",") for row in sales().split("\n")),
    ],
    ids=["new", "swapped", "old", "footer at once", "CRLF", "no commas at the ends"],
)
def test_quickbooks_sales_belong_to_the_customer_above_them(tmp_path, content):
    done = staged(tmp_path, content, currency="USD")
    assert (done.format, done.problems, done.rows_read, done.totals_dropped) == ("quickbooks_sales", (), 6, 5)
    assert rows(done, "document_no", "company", "ordered_on", "amount", "currency") == SOLD


def test_the_currency_of_quickbooks_is_asked_and_its_total_is_what_is_loaded(tmp_path):
    assert [question.key for question in staged(tmp_path, sales()).questions] == ["currency"]
    assert sum(amount for (amount,) in rows(staged(tmp_path, sales(), currency="USD"), "amount")) == Decimal(1500)


def test_every_total_is_proved_by_its_rows(tmp_path):
    told = [decision for decision in staged(tmp_path, sales(), currency="USD").decisions if "totals" in decision.what]
    [proof] = told
    assert (proof.what, proof.because) == ("5 totals of groups are left out", "each is the sum of the rows above it")


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("Freight,,1.00,10.00,10.00", "Freight,,1.00,10.00,11.00", r"1,450\.00 in the rows, and “\$1,449\.00” as “Tot"),
        ('"$1,500.00"', '"$1,600.00"', r"1,500\.00 in the rows, and “\$1,600\.00” as “TOTAL” \(line 20\)"),
        ('"$-110.00"', '"-$10.00"', r"-110\.00 in the rows, and “-\$10\.00” as “Total for Test Shop Hall 2”"),
    ],
    ids=["a row changed", "the grand total", "a group within a group"],
)  # fmt: skip
def test_a_report_whose_rows_do_not_come_to_its_totals_is_refused(tmp_path, before, after, found):
    """A row was lost or changed by hand: the revenue would be wrong."""
    with pytest.raises(Refused, match=found):
        staged(tmp_path, sales().replace(before, after), currency="USD")


def test_sales_on_the_cash_basis_are_refused_with_what_to_do(tmp_path):
    for between in (BLANK, ""):
        with pytest.raises(Refused, match=r"accrual basis; found “Cash Basis .*Set the accounting method to Accrual"):
            staged(tmp_path, sales(basis="Cash", between=between), currency="USD")


BY_DATE = """Foundry Distribution
Transaction List by Date
"January, 2026-January, 2026"

,{header},Posting (Y/N),Name,Memo/Description,Account full name,Item split account,Amount
,01/13/2026,Invoice,1001,Yes,Test Shop:Hall 2,,Receivables,Sales,"1,190.00"
,01/14/2026,Payment,,Yes,Test Shop:Hall 2,,Bank,Receivables,"1,190.00"
,01/15/2026,Bill Payment (Check),12,Yes,Supplier,,Bank,Payables,-70.00
,01/15/2026,Credit Memo,1002,Yes,Carvo (deleted),,Receivables,Sales,-50.00
,01/16/2026,Estimate,1,No,Dorne,,Receivables,Sales,"9,000.00"
,01/17/2026,Sales Receipt,,Yes,Dorne,,Bank,Sales,20.00
{more}
"Wednesday, September 02, 2026 01:27 AM GMT-05:00"
"""
LISTED = [
    ("Invoice · 1001", "Test Shop", date(2026, 1, 13), Decimal(1190)),
    ("Credit Memo · 1002", "Carvo", date(2026, 1, 15), Decimal(-50)),
    ("Sales Receipt · 01/17/2026 · Dorne", "Dorne", date(2026, 1, 17), Decimal(20)),
]


@pytest.mark.parametrize("header", ["Transaction date,Transaction type,Num", "Date,Transaction Type,Num"])
def test_of_a_list_of_transactions_only_sales_are_orders_and_the_rest_is_counted(tmp_path, header):
    done = staged(tmp_path, BY_DATE.format(header=header, more=""), currency="USD")
    assert (done.format, done.problems, done.rows_read) == ("quickbooks_transactions", (), 3)
    assert rows(done, "document_no", "company", "ordered_on", "amount") == LISTED
    [said] = [decision for decision in done.decisions if "another kind" in decision.what]
    assert said.what == "3 rows are of another kind and left out"
    assert said.because.endswith("says “Bill Payment (Check)”, “Estimate”, “Payment”")


def test_a_kind_of_transaction_that_nobody_knows_is_told_and_not_loaded(tmp_path):
    content = BY_DATE.format(header=OLD[:25], more=",01/18/2026,Frob,9,Yes,Dorne,,Bank,Sales,5.00")
    done = staged(tmp_path, content, currency="USD")
    assert (len(rows(done, "amount")), [problem.column for problem in done.problems]) == (3, ["Transaction Type"])


def test_a_list_of_transactions_by_customer_is_grouped(tmp_path):
    content = (
        "Transaction List by Customer\nFoundry\n\n,Date,Transaction Type,Num,Posting,Memo/Description,Account,Amount\n"
        "Test Shop,,,,,,,\n,01/13/2026,Invoice,1001,Yes,,Receivables,30.00\n,01/14/2026,Payment,,Yes,,Bank,-30.00\n"
    )
    done = staged(tmp_path, content, currency="USD")
    assert rows(done, "document_no", "company", "amount") == [("Invoice · 1001", "Test Shop", Decimal(30))]


# Xero

XERO = (
    "ContactName,POCountry,InvoiceNumber,Reference,InvoiceDate,DueDate,Total,TaxTotal,Quantity,UnitAmount,LineAmount,"
    "AccountCode,TaxAmount,Currency,Type,Sent,Status\n"
)
XERO_LINE = "{},DE,{},,13/10/2026,12/11/2026,{},{},1.0000,{},{},200,{},EUR,{},Sent,{}\n"


def test_an_invoice_whose_prices_hold_the_tax_counts_without_it(tmp_path):
    """Added up, its lines would come to what was paid."""
    lines = [
        XERO_LINE.format("Borea", "INV-1", "119.00", "19.00", "59.50", "59.50", "9.50", "Sales invoice", "Paid"),
        XERO_LINE.format("Borea", "INV-1", "119.00", "19.00", "59.50", "59.50", "9.50", "Sales invoice", "Paid"),
    ]
    done = staged(tmp_path, XERO + "".join(lines))
    assert rows(done, "document_no", "amount") == [("INV-1", Decimal(100))]


def test_a_contract_of_before_does_not_take_the_tax_off_a_line(tmp_path):
    """It may say that the amount is in LineAmount: less the invoice's tax that is no amount at all."""
    told = XERO_LINE.format("Borea", "INV-1", "119.00", "19.00", "100", "100", "19.00", "Sales invoice", "Paid")
    before = Contract(source="Xero", columns={"amount": "LineAmount"})
    assert rows(staged(tmp_path, XERO + told, before), "amount") == [(Decimal(100),)]


@pytest.mark.parametrize("sign", ["", "-"])
def test_a_credit_note_counts_against_revenue_whatever_its_sign(tmp_path, sign):
    of = ("Borea", "CN-1", f"{sign}119.00", f"{sign}19.00", "100.00", "100.00", "19.00", "Sales credit note", "Paid")
    assert rows(staged(tmp_path, XERO + XERO_LINE.format(*of)), "amount") == [(Decimal(-100),)]


def test_the_bills_that_xero_exports_in_the_same_columns_are_no_orders(tmp_path):
    told = [("Bill", "B-1"), ("Bill credit note", "B-2"), ("Sales overpayment", ""), ("Sales invoice", "INV-1")]
    lines = [XERO_LINE.format("N", no, "11.90", "1.90", "10", "10", "1.90", kind, "Paid") for kind, no in told]
    done = staged(tmp_path, XERO + "".join(lines))
    assert (rows(done, "document_no"), done.problems) == ([("INV-1",)], ())
    assert done.decisions[-1].what == "3 rows are of another kind and left out"


def test_a_file_of_bills_alone_is_refused_with_what_to_export(tmp_path):
    of = ("N", "B-1", "11.90", "1.90", "10", "10", "1.90", "Bill", "Paid")
    with pytest.raises(Refused) as refused:
        staged(tmp_path, XERO + XERO_LINE.format(*of))
    assert str(refused.value) == (
        "Expected sales invoices; found rows of another kind only: the column “Type” says “Bill”. "
        "Export Xero: Business > Invoices > Export."
    )


def test_bills_are_known_by_a_column_that_was_renamed_too(tmp_path):
    told = [("Bill", "B-1"), ("Sales invoice", "INV-1")]
    lines = [XERO_LINE.format("N", no, "11.90", "1.90", "10", "10", "1.90", kind, "Paid") for kind, no in told]
    content = XERO.replace(",Type,", ",Kind,") + "".join(lines)
    done = staged(tmp_path, content, Contract(renamed={"Kind": "Type"}), declared=formats.declared()["xero_invoices"])
    assert rows(done, "document_no") == [("INV-1",)]


def test_an_invoice_that_nobody_approved_is_a_draft(tmp_path):
    of = ("Borea", "INV-1", "119.00", "19.00", "100", "100", "19.00", "Sales invoice", "Awaiting Approval")
    assert rows(staged(tmp_path, XERO + XERO_LINE.format(*of)), "status") == [("Draft",)]


# Dynamics 365


def test_opportunities_without_their_hidden_columns_are_told_apart_by_what_is_left(tmp_path):
    content = (
        "Created On,Topic,Owner,Potential Customer,Status,Status Reason,Est. revenue,Est. close date,Actual Revenue,"
        "Actual Close Date,Currency\n"
        '7/14/2026 21:05,48 V,Ada,Borea,Won,Won,"$7,450,000.00 ",10/1/2026,"$1.00 ",10/9/2026,US Dollar\n'
        "8/1/2026 9:00,Rail,Ada,Carvo,Lost,Out-Sold,900.00,10/1/2026,,10/2/2026,Euro\n"
    )
    done = staged(tmp_path, content)
    assert done.format == "dynamics_opportunities_view"
    assert rows(done, "deal_id", "outcome", "amount", "currency", "closed_on", "reason") == [
        ("48 V · Borea · 7/14/2026 21:05", "won", Decimal(7450000), "USD", date(2026, 10, 9), None),
        ("Rail · Carvo · 8/1/2026 9:00", "lost", Decimal(900), "EUR", date(2026, 10, 2), "Out-Sold"),
    ]


# Other reports of the same tools


@pytest.mark.parametrize(
    "content",
    [
        sales(FOUNDRY + TITLE.replace("Customer", "Product/Service") + PERIOD),
        BY_DATE.format(header=OLD[:25], more="").replace("by Date", "with Splits"),
        "Foundry\nJournal\n\n,Date,Transaction Type,Num,Name,Memo/Description,Account,Debit,Credit\n"
        "1,01/13/2026,Invoice,1001,Test Shop,,Receivables,30.00,\n",
    ],
    ids=["QuickBooks products", "QuickBooks splits", "QuickBooks journal"],
)
def test_another_report_of_the_books_is_taken_for_no_orders(tmp_path, content):
    known = formats.declared()
    assert [
        found.format.key for raw in tables(written(tmp_path, content)) if (found := identify.identify(raw, known))
    ] == []


XERO_LINES = (
    "ContactName,POCountry,InvoiceNumber,InvoiceDate,DueDate,Total,TaxTotal,Quantity,UnitAmount,"
    "LineAmount,AccountCode,Currency,Status,Type\n"
)


def test_an_invoice_of_several_lines_is_one_order(tmp_path):
    content = XERO_LINES + (
        "Borea,Germany,INV-1,13/10/2026,12/11/2026,142.80,22.80,1,100.0000,100.0000,200,EUR,Paid\n"
        "Borea,Germany,INV-1,13/10/2026,12/11/2026,142.80,22.80,2,10.0000,20.0000,200,EUR,Paid\n"
        "Carvo,France,INV-2,14/10/2026,12/11/2026,50.00,0.00,1,50.0000,50.0000,200,EUR,Paid\n"
    )
    done = staged(tmp_path, content)
    assert rows(done, "line", "document_no", "company", "ordered_on", "amount", "status") == [
        (2, "INV-1", "Borea", date(2026, 10, 13), Decimal(120), "Paid"),
        (4, "INV-2", "Carvo", date(2026, 10, 14), Decimal(50), "Paid"),
    ]


def test_an_invoice_with_a_line_that_cannot_be_read_is_left_out_whole(tmp_path):
    content = XERO_LINES + (
        "Borea,,INV-1,13/10/2026,,120.00,0.00,1,100.0000,100.0000,200,EUR,Paid\n"
        "Borea,,INV-1,13/10/2026,,twenty,0.00,2,10.0000,20.0000,200,EUR,Paid\n"
        "Carvo,,INV-2,14/10/2026,,50.00,0.00,1,50.0000,50.0000,200,EUR,Paid\n"
    )
    done = staged(tmp_path, content)
    assert rows(done, "document_no") == [("INV-2",)]
    assert [(problem.line, problem.value) for problem in done.problems] == [(2, ""), (3, "twenty · 0.00")]
    assert done.rows_refused == 2


def test_lines_of_an_invoice_that_disagree_are_told(tmp_path):
    content = XERO_LINES + (
        "Borea,,INV-1,13/10/2026,,3.00,0.00,1,1.0000,1.0000,200,EUR,Paid\nCarvo,,INV-1,13/10/2026,,3.00,0.00,1,"
        "1.0000,2.0000,200,EUR,Paid\n"
    )
    done = staged(tmp_path, content)
    assert rows(done, "document_no") == []
    assert [(problem.column, problem.value, problem.expected) for problem in done.problems] == [
        ("ContactName", "Borea", "the same in all lines of INV-1"),
        ("ContactName", "Carvo", "the same in all lines of INV-1"),
    ]


def test_xeros_import_template_is_multiplied_out(tmp_path):
    header = "*ContactName,*InvoiceNumber,Reference,*InvoiceDate,*DueDate,*Quantity,*UnitAmount,*AccountCode,Currency\n"
    done = staged(tmp_path, header + "Borea,1,,13/10/2026,,3,12.50,200,EUR\nBorea,1,,13/10/2026,,1,0.50,200,EUR\n")
    assert rows(done, "document_no", "amount") == [("1", Decimal(38))]
