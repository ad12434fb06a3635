"""Who met whom, and which customers take part in what marketing offers."""

from collections.abc import Iterator

import polars as pl

from custodian.domain.recalculation import exact, names
from custodian.domain.recalculation.ledger import Ledger, month, read
from custodian.domain.recalculation.orders import of_the_year, placed


def first_meetings(ledger: Ledger) -> Iterator[pl.DataFrame]:
    """Row by row in the order of time: whoever has not been met before is met for the first time."""
    told = (
        "happened_at",
        "import_id",
        "line",
        "kind",
        "campaign",
        "team",
        "company",
        "contact_id",
        "tool",
        "activity_id",
    )
    rows = ledger.rows("activities", *told)
    met: set[tuple[str, ...]] = set()
    facts = []
    for row in rows.sort("happened_at", "import_id", "line", nulls_last=True).iter_rows(named=True):
        who = _who(row, ledger)
        if who and row["kind"] in ("first meeting", "meeting", "visit") and row["team"] != "marketing":
            facts.append((row["happened_at"], row["kind"], row["campaign"], who not in met))
            met.add(who)
    schema = {"happened_at": pl.Datetime, "kind": pl.String, "campaign": pl.String, "is_first": pl.Boolean}
    found = pl.DataFrame(facts, schema=schema, orient="row")
    yield found.select("kind", "campaign", month=month("happened_at"), numerator=exact.if_so(pl.col("is_first")))


def _who(row: dict[str, str | None], ledger: Ledger) -> tuple[str, ...] | None:
    """The company, else the contact; a meeting with nobody known is the first with somebody if it says so."""
    if company := names.key(row["company"], ledger.aliases):
        return ("company", company)
    if row["contact_id"] is not None:
        return ("contact", row["contact_id"])
    return ("meeting", row["tool"] or "", row["activity_id"] or "") if row["kind"] == "first meeting" else None


def customers_engaged(ledger: Ledger) -> Iterator[pl.DataFrame]:
    """Month by month: the customers of the year, and those of them that took part in the month."""
    engaged = _engaged(ledger)
    orders = placed(ledger)
    for chosen in engaged["month"].unique().drop_nulls():
        customers = of_the_year(orders, chosen)["customer"].unique()
        taking_part = engaged.filter(pl.col("month") == chosen)["entity"].drop_nulls().to_list()
        yield pl.DataFrame({"entity": customers}).select(
            month=pl.lit(chosen),
            entity="entity",
            numerator=exact.if_so(pl.col("entity").is_in(taking_part)),
            denominator=exact.WHOLE,
        )


def _engaged(ledger: Ledger) -> pl.DataFrame:
    """month, entity of everything of marketing's that a company took part in."""
    activities = ledger.rows("activities", "happened_at", "team", "company").filter(pl.col("team") == "marketing")
    events = activities.select(month=month("happened_at"), company="company")
    uses = ledger.rows("asset_uses", "used_at", "company", "deal_id", "opened").filter("opened")
    deals = ledger.rows("deals", "tool", "deal_id", "company").drop_nulls("company")
    of_deal = deals.sort("tool", nulls_last=True).unique("deal_id", keep="first")
    opened = uses.join(of_deal, on="deal_id", how="left", suffix="_of_deal")
    documents = opened.select(month=month("used_at"), company=pl.coalesce("company", "company_of_deal"))
    every = pl.concat([events, documents])
    return read(every, "company", lambda written: names.key(written, ledger.aliases), "entity", pl.String)
