"""Voltara's mailings as Mailchimp lists its campaigns."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from custodian.sample import files, story
from custodian.sample.chance import Chance
from custodian.sample.files import Row

HEADER = [
    "Title",
    "Subject",
    "List",
    "Send Date",
    "Send Weekday",
    "Total Recipients",
    "Successful Deliveries",
    "Soft Bounces",
    "Hard Bounces",
    "Total Bounces",
    "Times Forwarded",
    "Forwarded Opens",
    "Unique Opens",
    "Open Rate",
    "Total Opens",
    "Unique Clicks",
    "Click Rate",
    "Total Clicks",
    "Unsubscribes",
    "Abuse Complaints",
    "Unique Id",
]
SUBJECTS = (
    "How rail integrators save a third of the cabinet",
    "Three data sheets, one page: the VR48 family",
    "What our service team learned this month",
    "Less heat: a look inside the VD600",
    "Questions engineers ask us before they order",
)
LISTS = {"Newsletter": ("Prospects", 5200, 7), "Customer letter": ("Customers", 1450, 18)}


def exports() -> Iterator[tuple[str, bytes]]:
    history = [month for month in story.MONTHS if month < story.LAST]
    for months, last in ((history, story.HISTORY_ENDS), ([story.LAST], story.LAST_DAY)):
        rows = [row for month in months for row in _of(month)]
        yield f"mailchimp/campaigns {last}.csv", files.table([HEADER, *rows]).encode()


def _of(month: date) -> Iterator[Row]:
    for title, (audience, size, day) in LISTS.items():
        chance = Chance("mailing", title, month)
        sent_at = datetime.combine(month + timedelta(days=day), time(9, 5 * chance.whole(0, 9)))
        sent = round(size * chance.between(0.96, 1.04))
        soft, hard = chance.whole(10, 40), chance.whole(2, 14)
        delivered = sent - soft - hard
        opens = round(delivered * chance.between(0.27, 0.36))
        clicks = round(delivered * chance.between(0.03, 0.055))
        yield (
            f"{title} {month:%B %Y}",
            chance.pick(SUBJECTS),
            audience,
            f"{sent_at:%b %d, %Y %I:%M} {'am' if sent_at.hour < 12 else 'pm'}",
            f"{sent_at:%A}",
            sent,
            delivered,
            soft,
            hard,
            soft + hard,
            0,
            0,
            opens,
            f"{opens / delivered:.2%}",
            round(opens * chance.between(1.3, 1.7)),
            clicks,
            f"{clicks / delivered:.2%}",
            round(clicks * chance.between(1.1, 1.4)),
            chance.whole(2, 15),
            0,
            f"{chance.whole(0, 16**10 - 1):010x}",
        )
