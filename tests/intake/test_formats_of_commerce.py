"""Shops and payments in small files of our own: what counts as an order, for how much, whose, and on which day."""

from datetime import date
from decimal import Decimal

import pytest

from custodian.intake import formats, identify
from tests.intake.staged import raw_table, rows, staged, tables, written

# Stripe

STRIPE = {
    "2014": "id,Description,Created,Amount,Amount Refunded,Currency,Converted Amount,Converted Amount Refunded,Fee,Tax,"
    "Converted Currency,Mode,Status,Customer ID,Customer Description,Customer Email,Captured,Card Last4,Card Type",
    "2016": "id,Description,Created (UTC),Amount,Amount Refunded,Currency,Converted Amount,Converted Amount Refunded,"
    "Fee,Tax,Converted Currency,Mode,Status,Statement Descriptor,Customer ID,Customer Description,Customer Email,"
    "Captured,order_id (metadata)",
    "2020": "id,Description,Seller Message,Created (UTC),Amount,Amount Refunded,Currency,Converted Amount,"
    "Converted Amount Refunded,Fee,Taxes On Fee,Converted Currency,Status,Statement Descriptor,Customer ID,"
    "Customer Description,Customer Email,Captured,Card ID,Invoice ID,Transfer",
    "2024": "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Converted Amount Refunded,"
    "Converted Currency,Description,Fee,Statement Descriptor,Status,Seller Message,Taxes On Fee,Card ID,Customer ID,"
    "Customer Description,Customer Email,Invoice ID,Transfer",
    "2026": "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Converted Amount Refunded,"
    "Converted Currency,Decline Reason,Description,Fee,Refunded date (UTC),Statement Descriptor,Status,Seller Message,"
    "Taxes On Fee,Card ID,Customer ID,Customer Description,Customer Email,Invoice ID,Transfer",
}
CREATED = ("Created date (UTC)", "Created (UTC)", "Created")
PAYMENTS: list[dict[str, str]] = [
    {
        "id": "ch_1",
        "Amount": "120.00",
        "Status": "Paid",
        "Customer Description": "Borea AG",
        "Customer Email": "a@b.de",
    },
    {
        "id": "ch_2",
        "Amount": "80.00",
        "Amount Refunded": "30.00",
        "Status": "Paid",
        "Customer Email": "bo@carvo.example",
    },
    {"id": "ch_3", "Amount": "50.00", "Amount Refunded": "50.00", "Status": "Refunded", "Customer ID": "cus_9"},
    {"id": "ch_4", "Amount": "999.00", "Status": "Failed", "Captured": "false", "Converted Amount": ""},
    {
        "id": "ch_5",
        "Amount": "70.00",
        "Status": "Paid",
        "Captured": "false",
        "Description": "Charge for x@dorne.example",
    },
    {"id": "py_6", "Amount": "7.50", "Status": "succeeded", "Currency": "jpy"},
]
USUAL = {"Amount Refunded": "0.00", "Currency": "eur", "Captured": "true", "Converted Amount": "1.00", "Mode": "Live"}
PAID = [
    ("ch_1", "Borea AG", date(2024, 2, 4), Decimal(120), "EUR", "paid"),
    ("ch_2", "carvo.example", date(2024, 2, 4), Decimal(50), "EUR", "paid"),
    ("ch_3", "cus_9", date(2024, 2, 4), Decimal(0), "EUR", "refunded"),
    ("ch_4", None, date(2024, 2, 4), Decimal(999), "EUR", "cancelled"),
    ("ch_5", "dorne.example", date(2024, 2, 4), Decimal(70), "EUR", "draft"),
    ("py_6", None, date(2024, 2, 4), Decimal("7.5"), "JPY", "paid"),
]
ORDER = ("document_no", "company", "ordered_on", "amount", "currency", "status")


def table(header: str, lines: list[dict[str, str]], sign: str = ",") -> str:
    names = header.split(",")
    return (
        "\n".join(sign.join(line.get(name, "") for name in names) for line in [{name: name for name in names}, *lines])
        + "\n"
    )


def payments(vintage: str, **also: str) -> list[dict[str, str]]:
    day = {name: "2024-02-04 16:17" for name in CREATED}
    return [{**USUAL, **day, **also, **payment} for payment in PAYMENTS]


