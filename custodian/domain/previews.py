"""One table of a file as it is looked at: what was recognised, what it would change, or what stands in the way."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from custodian.domain.moves import Move
from custodian.intake import comparing
from custodian.intake.comparing import Changed, Comparison
from custodian.intake.contracts import Question
from custodian.intake.formats import Format
from custodian.intake.staging import Decision, Problem, Refused, Staged
from custodian.intake.tables import RawTable

Status = Literal["loaded", "unchanged", "refused", "needs_answer", "dry_run", "unknown", "passed_over"]


@dataclass(frozen=True)
class Preview:
    """One table of a file: what was recognised, what it would change, or what stands in the way.

    `unknown`: no format fits, the columns have to be matched. `passed_over`: the companion of a recognised table.
    """

    file: str
    part: str
    path: Path
    hash: str
    status: Status
    title: str = ""  # tool and title of the format
    because: str = ""
    refusal: str = ""
    import_id: int | None = None  # the import that brought the same table before, or just now
    staged: Staged | None = None
    comparison: Comparison | None = None
    moves: tuple[Move, ...] | None = None  # None: not tried out
    raw: RawTable | None = None
    has_drifted: bool = False  # refused because its source's files had other columns before: may be matched by hand
    declaration: str = ""  # the TOML of a format of the company's own: kept with the import

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.staged.questions if self.staged else ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.staged.problems if self.staged else ()

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return self.staged.decisions if self.staged else ()

    @property
    def changed(self) -> tuple[Changed, ...]:
        return self.comparison.examples if self.comparison else ()

    @property
    def rows_refused(self) -> int:
        return self.staged.rows_refused if self.staged else 0

    @property
    def is_ready(self) -> bool:
        """Whether it can be loaded whole, with nothing to answer and nothing left out."""
        return self.status == "dry_run" and not self.rows_refused

    def is_kin(self, other: "Preview") -> bool:
        """Of the same source and format: what is settled for one is settled for both."""
        one, two = self.staged, other.staged
        return bool(one and two and (one.source, one.format) == (two.source, two.format))

    @property
    def months(self) -> list[str]:
        return comparing.months(self.comparison.first_day, self.comparison.last_day) if self.comparison else []


def unrecognised(raw: RawTable, given: Format | None) -> str:
    expected = f"the columns of {given.tool}, {given.title}" if given else "the header of an export that is known here"
    shown = ", ".join(name for name in raw.header[:8] if name) or "no column names"
    todo = "Match its columns once on the Import page, or give their declaration with --format."
    return str(Refused(expected, shown, todo))


def nothing_left(staged: Staged) -> str:
    if staged.rows_refused:
        first = staged.problems[0]
        found = f"none; the first, in line {first.line}, says {first.column} = “{first.value}”"
        return str(
            Refused(f"at least one row that can be read ({first.expected})", found, "Check the export's settings.")
        )
    if survey := staged.contract.survey:
        todo = "Say of one of them what it measures, or leave the file out."
        return str(Refused("a question that measures something", f"none of its {len(survey)} that is loaded", todo))
    return str(Refused("at least one row below the header", "none", "Export a period in which something happened."))
