"""Where people meet Voltara besides its website: Google Trends beside its competitors, its Facebook and Instagram."""

from collections.abc import Iterator
from datetime import date, timedelta

from custodian.domain import periods
from custodian.sample import company, files, story
from custodian.sample.chance import Chance, parted
from custodian.sample.files import Row

RIVALS = company.COMPETITORS[:3]
FIRST_SUNDAY = date(2024, 11, 3)
NETWORKS = {"Facebook visits": "facebook", "Instagram profile visits": "instagram"}


def exports() -> Iterator[tuple[str, bytes]]:
    yield f"google_trends/multiTimeline {story.LAST_DAY}.csv", _trends().encode()
    yield f"meta_business_suite/Visits {story.LAST_DAY}.csv", files.utf16(_insights(NETWORKS))
    clicks = {"Facebook link clicks": "link_clicks"}
    yield f"meta_business_suite/Link clicks {story.LAST_DAY}.csv", files.utf16(_insights(clicks))


def _trends() -> str:
    """Weeks that begin on Sundays; the busiest one of any term is 100."""
    weeks = [FIRST_SUNDAY + timedelta(weeks=week) for week in range((story.LAST_DAY - FIRST_SUNDAY).days // 7 + 1)]
    searched = [_week(week) for week in weeks]
    busiest = max(max(row) for row in searched)
    rows = [
        [week, *(_interest(100 * value / busiest) for value in row)] for week, row in zip(weeks, searched, strict=True)
    ]
    header = ["Week", *(f"{name.casefold()}: (Germany)" for name in ("Voltara", *RIVALS))]
    return "Category: All categories\n\n" + files.table([header, *rows])


def _week(week: date) -> list[float]:
    share, chance = story.figure("share_of_search", week), Chance("trends", week)
    others = [chance.between(0.9, 1.1) * weight for weight in (5, 3, 2)]
    return [share, *((1 - share) * part / sum(others) for part in others)]


def _interest(value: float) -> str:
    return "<1" if 0 < value < 0.5 else str(round(value))


def _insights(blocks: dict[str, str]) -> str:
    written = ["sep=,\n"]
    for title, figure in blocks.items():
        rows = [row for month in story.MONTHS for row in _days(figure, month)]
        written += [f'"{title}"\n', files.table([("Date", "Primary"), *rows], quote_all=True), "\n"]
    return "".join(written[:-1])


def _days(figure: str, month: date) -> Iterator[Row]:
    days = [month + timedelta(days=number) for number in range((periods.last_day(month) - month).days + 1)]
    chance = Chance(figure, "days", month)
    weights = [chance.between(0.7, 1.3) * (0.5 if day.weekday() >= 5 else 1.2) for day in days]
    for day, number in zip(days, parted(story.count(figure, month), weights), strict=True):
        yield f"{day}T00:00:00", number
