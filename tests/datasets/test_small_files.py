"""The traps of the real data sets in small files of our own, so that they are met where the data sets are not."""

from datetime import date
from pathlib import Path

import polars as pl

from tests.datasets import ledgers
from tests.datasets.ledgers import Ledger

BLANKS = """ customer_id  date number_of_cds  dollar_value
 00001 19990104  1   11.77
 00002 19990112  1   12.00
 00002 19990112  1   12.00
 00002 19990203  5   77.00
"""
ADDRESSES = """orderID,customerID,orderDate,requiredDate,shippedDate,shipAddress,shipCity,shipCountry
1,ALPHA,1999-01-04 00:00:00.000,1999-02-01 00:00:00.000,1999-01-16 00:00:00.000,12 Mill Lane,Leeds,UK
2,BETA,1999-01-05 00:00:00.000,1999-02-01 00:00:00.000,NULL,Rua Nova, 67,Recife,Brazil
3,GAMMA,1999-01-06 00:00:00.000,1999-02-01 00:00:00.000,NULL,2, rue Basse, porte 3,Lille,France
"""
CAMPAIGNS = """CAMPAIGNID,Campaign Name,Start Date,End Date,Budgeted Cost,Actual Cost
1,Spring fair,2021-04-01,2021-04-20,$115.00K,$141.56K
2,Summer fair,2021-06-01,2021-06-20,"$1,053.57K","$1,362.90K"
3,Mailing,2021-07-01,2021-07-20,$900.00,"$1,000.25"
"""
UNNAMED = """SALESORDERID,Sales Order Owner,Status,Due Date,Grand Total,Tax,Created Time,,,
1,Ada,Approved,03-07-2021 01:09,"7,982",1.5,30-06-2021 12:59,,,
2,Bob,Cancelled,03-07-2021 02:11,"18,858",1.5,30-06-2021 11:44,,,
3,Cyd,Created,04-07-2021 02:11,"1,018,858",1.5,01-07-2021 11:44,,,
"""

HISTORY = """Id,OpportunityId,CreatedDate,StageName,Amount,CloseDate,Probability
H1,O1,02/23/26 08:55 PM,Qualification,15000,01/27/26,10
H2,O1,02/24/26 08:55 PM,Closed Won,15000,01/27/26,100
"""


def test_columns_between_runs_of_blanks_are_read_and_orders_alike_are_kept_apart(tmp_path: Path) -> None:
    told = holding(tmp_path, BLANKS, "cdnow")
    assert told.rows("orders").select("document_no", "ordered_on").sort("document_no").rows() == [
        ("00001 · 19990104 · 1 · 11.77", date(1999, 1, 4)),
        ("00002 · 19990112 · 1 · 12.00", date(1999, 1, 12)),
        ("00002 · 19990112 · 1 · 12.00 · 2", date(1999, 1, 12)),
        ("00002 · 19990203 · 5 · 77.00", date(1999, 2, 3)),
    ]


def test_a_longer_file_of_orders_without_numbers_adds_only_its_new_ones(tmp_path: Path) -> None:
    told = holding(tmp_path, BLANKS, "cdnow")
    longer = BLANKS.replace(" 00002 19990203", " 00002 19990112  1   12.00\n 00002 19990203")
    loaded = told.load(written(tmp_path, longer), "cdnow")
    assert loaded.comparison
    assert (loaded.comparison.rows_added, loaded.comparison.rows_unchanged) == (1, 4)
    assert told.months("revenue") == {date(1999, 1, 1): 47.77, date(1999, 2, 1): 77}


def test_commas_that_nobody_quoted_shift_no_column_where_the_format_names_theirs(tmp_path: Path) -> None:
    orders = holding(tmp_path, ADDRESSES, "northwind_orders").rows("orders").sort("line")
    assert orders.select("document_no", "country", "delivered_on").rows() == [
        ("1", "UK", date(1999, 1, 16)),
        ("2", "Brazil", None),
        ("3", "France", None),
    ]


def test_commas_that_nobody_quoted_refuse_their_rows_where_no_column_is_named(tmp_path: Path) -> None:
    told = ledgers.ledger(tmp_path, "USD")
    loaded = told.load(written(tmp_path, ADDRESSES), "northwind_orders_unproved")
    assert [(problem.line, problem.value) for problem in loaded.problems] == [(3, "Brazil"), (4, "Lille")]
    assert loaded.staged
    assert (loaded.staged.rows_read, loaded.staged.rows_refused, told.rows("orders").height) == (3, 2, 1)


def test_thousands_written_as_k_and_costs_above_a_million_are_added_up(tmp_path: Path) -> None:
    told = holding(tmp_path, CAMPAIGNS, "zoho_campaigns")
    costs = told.rows("campaign_days").sort("line")["cost"].cast(pl.Float64)
    assert costs.to_list() == [141_560, 1_362_900, 1000.25]


def test_columns_without_a_name_and_orders_above_a_million_are_no_obstacle(tmp_path: Path) -> None:
    told = holding(tmp_path, UNNAMED, "zoho_sales_orders")
    assert told.rows("orders")["ordered_on"].max() == date(2021, 7, 1)
    assert told.months("revenue") == {date(2021, 6, 1): 7982, date(2021, 7, 1): 1_018_858}


def test_orders_without_an_amount_are_orders_but_no_revenue(tmp_path: Path) -> None:
    told = holding(tmp_path, ADDRESSES, "northwind_orders")
    assert told.months("orders_on_promise") == {date(1999, 1, 1): 1}
    assert told.months("revenue") == {}


def test_the_stages_that_a_deal_went_through_are_not_taken_for_deals(tmp_path: Path) -> None:
    seen = ledgers.ledger(tmp_path, "USD").load(written(tmp_path, HISTORY))
    assert (seen.status, seen.title) == ("unknown", "")


def holding(folder: Path, content: str, form: str) -> Ledger:
    told = ledgers.ledger(folder, "USD")
    loaded = told.load(written(folder, content), form)
    assert (loaded.status, loaded.problems) == ("loaded", ())
    return told


def written(folder: Path, content: str) -> Path:
    path = folder / f"{len(content)}.csv"
    path.write_text(content, "utf-8")
    return path
