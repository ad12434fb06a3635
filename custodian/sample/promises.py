"""What Voltara's two teams promised, said and decided together: targets, objectives, check-ins, actions, decisions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from custodian.domain import actions, agreement, checkins, decisions, kpis, objectives, periods, targets
from custodian.domain.keyresults import KeyResult
from custodian.domain.objectives import Team
from custodian.domain.targets import Wish
from custodian.warehouse.catalogues import Warehouse

SALES, MARKETING = "Head of sales", "Head of marketing"
INSIDE_SALES, DIGITAL = "Inside sales lead", "Digital marketing lead"
PLANNED_AT = datetime(2024, 10, 21, 10, 0)
AGREED_AT = datetime(2026, 9, 28, 14, 0)
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


@dataclass(frozen=True)
class Promise:
    title: str
    why: str
    sales_owner: str
    marketing_owner: str
    key_results: tuple[KeyResult, ...]
    said: tuple[tuple[Team, int, str], ...]


PROMISES = (
    Promise(
        "Be the first name a buyer thinks of in power conversion",
        "Whoever is on the first list is asked for an offer; PowerExpo showed that we can get there.",
        SALES,
        MARKETING,
        (KeyResult("known_unprompted", 0.27, 0.35), KeyResult("branded_searches", 6100, 8000)),
        (
            ("sales", 7, "Since PowerExpo buyers know our name before we call."),
            ("marketing", 6, "Searches hold; the awareness survey is at 31 % and needs the autumn articles."),
        ),
    ),
    Promise(
        "No enquiry waits longer than a working day",
        "Since August enquiries wait two days; buyers tell us so when they went elsewhere.",
        INSIDE_SALES,
        DIGITAL,
        (KeyResult("hours_to_first_reply", 14, 8), KeyResult("leads_accepted", 0.61, 0.80)),
        (
            ("sales", 4, "Two people short since August; the duty engineer helps from November."),
            ("marketing", 8, "The form now asks for voltage and quantity, so that replies are quick to write."),
        ),
    ),
    Promise(
        "Win on the brand, not only the datasheet",
        "We write “price” when a deal is lost; of the buyers four in ten say that they did not trust the name.",
        SALES,
        DIGITAL,
        (KeyResult("sales_material_used", 0.40, 0.60), KeyResult("lost_on_brand", 0.44, 0.25)),
        (
            (
                "sales",
                6,
                "The new reference sheets are in use. We warned in June that the VoltaRack launch has no buyers.",
            ),
            ("marketing", 6, "The VoltaRack launch took a third of the budget and brought two good leads a month."),
        ),
    ),
)
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
    for promise in PROMISES:
        _write(warehouse, promise)
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


def _write(warehouse: Warehouse, promise: Promise) -> None:
    draft = objectives.Draft(
        promise.title,
        promise.why,
        date(2026, 10, 1),
        date(2026, 12, 31),
        promise.sales_owner,
        promise.marketing_owner,
        promise.key_results,
    )
    objective = objectives.save(warehouse, draft, promise.marketing_owner, AGREED_AT)
    owners = {"sales": promise.sales_owner, "marketing": promise.marketing_owner}
    for team, how_sure, note in promise.said:
        checkins.save(warehouse, checkins.Draft(objective.id, team, note, how_sure), owners[team], MEETING_AT)
