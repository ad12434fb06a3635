"""What sales and marketing did with companies, and which documents were used, in Custodian's own templates."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache

from custodian.domain import periods
from custodian.sample import company, deals, files, leads, orders, story, worktime
from custodian.sample.chance import Chance
from custodian.sample.company import Company
from custodian.sample.deals import Deal

ACTIVITIES = ("tool", "activity_id", "happened_at", "kind", "team", "company", "contact_id", "deal_id", "campaign")
USES = ("tool", "event_id", "asset", "used_at", "deal_id", "company", "opened")
OF_MARKETING = {"webinar": 5, "download": 4, "fair talk": 1}
OPENED = 0.7

Activity = tuple[datetime, str, str, str, str, str]  # when, kind, team, company, deal, campaign


def exports() -> Iterator[tuple[str, bytes]]:
    for first, last in ((story.FIRST_DAY, story.HISTORY_ENDS), (story.LAST, story.LAST_DAY)):
        done = [
            ("CRM", f"A-{number}", moment, kind, team, name, "", deal, campaign)
            for number, (moment, kind, team, name, deal, campaign) in enumerate(_activities(), start=10_001)
            if first <= moment.date() <= last
        ]
        yield f"activities/Activities {last}.csv", files.table([ACTIVITIES, *done]).encode()
        used = [
            ("Content library", f"E-{number}", asset, moment, deal.id, deal.company.name, "yes" if opened else "no")
            for number, (moment, asset, deal, opened) in enumerate(_uses(), start=50_001)
            if first <= moment.date() <= last
        ]
        yield f"sales_material/Sales material uses {last}.csv", files.table([USES, *used]).encode()


@cache
def _activities() -> list[Activity]:
    return sorted([*_first_meetings(), *_follow_ups(), *_engagements()])


@cache
def _first_meetings() -> list[Activity]:
    """Each with a company never met before: leads that sales accepted, then whoever comes."""
    met: set[Company] = set()
    found: list[Activity] = []
    for month in story.MONTHS:
        chance = Chance("first meetings", month)
        accepted = [
            lead.company
            for lead in leads.leads()
            if lead.accepted_at and periods.month_of(lead.accepted_at.date()) == month
        ]
        wanted = dict.fromkeys([*accepted, *chance.shuffled(company.others())])
        days = worktime.days(month, periods.last_day(month))
        for buyer in [buyer for buyer in wanted if buyer not in met][: story.count("first_meetings", month)]:
            met.add(buyer)
            found.append((chance.moment(chance.pick(days)), "first meeting", "sales", buyer.name, "", ""))
    return found


def _follow_ups() -> Iterator[Activity]:
    for deal in deals.deals():
        chance = Chance("follow-ups", deal.id)
        for kind in ("call", "mail"):
            day = deal.created_on + timedelta(days=chance.whole(3, 18))
            if story.FIRST_DAY <= day <= min(story.LAST_DAY, deal.closed_on):
                yield chance.moment(day), kind, "sales", deal.company.name, deal.id, ""


def _engagements() -> Iterator[Activity]:
    """Customers that took part in something of marketing's; who opened a document in a deal has done so already."""
    for month in story.MONTHS:
        chance = Chance("engagements", month)
        customers = orders.customers(month)
        opened = {deal.company for moment, _, deal, is_opened in _uses() if is_opened and _is_in(moment, month)}
        wanted = round(len(customers) * story.figure("engaged", month)) - len(opened.intersection(customers))
        days = worktime.days(month, periods.last_day(month))
        for customer in chance.shuffled([customer for customer in customers if customer not in opened])[
            : max(wanted, 0)
        ]:
            kind = chance.weighted({kind: float(weight) for kind, weight in OF_MARKETING.items()})
            yield chance.moment(chance.pick(days)), kind, "marketing", customer.name, "", ""


@cache
def _uses() -> list[tuple[datetime, str, Deal, bool]]:
    found = []
    for deal in deals.deals():
        if not deal.uses_material:
            continue
        chance = Chance("uses", deal.id)
        first_day, last_day = max(deal.created_on, story.FIRST_DAY), min(deal.closed_on, story.LAST_DAY)
        for _ in range(chance.whole(1, 2)):
            if first_day <= last_day:
                day = first_day + timedelta(days=chance.whole(0, (last_day - first_day).days))
                moment = datetime.combine(day, time(9)) + timedelta(minutes=chance.whole(0, 480))
                found.append((moment, f"Data sheet {chance.whole(1, 24)}", deal, chance.happens(OPENED)))
    return sorted(found, key=lambda use: (use[0], use[2].id))


def _is_in(moment: datetime, month: date) -> bool:
    return periods.month_of(moment.date()) == month
