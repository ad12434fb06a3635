"""Small ledgers as hypothesis draws them: month ends, leap days, same instants, gaps, odd currencies, old versions."""

from typing import Any

from hypothesis import strategies as st

from custodian.warehouse import tables
from tests import stories

Told = dict[str, str | None]
Drawn = dict[str, list[tuple[Told, bool]]]  # by table the rows, each with whether it is current

EDGES = (
    "2023-02-28", "2023-12-31", "2024-01-01", "2024-01-31", "2024-02-01", "2024-02-28", "2024-02-29", "2024-03-01",
    "2024-12-31", "2025-01-01", "2025-02-28", "2025-03-01",
)  # fmt: skip
TIMES = ("00:00:00", "07:59:59", "08:00:00", "12:00:30", "16:59:59.999999", "17:00:00", "23:59:59")
NAMES = (
    None, "Alpha GmbH", "ALPHA", "Alpha & Söhne KG", "alpha und Soehne", "Beta AG", " beta ", "GmbH", "(GmbH)", "…", "",
    "Élan S.p.A.", "elan",
)  # fmt: skip
TEXTS = (
    None, "", " ", "yes", "Yes, surely", "no", "VOLTARA", "we know voltara. x", "ja; gern", "yesterday", "Price",
    "price, then brand", "Anruf kam zu spät, Ruf unbekannt", "brand\nprice", "nobody knows",
)  # fmt: skip
AMOUNTS = (None, "0", "0.0001", "-0.0001", "0.1", "0.2", "0.3", "1234.5678", "-1234.56", "99999999999.99")
NUMBERS = (
    None,
    "0",
    "0.1",
    "0.2",
    "1",
    "0.3333333333333333",
    "-2.5",
    "4",
    "4.35",
    "5",
    "6",
    "9",
    "10",
    "123456789.125",
)
TOOLS, IDS, MEMBERS = ("crm", "lib"), ("1", "2", "3"), ("a", "b", "")

day = st.sampled_from(EDGES) | st.dates(stories.date(2023, 1, 1), stories.date(2025, 12, 31)).map(str)
moment = st.builds("{} {}".format, day, st.sampled_from(TIMES))
span = st.tuples(day, day).map(sorted) | day.map(lambda one: [one, one])
amount, number, text, name = map(st.sampled_from, (AMOUNTS, NUMBERS, TEXTS, NAMES))
count = st.sampled_from((None, "0", "1", "3", "9007199254740993"))
currency = st.sampled_from(("EUR", "EUR", "GBP", "JPY", "XTS", None))
member, id_ = st.sampled_from(MEMBERS), st.sampled_from(IDS)
source = st.sampled_from((None, "", "Website", " WEBSITE ", "Trade fair", "Cold call"))
campaign = st.sampled_from((None, "", " ", "Brand", "Launch"))
country = st.sampled_from((None, "Germany", "France"))
tool = st.sampled_from(TOOLS)
CHOICES: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "campaign_days": {"platform": tool, "account": member, "campaign": st.sampled_from(("Brand", "Launch")),
                      "detail": member, "span": span, "cost": amount, "currency": currency},
    "web_days": {"property": tool, "breakdown": st.sampled_from(("channel", "channel", "total", "page")),
                 "member": member, "span": span, "users": count},
    "search_days": {"property": tool, "term": text.map(lambda said: said or ""), "span": span, "impressions": count},
    "search_interest": {"comparison": st.sampled_from(("both", "other")), "category": member,
                        "term": st.sampled_from(("voltara", "Voltara price", "rival", "Rival 2")), "region": member,
                        "span": span, "interest": st.sampled_from(("0", "0.5", "1", "33", "100")),
                        "import_id": st.sampled_from(("1", "2"))},
    "profile_days": {"platform": tool, "profile": member, "metric": st.sampled_from(("views", "views on maps", "calls",
                     "reach")), "detail": member, "span": span, "value": number},
    "contacts": {"tool": tool, "contact_id": id_, "source": source, "campaign": campaign, "country": country,
                 "lead_at": moment, "first_reply_at": st.none() | moment, "qualified_at": st.none() | moment,
                 "accepted_at": st.none() | moment},
    "deals": {"tool": tool, "deal_id": id_, "company": name, "country": country,
              "outcome": st.sampled_from(("won", "won", "lost", "open")), "amount": amount, "currency": currency,
              "created_on": day, "closed_on": st.none() | day | day, "reason": text, "source": source,
              "campaign": campaign},
    "activities": {"tool": tool, "activity_id": id_, "happened_at": moment, "campaign": campaign,
                   "kind": st.sampled_from(("visit", "meeting", "first meeting", "call", "webinar")), "company": name,
                   "team": st.sampled_from((None, "sales", "marketing")), "contact_id": st.none() | id_},
    "orders": {"tool": tool, "document_no": id_, "company": name, "country": country, "ordered_on": day,
               "amount": amount, "currency": currency, "promised_on": st.none() | day,
               "delivered_on": st.none() | day, "status": st.sampled_from((None, "Paid", " VOIDED ", "draft"))},
    "survey_answers": {"survey": tool, "response_id": id_, "question": id_, "answered_at": moment,
                       "role": st.sampled_from(("customer", "customer", "prospect", "sales", None)),
                       "touchpoint": country, "value": number, "text": text,
                       "measure": st.sampled_from(("known_unprompted", "known_prompted", "would_consider",
                                                   "buying_experience", "satisfaction", "recommend", "reorder",
                                                   "loss_reason"))},
    "asset_uses": {"tool": tool, "event_id": id_, "asset": member, "used_at": moment, "deal_id": st.none() | id_,
                   "company": name, "opened": st.sampled_from((None, "yes", "yes", "no"))},
}  # fmt: skip


def ledgers(*names: str) -> st.SearchStrategy[Drawn]:
    """Rows of these tables; of one natural key one at most is current."""
    return st.fixed_dictionaries({name: st.lists(_row(name), max_size=8).map(_versions(name)) for name in names})


def _row(table: str) -> st.SearchStrategy[Told]:
    return st.fixed_dictionaries(CHOICES[table]).map(_with_days)


def _with_days(drawn: dict[str, Any]) -> Told:
    first, last = drawn.pop("span", (None, None))
    return drawn | ({"first_day": first, "last_day": last} if first else {})


def _versions(table: str) -> Any:
    """A later row of a key supersedes the earlier one."""
    key = tables.declared()[table].key

    def marked(rows: list[Told]) -> list[tuple[Told, bool]]:
        newest = {tuple(row.get(column) for column in key): at for at, row in enumerate(rows)}
        return [(row, at in newest.values()) for at, row in enumerate(rows)]

    return marked
