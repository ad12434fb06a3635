"""Every KPI once more in plain Python, row by row, written from its definition and not from its SQL."""

from collections.abc import Callable, Iterable
from datetime import date
from statistics import mean, median

from tests.naive_rows import (
    Row,
    Rows,
    answers,
    blames_brand,
    closed,
    customer,
    from_marketing,
    is_given,
    money,
    month,
    months_known,
    names_us,
    of_the_year,
    placed,
    rated,
    ratio,
    respondents,
    says_yes,
    share,
    within,
    working_hours,
)


def branded_searches(rows: Rows, chosen: date) -> float | None:
    typed = [row for row in within(rows["search_days"], chosen) if row["term"]]
    return sum(row["impressions"] for row in typed if "voltara" in row["term"].lower()) if typed else None


def website_visitors(rows: Rows, chosen: date) -> float | None:
    split = {
        row["property"]
        for row in rows["web_days"]
        if row["breakdown"] == "channel" and month(row["first_day"]) == chosen
    }
    wanted = [
        row["users"]
        for row in within(rows["web_days"], chosen)
        if row["breakdown"] == ("channel" if row["property"] in split else "total")
    ]
    return sum(wanted) if wanted else None


def share_of_search(rows: Rows, chosen: date) -> float | None:
    shares = []
    inside = within(rows["search_interest"], chosen)
    for comparison in {(row["comparison"], row["category"]) for row in inside}:
        compared = [row for row in inside if (row["comparison"], row["category"]) == comparison]
        ours = [row for row in compared if "voltara" in row["term"].lower()]
        if 0 < len(ours) < len(compared) and any(row["interest"] for row in compared):
            shares.append(sum(row["interest"] for row in ours) / sum(row["interest"] for row in compared))
    return average(shares) if shares else None


def on_profiles(rows: Rows, chosen: date, *metrics: str) -> float | None:
    found = [row["value"] for row in within(rows["profile_days"], chosen) if row["metric"] in metrics]
    return sum(found) if found else None


def first_meetings(rows: Rows, chosen: date) -> float | None:
    met: set[str] = set()
    found: dict[date | None, int] = {}
    for row in sorted(rows["activities"], key=lambda row: row["happened_at"]):
        if row["kind"] not in ("visit", "meeting", "first meeting") or row["team"] == "marketing":
            continue
        who = customer(row["company"]) or (row["contact_id"] and f"contact {row['contact_id']}")
        who = who or (f"nobody {row['activity_id']}" if row["kind"] == "first meeting" else None)
        if who:
            found[month(row["happened_at"])] = found.get(month(row["happened_at"]), 0) + (who not in met)
            met.add(who)
    return found.get(chosen)


def qualified(rows: Rows, chosen: date) -> list[Row]:
    return [row for row in rows["contacts"] if month(row["qualified_at"]) == chosen]


def cost(rows: Rows, chosen: date) -> float:
    return sum(money(row, "cost") for row in within(rows["campaign_days"], chosen))


def hours_to_first_reply(rows: Rows, chosen: date) -> float | None:
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
        if month(lead["lead_at"]) == chosen and replied:
            hours.append(working_hours(lead["lead_at"], replied))
    return median(hours) if hours else None


def sales_velocity(rows: Rows, chosen: date) -> float | None:
    won = [row for row in closed(rows, chosen, "won") if row["amount"] is not None]
    decided = len(won) + len(closed(rows, chosen, "lost"))
    if not won:
        return None
    days = mean((row["closed_on"] - row["created_on"]).days for row in won)
    return decided * mean(map(money, won)) * (len(won) / decided) / days


def sales_material_used(rows: Rows, chosen: date) -> float | None:
    first = min(month(row["used_at"]) for row in rows["asset_uses"] if row["deal_id"])
    used = {row["deal_id"] for row in rows["asset_uses"]}
    return share(closed(rows, chosen, "won", "lost"), lambda row: row["deal_id"] in used) if chosen >= first else None


def orders_on_promise(rows: Rows, chosen: date) -> float | None:
    due = [row for row in placed(rows) if row["promised_on"] and month(row["delivered_on"]) == chosen]
    return share(due, lambda row: row["delivered_on"] <= row["promised_on"])


def customers_engaged(rows: Rows, chosen: date) -> float | None:
    companies = {row["deal_id"]: row["company"] for row in rows["deals"]}
    events = [
        customer(row["company"])
        for row in rows["activities"]
        if row["team"] == "marketing" and month(row["happened_at"]) == chosen
    ] + [
        customer(row["company"] or companies.get(row["deal_id"]))
        for row in rows["asset_uses"]
        if row["opened"] and month(row["used_at"]) == chosen
    ]
    customers = {customer(row["company"]) for row in of_the_year(rows, chosen)}
    return ratio(len(customers & set(events)), len(customers)) if events else None


