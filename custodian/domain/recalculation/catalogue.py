"""Which function computes which KPI a second time. A KPI without one is told to be computed only once."""

from collections.abc import Callable, Iterable
from types import MappingProxyType

import polars as pl

from custodian.domain import kpis
from custodian.domain.recalculation import answers, deals, leads, measuring, meetings, orders, presence
from custodian.domain.recalculation.ledger import Ledger
from custodian.domain.recalculation.measuring import Parts, Place

Facts = Callable[[Ledger], Iterable[pl.DataFrame]]

FACTS: MappingProxyType[str, Facts] = MappingProxyType(
    {
        computed.__name__: computed
        for computed in (
            presence.branded_searches,
            presence.website_visitors,
            presence.share_of_search,
            presence.profile_views,
            presence.profile_actions,
            leads.qualified_leads,
            leads.leads_accepted,
            leads.cost_per_qualified_lead,
            leads.return_on_campaign_cost,
            leads.hours_to_first_reply,
            deals.pipeline_from_marketing,
            deals.win_rate,
            deals.average_deal,
            deals.days_to_close,
            deals.sales_velocity,
            deals.sales_material_used,
            deals.lost_on_brand_as_sales_says,
            orders.revenue,
            orders.revenue_from_existing,
            orders.orders_on_promise,
            orders.repeat_order_rate,
            meetings.first_meetings,
            meetings.customers_engaged,
            answers.known_unprompted,
            answers.known_prompted,
            answers.would_consider,
            answers.lost_on_brand,
            answers.buying_experience,
            answers.recommend,
            answers.satisfaction,
            answers.would_reorder,
        )
    }
)


def once_only() -> list[str]:
    """KPIs of the catalogue that nobody computes a second time."""
    return [key for key in kpis.catalogue() if key not in FACTS]


def kept(ledger: Ledger, key: str) -> dict[Place, Parts]:
    """The months of a KPI as the ledger should keep them: by month, split and member."""
    return measuring.kept(kpis.catalogue()[key], FACTS[key](ledger))
