"""Every KPI over any period taken as one, once more in plain Python, row by row, from its definition.

A row that has days of its own counts where all of them lie in the period, and belongs to the month that holds them all.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from statistics import mean, median
from typing import Any

import holidays

from custodian import settings
from custodian.domain import periods
from custodian.domain.periods import Period

WORTH = {"EUR": 1.0, "GBP": 1.25}
GERMAN = holidays.country_holidays("DE")
VOID = {"draft", "voided"}
MARKETING = set(settings.Settings().marketing_sources)
LEGAL = {"gmbh", "ag", "kg", "ltd"}
Row = dict[str, Any]
Rows = dict[str, list[Row]]


def month(when: date | datetime | None) -> date | None:
    return date(when.year, when.month, 1) if when else None


def ratio(above: float, below: float) -> float | None:
    return above / below if below else None


def is_in(when: date | datetime | None, over: Period) -> bool:
    return when is not None and date(when.year, when.month, when.day) in over


def within(rows: Iterable[Row], over: Period) -> list[Row]:
    """Rows whose whole span lies in the period."""
    return [row for row in rows if row["first_day"] in over and row["last_day"] in over]


def own_month(row: Row) -> date | None:
    """None where the row spans months."""
    return month(row["first_day"]) if month(row["first_day"]) == month(row["last_day"]) else None


def share(rows: Iterable[Row], is_hit: Callable[[Row], bool]) -> float | None:
    counted = list(rows)
    return ratio(sum(is_hit(row) for row in counted), len(counted))


def money(row: Row, column: str = "amount") -> float:
    return (row[column] or 0) * WORTH[row["currency"]]


def customer(name: str | None) -> str | None:
    plain = (name or "").lower().translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}))
    words = [word for word in re.findall(r"\w+", plain) if word not in LEGAL and word != "und"]
    return " ".join(words) or None


def from_marketing(deal: Row) -> bool:
    return bool(deal["campaign"]) or (deal["source"] or "").lower() in MARKETING


def working_hours(start: datetime, end: datetime) -> float:
    """Minute by minute would do; day by day is quick enough to wait for."""
    total, day = 0.0, start.date()
    while day <= end.date():
        if day.weekday() < 5 and day not in GERMAN:
            opens, closes = datetime.combine(day, time(8)), datetime.combine(day, time(17))
            total += max((min(end, closes) - max(start, opens)).total_seconds(), 0) / 3600
        day += timedelta(days=1)
    return total


def answers(rows: Rows, over: Period, measure: str) -> list[Row]:
    return [
        row
        for row in rows["survey_answers"]
        if row["measure"] == measure and row["role"] != "sales" and is_in(row["answered_at"], over)
    ]


def respondents(found: list[Row], is_hit: Callable[[Row], bool]) -> float | None:
    people = {row["response_id"] for row in found}
    return ratio(len({row["response_id"] for row in found if is_hit(row)}), len(people))


def says_yes(row: Row) -> bool:
    return row["value"] == 1 if row["value"] is not None else row["text"] == "yes"


def names_us(row: Row) -> bool:
    return "voltara" in (row["text"] or "").lower()


def is_given(row: Row) -> bool:
    return row["value"] is not None or row["text"] is not None


def blames_brand(text: str) -> bool:
    """The words that chance draws, read by hand."""
    return text in ("Brand", "Marke unbekannt")


def rated(rows: Rows, over: Period, measure: str) -> list[Row]:
    found = [row for row in answers(rows, over, measure) if row["value"] is not None]
    return found if measure == "buying_experience" else [row for row in found if row["role"] == "customer"]


def closed(rows: Rows, over: Period, *outcomes: str) -> list[Row]:
    return [row for row in rows["deals"] if row["outcome"] in outcomes and is_in(row["closed_on"], over)]


def placed(rows: Rows) -> list[Row]:
    return [row for row in rows["orders"] if (row["status"] or "").lower() not in VOID]


def of_the_year(rows: Rows, until: date) -> list[Row]:
    first = periods.shifted(until, -11)
    return [row for row in placed(rows) if first <= row["ordered_on"] <= until]


def months_known(rows: Rows, until: date) -> int:
    first = min(row["ordered_on"] for row in placed(rows))
    return (until.year - first.year) * 12 + until.month - first.month + 1


def branded_searches(rows: Rows, over: Period) -> float | None:
    typed = [row for row in within(rows["search_days"], over) if row["term"]]
    return sum(row["impressions"] for row in typed if "voltara" in row["term"].lower()) if typed else None


def website_visitors(rows: Rows, over: Period) -> float | None:
    split = {(row["property"], month(row["first_day"])) for row in rows["web_days"] if row["breakdown"] == "channel"}
    wanted = [
        row["users"]
        for row in within(rows["web_days"], over)
        if row["breakdown"] == ("channel" if (row["property"], month(row["first_day"])) in split else "total")
    ]
    return sum(wanted) if wanted else None


def share_of_search(rows: Rows, over: Period) -> float | None:
    """Month by month, rows that span months together as one more; a month weighs as much as its mean comparison."""
    above = below = 0.0
    inside = within(rows["search_interest"], over)
    for when in {own_month(row) for row in inside}:
        shares, sizes = [], []
        of_month = [row for row in inside if own_month(row) == when]
        for comparison in {(row["comparison"], row["category"]) for row in of_month}:
            compared = [row for row in of_month if (row["comparison"], row["category"]) == comparison]
            ours = [row for row in compared if "voltara" in row["term"].lower()]
            if 0 < len(ours) < len(compared) and any(row["interest"] for row in compared):
                sizes.append(sum(row["interest"] for row in compared))
                shares.append(sum(row["interest"] for row in ours) / sizes[-1])
        above += sum(shares) * mean(sizes or [0])
        below += sum(sizes)
    return ratio(above, below)


def on_profiles(rows: Rows, over: Period, *metrics: str) -> float | None:
    found = [row["value"] for row in within(rows["profile_days"], over) if row["metric"] in metrics]
    return sum(found) if found else None


def first_meetings(rows: Rows, over: Period) -> float | None:
    met: set[str] = set()
    found, is_known = 0, False
    for row in sorted(rows["activities"], key=lambda row: row["happened_at"]):
        if row["kind"] not in ("visit", "meeting", "first meeting") or row["team"] == "marketing":
            continue
        who = customer(row["company"]) or (row["contact_id"] and f"contact {row['contact_id']}")
        who = who or (f"nobody {row['activity_id']}" if row["kind"] == "first meeting" else None)
        if who:
            is_known = is_known or is_in(row["happened_at"], over)
            found += is_in(row["happened_at"], over) and who not in met
            met.add(who)
    return found if is_known else None


def qualified(rows: Rows, over: Period) -> list[Row]:
    return [row for row in rows["contacts"] if is_in(row["qualified_at"], over)]


def cost(rows: Rows, over: Period) -> float:
    return sum(money(row, "cost") for row in within(rows["campaign_days"], over))


def hours_to_first_reply(rows: Rows, over: Period) -> float | None:
    hours = []
    for lead in rows["contacts"]:
        calls = [
            row["happened_at"]
            for row in rows["activities"]
            if row["contact_id"] == lead["contact_id"]
            and row["team"] != "marketing"
            and row["happened_at"] >= lead["lead_at"]
        ]
        replied = lead["first_reply_at"] or min(calls, default=None)
        if is_in(lead["lead_at"], over) and replied:
            hours.append(working_hours(lead["lead_at"], replied))
    return median(hours) if hours else None


def sales_velocity(rows: Rows, over: Period) -> float | None:
    """What was won in all months by the days it took in each."""
    won = [row for row in closed(rows, over, "won") if row["amount"] is not None]
    months = {month(row["closed_on"]) for row in won}
    days = [
        mean((row["closed_on"] - row["created_on"]).days for row in won if month(row["closed_on"]) == when)
        for when in months
    ]
    return ratio(sum(map(money, won)), sum(days))


def sales_material_used(rows: Rows, over: Period) -> float | None:
    first = min(month(row["used_at"]) for row in rows["asset_uses"] if row["deal_id"])
    used = {row["deal_id"] for row in rows["asset_uses"]}
    known = [row for row in closed(rows, over, "won", "lost") if row["closed_on"] >= first]
    return share(known, lambda row: row["deal_id"] in used)


def orders_on_promise(rows: Rows, over: Period) -> float | None:
    due = [row for row in placed(rows) if row["promised_on"] and is_in(row["delivered_on"], over)]
    return share(due, lambda row: row["delivered_on"] <= row["promised_on"])


def customers_engaged(rows: Rows, over: Period) -> float | None:
    """Whoever was a customer in one of the months with events, and whoever of them took part in that month."""
    companies = {row["deal_id"]: row["company"] for row in rows["deals"]}
    events = [
        (month(row["happened_at"]), customer(row["company"]))
        for row in rows["activities"]
        if row["team"] == "marketing" and is_in(row["happened_at"], over)
    ] + [
        (month(row["used_at"]), customer(row["company"] or companies.get(row["deal_id"])))
        for row in rows["asset_uses"]
        if row["opened"] and is_in(row["used_at"], over)
    ]
    every, engaged = set(), set()
    for when in {when for when, _ in events if when}:
        until = min(periods.last_day(when), over.last_day)
        customers = {customer(row["company"]) for row in of_the_year(rows, until)}
        every |= customers
        engaged |= customers & {who for at, who in events if at == when}
    return ratio(len(engaged), len(every))


def repeat_order_rate(rows: Rows, over: Period) -> float | None:
    """As in the last month of the period, up to its last day."""
    last = Period(periods.month_of(over.last_day), over.last_day)
    if not any(is_in(row["ordered_on"], last) for row in placed(rows)):
        return None
    names = [customer(row["company"]) for row in of_the_year(rows, last.last_day) if row["amount"] >= 0]
    again = {name for name in names if names.count(name) > 1}
    return ratio(len(again), len(set(names))) if months_known(rows, last.last_day) >= 12 else None


def revenue(rows: Rows, over: Period, only_existing: bool = False) -> float:
    first: dict[str | None, date] = {}
    for row in sorted(placed(rows), key=lambda row: row["ordered_on"]):
        first.setdefault(customer(row["company"]), row["ordered_on"])
    return sum(
        money(row)
        for row in placed(rows)
        if is_in(row["ordered_on"], over) and (not only_existing or row["ordered_on"] > first[customer(row["company"])])
    )


def middle_days(rows: Rows, over: Period) -> float | None:
    days = [(row["closed_on"] - row["created_on"]).days for row in closed(rows, over, "won")]
    return median(days) if days else None


def average(numbers: Iterable[float]) -> float | None:
    listed = list(numbers)
    return mean(listed) if listed else None


def return_on_campaign_cost(rows: Rows, over: Period) -> float | None:
    decided = [row["closed_on"] for row in rows["deals"] if row["outcome"] in ("won", "lost") and row["closed_on"]]
    known = [row for row in within(rows["campaign_days"], over) if own_month(row)]
    counted = [row for row in known if min(decided).replace(day=1) <= own_month(row) <= max(decided)]
    won = sum(money(row) for row in closed(rows, over, "won") if from_marketing(row))
    return ratio(won, sum(money(row, "cost") for row in counted))


def cost_per_qualified_lead(rows: Rows, over: Period) -> float | None:
    """Leads of months whose cost is known."""
    known = {own_month(row) for row in rows["campaign_days"]}
    return ratio(cost(rows, over), sum(month(row["qualified_at"]) in known for row in qualified(rows, over)))


def existing(rows: Rows, over: Period) -> float | None:
    """From the thirteenth month of orders on."""
    begins = periods.shifted(min(row["ordered_on"] for row in placed(rows)), 12)
    if begins > over.last_day:
        return None
    return revenue(rows, Period(max(begins, over.first_day), over.last_day), only_existing=True)


KPIS: dict[str, Callable[[Rows, Period], float | None]] = {
    "branded_searches": branded_searches,
    "website_visitors": website_visitors,
    "share_of_search": share_of_search,
    "profile_views": lambda rows, over: on_profiles(rows, over, "views", "views on Google Maps, mobile"),
    "profile_actions": lambda rows, over: on_profiles(rows, over, "calls", "website clicks"),
    "known_unprompted": lambda rows, over: respondents(
        answers(rows, over, "known_unprompted"), lambda row: names_us(row) or row["value"] == 1
    ),
    "known_prompted": lambda rows, over: respondents(
        list(filter(is_given, answers(rows, over, "known_prompted"))),
        lambda row: says_yes(row) or (row["value"] is None and names_us(row)),
    ),
    "first_meetings": first_meetings,
    "qualified_leads": lambda rows, over: len(qualified(rows, over)) or None,
    "cost_per_qualified_lead": cost_per_qualified_lead,
    "would_consider": lambda rows, over: respondents(
        list(filter(is_given, answers(rows, over, "would_consider"))),
        lambda row: says_yes(row) or (row["value"] is None and names_us(row)),
    ),
    "hours_to_first_reply": hours_to_first_reply,
    "leads_accepted": lambda rows, over: share(qualified(rows, over), lambda row: row["accepted_at"] is not None),
    "pipeline_from_marketing": lambda rows, over: sum(
        money(row) for row in rows["deals"] if is_in(row["created_on"], over) and from_marketing(row)
    ),
    "return_on_campaign_cost": return_on_campaign_cost,
    "lost_on_brand": lambda rows, over: respondents(
        [row for row in answers(rows, over, "loss_reason") if row["text"] and row["value"] != 0],
        lambda row: blames_brand(row["text"]),
    ),
    "lost_on_brand_as_sales_says": lambda rows, over: share(
        [row for row in closed(rows, over, "lost") if row["reason"]], lambda row: blames_brand(row["reason"])
    ),
    "buying_experience": lambda rows, over: average(row["value"] for row in rated(rows, over, "buying_experience")),
    "win_rate": lambda rows, over: share(closed(rows, over, "won", "lost"), lambda row: row["outcome"] == "won"),
    "average_deal": lambda rows, over: average(
        money(row) for row in closed(rows, over, "won") if row["amount"] is not None
    ),
    "days_to_close": middle_days,
    "sales_velocity": sales_velocity,
    "sales_material_used": sales_material_used,
    "recommend": lambda rows, over: average(
        100 * ((row["value"] >= 9) - (row["value"] <= 6)) for row in rated(rows, over, "recommend")
    ),
    "satisfaction": lambda rows, over: share(rated(rows, over, "satisfaction"), lambda row: row["value"] >= 4),
    "orders_on_promise": orders_on_promise,
    "customers_engaged": customers_engaged,
    "would_reorder": lambda rows, over: share(rated(rows, over, "reorder"), lambda row: row["value"] >= 4),
    "repeat_order_rate": repeat_order_rate,
    "revenue": revenue,
    "revenue_from_existing": existing,
}
