"""CDNOW: columns between runs of blanks, days without any sign between their parts, orders without a number."""

from datetime import date

import polars as pl
import pytest

from tests.datasets import ledgers, naive
from tests.datasets.ledgers import DATASETS, Ledger
from tests.shared import needs_shared

pytestmark = needs_shared
MASTER = DATASETS / "cdnow" / "CDNOW_master.txt"


@pytest.fixture(scope="module")
def cdnow(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    told = ledgers.ledger(tmp_path_factory.mktemp("cdnow"), "USD")
    told.load(MASTER, "cdnow")
    return told


def test_every_order_is_kept_though_none_has_a_number(cdnow: Ledger) -> None:
    orders = cdnow.rows("orders")
    assert (orders.height, orders["document_no"].n_unique(), orders["company"].n_unique()) == (69_659, 69_659, 23_570)
    assert (orders["ordered_on"].min(), orders["ordered_on"].max()) == (date(1997, 1, 1), date(1998, 6, 30))
    assert float(orders["amount"].sum()) == pytest.approx(2_500_315.63)
    assert orders.filter(pl.col("amount") == 0).height == 80
    assert orders.group_by("company").agg(pl.col("ordered_on").min())["ordered_on"].max() == date(1997, 3, 25)


def test_revenue_and_repeat_orders_of_every_month_are_as_counted_by_hand(cdnow: Ledger) -> None:
    orders = naive.cdnow(MASTER)
    assert orders["number_of_cds"].cast(pl.Int64).sum() == 167_881
    assert cdnow.months("revenue") == naive.by_month(orders, "ordered", pl.col("amount").sum())
    assert cdnow.months("repeat_order_rate") == naive.repeat_rate(orders, "customer_id", "ordered")


def test_revenue_from_existing_customers_counts_from_the_thirteenth_month_on(cdnow: Ledger) -> None:
    orders = naive.cdnow(MASTER)
    orders = orders.with_columns(first=pl.col("ordered").min().over("customer_id"))
    later = orders.filter(pl.col("ordered") > pl.col("first"), pl.col("ordered") >= date(1998, 1, 1))
    assert cdnow.months("revenue_from_existing") == naive.by_month(later, "ordered", pl.col("amount").sum())
