"""Olist's marketing funnel and shop: leads, closed deals, orders and reviews, from files to KPIs."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.datasets import ledgers, naive
from tests.datasets.ledgers import DATASETS, Ledger
from tests.shared import needs_shared

pytestmark = needs_shared
OLIST = DATASETS / "olist"
LEADS_AND_WON = {
    "organic_search": (2296, 271),
    "paid_search": (1586, 195),
    "social": (1350, 75),
    "unknown": (1099, 179),
    "direct_traffic": (499, 56),
    "email": (493, 15),
    "referral": (284, 24),
    "other": (150, 4),
    "display": (118, 6),
    "other_publicities": (65, 3),
    "none": (60, 14),
}
REVENUE_PER_LEAD = {
    "organic_search": 102.77,
    "paid_search": 114.75,
    "social": 38.05,
    "unknown": 217.26,
    "direct_traffic": 55.21,
    "email": 18.50,
    "referral": 69.32,
    "other": 58.44,
    "display": 10.24,
}


@pytest.fixture(scope="module")
def funnel(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """Leads, deals and the won sellers' orders."""
    folder = tmp_path_factory.mktemp("funnel")
    told = ledgers.ledger(folder, "BRL")
    told.load(OLIST / "olist_marketing_qualified_leads_dataset.csv", "olist_leads")
    told.load(OLIST / "olist_closed_deals_dataset.csv", "olist_won")
    return told


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    told = ledgers.ledger(tmp_path_factory.mktemp("shop"), "BRL")
    told.load(OLIST / "sample" / "olist_orders_dataset.csv", "olist_orders")
    told.load(OLIST / "sample" / "olist_order_reviews_dataset.csv", "olist_reviews")
    return told


def test_every_lead_is_a_contact(funnel: Ledger) -> None:
    contacts = funnel.rows("contacts")
    days = contacts["qualified_at"].dt.date()
    assert (contacts.height, days.min(), days.max()) == (8000, date(2017, 6, 14), date(2018, 5, 31))
    assert contacts["source"].null_count() == 60


def test_every_closed_deal_is_a_deal_won(funnel: Ledger) -> None:
    deals = funnel.rows("deals")
    assert (deals.height, deals["outcome"].unique().to_list()) == (842, ["won"])
    assert (deals["closed_on"].min(), deals["closed_on"].max()) == (date(2017, 12, 5), date(2018, 11, 14))
    won = naive.by_month(deals, "closed_on", pl.len())
    assert (won[date(2018, 4, 1)], won[date(2018, 1, 1)]) == (207, 73)


def test_leads_and_deals_find_each_other_by_origin(funnel: Ledger) -> None:
    contacts = funnel.rows("contacts")
    won = funnel.rows("deals").join(contacts, left_on="deal_id", right_on="contact_id", how="left", suffix="_of_lead")
    leads, deals = ledgers.counted(contacts["source"]), ledgers.counted(won["source_of_lead"])
    assert {origin: (leads[origin], deals[origin]) for origin in leads} == LEADS_AND_WON
    assert won.height / contacts.height == pytest.approx(0.10525)
    days = (won["closed_on"] - won["lead_at"].dt.date()).dt.total_days()
    assert (days.median(), days.min(), won.filter(days < 0).height) == (14, -2, 1)
    assert days.mean() == pytest.approx(48.44, abs=0.005)


def test_qualified_leads_of_every_month_and_origin_are_as_counted_by_hand(funnel: Ledger) -> None:
    leads = naive.olist_leads(OLIST)
    assert funnel.months("qualified_leads") == naive.by_month(leads, "first_contact_date", pl.len())
    for origin in LEADS_AND_WON:
        name = "" if origin == "none" else origin
        told = naive.by_month(leads.filter(pl.col("origin").fill_null("") == name), "first_contact_date", pl.len())
        assert funnel.months("qualified_leads", name, "source") == told


