"""Companies, sources and working hours once more in plain Python, for counting a second time what SQL counts."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import holidays

from custodian import settings
from custodian.warehouse import tables
from tests import stories

GERMAN = holidays.country_holidays("DE")
MARKETING = set(settings.Settings().marketing_sources)
LEGAL = {"gmbh", "ag", "kg", "ltd"}


def customer(name: str | None) -> str | None:
    plain = (name or "").lower().translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}))
    words = [word for word in re.findall(r"\w+", plain) if word not in LEGAL and word != "und"]
    return " ".join(words) or None


def from_marketing(row: dict[str, Any]) -> bool:
    return bool(row["campaign"]) or (row["source"] or "").lower() in MARKETING


def is_workday(day: date) -> bool:
    return day.weekday() < 5 and day not in GERMAN


def working_hours(start: datetime, end: datetime) -> float:
    """Day by day, from eight to five."""
    total, day = 0.0, start.date()
    while day <= end.date():
        if is_workday(day):
            opens, closes = datetime.combine(day, time(8)), datetime.combine(day, time(17))
            total += max((min(end, closes) - max(start, opens)).total_seconds(), 0) / 3600
        day += timedelta(days=1)
    return total


def rows(told: dict[str, list[dict[str, str | None]]]) -> dict[str, list[dict[str, Any]]]:
    """Rows of cells as `chance` draws them, with real dates and numbers; a column that was not drawn is None."""
    columns = {name: table.columns for name, table in tables.declared().items()}
    return {
        name: [
            {column: stories.typed(row.get(column), says.type) for column, says in columns[name].items()}
            for row in found
        ]
        for name, found in told.items()
    }
