"""Deals of three more real pipelines: with reasons for loss, with a history of stages, of a developer org."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.datasets import ledgers, naive
from tests.datasets.ledgers import DATASETS
from tests.shared import needs_shared

pytestmark = needs_shared
B2B = DATASETS / "b2b_deals_loss_reasons" / "deals.csv"
HUBSPOT = DATASETS / "hubspot_deals_stage_history" / "deals.csv"


def test_deals_with_month_names_and_no_number_are_counted_once_each(tmp_path: Path) -> None:
    told = ledgers.ledger(tmp_path, "USD")
    told.load(B2B, "b2b_deals")
    deals = told.rows("deals")
    assert (deals.height, deals["reason"].count()) == (895, 435)
    assert (deals["created_on"].min(), deals["created_on"].max()) == (date(2024, 1, 2), date(2024, 4, 3))
    outcomes = ledgers.counted(deals["outcome"])
    assert (outcomes["won"], outcomes["lost"]) == (216, 431)
    won = ledgers.counted(deals.filter(pl.col("outcome") == "won")["source"])
    of = ledgers.counted(deals["source"])
    assert {name: (of[name], won[name]) for name in ("Partner", "Inbound call", "Registration", "Facebook PPC")} == {
        "Partner": (274, 89),
        "Inbound call": (187, 40),
        "Registration": (124, 26),
        "Facebook PPC": (69, 4),
    }
    decided = naive.text(B2B).filter(pl.col("Stage").is_in(["Closed Won", "Closed Lost"]))
    decided = decided.with_columns(closed=naive.day("Closing Date", "%b %d, %Y"))
    assert told.months("win_rate") == pytest.approx(
        naive.by_month(decided, "closed", (pl.col("Stage") == "Closed Won").mean())
    )


def test_deals_of_a_warehouse_copy_of_hubspot_are_won_by_stage(tmp_path: Path) -> None:
    told = ledgers.ledger(tmp_path, "USD")
    told.load(HUBSPOT, "hubspot_stage_deals")
    deals = told.rows("deals")
    sums = deals.group_by("stage").agg(pl.len(), pl.col("amount").sum().cast(pl.Float64))
    found = {stage: (deals, amount) for stage, deals, amount in sums.rows()}
    assert (deals.height, found["Closed Lost"][0]) == (778, 431)
    assert found["Closed Won"] == (63, pytest.approx(947_063.71))
    assert found["Won - Closed self-serve"] == (3, 10_560)
    assert ledgers.counted(deals["outcome"]) == {"won": 66, "lost": 431, "open": 281}


def test_a_salesforce_object_export_is_recognised_and_asks_for_its_currency(tmp_path: Path) -> None:
    opportunities = DATASETS / "salesforce_dev_org" / "Opportunity.csv"
    told = ledgers.ledger(tmp_path, "USD")
    asked = told.load(opportunities)
    assert (asked.status, [question.key for question in asked.questions]) == ("needs_answer", ["currency"])
    assert told.load(opportunities, currency="USD").status == "loaded"
    sums = told.rows("deals").group_by("outcome").agg(pl.len(), pl.col("amount").sum().cast(pl.Int64))
    assert {outcome: (deals, amount) for outcome, deals, amount in sums.rows() if outcome != "open"} == {
        "won": (12, 2_815_000),
        "lost": (8, 830_000),
    }
    assert told.rows("deals").height == 36
