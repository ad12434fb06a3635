"""What the company's own past proposes for a service agreement, and how much stands behind it."""

from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from custodian.domain import periods
from custodian.domain.agreement import Terms
from custodian.domain.periods import Period
from custodian.warehouse import queries

MATURES = 6  # months a lead is given to buy before it counts in the rate proposed
REPLY_HOURS, REPLY_SHARE = 8.0, 0.9  # proposed where nothing is agreed: within a working day, nine of ten


@dataclass(frozen=True)
class History:
    """What an agreement can be proposed from, and how much stands behind it; None where there is too little."""

    deals: int
    deals_in: Period
    leads: int
    leads_in: Period
    customers: int
    share: float | None  # of revenue that marketing's won deals brought
    is_of_revenue: bool  # else of the value of all won deals
    average_deal: float | None
    rate: float | None

    def terms(self, holds_from: date) -> Terms | None:
        if self.share is None or self.average_deal is None or self.rate is None:
            return None
        return Terms(holds_from, self.share, self.average_deal, self.rate, REPLY_HOURS, REPLY_SHARE)


def history(cursor: duckdb.DuckDBPyConnection, month: date, least: int) -> History:
    """The share, average deal and rate that the company's own past proposes for an agreement from `month` on."""
    deals_in = Period(periods.shifted(month, -12), month - timedelta(days=1))
    leads_in = Period(periods.shifted(month, -12 - MATURES), periods.shifted(month, -MATURES) - timedelta(days=1))
    days = {"deals_from": deals_in.first_day, "deals_to": deals_in.last_day}
    days |= {"leads_from": leads_in.first_day, "leads_to": leads_in.last_day}
    deals, won, won_by_marketing, revenue, leads, customers = queries.run(cursor, "agreement/history", **days).row(0)
    # Revenue is what the goal is about; without orders that hold the deals, the won deals stand for it.
    is_of_revenue = revenue >= won_by_marketing > 0
    are_deals, are_leads = deals >= least and won > 0, leads >= least and customers > 0
    return History(
        deals=deals,
        deals_in=deals_in,
        leads=leads,
        leads_in=leads_in,
        customers=customers,
        share=(won_by_marketing / (revenue if is_of_revenue else won) or None) if are_deals else None,
        is_of_revenue=is_of_revenue,
        average_deal=won / deals if are_deals else None,
        rate=customers / leads if are_leads else None,
    )