def test_days_to_close_are_right_where_the_lead_is_looked_up(tmp_path: Path) -> None:
    won = naive.olist_won(OLIST)
    told = ledgers.ledger(tmp_path, "BRL")
    told.load(ledgers.csv(tmp_path, "won.csv", won), "olist_won_with_leads")
    days = (pl.col("won_date") - pl.col("first_contact_date")).dt.total_days().median()
    assert told.months("days_to_close") == naive.by_month(won, "won_date", days)
    assert told.months("win_rate") == naive.by_month(won, "won_date", pl.lit(1))
    social = won.filter(pl.col("origin") == "social")
    assert told.months("days_to_close", "social", "source") == naive.by_month(social, "won_date", days)


def test_won_sellers_bring_the_published_revenue_per_lead(funnel: Ledger, tmp_path: Path) -> None:
    items = naive.olist_sellers(OLIST)
    assert (items.height, items["order_id"].n_unique(), items["seller_id"].n_unique()) == (5044, 4512, 380)
    sold = ledgers.ledger(tmp_path, "BRL")
    loaded = sold.load(ledgers.csv(tmp_path, "items.csv", items), "olist_items")
    assert (loaded.status, loaded.staged.rows_read if loaded.staged else 0) == ("loaded", 5044)
    orders = sold.rows("orders")
    assert float(orders["amount"].sum()) == pytest.approx(775_815.63)
    sellers = funnel.rows("deals").join(funnel.rows("contacts"), left_on="deal_id", right_on="contact_id", how="left")
    origin = sellers.select("company", origin=pl.col("source_right").fill_null("none"))
    revenue = orders.join(origin, on="company").group_by("origin").agg(pl.col("amount").sum().cast(pl.Float64))
    found = dict(revenue.rows())
    assert {name: found[name] / LEADS_AND_WON[name][0] for name in REVENUE_PER_LEAD} == pytest.approx(
        REVENUE_PER_LEAD, abs=0.005
    )


def test_every_order_of_the_sample_is_an_order(shop: Ledger) -> None:
    orders = shop.rows("orders")
    statuses = ledgers.counted(orders["status"])
    assert (orders.height, statuses["delivered"], statuses["shipped"], statuses["canceled"]) == (8135, 5172, 1107, 625)
    assert orders["amount"].null_count() == 8135
    assert shop.months("revenue") == {}


def test_orders_on_promise_are_as_counted_by_hand(shop: Ledger) -> None:
    orders = naive.standing(naive.olist_orders(OLIST))
    kept = (pl.col("delivered") <= pl.col("promised")).mean()
    assert shop.months("orders_on_promise") == pytest.approx(naive.by_month(orders, "delivered", kept))


def test_every_review_is_an_answer_and_satisfaction_is_as_counted_by_hand(shop: Ledger) -> None:
    answers, reviews = shop.rows("survey_answers"), naive.olist_reviews(OLIST)
    assert (answers.height, answers["value"].mean()) == (8225, pytest.approx(3.2716, abs=0.00005))
    content = (pl.col("review_score") >= 4).mean()
    assert shop.months("satisfaction") == pytest.approx(naive.by_month(reviews, "answered", content))


def test_revenue_and_repeat_orders_are_right_where_customer_and_price_are_looked_up(tmp_path: Path) -> None:
    orders = naive.olist_orders(OLIST)
    told = ledgers.ledger(tmp_path, "BRL")
    plain = orders.drop("ordered", "delivered", "promised")
    loaded = told.load(ledgers.csv(tmp_path, "orders.csv", plain), "olist_orders")
    assert (loaded.status, told.rows("orders").height) == ("loaded", 8135)
    placed = naive.standing(orders)
    paid = naive.by_month(placed.drop_nulls("price"), "ordered", pl.col("price").sum())
    assert told.months("revenue") == pytest.approx(paid)
    assert told.months("repeat_order_rate") == naive.repeat_rate(placed, "customer_unique_id", "ordered")