def repeat_order_rate(rows: Rows, chosen: date) -> float | None:
    if not any(month(row["ordered_on"]) == chosen for row in placed(rows)):
        return None
    names = [customer(row["company"]) for row in of_the_year(rows, chosen) if row["amount"] >= 0]
    again = {name for name in names if names.count(name) > 1}
    return ratio(len(again), len(set(names))) if months_known(rows, chosen) >= 12 else None


def revenue(rows: Rows, chosen: date, only_existing: bool = False) -> float:
    first: dict[str | None, date] = {}
    for row in sorted(placed(rows), key=lambda row: row["ordered_on"]):
        first.setdefault(customer(row["company"]), row["ordered_on"])
    return sum(
        money(row)
        for row in placed(rows)
        if month(row["ordered_on"]) == chosen
        and (not only_existing or row["ordered_on"] > first[customer(row["company"])])
    )


def middle_days(rows: Rows, chosen: date) -> float | None:
    days = [(row["closed_on"] - row["created_on"]).days for row in closed(rows, chosen, "won")]
    return median(days) if days else None


def average(numbers: Iterable[float]) -> float | None:
    listed = list(numbers)
    return mean(listed) if listed else None


def return_on_campaign_cost(rows: Rows, chosen: date) -> float | None:
    decided = [row["closed_on"] for row in rows["deals"] if row["outcome"] in ("won", "lost") and row["closed_on"]]
    if not decided or not min(decided).replace(day=1) <= chosen <= max(decided):
        return None
    return ratio(sum(money(row) for row in closed(rows, chosen, "won") if from_marketing(row)), cost(rows, chosen))


KPIS: dict[str, Callable[[Rows, date], float | None]] = {
    "branded_searches": branded_searches,
    "website_visitors": website_visitors,
    "share_of_search": share_of_search,
    "profile_views": lambda rows, m: on_profiles(rows, m, "views", "views on Google Maps, mobile"),
    "profile_actions": lambda rows, m: on_profiles(rows, m, "calls", "website clicks"),
    "known_unprompted": lambda rows, m: respondents(
        answers(rows, m, "known_unprompted"), lambda row: names_us(row) or row["value"] == 1
    ),
    "known_prompted": lambda rows, m: respondents(
        list(filter(is_given, answers(rows, m, "known_prompted"))),
        lambda row: says_yes(row) or (row["value"] is None and names_us(row)),
    ),
    "first_meetings": first_meetings,
    "qualified_leads": lambda rows, m: len(qualified(rows, m)) or None,
    "cost_per_qualified_lead": lambda rows, m: ratio(cost(rows, m), len(qualified(rows, m))) if cost(rows, m) else None,
    "would_consider": lambda rows, m: respondents(
        list(filter(is_given, answers(rows, m, "would_consider"))),
        lambda row: says_yes(row) or (row["value"] is None and names_us(row)),
    ),
    "hours_to_first_reply": hours_to_first_reply,
    "leads_accepted": lambda rows, m: share(qualified(rows, m), lambda row: row["accepted_at"] is not None),
    "pipeline_from_marketing": lambda rows, m: sum(
        money(row) for row in rows["deals"] if month(row["created_on"]) == m and from_marketing(row)
    ),
    "return_on_campaign_cost": return_on_campaign_cost,
    "lost_on_brand": lambda rows, m: respondents(
        [row for row in answers(rows, m, "loss_reason") if row["text"] and row["value"] != 0],
        lambda row: blames_brand(row["text"]),
    ),
    "lost_on_brand_as_sales_says": lambda rows, m: share(
        [row for row in closed(rows, m, "lost") if row["reason"]], lambda row: blames_brand(row["reason"])
    ),
    "buying_experience": lambda rows, m: average(row["value"] for row in rated(rows, m, "buying_experience")),
    "win_rate": lambda rows, m: share(closed(rows, m, "won", "lost"), lambda row: row["outcome"] == "won"),
    "average_deal": lambda rows, m: average(money(row) for row in closed(rows, m, "won") if row["amount"] is not None),
    "days_to_close": middle_days,
    "sales_velocity": sales_velocity,
    "sales_material_used": sales_material_used,
    "recommend": lambda rows, m: average(
        100 * ((row["value"] >= 9) - (row["value"] <= 6)) for row in rated(rows, m, "recommend")
    ),
    "satisfaction": lambda rows, m: share(rated(rows, m, "satisfaction"), lambda row: row["value"] >= 4),
    "orders_on_promise": orders_on_promise,
    "customers_engaged": customers_engaged,
    "would_reorder": lambda rows, m: share(rated(rows, m, "reorder"), lambda row: row["value"] >= 4),
    "repeat_order_rate": repeat_order_rate,
    "revenue": revenue,
    "revenue_from_existing": lambda rows, m: (
        revenue(rows, m, only_existing=True) if months_known(rows, m) > 12 else None
    ),
}
