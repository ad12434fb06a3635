"""Deals: what they are worth, how many are won, how fast."""

from collections.abc import Iterator

import polars as pl

from custodian.domain.recalculation import exact
from custodian.domain.recalculation.ledger import Ledger, month, read
from custodian.domain.recalculation.words import is_from_marketing, loss_reason

SPLITS = ("source", "campaign", "country")


def pipeline_from_marketing(ledger: Ledger) -> Iterator[pl.DataFrame]:
    deals = from_marketing(_deals(ledger), ledger).filter(pl.col("created_on").is_not_null())
    worth = pl.when("is_from_marketing").then(pl.col("amount")).otherwise(exact.NONE)
    yield deals.select(*SPLITS, month=month("created_on"), numerator=worth)


def win_rate(ledger: Ledger) -> Iterator[pl.DataFrame]:
    yield decided(ledger).with_columns(
        numerator=exact.if_so(pl.col("outcome") == "won"),
        denominator=exact.WHOLE,
    )


def average_deal(ledger: Ledger) -> Iterator[pl.DataFrame]:
    yield _won_with_amount(ledger).with_columns(numerator="amount", denominator=exact.WHOLE)


def days_to_close(ledger: Ledger) -> Iterator[pl.DataFrame]:
    yield of_outcome(decided(ledger), "won").with_columns(numerator=_days_open())


def sales_velocity(ledger: Ledger) -> Iterator[pl.DataFrame]:
    """Deals decided × mean value × win rate is the sum of what was won; the mean of the days is its share each."""
    won = _won_with_amount(ledger)
    share = exact.measured(_days_open().cast(pl.Float64) / pl.len().over("month"))
    yield won.select("month", numerator="amount", denominator=share)


def sales_material_used(ledger: Ledger) -> Iterator[pl.DataFrame]:
    """Of deals decided from the month on in which the first use ever was recorded."""
    uses = ledger.rows("asset_uses", "deal_id", "used_at")
    first = uses.select(month("used_at")).to_series().min()
    deals = decided(ledger).filter(pl.col("closed_on") >= pl.lit(first, pl.Date))
    used = exact.if_so(pl.col("deal_id").is_in(uses["deal_id"].drop_nulls().unique().to_list()))
    yield deals.with_columns(numerator=used, denominator=exact.WHOLE)


def lost_on_brand_as_sales_says(ledger: Ledger) -> Iterator[pl.DataFrame]:
    lost = of_outcome(decided(ledger), "lost").filter(pl.col("reason").str.strip_chars(" ") != "")
    read_ = read(lost, "reason", lambda text: loss_reason(text, ledger.loss_reasons), "code", pl.String)
    yield read_.with_columns(numerator=exact.if_so(pl.col("code") == "brand"), denominator=exact.WHOLE)


def decided(ledger: Ledger) -> pl.DataFrame:
    """Deals won or lost on a day that is known, with the `month` of that day."""
    known = _deals(ledger).filter(pl.col("outcome").is_in(["won", "lost"]) & pl.col("closed_on").is_not_null())
    return known.with_columns(month=month("closed_on"))


def of_outcome(deals: pl.DataFrame, outcome: str) -> pl.DataFrame:
    return deals.filter(pl.col("outcome") == outcome)


def from_marketing(deals: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    sources = ledger.settings.marketing_sources
    pairs = deals.select("source", "campaign").unique()
    said = [is_from_marketing(source, campaign, sources) for source, campaign in pairs.iter_rows()]
    brought = pairs.with_columns(is_from_marketing=pl.Series(said, dtype=pl.Boolean))
    return deals.join(brought, on=["source", "campaign"], how="left", nulls_equal=True)


def _won_with_amount(ledger: Ledger) -> pl.DataFrame:
    return of_outcome(decided(ledger), "won").filter(pl.col("amount").is_not_null())


def _deals(ledger: Ledger) -> pl.DataFrame:
    told = "deal_id", "outcome", "amount", "currency", "created_on", "closed_on", "reason", *SPLITS
    rows = ledger.rows("deals", *told)
    day = pl.coalesce("closed_on", "created_on")
    return ledger.exchanged(rows, "amount", on=pl.date(day.dt.year(), day.dt.month(), 1))


def _days_open() -> pl.Expr:
    return (pl.col("closed_on") - pl.col("created_on")).dt.total_days()