@pytest.mark.parametrize("vintage", STRIPE)
def test_of_stripes_payments_only_what_was_taken_counts_less_what_went_back(tmp_path, vintage):
    done = staged(tmp_path, table(STRIPE[vintage], payments(vintage)))
    assert (done.format, done.problems, rows(done, *ORDER)) == ("stripe_payments", (), PAID)


def test_a_spreadsheets_copy_with_semicolons_commas_and_capitals_says_the_same(tmp_path):
    lines = payments("2020")
    for line in lines:
        line["Captured"] = line["Captured"].upper()
        line |= {name: line[name].replace(".", ",") for name in ("Amount", "Amount Refunded", "Converted Amount")}
        line |= {name: "13/02/2024 16:17" for name in CREATED}
    done = staged(tmp_path, table(STRIPE["2020"], lines, ";").replace("\n", "\r\n"))
    assert rows(done, *ORDER) == [(*row[:2], date(2024, 2, 13), *row[3:]) for row in PAID]


def test_a_payment_in_test_mode_is_none(tmp_path):
    done = staged(tmp_path, table(STRIPE["2014"], payments("2014", Mode="Test")))
    assert {status for (status,) in rows(done, "status")} == {"void"}


def test_a_state_of_a_payment_that_nobody_knows_is_told_and_not_loaded(tmp_path):
    done = staged(tmp_path, table(STRIPE["2024"], [{**payments("2024")[0], "Status": "Frobbed"}]))
    [problem] = done.problems
    assert (rows(done, "amount"), problem.value) == ([], "Frobbed")
    assert problem.expected == "paid or refunded or cancelled or draft"


def test_the_preview_says_that_stripe_does_not_tell_the_tax(tmp_path):
    done = staged(tmp_path, table(STRIPE["2024"], payments("2024")))
    assert any("with the tax in them" in decision.what for decision in done.decisions)


# Shopify

SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,"
    "Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,"
    "Lineitem price,Billing Name,Billing Company,Billing Country,Shipping Company,Notes,Note Attributes,Cancelled at,"
    "Refunded Amount,Vendor,Id,Tags,Source,Duties"
)
AT = "2026-10-31 22:30:00 -0700"


def order(name: str, status: str = "paid", total: str = "119.00", taxes: str = "19.00", **also: str) -> dict[str, str]:
    told = {"Name": name, "Financial Status": status, "Total": total, "Taxes": taxes, "Currency": "EUR"}
    more = {"Created at": AT, "Lineitem quantity": "1", "Lineitem name": "Cable", "Lineitem price": "60.00"}
    return {"Subtotal": "119.00", "Shipping": "0.00", "Refunded Amount": "0.00", **told, **more} | {
        name.replace("_", " "): value for name, value in also.items()
    }


def line(name: str) -> dict[str, str]:
    more = {"Created at": AT, "Lineitem quantity": "2", "Lineitem name": "Plug", "Lineitem price": "29.50"}
    return {"Name": name, "Email": "bo@carvo.example", "Vendor": "V", **more}


def test_a_shopify_order_of_several_lines_is_one_and_its_tax_and_refund_are_off(tmp_path):
    content = table(
        SHOPIFY,
        [
            order("#1001", Email="bo@carvo.example", Billing_Country="DE"),
            line("#1001"),
            line("#1001"),
            order("#1002", "partially_refunded", Billing_Company="Borea AG", Email="a@b.de", Refunded_Amount="59.50"),
            order("#1003", "refunded", Refunded_Amount="119.00", Email="private@gmail.com"),
            order("#1004", "pending"),
            order("#1005", "voided"),
            order("#1006", "paid", Cancelled_at="2026-11-01 10:00:00 -0700", Shipping_Company="Dorne Ltd"),
        ],
    )
    done = staged(tmp_path, content)
    assert (done.format, done.rows_read, done.problems, done.questions) == ("shopify_orders", 8, (), ())
    told = rows(done, "document_no", "amount", "status", "country")
    assert told == [
        ("1001", Decimal(100), "paid", "DE"),
        ("1002", Decimal(50), "partially_refunded", None),
        ("1003", Decimal(0), "refunded", None),
        ("1004", Decimal(100), "pending", None),
        ("1005", Decimal(100), "voided", None),
        ("1006", Decimal(100), "cancelled", None),
    ]
    names = [name for (name,) in rows(done, "company")]
    assert (names[:2], len(names[2]), names[3:]) == (["carvo.example", "Borea AG"], 12, [None, None, "Dorne Ltd"])


