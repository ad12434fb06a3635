"""The monthly routine: which exports a month ends with, and which of them are here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median_low
from typing import Literal

from custodian.domain import periods
from custodian.domain.imports import Imported
from custodian.intake.formats import Format

DAYS_OF_GRACE = 10  # of the next month, until an export that is not here is late
State = Literal["late", "missing", "arrived", "not due"]
STATES: tuple[State, ...] = ("late", "missing", "arrived", "not due")


@dataclass(frozen=True)
class Expected:
    """An export that this company loads again and again, and how it stands for the last whole month."""

    source: str
    title: str  # tool and title of the format
    says: str  # the click path in the tool
    newest: date  # the first day of the newest month that it covers
    due: date  # of the month that is due
    state: State
    file: str  # that came last


def due_month(today: date) -> date:
    """The first day of the last whole month."""
    return periods.shifted(periods.month_of(today), -1)


def expected(every: Iterable[Imported], formats: Mapping[str, Format], today: date) -> list[Expected]:
    """One for every source and format that is in, those that somebody has to see to first."""
    came: dict[tuple[str, str], list[Imported]] = {}
    for one in every:
        if not one.is_undone and one.last_month and one.format in formats:
            came.setdefault((one.source, one.format), []).append(one)
    found = [_expected(imports, formats[form], today) for (_, form), imports in came.items()]
    return sorted(found, key=lambda one: (STATES.index(one.state), one.source.casefold(), one.title))


def _expected(imports: list[Imported], form: Format, today: date) -> Expected:
    months = sorted({_newest(one) for one in imports})
    due = due_month(today)
    last = max(imports, key=lambda one: one.import_id)
    state: State = "arrived"
    if months[-1] < due:
        state = "late" if today.day > DAYS_OF_GRACE else "missing"
        if periods.shifted(months[-1], _every(months)) > due:
            state = "not due"
    return Expected(last.source, f"{form.tool} · {form.title}", form.says, months[-1], due, state, last.file)


def _newest(one: Imported) -> date:
    """A deal's expected closing lies ahead: no export knows more than the month in which it was loaded."""
    assert one.last_month is not None
    return min(one.last_month, periods.month_of(one.imported_at.date()))


def _every(months: list[date]) -> int:
    """After how many months this export usually comes again: a survey may be one of a quarter."""
    steps = [(after.year - before.year) * 12 + after.month - before.month for before, after in pairwise(months)]
    return median_low(steps) if steps else 1
