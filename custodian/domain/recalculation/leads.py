"""Leads and what campaigns cost."""

from collections.abc import Iterator
from datetime import datetime

import polars as pl

from custodian.domain.recalculation import exact, worktime
from custodian.domain.recalculation.deals import decided, from_marketing, of_outcome
from custodian.domain.recalculation.ledger import Ledger, month


def qualified_leads(ledger: Ledger) -> Iterator[pl.DataFrame]:
    yield _qualified(ledger).with_columns(numerator=exact.WHOLE)


def leads_accepted(ledger: Ledger) -> Iterator[pl.DataFrame]:
    was_accepted = pl.col("accepted_at").is_not_null()
    yield _qualified(ledger).with_columns(numerator=exact.if_so(was_accepted), denominator=exact.WHOLE)


def cost_per_qualified_lead(ledger: Ledger) -> Iterator[pl.DataFrame]:
    """Leads of months whose cost nobody told are left out; so is all cost where nobody tells of leads."""
    if ledger.rows("contacts", "contact_id").is_empty():
        return
    told = set()
    for costs in _costs(ledger):
        told |= set(costs["month"])
        yield costs.select("month", "campaign", numerator="cost", denominator=exact.NONE)
    leads = _qualified(ledger).filter(pl.col("month").is_in(list(told)))
    yield leads.select("month", "campaign", numerator=exact.NONE, denominator=exact.WHOLE)


def return_on_campaign_cost(ledger: Ledger) -> Iterator[pl.DataFrame]:
    """Cost counts from the first month with a decided deal to the last."""
    deals = from_marketing(decided(ledger), ledger)
    first, last = deals["closed_on"].min(), deals["closed_on"].max()
    for costs in _costs(ledger) if first and last else ():
        within = costs.filter(pl.col("month").is_between(pl.lit(first).dt.month_start(), pl.lit(last)))
        yield within.select("month", "campaign", numerator=exact.NONE, denominator="cost")
    brought = of_outcome(deals, "won").filter("is_from_marketing")
    yield brought.select("month", "campaign", numerator="amount", denominator=exact.NONE)


def hours_to_first_reply(ledger: Ledger) -> Iterator[pl.DataFrame]:
    """The reply that the contact's row tells or, where it tells none, the first activity of sales after the enquiry."""
    leads = ledger.rows("contacts", "contact_id", "source", "country", "lead_at", "first_reply_at")
    activities = ledger.rows("activities", "contact_id", "happened_at", "team")
    by_sales = activities.filter(pl.col("team").is_null() | (pl.col("team") != "marketing"))
    calls: dict[str, list[datetime]] = {}
    for contact, at in by_sales.select("contact_id", "happened_at").drop_nulls().sort("happened_at").iter_rows():
        calls.setdefault(contact, []).append(at)
    hours = []
    for contact, lead_at, replied_at in leads.select("contact_id", "lead_at", "first_reply_at").iter_rows():
        known = [replied_at] if replied_at and lead_at and replied_at >= lead_at else calls.get(contact, [])
        reply = next((at for at in known if lead_at and at >= lead_at), None)
        # A reply that lies outside the calendar's years counts as one of unknown length.
        seconds = worktime.seconds(lead_at, reply, ledger.settings) if reply else None
        hours.append((reply is not None, None if seconds is None else seconds / 3600))
    told = pl.DataFrame(hours, schema={"has_reply": pl.Boolean, "numerator": pl.Float64}, orient="row")
    facts = leads.hstack(told).filter("has_reply")
    yield facts.select("source", "country", "numerator", month=month("lead_at"))


def _qualified(ledger: Ledger) -> pl.DataFrame:
    leads = ledger.rows("contacts", "source", "campaign", "country", "qualified_at", "accepted_at")
    return leads.filter(pl.col("qualified_at").is_not_null()).with_columns(month=month("qualified_at"))


def _costs(ledger: Ledger) -> Iterator[pl.DataFrame]:
    for rows in ledger.whole_days("campaign_days", "campaign", "cost", "currency"):
        yield ledger.exchanged(rows, "cost", on=pl.col("month")).select("month", "campaign", "cost")
