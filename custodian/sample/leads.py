"""Voltara's leads: who enquired when and because of what, when sales replied, how far each one came."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache

from custodian.domain import periods
from custodian.sample import campaigns, company, story, worktime
from custodian.sample.chance import Chance, parted
from custodian.sample.company import Company

NEVER_ANSWERED = 0.03
SENT_BACK = {
    "Unqualified: no project": 38.0,
    "Bad timing": 21.0,
    "Unqualified: wrong application": 16.0,
    "Unqualified: supplier or student": 9.0,
    "": 12.0,
}


@dataclass(frozen=True)
class Lead:
    number: int
    company: Company
    source: str
    campaign: str
    enquired_at: datetime
    replied_at: datetime | None
    qualified_at: datetime | None
    accepted_at: datetime | None
    opportunity_at: datetime | None
    customer_at: datetime | None
    sent_back: str = ""  # why sales did not take it

    def moments(self) -> list[datetime]:
        every = (
            self.enquired_at,
            self.replied_at,
            self.qualified_at,
            self.accepted_at,
            self.opportunity_at,
            self.customer_at,
        )
        return [moment for moment in every if moment]


@cache
def leads() -> tuple[Lead, ...]:
    found = [lead for month in story.MONTHS for lead in _of_month(month)]
    in_time = sorted(found, key=lambda lead: lead.enquired_at)
    numbered = (replace(lead, number=70_101 + 3 * place) for place, lead in enumerate(in_time))
    return tuple(replace(lead, sent_back=_sent_back(lead)) for lead in numbered)


def _sent_back(lead: Lead) -> str:
    """What sales says of a qualified lead that it does not take; of a few it says nothing."""
    if lead.qualified_at is None or lead.accepted_at is not None:
        return ""
    return Chance("sent back", lead.number).weighted(SENT_BACK)


def _of_month(month: date) -> list[Lead]:
    chance = Chance("leads", month)
    qualified = story.count("qualified_leads", month)
    origins = _origins(chance, month, qualified)
    waits = iter(_hours_to_reply(chance, month, len(origins)))
    accepted = iter(chance.ticks(round(story.figure("accepted", month) * qualified), qualified))
    return [
        _lead(chance, month, origin, next(waits), next(accepted) if is_good else None) for origin, is_good in origins
    ]


def _origins(chance: Chance, month: date, qualified: int) -> list[tuple[tuple[str, str], bool]]:
    """Source and campaign of each lead, and whether marketing qualifies it. The launch brings many that are not."""
    weights = campaigns.brought_by(month)
    good = parted(qualified, list(weights.values()))
    others = story.count("leads", month) - qualified
    poor = parted(others, list(weights.values()))
    launch = (campaigns.LAUNCH.source, campaigns.LAUNCH.name)
    if launch in weights:
        poor[list(weights).index(launch)] += chance.whole(20, 27)
    origins = [(origin, True) for origin, hits in zip(weights, good, strict=True) for _ in range(hits)]
    origins += [(origin, False) for origin, hits in zip(weights, poor, strict=True) for _ in range(hits)]
    return chance.shuffled(origins)


def _hours_to_reply(chance: Chance, month: date, number: int) -> list[float | None]:
    """Working hours whose middle value is the month's; a few are never answered."""
    middle = story.figure("reply_hours", month)
    answered = round(number * (1 - NEVER_ANSWERED))
    half = answered // 2
    quick = [middle * chance.between(0.08, 0.98) for _ in range(half)]
    slow = [middle * (1 + 1.9 * chance.between(0.01, 1) * chance.between(0.3, 1)) for _ in range(half)]
    exact = [middle] * (answered - 2 * half)
    return chance.shuffled([*quick, *slow, *exact, *[None] * (number - answered)])


def _lead(chance: Chance, month: date, origin: tuple[str, str], wait: float | None, is_accepted: bool | None) -> Lead:
    last_day = periods.last_day(month)
    enquired_at = chance.moment(month + timedelta(days=chance.whole(0, (last_day - month).days)), 7, 20)
    qualified_at = _qualified(chance, enquired_at, last_day) if is_accepted is not None else None
    accepted_at = worktime.after(qualified_at, chance.between(3, 36)) if qualified_at and is_accepted else None
    opportunity_at = _later(chance, accepted_at, 0.24, 4, 25)
    return Lead(
        number=0,
        company=chance.pick(company.others()) if chance.happens(0.88) else chance.pick(company.key_accounts()),
        source=origin[0],
        campaign=origin[1],
        enquired_at=enquired_at,
        replied_at=worktime.after(enquired_at, wait) if wait is not None else None,
        qualified_at=qualified_at,
        accepted_at=accepted_at,
        opportunity_at=opportunity_at,
        customer_at=_later(chance, opportunity_at, 0.27, 30, 120),
    )


def _qualified(chance: Chance, enquired_at: datetime, last_day: date) -> datetime:
    """Within a week, and in the month of the enquiry: marketing clears its list on the last day."""
    day = min(enquired_at.date() + timedelta(days=chance.whole(0, 6)), last_day)
    return max(chance.moment(day), enquired_at)


def _later(chance: Chance, moment: datetime | None, share: float, soonest: int, latest: int) -> datetime | None:
    if moment is None or not chance.happens(share):
        return None
    return chance.moment((moment + timedelta(days=chance.whole(soonest, latest))).date())
