"""Northwind: commas in the address that nobody quoted, NULL, amounts only in the lines of the orders."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.datasets import ledgers, naive
from tests.datasets.ledgers import DATASETS, Ledger
from tests.shared import needs_shared

pytestmark = needs_shared
NORTHWIND = DATASETS / "northwind"
COUNTRIES = {
    "Argentina", "Austria", "Belgium", "Brazil", "Canada", "Denmark", "Finland", "France", "Germany", "Ireland",
    "Italy", "Mexico", "Norway", "Poland", "Portugal", "Spain", "Sweden", "Switzerland", "UK", "USA", "Venezuela",
}  # fmt: skip


@pytest.fixture(scope="module")
def northwind(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    told = ledgers.ledger(tmp_path_factory.mktemp("northwind"), "USD")
    told.load(NORTHWIND / "orders.csv", "northwind_orders")
    return told


def test_no_comma_in_an_address_shifts_a_column(northwind: Ledger) -> None:
    orders = northwind.rows("orders")
    assert (orders.height, orders["company"].n_unique(), orders["delivered_on"].null_count()) == (830, 89, 21)
    assert (orders["ordered_on"].min(), orders["ordered_on"].max()) == (date(1996, 7, 4), date(1998, 5, 6))
    assert set(orders["country"]) == COUNTRIES
    lines = [line for line in (NORTHWIND / "orders.csv").read_text("utf-8").splitlines()[1:]]
    assert sum(line.count(",") > 13 for line in lines) == 176
    assert orders.sort("line")["country"].to_list() == [line.rsplit(",", 1)[1] for line in lines]


def test_without_a_word_about_the_address_the_shifted_rows_are_refused_one_by_one(tmp_path: Path) -> None:
    told = ledgers.ledger(tmp_path, "USD")
    loaded = told.load(NORTHWIND / "orders.csv", "northwind_orders_unproved")
    assert loaded.staged
    assert (loaded.staged.rows_read, loaded.staged.rows_refused) == (830, 176)
    first = loaded.problems[0]
    assert (first.line, first.column, first.value) == (4, "beyond the last column", "Brazil")
    assert first.expected == "14 cells, one for each name of the header (text with “,” in quotation marks)"
    orders = told.rows("orders")
    assert (orders.height, set(orders["country"]) <= COUNTRIES) == (654, True)


def test_orders_on_promise_are_as_counted_by_hand(northwind: Ledger) -> None:
    orders = naive.northwind_lines(NORTHWIND).unique("orderID")
    days = orders.with_columns(
        pl.col("shippedDate", "requiredDate").replace("NULL", None).str.slice(0, 10).str.to_date()
    )
    kept = (pl.col("shippedDate") <= pl.col("requiredDate")).mean()
    assert northwind.months("orders_on_promise") == pytest.approx(naive.by_month(days, "shippedDate", kept))


def test_amounts_come_from_the_lines_joined_with_their_orders(tmp_path: Path) -> None:
    lines = naive.northwind_lines(NORTHWIND)
    joined = lines.with_columns(paid=(1 - pl.col("discount number")).round(2).cast(pl.String))
    wanted = ["orderID", "customerID", "orderDate", "unitPrice", "quantity", "paid"]
    told = ledgers.ledger(tmp_path, "USD")
    loaded = told.load(ledgers.csv(tmp_path, "lines.csv", joined.select(wanted)), "northwind_lines")
    orders = told.rows("orders")
    assert (loaded.status, lines.height, orders.height) == ("loaded", 2155, 830)
    assert lines["gross"].sum() == pytest.approx(1_354_458.59)
    assert float(orders["amount"].sum()) == pytest.approx(1_265_793.04, abs=0.005)
    assert told.months("revenue") == pytest.approx(naive.by_month(lines, "ordered", pl.col("net").sum()))
    documents = lines.unique("orderID")
    assert told.months("repeat_order_rate") == naive.repeat_rate(documents, "customerID", "ordered")
