"""The story of Voltara's 24 months, as monthly figures that its exports add up to.

Most figures waver around a level. Five leave theirs: the trade fair PowerExpo in May 2026 makes the name known, sales
uses more of marketing's material, replies to enquiries slow down from August 2026, buyers who went elsewhere name the
brand, and the launch campaign that salespeople had warned of (`campaigns`) costs much and brings hardly anything.
"""

from dataclasses import dataclass, field
from datetime import date

from custodian.domain import periods
from custodian.sample.chance import Chance

FIRST = date(2024, 11, 1)
LAST = date(2026, 10, 1)
MONTHS = tuple(periods.months(FIRST, LAST))
FIRST_DAY, LAST_DAY = FIRST, periods.last_day(LAST)
HISTORY_ENDS = date(2026, 9, 30)  # what was exported at the start of October; October came a month later


@dataclass(frozen=True)
class Figure:
    """A level, how far the months waver around it (as a part of it), and the newest months, oldest first."""

    level: float
    wavers: float
    newest: tuple[float, ...] = field(default=())


FIGURES = {
    # Recognise
    "branded_searches": Figure(6050, 0.10, (6940, 7420, 7710, 7890, 7720, 8412)),
    "other_searches": Figure(20500, 0.08),
    "visitors": Figure(9400, 0.09, (9610,)),
    "share_of_search": Figure(0.24, 0.12),
    "facebook": Figure(640, 0.14),
    "instagram": Figure(880, 0.14),
    "link_clicks": Figure(150, 0.2),
    "prospects_asked": Figure(206, 0.06, (212,)),
    "known_unprompted": Figure(0.235, 0.25, (0.30, 0.325, 0.31, 0.32, 0.31)),
    "known_prompted": Figure(0.58, 0.14, (0.594,)),
    "first_meetings": Figure(45, 0.34, (49, 46)),
    # Consider
    "leads": Figure(178, 0.08),
    "qualified_leads": Figure(110, 0.22, (104, 118)),
    "accepted": Figure(0.72, 0.12, (0.73, 0.74)),
    "would_consider": Figure(0.505, 0.15, (0.50, 0.52)),
    "reply_hours": Figure(9.8, 0.17, (15.5, 12.4, 19.0)),
    # Choose
    "decided_deals": Figure(80, 0.12, (79,)),
    "win_rate": Figure(0.25, 0.42, (0.26, 0.24)),
    "won_deal_eur": Figure(23500, 0.12),
    "days_to_close": Figure(74, 0.14),
    "marketing_pipeline_eur": Figure(405_000, 0.22, (400_000, 412_000)),
    "lost_on_brand_as_sales_says": Figure(0.12, 0.40, (0.12,)),
    "lost_buyers_asked": Figure(25, 0.07, (25,)),
    "lost_on_brand": Figure(0.21, 0.62, (0.20, 0.16, 0.20, 0.16, 0.40, 0.42, 0.40, 0.44)),
    "buying_experience": Figure(4.05, 0.03),
    "buying_experience_of_lost": Figure(3.1, 0.08),
    # Experience
    "material_used": Figure(0.46, 0.20, (0.44, 0.47, 0.44, 0.585, 0.595, 0.60, 0.61, 0.63)),
    "customers_asked": Figure(146, 0.06, (148,)),
    "recommend": Figure(38, 0.36, (37, 41)),
    "satisfied": Figure(0.83, 0.07),
    "on_promise": Figure(0.925, 0.06, (0.92, 0.91)),
    # Return
    "engaged": Figure(0.56, 0.12, (0.57, 0.57)),
    "reorder": Figure(0.72, 0.12, (0.71, 0.72)),
    "one_order_customers": Figure(264, 0.022),
    "call_off_eur": Figure(9800, 0.10),
}


def figure(name: str, month: date) -> float:
    """What the month shall come to; after the story's end the months are as the last one."""
    month = min(month, LAST)
    told = FIGURES[name]
    from_the_end = (LAST.year - month.year) * 12 + LAST.month - month.month
    if from_the_end < len(told.newest):
        return told.newest[-1 - from_the_end]
    return told.level * (1 + told.wavers * Chance(name, month).wobble())


def count(name: str, month: date) -> int:
    return round(figure(name, month))
