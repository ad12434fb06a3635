"""Real exports of shops and payments: every order as a plain reading with Python's csv finds it; and so Zoho's."""

import csv
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from custodian.intake import convert, formats, identify, reading
from custodian.intake.contracts import Contract
from custodian.intake.staging import Staged
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared
EXPORTS = (SHARED or Path()) / "exports"
ZOHO = "../datasets/zoho_crm_demo/"
DECLARED = formats.declared()
SHOPIFY = "shopify_orders/orders_export_1_excel_resave.csv"
STRIPE = "stripe/unified_payments_testmode.csv"
Told = dict[str, tuple[object, ...]]


def loaded(file: str, folder: Path, **answers: str) -> Staged:
    [raw] = identify.with_siblings(reading.tables_of(EXPORTS / file, None, formats.known_header(DECLARED)))
    recognised = identify.identify(raw, DECLARED)
    assert recognised
    contract = Contract()
    for key, value in answers.items():
        contract = convert.answer(contract, key, value)
    return convert.stage(raw, recognised.format, contract, "0" * 64, folder, key=b"a key")


def lines_of(file: str) -> list[dict[str, str]]:
    with (EXPORTS / file).open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def shopify_by_hand() -> Told:
    """The first line of an order says what it came to."""
    orders: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in lines_of(SHOPIFY):
        orders[line["Name"]].append(line)
    return {
        name: (
            Decimal(lines[0]["Total"]) - Decimal(lines[0]["Taxes"] or "0"),
            lines[0]["Currency"],
            datetime.strptime(lines[0]["Created at"], "%m/%d/%y %H:%M").date(),
            lines[0]["Financial Status"],
        )
        for name, lines in orders.items()
    }


def stripe_by_hand() -> Told:
    return {
        line["id"]: (
            Decimal(line["Amount"]) - Decimal(line["Amount Refunded"]),
            line["Currency"].upper(),
            datetime.fromisoformat(line["Created date (UTC)"]).date(),
            line["Status"].lower(),
        )
        for line in lines_of(STRIPE)
    }


@pytest.mark.parametrize(
    ("file", "key", "by_hand"),
    [(SHOPIFY, "shopify_orders_cut", shopify_by_hand), (STRIPE, "stripe_payments", stripe_by_hand)],
)
def test_every_order_is_as_read_by_hand(file: str, key: str, by_hand: Callable[[], Told], tmp_path: Path) -> None:
    done = loaded(file, tmp_path, date_order="mdy")
    assert (done.format, done.questions, done.problems, done.rows_refused) == (key, (), (), 0)
    assert done.rows_read == len(lines_of(file))
    told = pl.read_parquet(done.rows).select("document_no", "amount", "currency", "ordered_on", "status")
    assert {row[0]: row[1:] for row in told.rows()} == by_hand()


def test_shopifys_94_orders_in_130_lines_come_to_their_subtotals(tmp_path):
    """7,553.39 less 303.39 of tax; counted by line or with its tax, the revenue would be wrong."""
    frame = pl.read_parquet(loaded(SHOPIFY, tmp_path, date_order="mdy").rows)
    assert (frame.height, frame["amount"].sum()) == (94, Decimal(7250))


def test_a_day_that_may_be_two_is_asked_about(tmp_path):
    [question] = loaded(SHOPIFY, tmp_path).questions
    assert (question.key, question.text) == ("date_order", "Is 11/10/24 the 11th of October or November 10th?")


def test_a_public_hosters_address_becomes_no_company_and_is_not_kept(tmp_path):
    names = pl.read_parquet(loaded(STRIPE, tmp_path).rows)["company"].unique().to_list()
    assert [len(name) for name in names] == [12]
    assert "gmail" not in names[0]


def dollars(cell: str) -> Decimal:
    """`$22,700.00` and `$1,117.10K`."""
    number = cell.strip("$ K").replace(",", "")
    return Decimal(number or "0") * (1000 if cell.endswith("K") else 1)


