"""What Voltara's two teams promised, said and decided together: targets, objectives, check-ins, actions, decisions."""

from collections.abc import Iterator
from datetime import date, datetime

from custodian.domain import actions, agreement, decisions, kpis, periods, targets
from custodian.domain.targets import Wish
from custodian.sample import objectives
from custodian.sample.objectives import INSIDE_SALES, MARKETING, SALES
from custodian.warehouse.catalogues import Warehouse

PLANNED_AT = datetime(2024, 10, 21, 10, 0)
MEETING_AT = datetime(2026, 11, 9, 14, 0)

RISES_FROM, AIMED_AT, TARGETS_END = date(2025, 10, 1), date(2026, 10, 1), date(2026, 12, 1)
# What the leading figures should be until RISES_FROM and, in equal monthly steps, by AIMED_AT.
TARGETS: dict[str, tuple[float, float]] = {
    "branded_searches": (6200, 8000),
    "known_unprompted": (0.25, 0.35),
    "first_meetings": (45, 45),
    "qualified_leads": (110, 120),
    "would_consider": (0.50, 0.50),
    "hours_to_first_reply": (9, 8),
    "pipeline_from_marketing": (400_000, 400_000),
    "lost_on_brand": (0.15, 0.15),
    "win_rate": (0.26, 0.28),
    "sales_material_used": (0.45, 0.60),
    "recommend": (40, 45),
    "orders_on_promise": (0.95, 0.95),
    "customers_engaged": (0.55, 0.55),
    "would_reorder": (0.75, 0.75),
    "repeat_order_rate": (0.40, 0.40),
    "revenue": (840_000, 870_000),
}
SIGNED_AT = datetime(2025, 12, 15, 14, 0)
AGREED = agreement.Terms(
    date(2026, 1, 1), share=0.14, average_deal=24_000, rate=0.045, reply_hours=18, reply_share=0.8
)  # two working days


ACTIONS = (
    actions.Draft(
        "Route web enquiries to the duty engineer",
        INSIDE_SALES,
        date(2026, 10, 14),
        date(2026, 10, 13),
        kpi="hours_to_first_reply",
    ),
    actions.Draft("Sales to score the PowerExpo 2027 stand concept before print", SALES, date(2026, 11, 2)),
    actions.Draft("Rewrite data sheet 14 with field questions", MARKETING, date(2026, 11, 30), kpi="lost_on_brand"),
)
DECISIONS = (
    decisions.Draft(
        date(2026, 6, 15),
        "The VoltaRack 800 launch goes ahead in July. Sales warned that no buyer asks for 800 V yet: 2 of 10.",
    ),
    decisions.Draft(
        date(2026, 10, 12), "One definition of a qualified lead: named project, budget holder, under 12 months."
    ),
    decisions.Draft(date(2026, 10, 12), "No advert goes out before three field engineers have scored it."),
)


def write(warehouse: Warehouse) -> None:
    with warehouse.writing() as cursor:
        targets.decide_all(cursor, list(_targets()), PLANNED_AT)
    agreement.save(warehouse, AGREED, MARKETING, SIGNED_AT)
    agreement.sign(warehouse, 1, "marketing", MARKETING, SIGNED_AT)
    agreement.sign(warehouse, 1, "sales", SALES, SIGNED_AT)
    objectives.write(warehouse)
    for action in ACTIONS:
        actions.save(warehouse, action, SALES, datetime.combine(date(2026, 10, 12), MEETING_AT.time()))
    for decision in DECISIONS:
        decisions.save(warehouse, decision, MARKETING, datetime.combine(decision.decided_on, MEETING_AT.time()))


def _targets() -> Iterator[Wish]:
    steps = sum(1 for _ in periods.months(RISES_FROM, AIMED_AT)) - 1
    for key, (start, aim) in TARGETS.items():
        for month in periods.months(date(2025, 1, 1), TARGETS_END):
            gone = min(max((month.year - RISES_FROM.year) * 12 + month.month - RISES_FROM.month, 0), steps)
            yield Wish(kpis.catalogue()[key], month, round(start + (aim - start) * gone / steps, 3), SALES)
