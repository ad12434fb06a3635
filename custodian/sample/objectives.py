"""What Voltara's two teams promised together: goals, objectives of two quarters, a draft, every round of check-ins.

One round is still open: sales has said, marketing has not.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from custodian.domain import checkins, counts, goals, objectives
from custodian.domain.counts import Counted
from custodian.domain.keyresults import KeyResult
from custodian.domain.objectives import Draft, Objective, Team
from custodian.warehouse.catalogues import Warehouse

SALES, MARKETING = "Head of sales", "Head of marketing"
INSIDE_SALES, DIGITAL = "Inside sales lead", "Digital marketing lead"
DIRECTOR = "Managing director"
PLANNED_AT = datetime(2025, 12, 8, 9, 0)
SUMMER_AT, AGREED_AT = datetime(2026, 6, 29, 14, 0), datetime(2026, 9, 28, 14, 0)
NOVEMBER_AT, OPEN_AT = datetime(2026, 11, 9, 14, 0), datetime(2026, 11, 23, 8, 40)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
SUMMER = (date(2026, 7, 1), date(2026, 9, 30))
AUTUMN = (date(2026, 10, 1), date(2026, 12, 31))
WINTER = (date(2027, 1, 1), date(2027, 3, 31))


@dataclass(frozen=True)
class Said:
    """What a team said in one round, and what it had counted by then."""

    team: Team
    how_sure: int
    note: str
    counted: tuple[tuple[date, float], ...] = ()


Round = tuple[datetime, tuple[Said, ...]]

KNOWN = goals.Draft("Be known before we are compared", DIRECTOR, *YEAR)
EASY = goals.Draft("Be the easiest supplier to buy from", DIRECTOR, *YEAR)

REPLIES_IN_SUMMER = Draft(
    "Answer every enquiry within a working day",
    "Whoever answers first is on the list.",
    *SUMMER,
    INSIDE_SALES,
    DIGITAL,
    (KeyResult("hours_to_first_reply", 9.5, 8), KeyResult("leads_accepted", 0.61, 0.70)),
)
LEARNED = "Two people were on leave in August and nobody stood in: we promise hours only with a name for every week."
SAID_IN_SUMMER: tuple[Round, ...] = (
    (
        datetime(2026, 8, 10, 14, 0),
        (
            Said("sales", 6, "July was fine; August is thinly staffed."),
            Said("marketing", 8, "The new form sorts enquiries by line."),
        ),
    ),
    (
        datetime(2026, 9, 14, 14, 0),
        (
            Said("sales", 2, "Replies take two days since two people are missing."),
            Said("marketing", 5, "Enquiries come in well sorted; they lie there."),
        ),
    ),
)

FIRST_NAME = Draft(
    "Be the first name a buyer thinks of in power conversion",
    "Whoever is on the first list is asked for an offer; PowerExpo showed that we can get there.",
    *AUTUMN,
    SALES,
    MARKETING,
    (KeyResult("known_unprompted", 0.27, 0.35, weight=2.0), KeyResult("branded_searches", 6100, 8000)),
    weight=2.0,
)
SAID_OF_NAME: tuple[Round, ...] = (
    (
        datetime(2026, 10, 12, 14, 0),
        (
            Said("sales", 6, "Visits open more easily than in spring."),
            Said("marketing", 5, "The fair fades; articles start in November."),
        ),
    ),
    (
        NOVEMBER_AT,
        (
            Said("sales", 7, "Since PowerExpo buyers know our name before we call."),
            Said("marketing", 6, "Searches hold; the awareness survey is at 31 % and needs the autumn articles."),
        ),
    ),
    (OPEN_AT, (Said("sales", 5, "Two distributors asked whether we still make converters below 1 kW."),)),
)

NO_WAITING = Draft(
    "No enquiry waits longer than a working day",
    "Since August enquiries wait two days; buyers tell us so when they went elsewhere.",
    *AUTUMN,
    INSIDE_SALES,
    DIGITAL,
    (
        KeyResult("hours_to_first_reply", 14, 8, steps=((date(2026, 10, 1), 13), (date(2026, 11, 1), 10))),
        KeyResult("leads_accepted", 0.61, 0.80),
    ),
)
SAID_OF_WAITING: tuple[Round, ...] = (
    (
        datetime(2026, 10, 12, 14, 0),
        (
            Said("sales", 6, "We hope to have both posts filled by November."),
            Said("marketing", 8, "Fewer enquiries without a project reach sales."),
        ),
    ),
    (
        NOVEMBER_AT,
        (
            Said("sales", 4, "Two people short since August; the duty engineer helps from November."),
            Said("marketing", 8, "The form now asks for voltage and quantity, so that replies are quick to write."),
        ),
    ),
)

REFERENCES = Counted("Customers who speak for us", "count", "up")
WIN_ON_BRAND = Draft(
    "Win on the brand, not only the datasheet",
    "We write “price” when a deal is lost; of the buyers four in ten say that they did not trust the name.",
    *AUTUMN,
    SALES,
    DIGITAL,
    (
        KeyResult("sales_material_used", 0.40, 0.60),
        KeyResult("lost_on_brand", 0.44, 0.25),
        KeyResult("", 2, 8, counted=REFERENCES),
    ),
)
SAID_OF_BRAND: tuple[Round, ...] = (
    (
        datetime(2026, 10, 12, 14, 0),
        (
            Said("sales", 6, "Three customers are willing to be named.", ((date(2026, 10, 12), 3),)),
            Said("marketing", 7, "The reference sheets are printed."),
        ),
    ),
    (
        NOVEMBER_AT,
        (
            Said(
                "sales",
                6,
                "The new reference sheets are in use. We warned in June that the VoltaRack launch has no buyers.",
                ((date(2026, 10, 30), 4),),
            ),
            Said("marketing", 6, "The VoltaRack launch took a third of the budget and brought two good leads a month."),
        ),
    ),
)

ASK_THE_LOST = Draft(
    "Ask every buyer that we lost why",
    "What salespeople write and what buyers say differ; only one of them decides.",
    *WINTER,
    SALES,
    MARKETING,
    (KeyResult("lost_on_brand", 0.40, 0.20),),
    status="draft",
)


def write(warehouse: Warehouse) -> None:
    known, easy = (goals.save(warehouse, goal, DIRECTOR, PLANNED_AT) for goal in (KNOWN, EASY))
    summer = _write(warehouse, replace(REPLIES_IN_SUMMER, parents=(easy.id,)), SUMMER_AT, SAID_IN_SUMMER)
    closed = replace(summer, status="closed", lesson=LEARNED)
    objectives.save(warehouse, closed, INSIDE_SALES, AGREED_AT)
    _write(warehouse, replace(FIRST_NAME, parents=(known.id,)), AGREED_AT, SAID_OF_NAME)
    waiting = replace(NO_WAITING, parents=(easy.id,), carried_from=summer.id)
    _write(warehouse, waiting, AGREED_AT.replace(minute=5), SAID_OF_WAITING)
    brand = replace(WIN_ON_BRAND, parents=(known.id, easy.id))
    _write(warehouse, brand, AGREED_AT.replace(minute=10), SAID_OF_BRAND)
    _write(warehouse, replace(ASK_THE_LOST, parents=(known.id,)), OPEN_AT, ())


def _write(warehouse: Warehouse, draft: Draft, at: datetime, rounds: tuple[Round, ...]) -> Objective:
    kept = objectives.save(warehouse, draft, draft.marketing_owner, at)
    owners = {"sales": draft.sales_owner, "marketing": draft.marketing_owner}
    number = next((result.kpi for result in kept.key_results if result.counted), "")
    for said_at, said in rounds:
        for one in said:
            counted = tuple(counts.Draft(number, day, value) for day, value in one.counted)
            check_in = checkins.Draft(kept.id, one.team, one.note, one.how_sure, counted)
            checkins.save(warehouse, check_in, owners[one.team], said_at)
    return kept
