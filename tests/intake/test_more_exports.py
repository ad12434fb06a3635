"""Real exports of more tools: every row, sum and day as a plain reading with Python's csv finds them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
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
DECLARED = formats.declared()


@dataclass(frozen=True)
class Export:
    file: str
    format: str
    day: str  # the column of the day on which a row begins
    last_day: str
    sums: dict[str, str]  # ours: the file's
    style: str = "%Y-%m-%d"
    above: int = 0  # lines above the header
    named: str = ""  # a column that every row fills; a row without it is a total
    answers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.file


META = {"impressions": "Impressions", "clicks": "Link clicks"}
READ = [
    Export(
        "meta_ads/ads_manager_campaigns_INR.csv",
        "meta_ads",
        "Reporting starts",
        "Reporting ends",
        META | {"cost": "Amount spent (INR)"},
        named="Campaign name",
    ),
    Export(
        "meta_ads/ads_reporting_with_blank_total_row.csv",
        "meta_ads",
        "Reporting starts",
        "Reporting ends",
        META | {"cost": "Amount spent (IDR)"},
        named="Campaign name",
    ),
    Export(
        "microsoft_ads/campaign_performance_report_2019.csv",
        "microsoft_ads_hours",
        "TimePeriod",
        "TimePeriod",
        {"impressions": "Impressions", "clicks": "Clicks", "cost": "Spend"},
        style="%m/%d/%Y",
        above=10,
        named="Spend",
        answers={"currency": "EUR"},
    ),
    Export(
        "trustpilot/business_reviews_excerpt_100rows_converted.csv",
        "trustpilot_reviews",
        "Review Created (UTC)",
        "Review Created (UTC)",
        {"value": "Review Stars"},
    ),
]


def by_hand(export: Export) -> Iterator[dict[str, str]]:
    with (EXPORTS / export.file).open(encoding="utf-8-sig", newline="") as opened:
        for _ in range(export.above):
            next(opened)
        for row in csv.DictReader(opened):
            if not export.named or row[export.named]:
                yield row


def loaded(export: Export, folder: Path) -> Staged:
    raws = reading.tables_of(EXPORTS / export.file, None, formats.known_header(DECLARED))
    [raw] = identify.with_siblings(raws)
    recognised = identify.identify(raw, DECLARED)
    assert recognised
    contract = Contract()
    for key, value in export.answers.items():
        contract = convert.answer(contract, key, value)
    return convert.stage(raw, recognised.format, contract, "0" * 64, folder)


@pytest.mark.parametrize("export", READ, ids=str)
def test_every_row_sum_and_day_is_as_read_by_hand(export, tmp_path):
    done, rows = loaded(export, tmp_path), list(by_hand(export))
    assert (done.format, done.questions, done.rows_refused, done.problems) == (export.format, (), 0, ())
    told = pl.read_parquet(done.rows)
    assert told.height == done.rows_read == len(rows)
    for ours, theirs in export.sums.items():
        assert Decimal(str(told[ours].sum())) == sum(Decimal(row[theirs] or "0") for row in rows)
    first, last = ("first_day", "last_day") if "first_day" in told.columns else ("answered_at", "answered_at")
    for ours, theirs in ((first, export.day), (last, export.last_day)):
        days = [datetime.strptime(row[theirs].split(" ")[0], export.style).date() for row in rows]
        found = told[ours].cast(pl.Date)
        assert (found.min(), found.max()) == (min(days), max(days))


def test_metas_grand_total_above_the_rows_is_no_campaign(tmp_path):
    """Taken for one, it doubles the month's cost."""
    done = loaded(READ[1], tmp_path)
    assert (done.totals_dropped, pl.read_parquet(done.rows)["cost"].sum()) == (1, Decimal(1_744_800))


def test_a_cost_is_in_the_currency_that_its_column_names(tmp_path):
    for export, currency in ((READ[0], "INR"), (READ[1], "IDR")):
        assert pl.read_parquet(loaded(export, tmp_path).rows)["currency"].unique().to_list() == [currency]


def test_an_hour_is_told_apart_from_the_others_of_its_day(tmp_path):
    assert pl.read_parquet(loaded(READ[2], tmp_path).rows)["detail"].to_list() == ["11"]