def test_the_deals_of_zoho_analytics_are_won_lost_and_open_as_counted_by_hand(tmp_path):
    done = loaded(f"{ZOHO}Potentials.csv", tmp_path, currency="USD")
    assert (done.format, done.problems, done.questions) == ("zoho_analytics_potentials", (), ())
    told: dict[str, list[Decimal]] = defaultdict(list)
    for line in lines_of(f"{ZOHO}Potentials.csv"):
        told[{"Closed Won": "won", "Closed Lost": "lost"}.get(line["Stage"], "open")].append(dollars(line["Amount"]))
    frame = pl.read_parquet(done.rows).group_by("outcome").agg(pl.len(), pl.col("amount").sum())
    assert {row[0]: row[1:] for row in frame.rows()} == {name: (len(all), sum(all)) for name, all in told.items()}
    assert (len(told["won"]), sum(told["won"])) == (1425, 89_066_200)


def test_the_leads_and_campaigns_of_zoho_analytics_are_as_read_by_hand(tmp_path):
    leads = pl.read_parquet(loaded(f"{ZOHO}Leads.csv", tmp_path).rows)
    by_hand = {line["LEADID"]: line["Company"].strip() or None for line in lines_of(f"{ZOHO}Leads.csv")}
    assert dict(leads.select("contact_id", "company").rows()) == by_hand
    campaigns = pl.read_parquet(loaded(f"{ZOHO}Campaigns.csv", tmp_path, currency="USD").rows)
    costs = [dollars(line["Actual Cost"]) for line in lines_of(f"{ZOHO}Campaigns.csv")]
    assert (campaigns.height, campaigns["cost"].sum()) == (len(costs), sum(costs))


AT = "2026-10-31 22:30:00 -0700"
ONE_ORDER = [
    {"Name": "#1", "Email": "a@borea.example", "Financial Status": "paid", "Currency": "EUR", "Taxes": "19.00"}
    | {"Total": "119.00", "Refunded Amount": "59.50", "Created at": AT, "Lineitem name": "Cable, 2 m"},
    {"Name": "#1", "Email": "a@borea.example", "Created at": AT, "Lineitem name": "Plug"},
]
ONE_PAYMENT = [
    {"id": "ch_1", "Created date (UTC)": "2026-10-31 22:30:00", "Amount": "80.00", "Amount Refunded": "30.00"}
    | {"Currency": "eur", "Captured": "true", "Status": "Paid", "Customer Email": "a@borea.example", "Mode": "Live"}
]


@pytest.mark.parametrize(
    ("file", "lines"),
    [
        ("shopify_orders_2021.csv", ONE_ORDER),
        ("shopify_orders_2023a.csv", ONE_ORDER),
        ("shopify_orders_2026a.csv", ONE_ORDER),
        ("stripe_unified_payments_2024_all_columns.csv", ONE_PAYMENT),
        ("stripe_unified_payments_2026.csv", ONE_PAYMENT),
    ],
)
def test_under_a_header_of_which_no_rows_could_be_shared_an_order_is_read_right(file, lines, tmp_path):
    header = (EXPORTS / "header_rows_only" / file).read_text("utf-8").splitlines()[0]
    with (tmp_path / file).open("w", encoding="utf-8", newline="") as opened:
        writing = csv.DictWriter(opened, next(csv.reader([header])), extrasaction="ignore", lineterminator="\n")
        writing.writeheader()
        writing.writerows(lines)
    done = loaded(f"{tmp_path / file}", tmp_path)
    assert (done.questions, done.problems, done.rows_read) == ((), (), len(lines))
    told = pl.read_parquet(done.rows).select("company", "amount", "currency", pl.col("ordered_on").cast(pl.String))
    assert told.rows() == [("borea.example", Decimal(50), "EUR", "2026-10-31")]
