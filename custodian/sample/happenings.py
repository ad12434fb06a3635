"""What happened at Voltara beside its figures: fairs, launches, prices, a definition that both teams signed, names."""

from datetime import date, datetime

from custodian.domain import annotations, computations, definitions, kpi_names, kpis
from custodian.domain.annotations import Draft
from custodian.domain.definitions import Team
from custodian.sample.objectives import INSIDE_SALES, MARKETING, SALES
from custodian.sample.promises import MEETING_AT
from custodian.warehouse.catalogues import Warehouse

SIGNED_AT = datetime(2026, 10, 12, 15, 30)
HAPPENINGS = (
    Draft("price change", "List prices up 3 %", date(2026, 1, 1), date(2026, 1, 1), ("stage:choose", "kpi:revenue")),
    Draft(
        "fair", "PowerExpo 2026", date(2026, 5, 5), date(2026, 5, 8),
        ("team:marketing", "kpi:known_unprompted", "kpi:known_prompted", "kpi:first_meetings"),
    ),
    Draft("other", "New reference sheets for sales", date(2026, 6, 8), date(2026, 6, 8), ("kpi:sales_material_used",)),
    Draft("launch", "VoltaRack 800", date(2026, 7, 6), date(2026, 7, 6), ("team:marketing", "stage:choose")),
    Draft(
        "other", "Inside sales two people short", date(2026, 8, 3), date(2026, 10, 30),
        ("kpi:hours_to_first_reply", "kpi:leads_accepted"),
    ),
)  # fmt: skip
QUALIFIED = definitions.Draft(
    "qualified_leads",
    "Leads that marketing qualified in the month: a named project, a budget holder, a decision within twelve months.",
    "One definition of a qualified lead for both teams",
    date(2026, 10, 1),
    1,
)
NAMES: tuple[tuple[str, Team, str], ...] = (
    ("qualified_leads", "marketing", "MQL"),
    ("qualified_leads", "sales", "warm lead"),
    ("leads_accepted", "sales", "SAL"),
    ("hours_to_first_reply", "sales", "speed to lead"),
)
HEADS: tuple[tuple[Team, str], ...] = (("marketing", MARKETING), ("sales", SALES))


def write(warehouse: Warehouse) -> None:
    for one in HAPPENINGS:
        by = INSIDE_SALES if "hours_to_first_reply" in " ".join(one.touches) else MARKETING
        annotations.save(warehouse, one, by, MEETING_AT)
    kpi = kpis.catalogue()[QUALIFIED.kpi]
    version = definitions.propose(warehouse, QUALIFIED, computations.fingerprint(kpi), MARKETING, SIGNED_AT)
    for team, head in HEADS:
        definitions.sign(warehouse, kpi, version, team, head, SIGNED_AT)
        definitions.sign(warehouse, kpis.catalogue()["win_rate"], definitions.SHIPPED, team, head, SIGNED_AT)
    for key, team, says in NAMES:
        by = dict(HEADS)[team]
        kpi_names.save(warehouse, kpis.catalogue()[key], team, says, 0, by, SIGNED_AT)