def test_the_company_of_an_order_is_the_one_its_first_line_names(tmp_path):
    """Further lines repeat the e-mail address and leave the company out: that is no second customer."""
    first = order("#1", Billing_Company="Borea AG", Email="bo@carvo.example")
    done = staged(tmp_path, table(SHOPIFY, [first, line("#1")]))
    assert (rows(done, "document_no", "company"), done.problems) == ([("1", "Borea AG")], ())


def test_an_agreed_currency_is_not_that_of_lines_which_name_no_amount(tmp_path):
    done = staged(tmp_path, table(SHOPIFY, [order("#1"), line("#1")]), currency="USD")
    assert (done.problems, rows(done, "amount", "currency")) == ((), [(Decimal(100), "EUR")])


def test_the_day_of_a_shopify_order_is_the_shops_own(tmp_path):
    """In UTC it would be one of November."""
    done = staged(tmp_path, table(SHOPIFY, [order("#1")]))
    assert rows(done, "ordered_on") == [(date(2026, 10, 31),)]


def test_an_order_whose_first_line_is_missing_is_told_with_all_its_lines(tmp_path):
    done = staged(tmp_path, table(SHOPIFY, [order("#1"), line("#2"), line("#2")]))
    assert rows(done, "document_no") == [("1",)]
    assert {problem.line for problem in done.problems} == {3, 4}


def test_without_the_column_of_refunds_a_refunded_order_is_told_and_not_loaded(tmp_path):
    header = SHOPIFY.replace("Refunded Amount,", "")
    done = staged(tmp_path, table(header, [order("#1"), order("#2", "partially_refunded"), order("#3", "refunded")]))
    assert (done.format, rows(done, "document_no", "amount")) == ("shopify_orders_cut", [("1", Decimal(100))])
    assert [(problem.line, problem.value) for problem in done.problems] == [
        (3, "partially_refunded"),
        (4, "refunded"),
    ]


# WooCommerce


def test_woocommerces_formatted_revenue_is_not_read_in_either_vintage(tmp_path):
    for last in ("Net Sales,Attribution", "N. Revenue"):
        content = (
            "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),"
            f"{last}\n"
            '2026-10-03 10:00:00,1001,"৳2,999",completed,Borea AG,new,"1× Cable, 2× Plug",3,,2998.50'
            + (",Organic" if "," in last else "")
            + '\n2026-10-04 10:00:00,1002,"৳1,000",failed,,new,1× Cable,1,,1000.00\n'
        )
        done = staged(tmp_path, content, currency="BDT")
        assert rows(done, "company", "ordered_on", "amount", "status") == [
            ("Borea AG", date(2026, 10, 3), Decimal("2998.5"), "completed"),
            (None, date(2026, 10, 4), Decimal(1000), "cancelled"),
        ]


ADVANCED = (
    "Order Number,Order Status,Order Date,First Name (Billing),Company (Billing),Country Code (Billing),"
    "Email (Billing),Order Refund Amount,Order Total Amount,Order Total Tax Amount,SKU,Item #,Item Name,Quantity\n"
    "1001,Completed,2026-10-31 23:30,Ada,Borea AG,DE,a@b.de,0.00,119.00,19.00,C,1,Cable,1\n"
    "1001,Completed,2026-10-31 23:30,Ada,Borea AG,DE,a@b.de,0.00,119.00,19.00,P,2,Plug,2\n"
    "1002,On hold,2026-10-30 09:00,Bo,,FR,bo@carvo.example,59.50,119.00,19.00,C,1,Cable,1\n"
    "1003,Cancelled,2026-10-30 09:00,Bo,,FR,bo@gmail.com,0.00,119.00,19.00,C,1,Cable,1\n"
)
EXTENSION = (
    "order_id,order_number,date,status,tax_total,order_total,refunded_total,order_currency,billing_company,"
    "billing_email,billing_country\n"
    "1,1001,2026-10-31 23:30:00,completed,19.00,119.00,0.00,EUR,Borea AG,a@b.de,DE\n"
    "2,1002,2026-10-30 09:00:00,on-hold,19.00,119.00,59.50,EUR,,bo@carvo.example,FR\n"
    "3,1003,2026-10-30 09:00:00,cancelled,19.00,119.00,0.00,EUR,,bo@gmail.com,FR\n"
)


