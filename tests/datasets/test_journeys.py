"""Journeys of the real data sets: who bought again, and how many leads were won, as the files themselves say."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from custodian.domain import journeys, travellers
from custodian.domain.journeys import Asked, Journeys
from tests.datasets import ledgers, naive
from tests.datasets.ledgers import DATASETS, Ledger
from tests.shared import needs_shared

pytestmark = needs_shared
EVER = Asked(date.min, date(2030, 1, 1))


def told(ledger: Ledger) -> Journeys:
    with ledger.desk.warehouse.reading() as cursor:
        return journeys.of(cursor, EVER)


def test_cdnow_customers_who_bought_again_are_those_with_two_orders(tmp_path: Path) -> None:
    cdnow = ledgers.ledger(tmp_path, "USD")
    cdnow.load(DATASETS / "cdnow" / "CDNOW_master.txt", "cdnow")
    orders = naive.cdnow(DATASETS / "cdnow" / "CDNOW_master.txt").sort("ordered")
    again = (
        orders.group_by("customer_id", maintain_order=True)
        .agg(pl.col("ordered").head(2))
        .filter(pl.col("ordered").list.len() == 2)
    )
    found = told(cdnow)
    assert (found.reached["ordered"], found.reached["repeated"]) == (23_570, again.height)
    (passage,) = [each for each in found.passages if each.start.key == "ordered"]
    assert (passage.began, passage.arrived, passage.lost) == (23_570, again.height, 0)
    days = again.select((pl.col("ordered").list.get(1) - pl.col("ordered").list.get(0)).dt.total_days())
    within = (days.to_series() <= 90).sum() / 23_570  # all are watched for more than 90 days: none is censored before
    share = passage.curve.within(90)
    assert share is not None and share.share == pytest.approx(within)
    assert found.known_to == date(1998, 6, 30) and date(1998, 6, 30) - date(1997, 3, 25) > timedelta(days=90)


def test_olist_leads_become_customers_as_published_by_origin(tmp_path: Path) -> None:
    """As leads name no company, whoever loads them looks up the seller that each became."""
    olist = DATASETS / "olist"
    won = naive.olist_won(olist).select("mql_id", "seller_id")
    leads = naive.olist_leads(olist).join(won, on="mql_id", how="left")
    sheet = leads.select(
        pl.lit("olist").alias("tool"),
        pl.col("mql_id").alias("contact_id"),
        pl.coalesce("seller_id", "mql_id").alias("company"),
        pl.col("first_contact_date").alias("lead_at"),
        pl.col("origin").alias("source"),
    )
    deals = naive.olist_won(olist).select(
        pl.lit("olist").alias("tool"),
        pl.col("mql_id").alias("deal_id"),
        pl.col("seller_id").alias("company"),
        pl.lit("won").alias("outcome"),
        pl.col("won_date").alias("created_on"),
        pl.col("won_date").alias("closed_on"),
    )
    funnel = ledgers.ledger(tmp_path, "BRL")
    assert funnel.load(ledgers.csv(tmp_path, "leads.csv", sheet)).status == "loaded"
    assert funnel.load(ledgers.csv(tmp_path, "deals.csv", deals)).status == "loaded"
    found = told(funnel)
    # One deal was won two days before its lead is dated: that seller came in without a lead.
    assert (found.companies, found.reached["lead"], found.reached["won"], found.disordered) == (8000, 7999, 842, 1)
    with funnel.desk.warehouse.reading() as cursor:
        every = travellers.brought(cursor, EVER, "source")
    by = {one.member: (one.prospects, one.customers) for one in every}
    assert [by[origin] for origin in ("paid_search", "social", "email")] == [(1586, 195), (1350, 75), (493, 15)]
    assert by["organic_search"] == (2296 - 1, 271 - 1)  # that seller: nobody is known to have brought it
    assert sum(one.customers + one.bought_at_once for one in every) == 842
