"""What people search for and look at: search, websites, profiles. Facts are yielded month by month."""

from collections.abc import Iterator

import polars as pl

from custodian.domain.recalculation import exact
from custodian.domain.recalculation.ledger import Ledger, month, read
from custodian.domain.recalculation.words import names_us

ACTIONS = {
    "calls", "messages", "bookings", "hotel bookings", "food orders", "direction requests", "website clicks",
    "link clicks", "follows", "reactions to posts", "comments on posts", "shares of posts",
}  # fmt: skip


def branded_searches(ledger: Ledger) -> Iterator[pl.DataFrame]:
    if not ledger.settings.brand_terms:
        return
    for rows in ledger.whole_days("search_days", "property", "term", "impressions"):
        typed = _with_ours(rows.filter(pl.col("term") != ""), ledger)
        yield typed.select(
            "month",
            "property",
            numerator=pl.when(pl.col("is_ours")).then(exact.counted("impressions")).otherwise(exact.NONE),
        )


def website_visitors(ledger: Ledger) -> Iterator[pl.DataFrame]:
    columns = "property", "breakdown", "member", "first_day", "last_day", "users"
    for rows in ledger.months("web_days", *columns):
        by_channel = rows.filter(pl.col("breakdown") == "channel")
        in_total = rows.filter(pl.col("breakdown") == "total").join(by_channel, on="property", how="anti")
        both = pl.concat([by_channel, in_total.with_columns(member=pl.lit(""))])
        yield both.filter(month("first_day") == month("last_day")).select(
            "property",
            month=month("first_day"),
            channel="member",
            numerator=exact.counted("users"),
        )


def profile_views(ledger: Ledger) -> Iterator[pl.DataFrame]:
    for rows in ledger.whole_days("profile_days", "platform", "profile", "metric", "value"):
        yield _figures(rows.filter(pl.col("metric").str.starts_with("views")))


def profile_actions(ledger: Ledger) -> Iterator[pl.DataFrame]:
    for rows in ledger.whole_days("profile_days", "platform", "profile", "metric", "value"):
        yield _figures(rows.filter(pl.col("metric").is_in(list(ACTIONS)))).rename({"metric": "action"})


def _figures(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(numerator=exact.measured(pl.col("value")))


def share_of_search(ledger: Ledger) -> Iterator[pl.DataFrame]:
    """Each comparison of a month counts the same; of two exports of one, the one that holds more of the month."""
    for rows in ledger.whole_days("search_interest", "import_id", "comparison", "category", "term", "interest"):
        written = pl.concat_str(
            "comparison", pl.when(pl.col("category") != "").then(pl.col("category")), separator=" · ", ignore_nulls=True
        )
        compared = _with_ours(rows, ledger).with_columns(
            comparison=written,
            interest=_to_six_places(pl.col("interest")),
        )
        yield _shared(compared, _counting(compared))


def _counting(compared: pl.DataFrame) -> pl.DataFrame:
    """month, comparison, import_id, total: the exports whose figures say something, one for each comparison."""
    totals = compared.group_by("month", "comparison", "import_id").agg(
        total=pl.col("interest").sum(),
        has_ours=pl.col("is_ours").any(),
        has_only_ours=pl.col("is_ours").all(),
        held=pl.col("first_day").n_unique(),
    )
    telling = totals.filter(pl.col("has_ours") & ~pl.col("has_only_ours") & (pl.col("total") > 0))
    return telling.sort("held", "import_id", descending=True).unique(["month", "comparison"], keep="first")


def _shared(compared: pl.DataFrame, exports: pl.DataFrame) -> pl.DataFrame:
    total = pl.col("total").cast(pl.Float64) / 1e6
    every = (pl.col("total").sum().over("month").cast(pl.Float64) / 1e6) / pl.len().over("month")
    weighed = exports.select("month", "comparison", "import_id", weight=every / total)
    facts = compared.join(weighed, on=["month", "comparison", "import_id"], nulls_equal=True)
    interest = exact.measured(pl.col("interest").cast(pl.Float64) / 1e6 * pl.col("weight"))
    return facts.select(
        "month",
        "comparison",
        numerator=pl.when(pl.col("is_ours")).then(interest).otherwise(exact.NONE),
        denominator=interest,
    )


def _to_six_places(number: pl.Expr) -> pl.Expr:
    return (number * 1e6).round(mode="half_away_from_zero").cast(pl.Int128)


def _with_ours(rows: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    terms = ledger.settings.brand_terms
    return read(rows, "term", lambda text: names_us(text, terms), "is_ours", pl.Boolean)
