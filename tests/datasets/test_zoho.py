"""The Zoho CRM demo: three date styles, dollar signs, thousands as K, columns without a name."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.datasets import ledgers, naive
from tests.datasets.ledgers import DATASETS, Ledger
from tests.shared import needs_shared

pytestmark = needs_shared
ZOHO = DATASETS / "zoho_crm_demo"


@pytest.fixture(scope="module")
def zoho(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    told = ledgers.ledger(tmp_path_factory.mktemp("zoho"), "USD")
    for name in ("leads", "potentials", "campaigns", "calls", "sales_orders"):
        loaded = told.load(ZOHO / f"{name.title()}.csv", f"zoho_{name}")
        assert (loaded.status, loaded.problems, loaded.refusal) == ("loaded", (), "")
    return told


def test_every_lead_is_a_contact_without_its_address(zoho: Ledger) -> None:
    contacts, leads = zoho.rows("contacts"), naive.text(ZOHO / "Leads.csv")
    days = leads.select(naive.day("Created Time", naive.ZOHO)).to_series()
    assert (contacts.height, leads["CONVERTED"].eq("Yes").sum()) == (3900, 3632)
    assert contacts["lead_at"].dt.date().sort().to_list() == days.sort().to_list()
    assert ledgers.counted(contacts["source"]) == ledgers.counted(leads["Lead Source"])
    assert contacts["domain"].to_list().count("gustr.com") == leads["Email"].str.ends_with("@gustr.com").sum() > 0


def test_potentials_are_won_lost_and_open_deals_that_find_lead_and_campaign(zoho: Ledger) -> None:
    deals = zoho.rows("deals")
    told = deals.group_by("outcome").agg(pl.len(), pl.col("amount").sum().cast(pl.Int64))
    assert sorted(told.filter(pl.col("outcome") != "open").rows()) == [
        ("lost", 485, 32_059_400),
        ("won", 1425, 89_066_200),
    ]
    assert ledgers.counted(deals["outcome"])["open"] == 1722
    assert set(deals["deal_id"]) <= set(zoho.rows("contacts")["contact_id"])
    assert set(deals["campaign"]) <= set(zoho.rows("campaign_days")["campaign"])


def test_win_rate_and_average_deal_of_every_month_are_as_counted_by_hand(zoho: Ledger) -> None:
    potentials = naive.zoho_potentials(ZOHO)
    decided = potentials.filter(pl.col("Stage").is_in(["Closed Won", "Closed Lost"]))
    won = decided.filter(pl.col("Stage") == "Closed Won")
    assert zoho.months("win_rate") == pytest.approx(
        naive.by_month(decided, "closing", (pl.col("Stage") == "Closed Won").mean())
    )
    assert won.height / decided.height == pytest.approx(0.7461, abs=0.00005)
    assert zoho.months("average_deal") == pytest.approx(
        naive.by_month(won, "closing", pl.col("Amount").cast(pl.Float64).mean())
    )
    days = (pl.col("closing") - pl.col("created")).dt.total_days().median()
    assert zoho.months("days_to_close") == naive.by_month(won, "closing", days)


def test_win_rate_by_source_is_as_counted_by_hand(zoho: Ledger) -> None:
    potentials = naive.zoho_potentials(ZOHO).filter(pl.col("Stage").is_in(["Closed Won", "Closed Lost"]))
    for source in potentials["Lead Source"].drop_nulls().unique():
        told = naive.by_month(
            potentials.filter(pl.col("Lead Source") == source), "closing", (pl.col("Stage") == "Closed Won").mean()
        )
        assert zoho.months("win_rate", source, "source") == pytest.approx(told)


def test_pipeline_from_marketing_is_every_potential_as_each_names_its_campaign(zoho: Ledger) -> None:
    potentials = naive.zoho_potentials(ZOHO)
    assert potentials["Campaign Id"].null_count() == 0
    assert zoho.months("pipeline_from_marketing") == naive.by_month(potentials, "created", pl.col("Amount").sum())


def test_thousands_written_as_k_are_thousands(zoho: Ledger) -> None:
    campaigns = zoho.rows("campaign_days")
    told = naive.text(ZOHO / "Campaigns.csv").with_columns(naive.dollars("Actual Cost"))
    first = campaigns.filter(pl.col("campaign") == "24000011")
    assert (campaigns.height, first["cost"].item(), first["last_day"].item()) == (110, 141_560, date(2021, 5, 5))
    assert campaigns["cost"].sum() == told["Actual Cost"].sum()
    assert campaigns["cost"].max() > 1_000_000
    assert campaigns["first_day"].min() == told["Start Date"].str.to_date().min()


def test_every_call_is_an_activity(zoho: Ledger) -> None:
    calls, told = zoho.rows("activities"), naive.text(ZOHO / "Calls.csv")
    assert (calls.height, calls["kind"].unique().to_list()) == (4100, ["call"])
    moments = told["Call Start Time"].str.to_datetime("%Y-%m-%d %H:%M:%S")
    assert (calls["happened_at"].min(), calls["happened_at"].max()) == (moments.min(), moments.max())
    assert calls["deal_id"].count() == told["POTENTIALID"].replace("0", None).count()


def test_revenue_of_every_month_is_as_counted_by_hand(zoho: Ledger) -> None:
    orders = zoho.rows("orders")
    told = naive.text(ZOHO / "Sales_Orders.csv").with_columns(
        naive.dollars("Grand Total"), ordered=naive.day("Created Time", "%d-%m-%Y %H:%M")
    )
    assert (orders.height, orders["ordered_on"].max()) == (2061, told["ordered"].max())
    placed = told.filter(pl.col("Status") != "Cancelled")
    assert zoho.months("revenue") == naive.by_month(placed, "ordered", pl.col("Grand Total").sum())


def test_invoices_are_orders_too(tmp_path: Path) -> None:
    told = ledgers.ledger(tmp_path, "USD")
    loaded = told.load(ZOHO / "Invoices.csv", "zoho_invoices")
    invoices = naive.text(ZOHO / "Invoices.csv").with_columns(naive.dollars("Grand Total"))
    orders = told.rows("orders")
    assert (loaded.status, orders.height) == ("loaded", 1300)
    assert orders["amount"].sum() == invoices["Grand Total"].sum()
