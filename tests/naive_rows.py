"""Picking and counting rows in plain Python, for the second computation of the KPIs."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

import holidays

from custodian import settings
from custodian.domain import periods

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


def within(rows: Iterable[Row], chosen: date) -> list[Row]:
    """Rows whose whole span lies in the month."""
    return [row for row in rows if month(row["first_day"]) == month(row["last_day"]) == chosen]


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


def answers(rows: Rows, chosen: date, measure: str) -> list[Row]:
    return [
        row
        for row in rows["survey_answers"]
        if row["measure"] == measure and row["role"] != "sales" and month(row["answered_at"]) == chosen
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


def rated(rows: Rows, chosen: date, measure: str) -> list[Row]:
    found = [row for row in answers(rows, chosen, measure) if row["value"] is not None]
    return found if measure == "buying_experience" else [row for row in found if row["role"] == "customer"]


def closed(rows: Rows, chosen: date, *outcomes: str) -> list[Row]:
    return [row for row in rows["deals"] if row["outcome"] in outcomes and month(row["closed_on"]) == chosen]


def placed(rows: Rows) -> list[Row]:
    return [row for row in rows["orders"] if (row["status"] or "").lower() not in VOID]


def of_the_year(rows: Rows, chosen: date) -> list[Row]:
    first = periods.shifted(chosen, -11)
    return [row for row in placed(rows) if first <= row["ordered_on"] <= periods.last_day(chosen)]


def months_known(rows: Rows, chosen: date) -> int:
    first = min(row["ordered_on"] for row in placed(rows))
    return (chosen.year - first.year) * 12 + chosen.month - first.month + 1
