"""What a table of a file would change, before anything is written, and what was written afterwards."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from custodian.domain import periods
from custodian.domain.kpis import Kpi
from custodian.intake.contracts import Question
from custodian.intake.staging import Decision, Problem, Staged
from custodian.intake.tables import RawTable

Status = Literal["loaded", "unchanged", "refused", "needs_answer", "dry_run", "unknown", "passed_over"]


@dataclass(frozen=True)
class Counts:
    """`read` are all rows of the table in the file, refused ones included; `vanished` rows stay as they are.

    `spanning` rows cover days of more than one month and count only in periods that contain them whole.
    """

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    vanished: int = 0
    refused: int = 0
    totals_dropped: int = 0
    spanning: int = 0


@dataclass(frozen=True)
class Change:
    """A cell that the file has otherwise than the ledger."""

    line: int
    row: str  # the natural key, as a person would name the row
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Move:
    """A KPI's month that the file will change."""

    kpi: Kpi
    month: date
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Preview:
    """One table of a file: `dry_run` can be committed, `needs_answer` after its questions, the others cannot be.

    `unknown` is a table of no known format, `passed_over` one beside a table that is known.
    With `counts.refused` it is committed only without those rows, if a person says so.
    """

    file: str
    part: str
    hash: str
    path: Path
    status: Status
    format: str = ""  # key of the format
    title: str = ""  # its name for a person
    because: str = ""
    source: str = ""
    table: str = ""
    decisions: tuple[Decision, ...] = ()
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()  # the first 10,000
    counts: Counts = Counts()
    first_month: date | None = None
    last_month: date | None = None
    changes: tuple[Change, ...] = ()  # examples
    moves: tuple[Move, ...] = ()
    notes: tuple[str, ...] = ()  # sentences: what was mended, dropped, will not count
    refusal: str = ""  # why it cannot be loaded: expected, found, what to do
    import_id: int | None = None  # of the import that already holds this table, where `unchanged`
    staged: Staged | None = None
    raw: RawTable | None = None

    @property
    def months(self) -> tuple[date, ...]:
        if self.first_month is None or self.last_month is None:
            return ()
        return tuple(periods.months(self.first_month, self.last_month))

    @property
    def can_commit(self) -> bool:
        return self.status == "dry_run"


@dataclass(frozen=True)
class Import:
    """One table of one file in the ledger. Undone it stays in the list, but its rows count nowhere."""

    import_id: int
    file: str
    part: str
    hash: str
    format: str
    source: str
    table: str
    counts: Counts
    first_month: date | None
    last_month: date | None
    imported_by: str
    imported_at: datetime
    undone_by: str | None
    undone_at: datetime | None

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None
