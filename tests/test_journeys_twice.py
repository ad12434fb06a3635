"""Journeys counted a second time, in plain Python on rows drawn by chance; restored when an import is undone."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from random import Random

import pytest

from custodian.domain import imports, journeys
from custodian.domain.journeys import Asked
from custodian.warehouse import tables
from tests import loading, stories

FIRST = date(2025, 1, 1)
STEPS = ["sign", "lead", "qualified", "accepted", "opportunity", "won", "ordered", "repeated"]
STAGES = ("lead_at", "qualified_at", "accepted_at", "opportunity_at", "customer_at")
EVER = Asked(date.min, date(2030, 1, 1))
Rows = dict[str, list[dict[str, str | None]]]


def drawn(seed: int) -> Rows:
    """Sixty companies, each written in several ways; some rows name none, or say whose they are by contact or deal."""
    chance = Random(seed)

    def firm() -> str | None:
        number = chance.randrange(60)
        return chance.choice([f"Firm {number} GmbH", f"FIRM {number}", f"Firm {number}, Ltd.", None])

    def day() -> str | None:
        return str(FIRST + timedelta(days=chance.randrange(400))) if chance.random() < 0.6 else None

    sources = [None, "Website", "Referral", "Trade fair"]
    contacts = [
        {"tool": "t", "contact_id": f"c{at}", "company": firm(), "source": chance.choice(sources)}
        | {name: day() for name in STAGES}
        | {"lead_at": str(FIRST + timedelta(days=chance.randrange(400))), "campaign": chance.choice([None, "Fair"])}
        for at in range(70)
    ]
    deals = [
        {"tool": "t", "deal_id": f"d{at}", "company": firm(), "source": chance.choice(sources), "closed_on": day()}
        | {"outcome": chance.choice(["won", "lost", "lost", "open"]), "created_on": day() or str(FIRST)}
        for at in range(60)
    ]
    activities = [
        {"tool": "t", "activity_id": f"a{at}", "kind": "visit", "happened_at": day() or str(FIRST), "company": firm()}
        | {"contact_id": f"c{chance.randrange(90)}", "deal_id": f"d{chance.randrange(90)}"}
        for at in range(60)
    ]
    orders = [
        {"tool": "t", "document_no": f"o{at}", "company": firm(), "ordered_on": day() or str(FIRST), "currency": "EUR"}
        | {"amount": chance.choice(["5", "5", "5", "-5"]), "status": chance.choice([None, "Paid", "Draft"])}
        for at in range(60)
    ]
    return {"contacts": contacts, "deals": deals, "activities": activities, "orders": orders}


def key(name: str | None) -> str | None:
    return name and name.lower().replace(" gmbh", "").replace(", ltd.", "")


def counted(rows: Rows) -> dict[str, dict[str, date]]:
    """Company to the first day of each step, and of its loss, straight from the rows."""
    found: dict[str, dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    by_contact = {row["contact_id"]: key(row["company"]) for row in rows["contacts"]}
    by_deal = {row["deal_id"]: key(row["company"]) for row in rows["deals"]}
    for row in rows["contacts"]:
        if (company := key(row["company"])) is not None:
            days = {name: date.fromisoformat(told) for name in STAGES if (told := row[name])}
            found[company]["lead"].append(min(days.values()))
            for step, name in zip(STEPS[2:6], STAGES[1:], strict=True):
                found[company][step] += [days[name]] if name in days else []
    outcomes = defaultdict(list)
    for row in rows["deals"]:
        if (company := key(row["company"])) is not None:
            closed = date.fromisoformat(row["closed_on"] or row["created_on"])
            outcomes[company].append(row["outcome"])
            found[company]["opportunity"].append(date.fromisoformat(row["created_on"]))
            found[company]["won"] += [closed] if row["outcome"] == "won" else []
            found[company]["closed"] += [closed]
    for row in rows["activities"]:
        company = key(row["company"]) or by_deal.get(row["deal_id"]) or by_contact.get(row["contact_id"])
        if company:
            found[company]["sign"].append(date.fromisoformat(row["happened_at"]))
    for row in rows["orders"]:
        if row["company"] and row["amount"] == "5" and row["status"] != "Draft":
            found[key(row["company"])]["bought"].append(date.fromisoformat(row["ordered_on"]))
    told = {}
    for company, steps in found.items():
        one = {step: min(days) for step, days in steps.items() if days and step in STEPS}
        bought = sorted(steps["bought"])
        one |= dict(zip(("ordered", "repeated"), bought, strict=False))
        if set(outcomes[company]) == {"lost"} and "won" not in one and not bought:
            one["lost"] = max(steps["closed"])
        if one:
            told[company] = one
    return told


def passed(one: dict[str, date]) -> tuple[list[date | None], int | None]:
    """By which day each step was passed at the latest, and at which place the company came in."""
    by = [min((one[later] for later in STEPS[place:] if later in one), default=None) for place in range(8)]
    entry = next((place for place in range(1, 8) if one.get(STEPS[place]) and one[STEPS[place]] == by[place]), None)
    return by, entry


@pytest.fixture(scope="module", params=[1, 2, 3])
def both(request):
    rows = drawn(request.param)
    warehouse = stories.warehouse_holding({})
    with warehouse.writing() as cursor:
        for name, told in rows.items():
            stories.put(cursor, tables.declared()[name], told)
        journeys.keep(cursor)
    with warehouse.reading() as cursor:
        yield journeys.of(cursor, EVER), journeys.kept(cursor), counted(rows), rows


def test_every_first_day_is_the_earliest_of_the_rows(both):
    _, kept, told, _ = both
    ours = {
        row["company"]: {step: row[step]["on"] for step in [*STEPS, "lost"] if row[step]} for row in kept.to_dicts()
    }
    assert ours == told


def test_every_count_and_every_day_between_steps_is_as_counted_by_hand(both):
    found, _, told, rows = both
    ways = [(one, *passed(one)) for one in told.values()]
    ends = {"contacts": last(rows["contacts"], *STAGES), "deals": last_deal(rows), "orders": last_order(rows)}
    for place, passage in enumerate(found.passages):
        counts: dict[str, int] = defaultdict(int)
        days = []
        for one, by, entry in ways:
            if by[place] is None or (place and (entry is None or place < entry)):
                continue
            outcome, ended = what_became(one, by, entry, place, ends[passage.end.table])
            counts[outcome] += 1
            if one.get(STEPS[place]) == by[place]:
                days.append((max((ended - by[place]).days, 0), outcome))
        assert (passage.arrived, passage.lost, passage.past, passage.waiting) == (
            counts["arrived"], counts["lost"], counts["past"], counts["waiting"]
        )  # fmt: skip
        assert passage.curve.n == len(days)
        assert passage.curve.watched == max((day for day, _ in days), default=0)
        if not any(outcome in ("lost", "past") for _, outcome in days):
            product = 1.0
            for moment in passage.curve.moments:
                at_risk = sum(day >= moment.days for day, _ in days)
                product *= 1 - sum((day, outcome) == (moment.days, "arrived") for day, outcome in days) / at_risk
                assert moment.share == pytest.approx(1 - product)


def what_became(one, by, entry, place, known_to):
    if entry is not None and entry > place + 1:
        return "past", by[entry]
    if by[place + 1] is not None:
        return "arrived", by[place + 1]
    return ("lost", one["lost"]) if "lost" in one else ("waiting", known_to)


def last(rows, *names: str) -> date:
    return max(date.fromisoformat(row[name]) for row in rows for name in names if row[name])


def last_deal(rows: Rows) -> date:
    decided = [row["closed_on"] for row in rows["deals"] if row["outcome"] != "open" and row["closed_on"]]
    return max(last(rows["deals"], "created_on"), *map(date.fromisoformat, decided))


def last_order(rows: Rows) -> date:
    return last([row for row in rows["orders"] if row["status"] != "Draft"], "ordered_on")


def test_undoing_an_import_restores_every_journey_exactly(tmp_path):
    desk = loading.desk(tmp_path)
    loading.load(desk, loading.orders(tmp_path, "a.csv", "1 10 2026-09-01", "2 20 2026-09-02"))
    with desk.warehouse.reading() as cursor:
        before = journeys.kept(cursor)
    second = loading.load(desk, loading.orders(tmp_path, "b.csv", "1 10 2026-09-20", "3 5 2026-08-01"))
    with desk.warehouse.reading() as cursor:
        between = journeys.kept(cursor).to_dicts()
    assert [(row["ordered"]["on"], row["repeated"]["on"]) for row in between] == [(date(2026, 8, 1), date(2026, 9, 2))]
    imports.undo(desk, second.import_id, "Ada", datetime(2026, 11, 4))
    with desk.warehouse.reading() as cursor:
        assert journeys.kept(cursor).equals(before)
