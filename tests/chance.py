"""Rows of every ledger table drawn by a seeded chance, with all that goes wrong: gaps, spans, currencies, drafts."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

FIRST, DAYS = date(2024, 1, 1), 700
NAMES = ("Alpha GmbH", "ALPHA", "Beta AG", "beta", "Gamma Ltd.", "Müller & Söhne KG", "Mueller Soehne", "Delta", None)
SOURCES = ("Website", "Trade fair", "Cold call", "Referral", None)
CAMPAIGNS = ("Brand", "Launch", None, None)
COUNTRIES = ("Germany", "France", None)
WORDS = ("Price", "Brand", "Marke unbekannt", "too expensive, brand unknown", "Produkt", "nobody knows", "", None)
ANSWERS = ("yes", "no", "Voltara", "Other", None)
MEASURES = (
    "known_unprompted", "known_prompted", "would_consider", "buying_experience",
    "satisfaction", "recommend", "reorder", "loss_reason",
)  # fmt: skip
Told = dict[str, str | None]


def company(seed: int) -> dict[str, list[Told]]:
    """As `stories.put` takes them: every cell as text."""
    chance = Random(seed)
    return {name: [draw(chance, number) for number in range(COUNTS[name])] for name, draw in DRAWS.items()}


def _day(chance: Random) -> date:
    return FIRST + timedelta(days=chance.randrange(DAYS))


def _moment(chance: Random) -> str:
    return str(datetime.combine(_day(chance), datetime.min.time()) + timedelta(minutes=chance.randrange(1440)))


def _later(chance: Random, than: str, days: int, often: float) -> str | None:
    moment = datetime.fromisoformat(than) + timedelta(minutes=chance.randrange(days * 1440))
    return str(moment) if chance.random() < often else None


def _span(chance: Random) -> tuple[str, str]:
    first = _day(chance)
    return str(first), str(first + timedelta(days=chance.choice((0, 0, 0, 6))))


def _campaign_day(chance: Random, number: int) -> Told:
    first, last = _span(chance)
    cost = None if chance.random() < 0.05 else f"{chance.uniform(0, 900):.2f}"
    return {
        "platform": "ads", "campaign": chance.choice(CAMPAIGNS[:2]), "detail": str(number), "first_day": first,
        "last_day": last, "cost": cost, "currency": chance.choice(("EUR", "EUR", "GBP")),
    }  # fmt: skip


def _web_day(chance: Random, number: int) -> Told:
    first, last = _span(chance)
    return {
        "property": chance.choice(("main", "shop")), "breakdown": chance.choice(("channel", "total", "page")),
        "member": f"m{number % 3}", "first_day": first, "last_day": last, "users": str(chance.randrange(90)),
    }  # fmt: skip


def _search_day(chance: Random, _number: int) -> Told:
    first, last = _span(chance)
    term = chance.choice(("voltara", "Voltara price", "converter", "", None))
    return {
        "property": "main", "term": term, "first_day": first, "last_day": last,
        "impressions": str(chance.randrange(500)),
    }  # fmt: skip


def _search_interest(chance: Random, number: int) -> Told:
    first, last = _span(chance)
    comparison = chance.choice(("alone", "both", "both", "other"))
    term = {"alone": "voltara", "other": "rival"}.get(comparison) or chance.choice(
        ("voltara", "Voltara price", "rival")
    )
    return {
        "comparison": comparison, "category": chance.choice(("All", None)), "term": term, "region": str(number),
        "first_day": first, "last_day": last, "interest": str(chance.choice((0, 0.5, chance.randrange(101)))),
    }  # fmt: skip


def _profile_day(chance: Random, number: int) -> Told:
    first, last = _span(chance)
    metric = chance.choice(("views", "views on Google Maps, mobile", "reach", "calls", "website clicks"))
    return {
        "platform": chance.choice(("Google", "Facebook")), "profile": chance.choice(("main", "shop")), "metric": metric,
        "detail": str(number), "first_day": first, "last_day": last, "value": str(chance.randrange(90)),
    }  # fmt: skip


def _contact(chance: Random, number: int) -> Told:
    lead = _moment(chance)
    return {
        "tool": "crm", "contact_id": str(number), "source": chance.choice(SOURCES),
        "campaign": chance.choice(CAMPAIGNS), "country": chance.choice(COUNTRIES), "lead_at": lead,
        "first_reply_at": _later(chance, lead, 6, 0.5),
        "qualified_at": _later(chance, lead, 60, 0.7), "accepted_at": _later(chance, lead, 90, 0.5),
    }  # fmt: skip


def _deal(chance: Random, number: int) -> Told:
    created = _day(chance)
    outcome = chance.choice(("won", "lost", "open"))
    closed = str(created + timedelta(days=chance.randrange(200))) if outcome != "open" or number % 2 else None
    return {
        "tool": "crm", "deal_id": str(number), "company": chance.choice(NAMES), "country": chance.choice(COUNTRIES),
        "outcome": outcome, "amount": None if chance.random() < 0.1 else f"{chance.uniform(1, 90000):.2f}",
        "currency": chance.choice(("EUR", "GBP")), "created_on": str(created), "closed_on": closed,
        "reason": chance.choice(WORDS), "source": chance.choice(SOURCES), "campaign": chance.choice(CAMPAIGNS),
    }  # fmt: skip


def _activity(chance: Random, number: int) -> Told:
    return {
        "tool": "crm", "activity_id": str(number), "happened_at": _moment(chance),
        "kind": chance.choice(("call", "visit", "meeting", "first meeting", "webinar")),
        "team": chance.choice(("sales", "sales", "marketing", None)), "company": chance.choice(NAMES),
        "contact_id": str(chance.randrange(COUNTS["contacts"])) if chance.random() < 0.5 else None,
    }  # fmt: skip


def _order(chance: Random, number: int) -> Told:
    ordered = _day(chance)
    promised = str(ordered + timedelta(days=20)) if chance.random() < 0.8 else None
    delivered = str(ordered + timedelta(days=chance.randrange(30))) if chance.random() < 0.8 else None
    return {
        "tool": "erp", "document_no": str(number),
        "company": chance.choice(NAMES[:-1]) if number % 3 else f"Shop {number % 41}",
        "country": chance.choice(COUNTRIES), "ordered_on": str(ordered), "amount": f"{chance.uniform(-90, 900):.2f}",
        "currency": chance.choice(("EUR", "GBP")), "promised_on": promised, "delivered_on": delivered,
        "status": chance.choice(("Paid", None, "Voided", "draft")),
    }  # fmt: skip


def _answer(chance: Random, number: int) -> Told:
    measure = MEASURES[number % len(MEASURES)]
    value = {"recommend": chance.randrange(11), "loss_reason": chance.randrange(2)}.get(measure, chance.randrange(1, 6))
    value = chance.randrange(2) if measure in MEASURES[:3] else value
    respondent = number // 12
    answered = FIRST + timedelta(days=Random(respondent).randrange(DAYS))
    return {
        "survey": "s", "response_id": str(respondent), "question": str(number), "answered_at": str(answered),
        "role": ("customer", "prospect", "lost buyer", "customer", "sales")[respondent % 5],
        "touchpoint": ("delivery", "service", None)[respondent % 3], "measure": measure,
        "value": str(value) if chance.random() < 0.7 else None,
        "text": chance.choice(WORDS if measure == "loss_reason" else ANSWERS),
    }  # fmt: skip


def _asset_use(chance: Random, number: int) -> Told:
    return {
        "tool": "lib", "event_id": str(number), "asset": "Sheet", "used_at": _moment(chance),
        "deal_id": str(chance.randrange(COUNTS["deals"])) if chance.random() < 0.8 else None,
        "company": chance.choice(NAMES), "opened": chance.choice(("yes", "no", None)),
    }  # fmt: skip


DRAWS: dict[str, Callable[[Random, int], Told]] = {
    "campaign_days": _campaign_day, "web_days": _web_day, "search_days": _search_day, "contacts": _contact,
    "search_interest": _search_interest, "profile_days": _profile_day,
    "deals": _deal, "activities": _activity, "orders": _order, "survey_answers": _answer, "asset_uses": _asset_use,
}  # fmt: skip
COUNTS = dict.fromkeys(DRAWS, 300) | {"survey_answers": 2000, "orders": 250}
