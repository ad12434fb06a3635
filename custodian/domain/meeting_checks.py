"""The one-minute check: how a meeting went, from 0 to 10 and perhaps a word, by each who was there, without a name."""

from dataclasses import asdict, dataclass
from statistics import median

import duckdb

from custodian.domain import meetings
from custodian.domain.refusals import Refused
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse

MOST = 10
LONGEST = 200  # letters


@dataclass(frozen=True)
class Check:
    points: int
    word: str = ""


def give(warehouse: Warehouse, meeting: str, check: Check) -> None:
    """Raises Refused with every fault; more than are present cannot answer."""
    check = Check(check.points, " ".join(check.word.split()))
    with warehouse.writing() as cursor:
        held = meetings.running(cursor, meeting)
        if wrong := _faults(check, len(held.present), len(of(cursor, meeting))):
            raise Refused(wrong)
        queries.do(cursor, "meetings/check", meeting=meeting, **asdict(check))


def of(cursor: duckdb.DuckDBPyConnection, meeting: str) -> tuple[Check, ...]:
    """By points, not in the order given: that would tell whose each is."""
    return tuple(Check(*row) for row in queries.run(cursor, "meetings/checks", meeting=meeting).iter_rows())


def middle(points: list[int]) -> float | None:
    """The median: one who is angry does not speak for all. None where nobody answered."""
    return float(median(points)) if points else None


def _faults(check: Check, present: int, given: int) -> list[str]:
    found = []
    if given >= present:
        found.append(
            f"Expected one answer from each of the {present} who are there, and all have answered. "
            "Add who came later under “Who is there?”."
        )
    if not 0 <= check.points <= MOST:
        found.append(f"Expected a number from 0 to {MOST}, found {check.points}. Choose one between.")
    if len(check.word) > LONGEST:
        found.append(f"Expected at most {LONGEST} letters, found {len(check.word)}. Say it in fewer words.")
    return found