@pytest.mark.parametrize(
    ("content", "key"), [(ADVANCED, "woocommerce_advanced_export"), (EXTENSION, "woocommerce_export")]
)
def test_woocommerces_export_extensions_say_orders_without_tax_and_refunds(tmp_path, content, key):
    done = staged(tmp_path, content, currency="EUR")
    assert (done.format, done.problems) == (key, ())
    assert rows(done, "document_no", "company", "country", "ordered_on", "amount", "status")[:2] == [
        ("1001", "Borea AG", "DE", date(2026, 10, 31), Decimal(100), "completed"),
        ("1002", "carvo.example", "FR", date(2026, 10, 30), Decimal(50), "on-hold"),
    ]
    assert rows(done, "amount", "status")[2:] == [(Decimal(100), "cancelled")]


# Other reports of the same tools


@pytest.mark.parametrize(
    "content",
    [
        "id,Created (UTC),Amount,Amount Refunded,Currency,User ID,User Email,Application ID,Transaction ID\n"
        'fee_1,2025-12-31 14:30,"0,25","0,00",eur,acct_1,u@example.com,ca_1,ch_1\n',
        "id,Description,Email,Name,Created (UTC),Delinquent,Currency,Total Spend,Payment Count,Refunded Volume\n"
        "cus_1,Borea,a@b.de,Ada,2026-10-01 10:00,false,eur,120.00,2,0.00\n",
        "id,Amount,Created (UTC),Currency,Arrival Date (UTC),Source Type,Status,Type,Method,Description,"
        "Statement Descriptor,Amount Refunded\npo_1,120.00,2026-10-01 10:00,eur,2026-10-03,card,paid,bank_account,"
        "standard,STRIPE PAYOUT,,0\n",
        "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description\n"
        "txn_1,charge,ch_1,120.00,3.00,117.00,eur,2026-10-01 10:00,2026-10-03,Charge\n",
        "id,Amount Due,Billing,Closed,Currency,Customer,Date (UTC),Due Date (UTC),Number,Paid,Subscription,Subtotal,"
        "Total Discount Amount,Applied Coupons,Tax,Tax Percent,Total,Amount Paid,Status\n"
        "in_1,120.00,send_invoice,true,eur,cus_1,2026-10-01 10:00,,A-1,true,,100.00,0.00,,20.00,20,120.00,"
        "120.00,paid\n",
        table(SHOPIFY, [{**order("#9", ""), "Email": "a@b.de"}, {**order("#10", ""), "Email": "c@d.de"}]),
        table(SHOPIFY.replace("Fulfillment Status,Fulfilled at,", ""), [order("#9", "")]),
        "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Variant SKU,Variant Price,Status\n"
        "cable,Cable,<p>,V,Parts,,true,C-1,60.00,active\n",
        "Handle,Title,Option1 Name,SKU,Location,Available (not editable),On hand (current),On hand (new)\n"
        "cable,Cable,Title,C-1,Berlin,4,5,\n",
        "Customer ID,First Name,Last Name,Email,Total Spent,Total Orders,Note,Tax Exempt\n1,Ada,B,a@b.de,120,2,,no\n",
        ADVANCED.replace("Order Refund Amount", "Order Fees"),
    ],
    ids=[
        "Stripe Connect fees", "Stripe customers", "Stripe payouts", "Stripe balance", "Stripe invoices",
        "Shopify abandoned checkouts", "Shopify abandoned checkouts, shorter", "Shopify products", "Shopify inventory",
        "Shopify customers", "WooCommerce without refunds",
    ],
)  # fmt: skip
def test_another_report_of_the_same_tool_is_taken_for_no_orders(tmp_path, content):
    known = formats.declared()
    assert [
        found.format.key for raw in tables(written(tmp_path, content)) if (found := identify.identify(raw, known))
    ] == []


def test_a_header_of_orders_without_rows_of_a_status_is_no_order():
    header = SHOPIFY.split(",")
    lines = [["x"] * len(header), ["" if name == "Financial Status" else "x" for name in header]]
    assert identify.identify(raw_table(header, lines[0]), formats.declared()).format.key == "shopify_orders"
    assert identify.identify(raw_table(header, lines[1]), formats.declared()) is None
