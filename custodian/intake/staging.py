"""A table converted to the ledger's columns and types, waiting to be compared and committed."""

from dataclasses import dataclass
from pathlib import Path

from custodian.intake.contracts import Contract, Question


@dataclass(frozen=True)
class Problem:
    """A cell that cannot be read: where it is, what it says, what was expected."""

    line: int
    column: str
    value: str
    expected: str


@dataclass(frozen=True)
class Decision:
    """What was decided about the file and the evidence for it, each in a few words a person understands."""

    what: str
    because: str
    is_drift: bool = False  # it differs from this source's file before


@dataclass(frozen=True)
class Staged:
    """The converted rows, in a Parquet file with `line` and the stored columns of the ledger table.

    Rows with a problem are not in it. With questions open there are no rows yet and `rows` is None.
    """

    file: str
    part: str
    hash: str
    format: str
    source: str
    table: str
    contract: Contract
    rows: Path | None
    rows_read: int
    rows_refused: int = 0
    totals_dropped: int = 0
    problems: tuple[Problem, ...] = ()  # the first 10,000
    questions: tuple[Question, ...] = ()
    decisions: tuple[Decision, ...] = ()


class Refused(ValueError):
    """A file that cannot be loaded. Its sentence says what was expected, what was found and what to do."""

    def __init__(self, expected: str, found: str, todo: str) -> None:
        super().__init__(f"Expected {expected}; found {found}. {todo}")
        self.expected, self.found, self.todo = expected, found, todo
