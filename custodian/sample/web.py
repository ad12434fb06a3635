"""Voltara's website in Google's reports: a GA4 exploration for the past, a GA4 report for the newest month."""

from collections.abc import Iterator
from datetime import date, timedelta

from custodian.domain import periods
from custodian.sample import files, story
from custodian.sample.chance import Chance, parted
from custodian.sample.files import Row

RULE = "# ----------------------------------------"
PROPERTY = "Voltara website"
CHANNEL = "Session primary channel group (Default channel group)"
CHANNELS = {"Organic Search": 44, "Direct": 21, "Paid Search": 17, "Organic Social": 8, "Referral": 6, "Email": 4}


def exports() -> Iterator[tuple[str, bytes]]:
    for first, last in ((date(2024, 11, 1), date(2025, 10, 31)), (date(2025, 11, 1), story.HISTORY_ENDS)):
        yield f"ga4/Traffic by day and channel {last}.csv", _exploration(first, last).encode()
    yield f"ga4/Traffic_acquisition {story.LAST_DAY}.csv", _report(story.LAST, story.LAST_DAY).encode()


def _exploration(first: date, last: date) -> str:
    rows = [row for month in periods.months(first, last) for row in _days(month)]
    sums = [sum(column) for column in list(zip(*rows, strict=True))[2:]]
    header = ["Date", CHANNEL, "Sessions", "Total users", "Engaged sessions", "Key events"]
    preamble = [
        RULE,
        f"# {PROPERTY}",
        "# Traffic by day and channel-Free form 1",
        f"# {first:%Y%m%d}-{last:%Y%m%d}",
        RULE,
    ]
    # The totals carry their label in one cell more than the header has.
    return "\n".join([*preamble, "", ""]) + files.table([header, ["", "", *sums, "Grand total"], *rows])


def _days(month: date) -> Iterator[tuple[str, str, int, int, int, int]]:
    chance = Chance("web", month)
    days = [month + timedelta(days=number) for number in range((periods.last_day(month) - month).days + 1)]
    for channel, users in _users(month).items():
        weights = [chance.between(0.8, 1.2) * (0.4 if day.weekday() >= 5 else 1.2) for day in days]
        for day, visitors in zip(days, parted(users, weights), strict=True):
            if visitors:
                yield f"{day:%Y%m%d}", channel, *_figures(chance, visitors)


def _report(first: date, last: date) -> str:
    chance = Chance("web report", first)
    preamble = [
        RULE,
        f"# Traffic acquisition: {CHANNEL}",
        "# Account: Voltara",
        f"# Property: {PROPERTY}",
        RULE,
        "# ",
        "# All Users",
        f"# Start date: {first:%Y%m%d}",
        f"# End date: {last:%Y%m%d}",
    ]
    header = [CHANNEL, "Sessions", "Total users", "Engaged sessions", "Engagement rate", "Key events", "Total revenue"]
    rows: list[Row] = []
    for channel, visitors in _users(first).items():
        sessions, users, engaged, events = _figures(chance, visitors)
        rows.append((channel, sessions, users, engaged, engaged / sessions, events, 0))
    return "\n".join([*preamble, ""]) + files.table([header, *rows])


def _users(month: date) -> dict[str, int]:
    return dict(zip(CHANNELS, parted(story.count("visitors", month), list(CHANNELS.values())), strict=True))


def _figures(chance: Chance, visitors: int) -> tuple[int, int, int, int]:
    sessions = round(visitors * chance.between(1.1, 1.4))
    return sessions, visitors, round(sessions * chance.between(0.5, 0.65)), chance.whole(0, sessions // 30)
