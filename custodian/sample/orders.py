"""Voltara's orders: key accounts call off several times a year, others order once; promised and delivered days."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from custodian.domain import periods
from custodian.sample import company, story, worktime
from custodian.sample.chance import Chance
from custodian.sample.company import Company


@dataclass(frozen=True)
class Order:
    number: int
    company: Company
    product: str
    ordered_on: date
    amount_eur: float
    promised_on: date
    delivered_on: date
    is_first: bool  # the company never ordered before and, with luck, will again

    @property
    def amount(self) -> float:
        return round(company.in_own_currency(self.amount_eur, self.company), 2)


@cache
def orders() -> tuple[Order, ...]:
    placed = sorted([*_call_offs(), *_single_orders()], key=lambda order: order.ordered_on)
    numbered = [replace(order, number=20_401 + place) for place, order in enumerate(placed)]
    return tuple(_with_deliveries(numbered))


def customers(month: date) -> list[Company]:
    """Who ordered in the twelve months that end with this one."""
    first_day, last_day = periods.shifted(month, -11), periods.last_day(month)
    return list(dict.fromkeys(order.company for order in orders() if first_day <= order.ordered_on <= last_day))


def _call_offs() -> list[Order]:
    """Every four months or so, so that each key account orders at least twice in any twelve."""
    found = []
    for place, account in enumerate(company.key_accounts()):
        chance = Chance("call-offs", account.name)
        for number in range(7):
            days = place * 122 // company.KEY_ACCOUNTS + 122 * number + chance.whole(-6, 6)
            day = story.FIRST_DAY + timedelta(days=days)
            amount = story.figure("call_off_eur", periods.month_of(day)) * chance.between(0.35, 1.65)
            found.append(_order(chance, account, day, amount, is_first=False))
    return [order for order in found if story.FIRST_DAY <= order.ordered_on <= story.LAST_DAY]


def _single_orders() -> list[Order]:
    strangers = iter(company.others())
    found, by_month = [], single_orders_by_month()
    for month in story.MONTHS:
        chance = Chance("single orders", month)
        days = worktime.days(month, periods.last_day(month))
        for _ in range(by_month[month]):
            found.append(_order(chance, next(strangers), chance.pick(days), 21_000 * chance.between(0.3, 1.7), True))
    return found


@cache
def single_orders_by_month() -> dict[date, int]:
    """Any twelve months of them come to about the same, so that the repeat order rate wavers without drifting."""
    months = story.MONTHS
    found = {month: round(story.FIGURES["one_order_customers"].level / 12) for month in months[:12]}
    for month in months[12:]:
        eleven = [found[periods.shifted(month, -back)] for back in range(1, 12)]
        found[month] = max(story.count("one_order_customers", month) - sum(eleven), 8)
    return found


def _order(chance: Chance, buyer: Company, day: date, amount_eur: float, is_first: bool) -> Order:
    while not worktime.is_workday(day):
        day += timedelta(days=1)
    promised_on = worktime.after(chance.moment(day), 9 * chance.whole(8, 20)).date()
    return Order(0, buyer, chance.pick(company.PRODUCTS), day, round(amount_eur, 2), promised_on, promised_on, is_first)


def _with_deliveries(placed: list[Order]) -> list[Order]:
    """Each month's share of late deliveries is the story's; late is by two to nine days, still in the same month."""
    found = []
    for month in sorted({periods.month_of(order.promised_on) for order in placed}):
        due = [order for order in placed if periods.month_of(order.promised_on) == month]
        # Only orders in euros carry delivery dates in the exports, so the share is kept among them.
        in_euros = [order for order in due if order.company.country.currency == "EUR"]
        chance, last_day = Chance("deliveries", month), periods.last_day(month)
        could_be_late = [order for order in in_euros if order.promised_on < last_day - timedelta(days=4)]
        share = story.figure("on_promise", month)
        late = set(chance.shuffled(could_be_late)[: round(len(in_euros) * (1 - share))])
        for order in due:
            days = chance.whole(2, 9) if order in late else -chance.whole(0, 3)
            day = min(max(order.promised_on + timedelta(days=days), month), last_day)
            found.append(replace(order, delivered_on=max(day, order.ordered_on)))
    return sorted(found, key=lambda order: order.number)
