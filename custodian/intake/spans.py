"""The days that a whole file covers, as the lines above its header tell them."""

import re
from datetime import date

from custodian.intake import dates
from custodian.intake.contracts import Choice, Contract, DateOrder, Question
from custodian.intake.formats import Format
from custodian.intake.tables import RawTable

BESIDE = "Period"  # how a sibling in the same archive tells it
IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-._]?(\d{1,2})[-._]?(\d{1,2})(?!\d)")


def period(raw: RawTable, declared: Format, contract: Contract, order: DateOrder = "") -> tuple[date, date] | None:
    """First and last day; one day alone is both. None where nothing tells it clearly."""
    days = dates.in_text("\n".join(_lines(raw, declared)), order or contract.date_order)
    if days:
        return days[0], days[min(1, len(days) - 1)]
    if contract.first_day and contract.last_day:
        return date.fromisoformat(contract.first_day), date.fromisoformat(contract.last_day)
    return None


def limits(raw: RawTable) -> str:
    """What the export was filtered by: then it says nothing of the whole."""
    return ", ".join(cells[1] for cells in raw.preamble if cells[0] == "Limited to")


def question(raw: RawTable) -> Question:
    text = "Which days does this file cover? It has no column of dates and nothing above its header says so."
    choices = (Choice("2026-10-01..2026-10-31", "first and last day, written like this"),)
    return Question("period", text, f"{raw.file} {raw.part}".strip(), choices, _named(raw.file))


def _named(file: str) -> str:
    """What the file's name says, only to be confirmed: names are given by people."""
    days = []
    for year, month, day in IN_NAME.findall(file):
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return f"{days[0]}..{days[1]}" if len(days) == 2 and days[0] <= days[1] else ""


def answered(value: str) -> tuple[str, str]:
    """Raises ValueError with a sentence."""
    found = re.fullmatch(r"\s*(\d{4}-\d\d-\d\d)\s*\.\.\s*(\d{4}-\d\d-\d\d)\s*", value)
    if not found or date.fromisoformat(found[1]) > date.fromisoformat(found[2]):
        raise ValueError(f"Expected a period such as 2026-10-01..2026-10-31; found “{value}”.")
    return found[1], found[2]


def _lines(raw: RawTable, declared: Format) -> list[str]:
    lines = [" ".join(cells).strip() for cells in raw.preamble]
    beside = [" ".join(cells[1:]) for cells in raw.preamble if cells[0] == BESIDE]
    return beside or [line for line in lines if any(re.search(pattern, line) for pattern in declared.period)]
