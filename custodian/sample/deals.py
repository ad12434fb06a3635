"""Voltara's deals: opened, decided, won or lost and why, and which documents of marketing's were used in them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from math import fsum

from custodian.domain import periods
from custodian.sample import campaigns, company, orders, story, worktime
from custodian.sample.chance import Chance, parted
from custodian.sample.company import Company

OF_SALES = {"Existing customer": 42.0, "Sales call": 30.0, "Partner": 16.0}
OTHER_REASONS = {"Price": 58.0, "Product fit": 14.0, "Lead time": 8.0, "Relationship": 4.0, "No decision": 4.0}
OPEN_STAGES = ("Qualification", "Needs Analysis", "Proposal/Price Quote", "Negotiation/Review")
# Deals not decided yet at the end of the story: they will be in these months.
TO_COME = tuple(periods.months(date(2026, 11, 1), date(2027, 3, 1)))


@dataclass(frozen=True)
class Deal:
    number: int
    company: Company
    product: str
    owner: str
    amount_eur: float
    created_on: date
    closed_on: date
    is_won: bool
    reason: str = ""
    winner: str = ""
    source: str = ""
    campaign: str = ""
    uses_material: bool = False

    @property
    def id(self) -> str:
        return f"0069N00000V{self.number:04d}QAX"

    @property
    def amount(self) -> float:
        return round(company.in_own_currency(self.amount_eur, self.company), -1)


@cache
def deals() -> tuple[Deal, ...]:
    decided = [deal for month in (*story.MONTHS, *TO_COME) for deal in _decided_in(month)]
    started = sorted(decided, key=lambda deal: (deal.created_on, deal.closed_on))
    numbered = [replace(deal, number=1001 + place) for place, deal in enumerate(started)]
    opened_in: dict[date, list[Deal]] = {}
    for deal in numbered:
        opened_in.setdefault(periods.month_of(deal.created_on), []).append(deal)
    return tuple(deal for month, opened in opened_in.items() for deal in _with_sources(month, opened))


def decided() -> list[Deal]:
    return [deal for deal in deals() if deal.closed_on <= story.LAST_DAY]


def _decided_in(month: date) -> list[Deal]:
    chance = Chance("deals", month)
    number = story.count("decided_deals", month)
    won = round(number * story.figure("win_rate", month))
    buyers = iter(_buyers(chance, month, won))
    days = worktime.days(month, periods.last_day(month))
    cycles = iter(_cycles(chance, story.figure("days_to_close", month), won))
    amounts = iter(_amounts(chance, story.figure("won_deal_eur", month), won))
    found = [
        _deal(chance, next(buyers), chance.pick(days), next(cycles), next(amounts), is_won=True) for _ in range(won)
    ]
    lost = number - won
    reasons = iter(_reasons(chance, month, lost))
    for _ in range(lost):
        deal = _deal(
            chance,
            chance.pick(company.others()),
            chance.pick(days),
            chance.whole(20, 150),
            _value(chance),
            is_won=False,
        )
        found.append(replace(deal, reason=next(reasons), winner=chance.pick(company.COMPETITORS)))
    used = chance.ticks(round(story.figure("material_used", month) * number), number)
    return [replace(deal, uses_material=hit) for deal, hit in zip(found, used, strict=True)]


def _deal(chance: Chance, buyer: Company, day: date, cycle: int, amount_eur: float, is_won: bool) -> Deal:
    return Deal(
        number=0,
        company=buyer,
        product=chance.pick(company.PRODUCTS),
        owner=chance.pick(company.TEAMS_IN_SALES),
        amount_eur=amount_eur,
        created_on=day - timedelta(days=cycle),
        closed_on=day,
        is_won=is_won,
    )


def _buyers(chance: Chance, month: date, number: int) -> list[Company]:
    """Who wins is a customer: companies that order in the month or, after the story's end, key accounts."""
    ordering = [order.company for order in orders.orders() if periods.month_of(order.ordered_on) == month]
    among = ordering or list(company.key_accounts())
    return chance.shuffled(among)[:number]


def _cycles(chance: Chance, middle: float, number: int) -> list[int]:
    half = number // 2
    quick = [round(middle * chance.between(0.35, 0.98)) for _ in range(half)]
    slow = [round(middle * chance.between(1.02, 1.9)) for _ in range(half)]
    return chance.shuffled([*quick, *slow, *[round(middle)] * (number - 2 * half)])


def _value(chance: Chance) -> float:
    drawn = chance.between(0, 1)
    return 23_500 * (0.3 + 2.1 * drawn * drawn)  # no other power: mathematics libraries round them differently


def _amounts(chance: Chance, mean: float, number: int) -> list[float]:
    drawn = [_value(chance) for _ in range(number)]
    return [value * mean * number / fsum(drawn) for value in drawn]


def _reasons(chance: Chance, month: date, number: int) -> list[str]:
    brand = round(number * story.figure("lost_on_brand_as_sales_says", month))
    others = parted(number - brand, list(OTHER_REASONS.values()))
    given = ["Brand not known"] * brand
    for reason, times in zip(OTHER_REASONS, others, strict=True):
        given += [reason] * times
    return chance.shuffled(given)


def _with_sources(month: date, opened: list[Deal]) -> list[Deal]:
    """Marketing brought so many of the month's deals that their value is the story's; sales found the rest."""
    chance = Chance("sources", month)
    aim = story.figure("marketing_pipeline_eur", month)
    brought = campaigns.brought_by(max(month, story.FIRST))
    brought = {origin: weight for origin, weight in brought.items() if origin[0] != "Referral"}
    found, value = [], 0.0
    for deal in chance.shuffled(opened):
        if value + deal.amount_eur / 2 < aim:
            source, campaign = chance.weighted(brought)
            value += deal.amount_eur
        else:
            source, campaign = chance.weighted(OF_SALES), ""
        found.append(replace(deal, source=source, campaign=campaign))
    return found
