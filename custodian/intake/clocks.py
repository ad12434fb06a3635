"""Times that tell their zone, in the cell or in the column's name: brought to the company's, they fall on its day."""

import re
from functools import cache

import polars as pl
import pytz  # type: ignore[import-untyped]

from custodian.intake import dates, zones
from custodian.intake.contracts import Choice, Contract, Question
from custodian.intake.evidence import Example, Look
from custodian.intake.staging import Decision, Refused

IN_CELL = (
    r"(?i)\d[\d:.,]*(?: ?[ap]\.? ?m\.?)? ?(?:z|[+-]\d\d:?\d\d|(?:utc|gmt)(?: ?[+-]\d{1,2}(?::?\d\d)?)?|[a-z]{3,4})$"
)
SPLIT = frozenset(["US", "CA", "BR", "AU", "RU", "MX", "ID", "KZ", "CD", "MN"])  # no one zone is theirs
UTC = "UTC"


def time_zone(look: Look, contract: Contract, company: str, country: str) -> tuple[str, Decision | Question | None]:
    """'' where no time tells its zone. `company` is its zone as set, else its country's counts."""
    told = _example(look)
    if told is None or contract.time_zone:
        return contract.time_zone, None
    if company and not is_zone(company):
        raise Refused("a time zone, such as Europe/Berlin, in the settings", f"“{company}”", "Correct it there.")
    if company:
        return company, _decision(company, told, "as set for the company")
    zones = of_country(country)
    if country in SPLIT:
        choices = tuple(Choice(zone, zone.replace("_", " ")) for zone in zones)
        text = f"On whose day does {told.value} fall: in which time zone is the company?"
        return "", Question("time_zone", text, str(told), choices, zones[0])
    if zones:
        return zones[0], _decision(zones[0], told, "where the company is, by its country in the settings")
    return UTC, _decision(UTC, told, "no country is set")


def named(look: Look, contract: Contract, country: str) -> list[Question]:
    """Which zone is meant by an abbreviation of several: with the company's country as the suggestion."""
    cells = look.cells("date", "moment")
    told = {
        name: [(one, zones.unsettled(pl.col(one.name), contract.zones) == name) for one in cells]
        for name in zones.SEVERAL
        if name not in contract.zones
    }
    return [_which(name, example, country) for name, example in look.first(told).items()]


def _which(name: str, example: Example, country: str) -> Question:
    meant = zones.SEVERAL[name]
    choices = tuple(Choice(offset, f"of {where} ({offset})") for offset, where in meant.values())
    text = f"Which time is {name}: that of {' or '.join(where for _, where in meant.values())}?"
    return Question(f"zone:{name}", text, str(example), choices, meant[country][0] if country in meant else "")


@cache
def of_country(country: str) -> tuple[str, ...]:
    return tuple(pytz.country_timezones.get(country, ()))


def is_zone(name: str) -> bool:
    return name in pytz.all_timezones_set


def told_in(column: str) -> str:
    """The zone that a column's name tells: `Created (UTC)`."""
    return UTC if re.search(r"\b(UTC|GMT)\b", column) else ""


def _example(look: Look) -> Example | None:
    tests = []
    for one in look.cells("date", "moment"):
        if one.name in look.plain and not told_in(one.column):  # written without one
            continue
        cell = dates.tidy(pl.col(one.name))
        has_time = cell.str.contains(r"\d:\d\d")
        zoned = pl.lit(True) if told_in(one.column) else cell.str.contains(IN_CELL)
        tests.append((one, (has_time & zoned) | cell.str.contains(dates.EPOCH)))
    return look.first({"zone": tests}).get("zone")


def _decision(zone: str, told: Example, why: str) -> Decision:
    return Decision(f"Times that tell their zone are brought to {zone}", f"{why}; for example {told}")
